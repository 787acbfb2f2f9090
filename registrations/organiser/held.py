"""What this floor holds about one person, in the language that is active; the page of all stands on the highest floor.

A test looks there for every personal column. Other people's addresses are not told: a letter that somebody else got
says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from events.models import Event, LogEntry
from events.when import day, moment
from registrations.letters.facts import standing
from registrations.models import (
    Consent,
    FrozenList,
    Invitation,
    ListEntry,
    OutgoingMail,
    Participation,
    Person,
    Registration,
)
from registrations.organiser.letters.delivery import story_of
from registrations.organiser.log.sentences import sentence
from registrations.questions.asking import heard_from, said
from venues.templatetags.words import plain

Fact = tuple[str, str]
"""What it is, and what is held."""
SOURCES = {
    "form": gettext_lazy("the registration form"),
    "invitation": gettext_lazy("an invitation that the organiser wrote"),
    "import": gettext_lazy("a table of people to invite"),
    "substitute": gettext_lazy("whoever named them as a substitute"),
    "colleague": gettext_lazy("a colleague who registered them"),
    "by hand": gettext_lazy("the organiser, by hand"),
    "door": gettext_lazy("the door, where they came without having registered"),
    "api": gettext_lazy("a program of the organiser"),
    "list": gettext_lazy("a contact list of the organiser"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Facts under a heading."""

    title: str
    facts: list[Fact]


def of_days(person: Person) -> list[Part]:
    """Who they are and what they agreed to, then each registration, invitation and contact list."""
    registrations = person.registrations.whole().select_related("region").order_by("event__date", "pk")
    invitations = person.invitations.whole().order_by("event__date", "pk")
    entries = person.list_entries.whole().select_related("contact_list").order_by("added_at", "pk")
    return [
        Part(_("The person"), _who(person)),
        Part(_("Consents"), _consents(person)),
        *(Part(_of(_("Registration"), row.event), _registration(row)) for row in registrations),
        *(Part(_of(_("Invitation"), row.event), _invitation(row)) for row in invitations),
        *(Part(f"{_('Contact list')}: {row.contact_list.name}", _entry(row)) for row in entries),
        Part(_("Frozen attendance lists"), _documents(person)),
    ]


def written(person: Person) -> list[Part]:
    """Letters, and what the log says of them."""
    return [Part(_("Letters"), _letters(person)), Part(_("What was done"), _entries(person))]


def _of(kind: str, event: Event) -> str:
    return f"{kind}: {plain(event.title)}, {day(event.date)}"


def _who(person: Person) -> list[Fact]:
    return _there(
        (_("Name"), person.name),
        (_("E-mail"), person.email),
        (_("Language of the letters"), _language(person)),
        (_("Known since"), _at(person.created_at)),
        (_("Where the name came from"), SOURCES.get(person.source, person.source)),
        (_("Letters came back"), _at(person.bounced_at)),
        (_("Wants no letters since"), _at(person.do_not_write_at)),
        (_("Reads the letters of"), _others(person)),
    )


def _others(person: Person) -> str:
    """How many, without their names."""
    number = read_by(person).count()
    return (
        ngettext("%(number)d other person", "%(number)d other people", number) % {"number": number}
        if number
        else ""
    )


def read_by(person: Person, **which: Any) -> QuerySet[Person]:
    """Those whose letters this person reads; `which`: of which registrations and invitations, and no lists then."""
    registered = Registration.objects.filter(letters_to=person, **which).values("person")
    invited = Invitation.objects.filter(letters_to=person, **which).values("person")
    found = Q(pk__in=registered) | Q(pk__in=invited)
    if not which:
        found |= Q(pk__in=ListEntry.objects.filter(letters_to=person).values("person"))
    return Person.objects.filter(found)


def _consents(person: Person) -> list[Fact]:
    rows = Consent.objects.filter(person=person).order_by("given_at", "pk")
    return [(str(row.get_purpose_display()), _period(row)) for row in rows]


def _period(consent: Consent) -> str:
    given = _("given %(moment)s") % {"moment": moment(consent.given_at)}
    if consent.withdrawn_at is None:
        return given
    return f"{given}, " + _("taken back %(moment)s") % {"moment": moment(consent.withdrawn_at)}


def _registration(row: Registration) -> list[Fact]:
    alone = _("private person") if row.is_private_person else ""
    return _there(
        (_("Registered"), _at(row.created_at)),
        (pgettext("a participation", "Cancelled"), _at(row.cancelled_at)),
        (_("Organisation"), row.organisation_text or alone),
        (_("Job title or task"), row.job_title),
        (_("Municipality"), row.municipality_text),
        (_("Region"), plain(row.region.name) if row.region else ""),
        (_("Role"), row.get_role_display()),
        (_("Language of the letters"), _language(row)),
        (_("The letters go to"), _("somebody else who reads them") if row.letters_to_id else ""),
        *((_("In confidence"), str(answer)) for answer in row.sensitive_answers.order_by("pk")),
        *((plain(each.text), said(each, rows, get_language() or "fi")) for each, rows in heard_from(row)),
        *_sessions(row.participations.whole().order_by("session__starts_at", "pk")),
        *_doors(row.scans),
    )


def _sessions(parts: Iterable[Participation]) -> Iterator[Fact]:
    for part in parts:
        holds = standing(part) if part.is_live else str(part.get_status_display())
        since = (
            _("in line since %(moment)s") % {"moment": _at(part.waiting_since)} if part.waiting_since else ""
        )
        came = f"{part.get_attended_by_display()}, {_at(part.attended_at)}" if part.attended_at else ""
        yield plain(part.session.short_title), " · ".join(each for each in (holds, since, came) if each)


def _doors(scans: Any) -> Iterator[Fact]:
    for scan in scans.filter(rehearsal=False).select_related("session").order_by("pk"):
        told = (plain(scan.session.short_title), scan.get_kind_display(), moment(scan.at))
        yield _("At the door"), " · ".join(map(str, told))


def _documents(person: Person) -> list[Fact]:
    """The archived documents in which they stand, with what was written of them there; nothing changes those."""
    return [
        (
            f"{plain(row.session.event.title)}, {plain(row.session.short_title)}",
            _("%(version)s, kept unaltered until %(day)s")
            % {"version": _version(row), "day": day(row.last_day)},
        )
        for row in documents_with(person)
    ]


def _version(row: FrozenList) -> str:
    return _("Version %(number)d") % {"number": row.number}


def documents_with(person: Person) -> QuerySet[FrozenList]:
    """Frozen attendance lists in which somebody stands, until their lifetime is over."""
    rows = FrozenList.objects.kept().filter(registrations__person=person).distinct()
    return rows.select_related("session__event__organiser").order_by("kept_until", "pk")


def _invitation(row: Invitation) -> list[Fact]:
    opened = row.opens.select_related("session").order_by("session__starts_at", "pk")
    by = f"{_at(row.answered_at)}, {row.get_answered_by_display()}" if row.answered_at else ""
    return _there(
        (_("Invited to"), ", ".join(plain(each.session.short_title) for each in opened)),
        (_("Organisation"), row.organisation_text),
        (_("Job title or task"), row.job_title),
        (_("Role"), Registration.Role(row.role).label if row.role else ""),
        (pgettext("of a participation", "State"), row.get_state_display()),
        (_("Sent"), _at(row.sent_at)),
        (_("Answer"), by),
        (_("The letters go to"), _("somebody else who reads them") if row.letters_to_id else ""),
        *_doors(row.scans),
    )


def source_of(row: ListEntry) -> str:
    """Where the address is from, in the language that is active."""
    if row.invited_to and not row.source:
        told = {"event": plain(row.invited_to.title), "day": day(row.invited_to.date)}
        return _("invited to %(event)s, %(day)s") % told
    return row.source


def _entry(row: ListEntry) -> list[Fact]:
    return _there(
        (_("Organisation"), row.organisation_text),
        (_("Job title or task"), row.job_title),
        (_("Where the address is from"), source_of(row)),
        (_("Address of"), day(row.dated)),
        (_("On the list since"), _at(row.added_at)),
        (_("Stays on the list until"), day(row.kept_until)),
        (_("The letters go to"), _("somebody else who reads them") if row.letters_to_id else ""),
    )


def _letters(person: Person) -> list[Fact]:
    """Those to them, and those about them that somebody else reads."""
    parts = Participation.objects.filter(registration__person=person)
    about = Q(participation__in=parts) | Q(invitation__in=person.invitations.all())
    rows = OutgoingMail.objects.filter(Q(recipient=person) | about).select_related("recipient")
    return [_letter(mail, person) for mail in rows.order_by("pk")]


def _letter(mail: OutgoingMail, person: Person) -> Fact:
    story = story_of(mail)
    to = person.email if mail.recipient_id == person.pk else _("to somebody else who reads them")
    told = (story.kind, story.state, story.trouble, to)
    return moment(mail.sent_at or mail.created_at), " · ".join(each for each in told if each)


def _entries(person: Person) -> list[Fact]:
    """What the log says of them. It holds no names, and who of the team did it is not theirs to pass on."""
    parts = Participation.objects.filter(registration__person=person)
    about = (person.registrations.all(), person.invitations.all(), parts, person.list_entries.all())
    targets = [person.uuid, *(uuid for rows in about for uuid in rows.values_list("uuid", flat=True))]
    rows = LogEntry.objects.filter(target_uuid__in=targets).order_by("pk")
    return [(moment(row.at), sentence(row)) for row in rows]


def _there(*facts: tuple[str, Any]) -> list[Fact]:
    return [(name, str(value)) for name, value in facts if value]


def _at(when: Any) -> str:
    return moment(when) if when else ""


def _language(row: Person | Registration) -> str:
    return _(str(row.get_language_display()))

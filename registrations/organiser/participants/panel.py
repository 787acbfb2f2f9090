"""One person: what they said, their parts, their letters, and what was done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from events.models import LogEntry, Session
from registrations.letters.facts import standing
from registrations.models import Consent, OutgoingMail, Participation, Registration
from venues.fields import in_language

Kind = OutgoingMail.Kind
State = OutgoingMail.State
Status = Participation.Status
LATEST = 30

LETTERS: dict[str, Promise] = {
    Kind.CONFIRMED: gettext_lazy("Confirmation"),
    Kind.WAITING: gettext_lazy("In line"),
    Kind.PROMOTED: gettext_lazy("A place came free"),
    Kind.CHANGED: gettext_lazy("A change"),
    Kind.CANCELLED: gettext_lazy("Cancellation"),
    Kind.CALLED_OFF: gettext_lazy("Called off"),
    Kind.ALREADY: gettext_lazy("Already registered"),
    Kind.INVITED: gettext_lazy("Invitation"),
    Kind.INVITATION_CHANGED: gettext_lazy("A change, to the invited"),
    Kind.DECLINED: gettext_lazy("Thanks for a no"),
    Kind.SUBSTITUTED: gettext_lazy("Thanks for a substitute"),
    Kind.LINKS: gettext_lazy("Own links"),
}
DELIVERY: dict[str, Promise] = {
    State.QUEUED: pgettext_lazy("a letter", "waits to be sent"),
    State.CLAIMED: pgettext_lazy("a letter", "is being sent"),
    State.SENT: pgettext_lazy("a letter", "sent"),
    State.FAILED: pgettext_lazy("a letter", "could not be delivered"),
    State.DEAD: pgettext_lazy("a letter", "given up"),
    State.OVERTAKEN: pgettext_lazy("a letter", "not sent: something newer holds"),
}
DONE: dict[str, Promise] = {
    "register": gettext_lazy("Registered"),
    "add by hand": gettext_lazy("Added by hand"),
    "put by hand": gettext_lazy("Given a part by hand"),
    "take part": gettext_lazy("Took a part"),
    "switch": gettext_lazy("Changed the way of taking part"),
    "cancel": gettext_lazy("Cancelled a part"),
    "change details": gettext_lazy("Changed details"),
    "change role": gettext_lazy("Changed role or language"),
    "correct address": gettext_lazy("Corrected the address"),
    "write again": gettext_lazy("Wrote again"),
    "let in": gettext_lazy("Let in at the door"),
    "check in by hand": gettext_lazy("Checked in by hand"),
    "undo check-in by hand": gettext_lazy("Took a check-in back"),
}
ACTORS: dict[str, Promise] = {
    LogEntry.ActorKind.PARTICIPANT: gettext_lazy("the participant"),
    LogEntry.ActorKind.DEVICE: gettext_lazy("a phone at the door"),
    LogEntry.ActorKind.SYSTEM: gettext_lazy("the service"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the event. `holds`: how they take part, in a sentence."""

    part: Participation
    session: Session
    holds: str

    @property
    def is_live(self) -> bool:
        return self.part.is_live

    @property
    def present(self) -> bool:
        return self.part.attended_at is not None


@dataclass(frozen=True, slots=True)
class Entry:
    at: Any
    what: str
    who: str


def panel_of(registration: Registration, *, editor: bool) -> dict[str, Any]:
    """What the panel shows; in as many statements for one part as for ten."""
    parts = list(registration.participations.whole())
    answers = list(registration.sensitive_answers.all())
    return {
        "registration": registration,
        "person": registration.person,
        "parts": [Part(part, part.session, _holds(part)) for part in parts],
        "region": in_language(registration.region.name, get_language() or "fi")[0]
        if registration.region
        else "",
        "consents": _consents(registration),
        "answers": [answer.get_kind_display() for answer in answers] if editor else [],
        "hidden_answers": 0 if editor else len(answers),
        "letters": _letters(registration),
        "entries": _entries(registration, parts),
    }


def _holds(part: Participation) -> str:
    return standing(part) if part.is_live else str(part.get_status_display())


def _consents(registration: Registration) -> list[str]:
    labels = dict(Consent.Purpose.choices)
    given = Consent.objects.filter(person=registration.person, withdrawn_at=None)
    purposes = dict.fromkeys(given.order_by("pk").values_list("purpose", flat=True))
    return [str(labels[purpose]) for purpose in purposes]


def _letters(registration: Registration) -> list[dict[str, Any]]:
    about = Q(participation__registration=registration)
    if registration.invitation_id:
        about |= Q(invitation=registration.invitation_id)
    letters = OutgoingMail.objects.filter(about).select_related("recipient").order_by("-pk")[:LATEST]
    return [
        {
            "what": LETTERS[mail.kind],
            "state": DELIVERY[mail.state],
            "failed": mail.state in (State.FAILED, State.DEAD),
            "sent": mail.state == State.SENT,
            "at": mail.sent_at or mail.created_at,
            "to": mail.recipient.email or "",
        }
        for mail in letters
    ]


def _entries(registration: Registration, parts: list[Participation]) -> list[Entry]:
    targets = [registration.uuid, *(part.uuid for part in parts)]
    rows = LogEntry.objects.filter(target_uuid__in=targets).select_related("user").order_by("-pk")[:LATEST]
    return [Entry(row.at, str(DONE.get(row.verb, row.verb)), _who(row)) for row in rows]


def _who(row: LogEntry) -> str:
    return str(row.user) if row.user else str(ACTORS.get(row.actor_kind, _("somebody of the team")))

"""What is missing about people: invitations not sent or not arrived, regions with nobody, somebody who is twice at once.

All of it warns; what keeps from publishing stands on the floor below (events/readiness.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events import readiness, when
from events.actors import Actor
from events.lacks import Lack, Lacks, warns
from events.models import Event, Session, Tour
from events.overlaps import clashing, takes_place
from registrations import silent
from registrations.models import Invitation, InvitedSession, Question, Registration
from registrations.models.registration import ON_THE_ROAD
from venues.fields import in_language
from venues.models import Region

SOON = timedelta(days=7)
State = Invitation.State
Found = Iterator[tuple[Event, Lack]]


def of(actor: Actor, events: Sequence[Event]) -> Lacks:
    """Warnings by event, in as many statements for one as for many; their sessions are at hand.

    What the actor may not see is not told.
    """
    coming = [event for event in events if takes_place(event)]
    found: Lacks = defaultdict(list)
    for event, lack in (
        *_invitations(coming),
        *_silent(coming),
        *_uninvited(coming),
        *_regions(coming),
        *_people(actor, coming),
        *_questions(coming),
    ):
        found[event.pk].append(lack)
    return found


def of_tour(tour: Tour) -> list[Lack]:
    """What the tour's own questions do not say."""
    required = tour.organiser.required_languages
    return [lack for row in tour.questions.asked() for lack in _unspoken(row, required)]


def _questions(events: Sequence[Event]) -> Found:
    """Questions of an event that do not speak its languages; those of its tour are told of once, with the tour."""
    own = {event.pk: event for event in events}
    for row in Question.objects.asked().filter(event__in=own):
        event = own[row.event_id or 0]
        for lack in _unspoken(row, readiness.required_languages(event)):
            yield event, lack


def _unspoken(row: Question, required: Sequence[str]) -> Iterator[Lack]:
    about = {"question": _said(row.text)}
    texts = [(_("The question “%(question)s”") % about, row.text)]
    if row.kind in Question.LISTED:
        options = _("The option “%(option)s” of the question “%(question)s”")
        texts += [(options % (about | {"option": _said(text)}), text) for text in row.choices.values()]
    if _said(row.help_text):
        texts.append((_("The explanation of the question “%(question)s”") % about, row.help_text))
    for sentence in readiness.missing_languages(texts, required):
        yield warns("question", sentence, "desk_question", str(row.uuid))


def _invitations(events: Sequence[Event]) -> Found:
    """Drafts, and letters that did not arrive."""
    rows = Invitation.objects.filter(event__in=events, state__in=[State.DRAFT, State.FAILED])
    numbers = {
        (event, state): number
        for event, state, number in rows.order_by().values_list("event", "state").annotate(Count("pk"))
    }
    for event in events:
        if number := numbers.get((event.pk, State.DRAFT)):
            sentence = ngettext(
                "%(number)d invitation has not been sent.",
                "%(number)d invitations have not been sent.",
                number,
            )
            yield event, warns("unsent", sentence % {"number": number}, "desk_invitations", event.slug)
        if number := numbers.get((event.pk, State.FAILED)):
            sentence = ngettext(
                "%(number)d invitation was not delivered.",
                "%(number)d invitations were not delivered.",
                number,
            )
            yield event, warns("undelivered", sentence % {"number": number}, "desk_invitations", event.slug)


def _silent(events: Sequence[Event]) -> Found:
    """Those who have not answered by the day that was asked for; where none was, while the event is near."""
    asked = [event for event in events if _should_have_answered(event)]
    rows = silent.answerable(asked).filter(state=State.SENT)
    numbers = dict(rows.order_by().values_list("event").annotate(Count("pk")))
    for event in asked:
        if number := numbers.get(event.pk):
            sentence = _they_are_silent(event, number)
            yield event, warns("unanswered", sentence, "desk_invitations_remind", event.slug)


def _should_have_answered(event: Event) -> bool:
    if event.answer_by:
        return event.is_past_answer_by()
    return event.date - timezone.now().astimezone(event.zone).date() <= SOON


def _they_are_silent(event: Event, number: int) -> str:
    if event.answer_by is None:
        sentence = ngettext(
            "%(number)d of the invited has not answered.",
            "%(number)d of the invited have not answered.",
            number,
        )
        return sentence % {"number": number}
    sentence = ngettext(
        "%(number)d of the invited has not answered by %(day)s.",
        "%(number)d of the invited have not answered by %(day)s.",
        number,
    )
    return sentence % {"number": number, "day": when.bare_day(event.answer_by)}


def _uninvited(events: Sequence[Event]) -> Found:
    """Sessions by invitation to which nobody is invited."""
    closed = [each for event in events for each in event.sessions.all() if _is_closed(each)]
    invited = set(
        InvitedSession.objects.filter(session__in=closed).values_list("session", flat=True).distinct()
    )
    for session in closed:
        if session.pk not in invited:
            sentence = _("Nobody is invited to “%(session)s” yet.") % {"session": _said(session.short_title)}
            yield session.event, warns("uninvited", sentence, "desk_invitations", session.event.slug)


def _is_closed(session: Session) -> bool:
    return not session.is_open_to_all and not session.is_cancelled


def _regions(events: Sequence[Event]) -> Found:
    """Regions of a published event from which nobody is registered; once anybody is."""
    shown = [event for event in events if event.status == Event.Status.PUBLISHED and _is_open(event)]
    served: dict[int, list[Region]] = defaultdict(list)
    for row in Event.regions.through.objects.filter(event__in=shown).select_related("region"):
        served[row.event_id].append(row.region)
    registered = _registered(shown)
    for event in shown:
        if not registered[event.pk]:
            sentence = _("Nobody is registered yet.")
            yield event, warns("nobody", sentence, "desk_participants", event.slug)
            continue
        empty = [region for region in served[event.pk] if not registered[event.pk][region.pk]]
        if empty:
            names = ", ".join(_said(region.name) for region in sorted(empty, key=lambda row: row.sort_key))
            sentence = _("Nobody is registered from: %(regions)s.") % {"regions": names}
            yield event, warns("regions", sentence, "desk_participants", event.slug)


def _is_open(event: Event) -> bool:
    """Whether somebody can have registered: registration of a session has opened."""
    now = timezone.now()
    opened = (session.opens_at for session in event.sessions.all() if not session.is_cancelled)
    return any(at and at <= now for at in opened)


def _registered(events: Iterable[Event]) -> dict[int, Counter[int | None]]:
    """How many live registrations by event and region; the party and the speakers are not counted."""
    rows = Registration.objects.live().filter(event__in=events).exclude(role__in=ON_THE_ROAD)
    found: dict[int, Counter[int | None]] = defaultdict(Counter)
    for event, region, number in rows.order_by().values_list("event", "region").annotate(Count("pk")):
        found[event][region] = number
    return found


def _people(actor: Actor, events: Sequence[Event]) -> Found:
    """Speakers and staff who are registered for two events at the same time."""
    here = {event.pk: event for event in events}
    rows = Registration.objects.visible_to(actor).live().filter(role__in=ON_THE_ROAD)
    people = rows.filter(event__in=here).values("person")
    theirs = rows.filter(person__in=people).select_related("person", "event__venue")
    by_person: dict[int, list[Registration]] = defaultdict(list)
    for row in theirs.prefetch_related("event__sessions"):
        by_person[row.person_id].append(row)
    for registrations in by_person.values():
        name = registrations[0].person.name
        for one, other in clashing(row.event for row in registrations if takes_place(row.event)):
            for event, beside in ((one, other), (other, one)):
                if event.pk in here:
                    sentence = _("%(name)s is registered for “%(event)s” at the same time.")
                    facts = {"name": name, "event": _said(beside.title)}
                    yield event, warns("person twice", sentence % facts, "desk_participants", event.slug)


def _said(text: Any) -> str:
    return in_language(text, get_language() or "fi")[0]

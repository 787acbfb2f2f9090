"""Edit a session as a whole: the verbs for what people are written to about, and the line behind its places."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from events import log, stamps
from events.actions.change import locked
from events.actions.permission import editor_only
from events.actions.sessions import change_attendance, retitle
from events.actions.texts import describe
from events.actors import Actor
from events.models import Session
from events.models.session import Mode
from events.refusals import Changed, Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions.manage import hand_on


@dataclass(frozen=True, slots=True)
class Meant:
    """What an edit has meant for people: how many in line got a place, and whether the others are written to."""

    promoted: int
    news: bool


@in_transaction
def rearrange(
    actor: Actor,
    session: Session,
    *,
    seen: stamps.Seen | None = None,
    title: Any,
    short_title: Any,
    attendance: str,
    in_person_capacity: int | None,
    online_capacity: int | None,
    **described: Any,
) -> Meant:
    """Save all of a session's page, or nothing. `described`: see events.actions.texts; `seen`: what stood on it.

    Raises NotAllowed, Changed, Unready, and Refused when people would be left in a way of taking part
    that is offered no more.
    """
    editor_only(actor, session)
    (row,) = locked(pk=session.pk)
    titles = {"title": title, "short_title": short_title}
    capacities = {"in_person_capacity": in_person_capacity, "online_capacity": online_capacity}
    facts = stamps.together(row, {**titles, "attendance": attendance, **capacities, **described}, seen)
    _refuse_leaving(row, facts["attendance"])
    _refuse_closing_first(facts)
    retitle(actor, row, **{name: facts[name] for name in titles})
    change_attendance(actor, row, attendance=facts["attendance"])
    describe(actor, row, **{name: facts[name] for name in described})
    promoted = set_places(actor, row, mode=Mode.IN_PERSON, capacity=facts["in_person_capacity"])
    promoted += set_places(actor, row, mode=Mode.ONLINE, capacity=facts["online_capacity"])
    now = Session.objects.get(pk=row.pk)
    return Meant(promoted=promoted, news=now.sequence > row.sequence)


@in_transaction
def set_places(actor: Actor, session: Session, *, mode: Mode, capacity: int | None) -> int:
    """Another number of places, None for no limit; returns how many in line got one, with a letter each.

    Nobody loses a place: what is taken beyond a lower number is overflow, and shrinks when somebody cancels.
    Raises NotAllowed.
    """
    editor_only(actor, session)
    (row,) = locked(pk=session.pk)
    if row.capacity(mode) == capacity:
        return 0
    taken: int = getattr(row, f"{mode}_taken")
    overflow = 0 if capacity is None else max(taken - capacity, 0)
    given = {f"{mode}_capacity": capacity, f"{mode}_overflow": overflow}
    Session.objects.filter(pk=row.pk).update(**given)
    log.write(
        actor, "set places", row, row.event.organiser_id, mode=mode.value, capacity=capacity, over=overflow
    )
    hand_on(actor, row)
    return _waiting(row) - _waiting(Session.objects.get(pk=row.pk))


def _waiting(session: Session) -> int:
    return session.in_person_waiting + session.online_waiting


def _refuse_closing_first(facts: Mapping[str, Any]) -> None:
    """Each of two editors may have written what does not go together with the other's."""
    opens, closes = facts.get("registration_opens"), facts.get("registration_closes")
    if opens and closes and closes <= opens:
        raise Changed(parts=["registration_opens", "registration_closes"])


def _refuse_leaving(row: Session, attendance: str) -> None:
    """Somebody who has a place, or waits for one, is moved by name first: they did not choose the other way."""
    for mode in row.modes:
        if attendance in (mode.value, Session.Attendance.MIXED):
            continue
        people: int = getattr(row, f"{mode}_taken") + getattr(row, f"{mode}_waiting")
        people += places.unseated(row.pk) if mode == Mode.IN_PERSON else 0
        if people:
            sentence = ngettext(
                "%(number)d person takes part or waits in the way that would end: move them first.",
                "%(number)d people take part or wait in the way that would end: move them first.",
                people,
            )
            raise Refused(sentence % {"number": people})

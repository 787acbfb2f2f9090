"""Who had been expected at a meeting and was not seen there."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from events.models import Event
from registrations.models import Invitation, Participation, Registration

State = Invitation.State


@dataclass(frozen=True, slots=True)
class Absent:
    """A name, what we know of why, and whether the person is invited or registered now."""

    name: str
    organisation: str
    why: str
    expected_now: bool


def absent_from(before: Event, now: Event) -> list[Absent]:
    """The invited and the registered of the earlier meeting who were not seen, by name; four statements.

    Whoever sent a substitute is not absent, if the substitute was seen.
    """
    seen = Participation.objects.filter(attended_at__isnull=False, session__event=before)
    came = set(seen.values_list("registration__person", flat=True))
    expected = _expected(now)
    found: dict[int, Absent] = {}
    for row in _invited(before):
        stand_in = getattr(row, "substitute", None)
        if row.person_id not in came and (stand_in is None or stand_in.person_id not in came):
            why = str(State(row.state).label) if row.state in _SAID_NO else _("Did not come")
            person = row.person
            found[person.pk] = Absent(person.name, row.organisation_text, why, person.pk in expected)
    for registration in _registered(before):
        person = registration.person
        if person.pk not in came and person.pk not in found:
            name, now_too = registration.organisation_name, person.pk in expected
            found[person.pk] = Absent(person.name, name, _("Did not come"), now_too)
    return sorted(found.values(), key=lambda each: each.name)


def was_anybody_seen(before: Event) -> bool:
    """Whether presence was marked at all: else everybody seems absent."""
    return Participation.objects.filter(attended_at__isnull=False, session__event=before).exists()


_SAID_NO = (State.DECLINED, State.SUBSTITUTED, State.FAILED)


def _invited(before: Event) -> list[Invitation]:
    rows = Invitation.objects.filter(event=before, substitute_for=None, person__erased_at=None)
    left = rows.exclude(state__in=[State.DRAFT, State.EXPIRED])
    return list(left.select_related("person", "substitute").order_by("person__sort_key", "pk"))


def _registered(before: Event) -> list[Registration]:
    attending = Participation.objects.attending().filter(registration=OuterRef("pk"))
    rows = Registration.objects.live().filter(Exists(attending), event=before)
    return list(rows.select_related("person").order_by("sort_key", "pk"))


def _expected(now: Event) -> set[int]:
    """Persons who are invited or registered."""
    invited = Invitation.objects.filter(~Q(state=State.EXPIRED), event=now).values_list("person")
    registered = Registration.objects.live().filter(event=now).values_list("person")
    return {person for (person,) in invited.union(registered)}

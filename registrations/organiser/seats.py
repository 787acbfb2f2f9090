"""How many come to the room of each session, with the assistants of those who bring one: numbers without names.

An assistant takes no place of the counters (registrations/places.py), but sits and eats.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Session
from events.models.session import Mode
from registrations.models import Participation, SensitiveAnswer

ASSISTANT = SensitiveAnswer.Kind.ASSISTANT


@dataclass(frozen=True, slots=True)
class Seats:
    """Of the people who come, some need no seat and some bring an assistant."""

    session: Session
    people: int = 0
    unseated: int = 0
    assistants: int = 0

    @property
    def seats(self) -> int:
        return self.people - self.unseated + self.assistants

    @property
    def portions(self) -> int:
        return self.people + self.assistants

    def __str__(self) -> str:
        """'43 come to the room, 2 of them with an assistant: 45 seats'."""
        if not self.people:
            return _("nobody comes to the room so far")
        seats = ngettext("%(number)d seat", "%(number)d seats", self.seats) % {"number": self.seats}
        return f"{', '.join(self._who())}: {seats}"

    def _who(self) -> Iterable[str]:
        yield ngettext("%(number)d comes to the room", "%(number)d come to the room", self.people) % {
            "number": self.people
        }
        if self.unseated:
            words = ngettext(
                "%(number)d of them needs no seat", "%(number)d of them need no seat", self.unseated
            )
            yield words % {"number": self.unseated}
        if self.assistants:
            words = ngettext(
                "%(number)d of them with an assistant",
                "%(number)d of them with an assistant",
                self.assistants,
            )
            yield words % {"number": self.assistants}
        elif not self.session.event.is_over:  # afterwards what was told is removed
            yield _("nobody has told of an assistant")


def of(sessions: Iterable[Session]) -> list[Seats]:
    """Of those that meet in a room and are not cancelled, in one statement."""
    held = [each for each in sessions if Mode.IN_PERSON in each.modes and not each.is_cancelled]
    brings = SensitiveAnswer.objects.filter(registration=OuterRef("registration"), kind=ASSISTANT)
    coming = Participation.objects.attending().filter(session__in=held, mode=Mode.IN_PERSON)
    rows = (
        coming.order_by()
        .values_list("session")
        .annotate(
            people=Count("pk"),
            unseated=Count("pk", filter=Q(seated=False)),
            assistants=Count("pk", filter=Exists(brings)),
        )
    )
    numbers = {session: counted for session, *counted in rows}
    return [Seats(session, *numbers.get(session.pk, ())) for session in held]

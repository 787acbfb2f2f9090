"""The room closes while somebody is on the way in: nobody is left behind in it."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from config.management.commands.audit_invariants import breaches
from events.models import Session
from events.refusals import NotThisWay
from registrations.actions.details import Way
from registrations.actions.hold_online import hold_online
from registrations.models import Participation
from tests import world
from tests.registrations.conftest import with_places
from tests.registrations.test_races import Beside, come

pytestmark = pytest.mark.serial


@pytest.fixture
def afternoon(transactional_db: None) -> Iterator[Session]:
    yield with_places(world.afternoon_of(world.coming_tour(cities=("oulu",)), "oulu"), 1)
    assert breaches() == []


def _in_the_room(session: Session) -> int:
    return Participation.objects.live().filter(session=session, mode="in_person").count()


@pytest.mark.parametrize("way", [Way.IN_PERSON, Way.QUEUE])
def test_a_newcomer_comes_while_the_room_closes(afternoon: Session, way: Way) -> None:
    """The verb has closed the room and not committed; the newcomer, whose form still offers it, has to wait."""
    come(afternoon, "seated")
    refused: list[NotThisWay] = []

    def comes() -> None:
        try:
            come(afternoon, "newcomer", way)
        except NotThisWay as no:
            refused.append(no)

    with transaction.atomic():
        hold_online(world.editor(), afternoon)
        newcomer = Beside(comes)
        assert newcomer.begun.wait(5)
        assert not newcomer.has_ended(0.5)
    assert newcomer.has_ended(10)
    assert len(refused) == 1
    assert _in_the_room(afternoon) == 0
    assert list(Participation.objects.values_list("registration__person__name", "mode")) == [
        ("seated", "online")
    ]


@pytest.mark.parametrize("way", [Way.IN_PERSON, Way.QUEUE])
def test_the_room_closes_while_a_newcomer_comes(afternoon: Session, way: Way) -> None:
    """The newcomer has a place, or stands in line, and has not committed; the verb waits, and takes them along."""
    come(afternoon, "seated") if way == Way.QUEUE else None
    actor = world.editor()
    with transaction.atomic():
        come(afternoon, "newcomer", way)
        verb = Beside(lambda: hold_online(actor, afternoon))
        assert verb.begun.wait(5)
        assert not verb.has_ended(0.5)
    assert verb.has_ended(10)
    assert _in_the_room(afternoon) == 0
    part = Participation.objects.get(registration__person__name="newcomer")
    assert (part.mode, part.status, part.waiting_since) == ("online", "attending", None)

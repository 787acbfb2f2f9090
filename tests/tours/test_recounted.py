"""The invariants of this floor: clean after whole flows, and each breach that SQL can make is named."""

import datetime

import pytest
from django.db.models import F

from events.actions.moves import change_date, move
from events.actions.sessions import cancel
from events.actors import SYSTEM
from events.invariants import INVARIANTS
from events.models import LogEntry, Session, Tour
from tests import world

pytestmark = pytest.mark.django_db


def breaches() -> list[str]:
    return [name.partition(" ")[0] for name, offenders in INVARIANTS.items() if offenders().exists()]


@pytest.fixture
def tour() -> Tour:
    made = world.coming_tour()
    change_date(SYSTEM, world.stop_of(made, "oulu"), date=datetime.date(2035, 1, 9))
    move(SYSTEM, world.stop_of(made, "vaasa"), venue=world.venue("helsinki"))
    cancel(SYSTEM, world.afternoon_of(made, "oulu"))
    return made


def test_all_is_well_after_the_verbs(tour: Tour) -> None:
    assert breaches() == []


def test_a_change_past_the_verbs_is_named(tour: Tour) -> None:
    Session.objects.filter(event__tour=tour).update(starts_at=F("starts_at") + datetime.timedelta(minutes=1))
    assert breaches() == ["8"]


def test_a_publication_past_the_verb_is_named(tour: Tour) -> None:
    tour.stops.update(published_at=None)
    assert breaches() == ["8"]


def test_a_change_without_its_log_entry_is_named(tour: Tour) -> None:
    LogEntry.objects.filter(verb="cancel").delete()
    assert breaches() == ["11"]

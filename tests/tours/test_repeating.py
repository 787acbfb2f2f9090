"""A tour repeated: the same cities, weekdays and clock times, and nobody registered."""

import datetime

import pytest

from events.actions.repeating import repeat_tour
from events.models import Event, Session, Tour
from events.refusals import NotAllowed, Refused
from tests import world

pytestmark = pytest.mark.django_db
JUNE = datetime.date(2027, 6, 1)


def wall(session: Session) -> tuple[int, str, str]:
    assert session.starts_at
    assert session.ends_at
    local = session.starts_at.astimezone(session.zone)
    return local.weekday(), f"{local:%H.%M}", f"{session.ends_at.astimezone(session.zone):%H.%M}"


def times_of(tour: Tour) -> list[tuple[int, str, str]]:
    return [wall(session) for stop in tour.stops.all() for session in stop.sessions.all()]


def test_weekdays_are_kept_and_the_first_stop_is_in_the_first_week() -> None:
    old = world.tour_2016()
    new = repeat_tour(world.editor(), old, first_day=JUNE)
    assert [stop.date for stop in new.stops.all()] == [JUNE + datetime.timedelta(days=d) for d in (2, 6, 10)]
    assert times_of(new) == times_of(old)


def test_the_clock_on_the_wall_is_kept_into_the_winter() -> None:
    old = world.tour_2016()
    new = repeat_tour(world.editor(), old, first_day=datetime.date(2027, 12, 1))
    assert times_of(new) == times_of(old)
    first = new.stops.all()[0].sessions.all()[0]
    assert first.starts_at
    assert first.starts_at.astimezone(datetime.UTC).hour == 7


def test_the_first_stop_is_never_before_the_first_day() -> None:
    for day in range(1, 8):
        first_day = datetime.date(2030, 6, day)
        new = repeat_tour(world.editor(), world.tour_2016(), first_day=first_day, slug=f"try-{day}")
        assert 0 <= (new.stops.all()[0].date - first_day).days < 7


def test_the_copy_is_a_draft_with_everything_but_people() -> None:
    old = world.tour_2016()
    Session.objects.filter(event__tour=old).update(in_person_taken=7, in_person_waiting=2, sequence=3)
    Event.objects.filter(tour=old).update(case_number="STM/1/2016")
    new = repeat_tour(world.editor(), old, first_day=JUNE)
    assert (new.status, new.slug, new.repeats, new.published_at) == (
        Tour.Status.DRAFT,
        "lape-2027",
        old,
        None,
    )
    assert [stop.slug for stop in new.stops.all()] == [
        "lape-2027-helsinki",
        "lape-2027-oulu",
        "lape-2027-vaasa",
    ]
    assert new.contacts.get().name == old.contacts.get().name
    assert new.documents.get().title.data == old.documents.get().title.data
    stop = new.stops.all()[0]
    assert (stop.status, stop.published_at, stop.case_number) == (Event.Status.DRAFT, None, "")
    assert [region.slug for region in stop.regions.all()] == ["uusimaa"]
    sessions = Session.objects.filter(event__tour=new)
    assert sessions.count() == 6
    assert {(s.in_person_taken, s.in_person_waiting, s.sequence) for s in sessions} == {(0, 0, 0)}
    assert not set(sessions.values_list("uuid")) & set(
        Session.objects.filter(event__tour=old).values_list("uuid")
    )
    assert all(session.digest == session.make_digest() for session in sessions.whole())
    assert world.published(new).status == Tour.Status.PUBLISHED


def test_a_second_copy_gets_names_of_its_own() -> None:
    first, second = (repeat_tour(world.editor(), world.tour_2016(), first_day=JUNE) for _ in range(2))
    assert (first.slug, second.slug) == ("lape-2027", "lape-2027-2")
    assert second.stops.all()[0].slug == "lape-2027-2-helsinki"


def test_the_old_tour_stays_as_it_was() -> None:
    old = world.tour_2016()
    before = list(Session.objects.filter(event__tour=old).values())
    repeat_tour(world.editor(), old, first_day=JUNE)
    assert list(Session.objects.filter(event__tour=old).values()) == before


def test_only_its_own_editor_repeats_a_tour_and_only_one_with_stops() -> None:
    with pytest.raises(NotAllowed):
        repeat_tour(world.editor(world.organiser("vm")), world.tour_2016(), first_day=JUNE)
    with pytest.raises(Refused):
        repeat_tour(world.editor(), world.draft_tour("bare-2031", JUNE, cities=()), first_day=JUNE)

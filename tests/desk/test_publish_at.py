"""A tour that publishes itself: set by somebody, done by the worker's sweep, or refused and said so."""

import datetime

import pytest
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from events.actions import scheduled
from events.actions.publishing import publish_tour
from events.actions.scheduled import sweep
from events.actors import Actor
from events.models import Event, LogEntry, Tour
from events.refusals import Unready
from tests import world
from tests.desk.conftest import SignIn

DAY = datetime.date(2031, 5, 6)


@pytest.fixture
def draft(db: None) -> Tour:
    return world.draft_tour("draft-2031", DAY, cities=("oulu", "vaasa"))


def path(tour: Tour) -> str:
    return f"/organiser/tours/{tour.slug}/publish/"


def comes_due(tour: Tour) -> None:
    Tour.objects.filter(pk=tour.pk).update(publish_at=timezone.now())


def now(tour: Tour) -> Tour:
    return Tour.objects.get(pk=tour.pk)


def test_it_is_published_with_its_stops_when_the_time_has_come(draft: Tour, sign_in: SignIn) -> None:
    page = sign_in().post(path(draft), {"at": "2031-04-18T11:25"}, follow=True).content.decode()
    assert "It will be published 18 April 2031 11:25, with all its stops." in page
    assert "Set by Editor of stm." in page
    assert sweep() == 0
    comes_due(draft)
    assert sweep() == 1
    assert now(draft).status == Tour.Status.PUBLISHED
    assert set(draft.stops.values_list("status", flat=True)) == {Event.Status.PUBLISHED}
    assert sweep() == 0
    entries = LogEntry.objects.filter(target_uuid=draft.uuid).order_by("pk")
    assert [(entry.verb, entry.actor_kind) for entry in entries] == [
        ("set publication", "user"),
        ("publish", "system"),
    ]
    assert entries[0].details["at"] == "2031-04-18T08:25:00+00:00"


def test_what_is_missing_by_then_refuses_all_of_it_once_and_is_said(draft: Tour, sign_in: SignIn) -> None:
    client = sign_in()
    client.post(path(draft), {"at": "2031-04-18T11:25"})
    session = world.afternoon_of(draft, "vaasa")
    session.title = LazyI18nString({"fi": "Vain suomeksi"})
    session.save()
    comes_due(draft)
    assert sweep() == 0
    assert {*draft.stops.values_list("status", flat=True), now(draft).status} == {"draft"}
    assert "something was missing, and nothing was published" in client.get(path(draft)).content.decode()
    assert sweep() == 0
    assert LogEntry.objects.filter(verb="publication refused").count() == 1
    session.title = LazyI18nString({"fi": "Suomeksi", "sv": "På svenska"})
    session.save()
    assert sweep() == 0
    client.post(path(draft), {"at": "2031-04-19T09:00"})
    comes_due(draft)
    assert sweep() == 1


def test_it_can_be_called_off_and_is_never_in_the_past(draft: Tour, sign_in: SignIn) -> None:
    client = sign_in()
    for written, words in (
        ("2020-01-01T10:00", "still to come"),
        ("2031-03-30T03:30", "does not exist"),
        ("", "required"),
    ):
        page = client.post(path(draft), {"at": written}).content.decode()
        assert words in page
        assert now(draft).publish_at is None
    client.post(path(draft), {"at": "2031-04-18T11:25"})
    page = client.post(path(draft), {"off": "1"}, follow=True).content.decode()
    assert "The tour waits until somebody publishes it." in page
    assert now(draft).publish_at is None
    comes_due(draft)
    client.post(path(draft))
    assert sweep() == 0


def test_a_time_that_is_set_anew_meanwhile_is_not_refused(
    draft: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes_due(draft)
    later = timezone.now() + datetime.timedelta(days=1)

    def refused_just_before(pk: int) -> bool:
        Tour.objects.filter(pk=pk).update(publish_at=later)
        raise Unready

    monkeypatch.setattr(scheduled, "_publish", refused_just_before)
    assert sweep() == 0
    assert (now(draft).publish_at, now(draft).publication_refused_at) == (later, None)


def test_a_tour_that_breaks_does_not_hold_up_the_next(draft: Tour, monkeypatch: pytest.MonkeyPatch) -> None:
    comes_due(draft)
    other = world.draft_tour("other-2031", DAY, cities=("oulu",))
    comes_due(other)

    def breaks(actor: Actor, tour: Tour) -> Tour:
        if tour.pk == draft.pk:
            raise RuntimeError
        return publish_tour(actor, tour)

    monkeypatch.setattr("events.actions.scheduled.publish_tour", breaks)
    assert sweep() == 1
    assert (now(draft).status, now(other).status) == (Tour.Status.DRAFT, Tour.Status.PUBLISHED)
    assert now(draft).publication_refused_at is None

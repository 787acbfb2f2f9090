"""Publishing from the desk: a list of what is missing, each with the way to mend it; the pages before that."""

import datetime

import pytest
from django.test import Client
from i18nfield.strings import LazyI18nString

from events import readiness
from events.lacks import Lack
from events.models import Event, LogEntry, Organiser, Session, Tour
from tests import world
from tests.desk.conftest import SignIn
from venues.models import Room

DAY = datetime.date(2031, 5, 6)
OWN = {
    "id",
    "uuid",
    "slug",
    "tour_id",
    "event_id",
    "published_at",
    "created_at",
    "changed_at",
    "digest",
    "search_text",
}


@pytest.fixture
def draft(db: None) -> Tour:
    return world.draft_tour("draft-2031", DAY)


def names(lacks: list[Lack]) -> dict[str, bool]:
    return {lack.name: lack.blocks for lack in lacks}


def test_a_stop_that_is_not_ready_is_refused_with_links_that_mend_it(draft: Tour, sign_in: SignIn) -> None:
    client, stop = sign_in(), world.stop_of(draft, "vaasa")
    session = world.afternoon_of(draft, "vaasa")
    Session.objects.filter(pk=session.pk).update(title={"fi": "Vain suomeksi"}, starts_at=None, ends_at=None)
    at = f"/organiser/events/{stop.slug}/publish/"
    page = client.get(at).content.decode()
    assert "The title of “Afternoon” is missing in Swedish." in page
    assert f'href="/organiser/sessions/{session.uuid}/edit/"' in page
    assert "“Afternoon” has no time yet." in page
    assert '<button class="button">Publish</button>' not in page
    assert "is missing in Swedish" in client.post(at, follow=True).content.decode()
    assert Event.objects.get(pk=stop.pk).status == "draft"
    for href in {lack.mend for lack in readiness.of_event(Event.objects.get(pk=stop.pk))}:
        assert client.get(href).status_code == 200, href


def test_warnings_let_through_and_the_address_stays(draft: Tour, sign_in: SignIn) -> None:
    client, stop = sign_in(), world.stop_of(draft, "oulu")
    at = f"/organiser/events/{stop.slug}/publish/"
    assert '<button class="button">Publish</button>' in client.get(at).content.decode()
    page = client.post(at, follow=True).content.decode()
    assert "It is published." in page
    assert "The tour is not published yet." in page
    assert client.get(f"/en/events/{stop.slug}/").status_code == 404
    client.post(f"/organiser/tours/{draft.slug}/publish/")
    assert client.get(f"/en/events/{stop.slug}/").status_code == 200
    client.post(at)
    assert LogEntry.objects.filter(verb="publish").count() == 2


def test_the_list_names_all_that_is_missing(draft: Tour) -> None:
    stop = world.stop_of(draft, "helsinki")
    first = readiness.of_event(stop)
    assert names(first) == {
        "English": False,
        "accessibility": False,
        "accessibility contact": False,
        "tour": False,
    }
    small = Room.objects.create(venue=world.venue("helsinki"), name={"fi": "Sali"}, capacity=60)
    Session.objects.filter(pk=world.afternoon_of(draft).pk).update(room=small)
    Session.objects.filter(pk=world.morning_of(draft).pk).update(captions={"fi": "tekstitys"})
    Organiser.objects.update(accessibility_contact="esteettomyys@example.org")
    found = readiness.of_event(Event.objects.get(pk=stop.pk))
    assert names(found) == {
        "languages": True,
        "English": False,
        "room": False,
        "accessibility": False,
        "tour": False,
    }
    assert found[0].blocks
    stop.venue = None
    stop.save()
    assert "venue" in names(readiness.of_event(stop))
    bare = Event.objects.create(
        organiser=draft.organiser, slug="bare", date=DAY, title={"fi": "x", "sv": "y"}
    )
    assert names(readiness.of_event(bare))["sessions"]


def test_a_tour_is_published_when_it_speaks_and_stops(draft: Tour, sign_in: SignIn) -> None:
    client, at = sign_in(), f"/organiser/tours/{draft.slug}/publish/"
    draft.summary = LazyI18nString({"fi": "Vain suomeksi"})
    draft.save()
    assert "The summary is missing in Swedish." in client.get(at).content.decode()
    draft.summary = LazyI18nString({})
    draft.save()
    assert names(readiness.of_tour(draft)) == {}
    page = client.post(at, follow=True).content.decode()
    assert "It is published." in page
    assert "Stops that are not published yet" in page
    empty = Tour.objects.create(
        organiser=draft.organiser, slug="empty", title={"fi": "x"}, short_title={"fi": "x"}
    )
    assert names(readiness.of_tour(empty)) == {
        "languages": True,
        "stops": True,
        "English": False,
        "contacts": False,
    }


def test_a_draft_is_previewed_by_its_editors_alone(draft: Tour, sign_in: SignIn) -> None:
    client, stop = sign_in(), world.stop_of(draft, "vaasa")
    world.morning(stop, listing="hidden", title={"fi": "Piilossa", "sv": "Dold"})
    answer = client.get(f"/organiser/events/{stop.slug}/preview/?language=sv")
    page = answer.content.decode()
    assert '<html lang="sv">' in page
    assert answer["Content-Language"] == "sv"
    assert 'class="band"' in page
    assert world.LONG_TITLE in page
    assert "Dold" not in page
    assert "no-store" in answer["Cache-Control"]
    tour = client.get(f"/organiser/tours/{draft.slug}/preview/").content.decode()
    assert "Not published" in tour
    assert "Vaasa" in tour
    for path in (f"/sv/events/{stop.slug}/", f"/organiser/events/{stop.slug}/preview/"):
        assert Client().get(path).status_code in (302, 404)
    world.published(draft)
    assert "Preview: this is how" in client.get(f"/organiser/events/{stop.slug}/preview/").content.decode()
    assert 'class="band"' not in Client().get(f"/sv/events/{stop.slug}/").content.decode()


def test_the_world_of_the_tests_is_published_as_the_verbs_do(db: None) -> None:
    day = world.stop_of(world.coming_tour("in-short"), "helsinki").date
    world.published(world.draft_tour("by-verbs", day))
    for objects in (Tour.objects, Event.objects, Session.objects):
        rows = objects.order_by("pk").values()
        found = [{name: str(value) for name, value in row.items() if name not in OWN} for row in rows]
        assert found[: len(found) // 2] == found[len(found) // 2 :]
    told = list(LogEntry.objects.order_by("pk").values("verb", "target", "actor_kind", "user_id", "details"))
    assert told[: len(told) // 2] == told[len(told) // 2 :] != []
    assert Event.objects.filter(status="published", published_at__isnull=False).count() == 6

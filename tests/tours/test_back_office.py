"""The admin: what the public relies on is read-only there, and a venue changes through the verb."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Session
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(world.user("root@example.org", is_staff=True, is_superuser=True))
    return client


def test_every_list_and_form_opens(office: Client) -> None:
    tour = world.coming_tour()
    stop = world.stop_of(tour, "oulu")
    for name, row in {
        "tour": tour,
        "event": stop,
        "session": world.afternoon_of(tour),
        "organiser": tour.organiser,
    }.items():
        assert office.get(reverse(f"admin:events_{name}_changelist")).status_code == 200
        assert office.get(reverse(f"admin:events_{name}_add")).status_code == 200
        assert office.get(reverse(f"admin:events_{name}_change", args=[row.pk])).status_code == 200
    assert office.get(reverse("admin:events_logentry_changelist")).status_code == 200
    assert office.get(reverse("admin:events_user_changelist")).status_code == 200


def test_a_published_session_and_its_event_are_read_only_where_it_matters(office: Client) -> None:
    session = world.afternoon_of(world.coming_tour(), "oulu")
    for name, row, frozen, free in (
        ("session", session, "starts_at", "doors_open_at"),
        ("event", session.event, "date", "case_number"),
    ):
        form = office.get(reverse(f"admin:events_{name}_change", args=[row.pk])).context["adminform"].form
        assert free in form.fields
        assert frozen not in form.fields
        assert "status" not in form.fields
        assert office.post(reverse(f"admin:events_{name}_delete", args=[row.pk])).status_code == 403
    assert (Session.objects.count(), Event.objects.count()) == (6, 3)


def test_a_new_address_of_a_venue_reaches_its_coming_sessions(office: Client) -> None:
    session = world.afternoon_of(world.coming_tour(), "oulu")
    venue = world.venue("oulu")
    url = reverse("admin:venues_venue_change", args=[venue.pk])
    page = office.get(url).context["adminform"].form
    assert "timezone" not in page.fields
    room = venue.rooms.get()
    data = {
        "name_0": "Kirjasto",
        "address": "Torikatu 1",
        "rooms-TOTAL_FORMS": "1",
        "rooms-INITIAL_FORMS": "1",
        "rooms-0-id": str(room.pk),
        "rooms-0-venue": str(venue.pk),
        "rooms-0-name_0": "Sali",
    }
    response = office.post(url, data)
    assert response.status_code == 302, response.context["errors"]
    now = Session.objects.whole().get(pk=session.pk)
    assert (now.sequence, now.digest) == (1, now.make_digest())
    assert now.event.venue
    assert now.event.venue.address == "Torikatu 1"


def test_editing_a_session_takes_nobodys_place_away(db: None) -> None:
    """Somebody registers between the reading of the row and its writing."""
    read = world.afternoon_of(world.coming_tour(), "oulu")
    Session.objects.filter(pk=read.pk).update(in_person_taken=5, online_waiting=1)
    read.walk_ins_welcome = False
    read.save()
    now = Session.objects.get(pk=read.pk)
    assert (now.in_person_taken, now.online_waiting, now.walk_ins_welcome) == (5, 1, False)


def test_who_has_stops_chosen_stays_limited_when_they_are_deleted(office: Client) -> None:
    stop = world.event("alone", timezone.localdate())
    who = world.user("host@example.org")
    sent = {"user": who.pk, "organiser": stop.organiser_id, "role": "editor", "events": [stop.pk]}
    assert office.post(reverse("admin:events_teammember_add"), sent).status_code == 302
    stop.delete()
    assert who.memberships.get().limited

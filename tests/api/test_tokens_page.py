"""Where an editor makes a token and takes it back."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from events.actions.api_tokens import make_token
from events.models import ApiToken, Event, LogEntry, TeamMember, Tour
from events.refusals import NotAllowed
from tests import world
from tests.api.cast import Machine
from tests.attendance.cast import comes

pytestmark = pytest.mark.django_db


def signed_in(role: str, of: str = "stm") -> Client:
    client = Client()
    client.force_login(world.member(world.organiser(of), role))
    return client


def test_a_token_is_shown_once_works_and_is_revoked() -> None:
    editor, page = signed_in("editor"), "/organiser/tokens/"
    sent = {"organiser": world.organiser().slug, "name": "Gate", "scopes": ["read", "checkin"]}
    shown = editor.post(page, sent).content.decode()
    token = ApiToken.objects.get()
    assert (token.name, token.scopes) == ("Gate", ["checkin", "read"])
    assert token.token in shown
    assert not re.search(r"[A-Z2-7]{26}", editor.get(page).content.decode())
    Machine(token).get("registrations/")
    revoke = f"{page}{token.uuid}/revoke/"
    assert signed_in("editor", "thl").post(revoke).status_code == 404
    assert editor.post(revoke).status_code == 302
    Machine(token).get("registrations/", 401)
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["revoke token", "make token"]


def test_only_editors_of_the_whole_house_and_only_for_their_own() -> None:
    world.organiser("thl")
    for role in ("viewer", "door"):
        assert signed_in(role).get("/organiser/tokens/").status_code == 404
    sent = {"organiser": world.organiser("thl").slug, "name": "Gate", "scopes": ["read"]}
    assert signed_in("editor").post("/organiser/tokens/", sent).status_code == 200
    signed_in("editor").post(
        "/organiser/tokens/", sent | {"organiser": world.organiser().slug, "name": "\u200e"}
    )
    assert not ApiToken.objects.exists()


def test_a_token_of_one_tour_opens_that_tour_alone() -> None:
    here, elsewhere = world.coming_tour(cities=("vaasa",)), world.coming_tour("lape-2031", cities=("oulu",))
    editor, page = signed_in("editor"), "/organiser/tokens/"
    scopes = ["checkin", "read", "write"]
    sent = {"organiser": world.organiser().slug, "tour": here.slug, "name": "Gate", "scopes": scopes}
    shown = editor.post(page, sent).content.decode()
    token = ApiToken.objects.get()
    assert token.tour == here
    assert token.token in shown
    machine, own, others = (
        Machine(token),
        world.afternoon_of(here, "vaasa"),
        world.afternoon_of(elsewhere, "oulu"),
    )
    at_home = comes(own, "Aino Österman").registration
    away = comes(others, "Bertil Borg").registration
    (found,) = machine.get("registrations/")["results"]
    assert found["id"] == str(at_home.uuid)
    machine.get(f"registrations/{away.uuid}/", 404)
    machine.post(f"registrations/{away.uuid}/cancel/", 404)
    who = {"name": "Cecilia", "email": "cecilia@example.org", "language": "sv"}
    machine.post("registrations/", **who, sessions=[{"session": str(own.uuid), "way": "in_person"}])
    machine.post("registrations/", 400, **who, sessions=[{"session": str(others.uuid), "way": "in_person"}])
    scan = {"code": at_home.ticket_token, "scan_id": str(uuid4())}
    Event.objects.update(rehearsing_since=timezone.now())
    machine.post("check-ins/", 400, **scan, session=str(others.uuid))
    machine.post("check-ins/", 200, **scan, session=str(own.uuid))
    here.stops.update(tour=None)
    assert machine.get("registrations/")["results"] == [], "what has left the tour is not the token's"


def test_a_tour_of_another_organiser_is_no_extent_of_a_token() -> None:
    tour, who = world.coming_tour(), world.editor()
    Tour.objects.filter(pk=tour.pk).update(organiser=world.organiser("thl"))
    tour.refresh_from_db()
    with pytest.raises(NotAllowed):
        make_token(who, world.organiser(), name="Gate", scopes=["read"], tour=tour)
    sent = {"organiser": world.organiser().slug, "tour": tour.slug, "name": "Gate", "scopes": ["read"]}
    signed_in("editor").post("/organiser/tokens/", sent)
    assert not ApiToken.objects.exists()


def test_whoever_works_for_two_organisers_is_told_whose_tour_it_is() -> None:
    tour, thl = world.coming_tour(), world.organiser("thl")
    TeamMember.objects.create(user=world.member(world.organiser()), organiser=thl, role="editor")
    sent = {"organiser": thl.slug, "tour": tour.slug, "name": "Gate", "scopes": ["read"]}
    answer = signed_in("editor").post("/organiser/tokens/", sent)
    assert answer.context["form"].errors.keys() == {"tour"}
    assert not ApiToken.objects.exists()

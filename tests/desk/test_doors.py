"""Codes for phones, and rehearsals, from the desk."""

import re

import pytest
from django.utils import timezone

from events.models import Event, Session
from registrations.checkin.devices import open_claim
from registrations.models import DeviceClaim
from tests.desk.conftest import SignIn


def door(session: Session) -> str:
    return f"/organiser/events/{session.event.slug}/door/"


def rehearsal(session: Session) -> str:
    return f"/organiser/events/{session.event.slug}/rehearsal/"


def rehearsing(session: Session) -> bool:
    return Event.objects.get(pk=session.event_id).rehearsing


def test_a_phone_gets_a_link_and_a_picture_once(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    page = client.post(door(session), {"name": "Pääovi"}).content.decode()
    claim = DeviceClaim.objects.get(event=session.event, name="Pääovi")
    link = re.search(r'value="(http[^"]+/checkin/claim/[A-Z2-7]{26}/)"', page)
    assert link
    assert open_claim(link[1]) == claim
    assert 'src="data:image/png;base64,' in page
    assert claim.token not in client.get(door(session)).content.decode()


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_door_needs_a_short_name(session: Session, sign_in: SignIn, name: str) -> None:
    page = sign_in().post(door(session), {"name": name}).content.decode()
    assert 'class="note error"' in page
    assert not DeviceClaim.objects.exists()


def test_a_rehearsal_begins_and_ends(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    begun = client.post(rehearsal(session), follow=True).content.decode()
    assert rehearsing(session)
    assert 'class="band"' in begun
    client.post(rehearsal(session), {"stop": "1"})
    assert not rehearsing(session)


def test_on_the_day_there_is_no_rehearsal(session: Session, sign_in: SignIn) -> None:
    Event.objects.filter(pk=session.event_id).update(date=timezone.localdate())
    page = sign_in().post(rehearsal(session), follow=True).content.decode()
    assert "The day has come" in page
    assert not rehearsing(session)


def test_a_rehearsal_is_not_started_by_looking(session: Session, sign_in: SignIn) -> None:
    assert sign_in().get(rehearsal(session)).status_code == 405


@pytest.mark.parametrize(("role", "of"), [("viewer", "stm"), ("door", "stm"), ("editor", "thl")])
def test_nobody_else_opens_a_door(session: Session, sign_in: SignIn, role: str, of: str) -> None:
    client = sign_in(role, of)
    assert client.post(door(session), {"name": "x"}).status_code == 404
    assert client.post(rehearsal(session)).status_code == 404
    assert not DeviceClaim.objects.exists()
    assert not rehearsing(session)

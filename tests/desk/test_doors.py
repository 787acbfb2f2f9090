"""Codes for phones, and rehearsals, from the desk."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from events.actors import SYSTEM
from events.models import Event, LogEntry, Session
from registrations.checkin.devices import COOKIE, create_claim, open_claim, take_into_use
from registrations.models import Device, DeviceClaim
from tests.desk.conftest import SignIn


def door(session: Session) -> str:
    return f"/organiser/events/{session.event.slug}/doors/new/"


def rehearsal(session: Session) -> str:
    return f"/organiser/events/{session.event.slug}/rehearsal/"


def phone(session: Session, name: str) -> tuple[Device, Client]:
    """A phone in use at a door."""
    device = take_into_use(create_claim(SYSTEM, event=session.event, name=name), language="sv")
    client = Client()
    client.cookies[COOKIE] = device.token
    return device, client


def close(session: Session, row: Device | DeviceClaim) -> str:
    return f"/organiser/events/{session.event.slug}/doors/{row.uuid}/close/"


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


def test_a_lost_phone_is_refused_at_its_next_request(session: Session, sign_in: SignIn) -> None:
    (lost, its_browser), (kept, another) = phone(session, "Pääovi"), phone(session, "Sivuovi")
    address, client = f"/checkin/{session.uuid}/", sign_in()
    assert its_browser.get(address).status_code == 200
    listed = " ".join(client.get(f"/organiser/events/{session.event.slug}/doors/").content.decode().split())
    assert "Pääovi</th> <td>Swedish</td>" in listed
    assert client.get(close(session, lost)).status_code == 405
    for _press in range(2):
        client.post(close(session, lost))
    assert its_browser.get(address).status_code == 403
    assert another.get(address).status_code == 200
    assert LogEntry.objects.filter(verb="revoke device").count() == 1
    assert "taken out of use" in client.get(f"/organiser/events/{session.event.slug}/doors/").content.decode()
    assert sign_in("door").post(close(session, kept)).status_code == 404
    assert sign_in(of="thl").post(close(session, kept)).status_code == 404
    assert another.get(address).status_code == 200


def test_a_code_that_no_phone_has_used_is_taken_back(session: Session, sign_in: SignIn) -> None:
    claim, client = create_claim(SYSTEM, event=session.event, name="Pääovi"), sign_in()
    page = client.get(f"/organiser/events/{session.event.slug}/doors/").content.decode()
    assert "Codes that wait for a phone" in page
    assert claim.token not in page
    client.post(close(session, claim))
    assert open_claim(claim.token) is None
    assert LogEntry.objects.filter(verb="withdraw claim", event=session.event).count() == 1

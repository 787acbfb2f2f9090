"""A phone is taken into use once, with a code that lives shortly."""

import datetime
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from events.actors import SYSTEM
from events.models import Event, LogEntry
from registrations.checkin import devices
from registrations.models import Device, DeviceClaim
from tests.checkin import cast


@pytest.fixture
def claim(event: Event) -> DeviceClaim:
    return devices.create_claim(SYSTEM, event=event, name="Door A")


def test_a_link_only_shows_and_the_button_claims(client: Client, claim: DeviceClaim) -> None:
    shown = client.get(f"/checkin/claim/{claim.token}/")
    assert shown.status_code == 200
    assert not Device.objects.exists()
    taken = client.post(f"/checkin/claim/{claim.token}/", {"language": "sv"})
    assert (taken.status_code, taken.url) == (302, "/checkin/")  # type: ignore[attr-defined]  # a redirect
    cookie = taken.cookies[devices.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/checkin/")
    assert client.get("/checkin/")["Content-Language"] == "sv"
    assert set(LogEntry.objects.values_list("verb", flat=True)) >= {"create claim", "take device into use"}


def test_a_claim_works_once(client: Client, claim: DeviceClaim) -> None:
    path = f"/checkin/claim/{claim.token}/"
    client.post(path, {"language": "fi"})
    assert Client().post(path, {"language": "fi"}).status_code == 404
    with pytest.raises(devices.ClaimGone):
        devices.take_into_use(claim, language="fi")
    assert Device.objects.count() == 1


def test_wrong_used_and_late_codes_look_the_same(client: Client, event: Event, claim: DeviceClaim) -> None:
    late = devices.create_claim(SYSTEM, event=event, name="Door B", minutes=-1)
    devices.take_into_use(claim, language="fi")
    wrong = [late.token, claim.token, "A" * 26, "Z" * 20]
    pages = [client.get(f"/checkin/claim/{token}/") for token in wrong]
    assert {page.status_code for page in pages} == {404}
    seen = {page.content.decode().replace(token, "") for page, token in zip(pages, wrong, strict=True)}
    assert len({re.sub("[?]language=..|/checkin/claim//", "", text) for text in seen}) == 1


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "http://testserver/checkin/claim/{0}/"])
def test_the_code_can_be_typed_or_its_link_pasted(client: Client, claim: DeviceClaim, typed: str) -> None:
    sent = client.post("/checkin/", {"code": typed.format(claim.token.lower())})
    assert sent["Location"] == f"/checkin/claim/{claim.token}/"


@pytest.mark.parametrize("typed", ["", "ABC", "\x00", "A" * 501, "ä" * 26])
def test_a_code_that_is_none_gets_words(client: Client, db: None, typed: str) -> None:
    assert client.post("/checkin/", {"code": typed}).status_code in (400, 404)


def test_guessing_ends_in_wait_a_minute(client: Client, db: None) -> None:
    answers = [client.post("/checkin/", {"code": "A" * 26}).status_code for _ in range(22)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_a_phone_is_not_taken_into_use_for_what_is_over(client: Client, db: None) -> None:
    past = devices.create_claim(SYSTEM, event=cast.stop(-2), name="Door A")
    assert client.get(f"/checkin/claim/{past.token}/").status_code == 404


@pytest.mark.parametrize("path", ["", "registered/{0}/", "invited/{0}/", "{0}/", "scan"])
def test_without_a_phone_every_door_is_shut(client: Client, event: Event, path: str) -> None:
    part = cast.registered(cast.afternoon(event))
    door = f"/checkin/{part.session.uuid}/{path.format(part.registration.uuid)}"
    answer = client.get(door)
    assert answer.status_code == 403
    assert "Näkkäläjärvi" not in answer.content.decode()


def test_a_revoked_phone_opens_nothing(event: Event) -> None:
    device = cast.device(event)
    phone = cast.Phone(device)
    door = f"/checkin/{cast.afternoon(event).uuid}/"
    assert phone.get(door).status_code == 200
    devices.revoke(SYSTEM, device)
    assert phone.get(door).status_code == 403
    assert phone.send(cast.afternoon(event), {"scan_id": str(uuid4()), "code": "A" * 26}).status_code == 403


def test_a_phone_has_no_door_of_another_event(phone: cast.Phone) -> None:
    elsewhere = cast.afternoon(cast.stop(city="oulu"))
    assert phone.get(f"/checkin/{elsewhere.uuid}/").status_code == 404
    assert phone.send(elsewhere, {"scan_id": str(uuid4()), "code": "A" * 26}).status_code == 404


def test_the_claim_page_tells_nobody_who_is_coming(client: Client, event: Event, claim: DeviceClaim) -> None:
    cast.registered(cast.afternoon(event))
    assert "Näkkäläjärvi" not in client.get(f"/checkin/claim/{claim.token}/").content.decode()


def test_the_cookie_is_gone_the_night_after(event: Event, claim: DeviceClaim) -> None:
    taken = Client().post(f"/checkin/claim/{claim.token}/", {"language": "fi"})
    lives = datetime.timedelta(seconds=int(taken.cookies[devices.COOKIE]["max-age"] or 0))
    last = (timezone.now() + lives).astimezone(event.zone)
    assert last.date() == event.date + datetime.timedelta(days=1)


@pytest.mark.parametrize("days", [-2, 1, 30])
def test_a_door_is_open_on_its_day_only(db: None, days: int) -> None:
    event = cast.stop(days)
    session = cast.afternoon(event)
    part = cast.registered(session)
    phone = cast.phone(event)
    page = phone.get(f"/checkin/{session.uuid}/")
    assert 'id="scanner"' not in page.content.decode()
    for path in (f"registered/{part.registration.uuid}/", ""):
        assert "Näkkäläjärvi" not in phone.get(f"/checkin/{session.uuid}/{path}").content.decode()
    found = phone.post(f"/checkin/{session.uuid}/found/", name="Näkkäläjärvi")
    assert "Saamelaiskäräjät" not in found.content.decode()
    sent = {"scan_id": str(uuid4()), "code": part.registration.ticket_token}
    assert phone.send(session, sent).status_code == 409
    part.refresh_from_db()
    assert part.attended_at is None

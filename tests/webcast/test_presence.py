"""Who follows is counted by what the browser says while it watches, and never beyond the clock."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from config.management.commands.audit_invariants import breaches
from events.actors import SYSTEM
from events.models import Event, LogEntry, Session
from registrations.actions.details import Way
from registrations.models import Participation
from tests.webcast.cast import afternoon, at, join, registered, stream
from webcast import presence
from webcast.actions import change_webcast
from webcast.models import Presence
from webcast.presence import Watcher, watched

pytestmark = pytest.mark.django_db
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def post(client: Client, session: Session, door: str, token: str = "", **fields: str) -> Any:
    return client.post(f"/en/watch/{session.uuid}/{door}", fields | ({"r": token} if token else {}))


def shown() -> Session:
    session = afternoon()
    stream(session, url=VIDEO, access="public")
    return session


def seconds_after(session: Session, *moments: int, key: str = "a browser") -> int:
    """What one browser has gathered after words at these seconds from the start."""
    for moment in moments:
        watched(session, Watcher(key), at(session, 0) + datetime.timedelta(seconds=moment))
    return Presence.objects.get().seconds


@pytest.mark.parametrize(
    ("moments", "seconds"),
    [
        ((0,), 0),
        ((0, 60), 60),
        ((0, 60, 120, 180), 180),
        ((0, 600), 90),
        ((0, 60, 60, 60), 60),
        ((0, 30, 60, 90, 120), 120),
        ((0, 60, -3600, 70), 70),
        ((0, 86_400, 60, 120, 180), 90),
        ((-60, -120, 0), 60),
    ],
    ids=[
        "one",
        "two",
        "each minute",
        "a gap",
        "repeats",
        "two tabs",
        "clock back",
        "clock ahead",
        "no before",
    ],
)
def test_the_seconds_never_exceed_the_clock(moments: tuple[int, ...], seconds: int) -> None:
    assert seconds_after(shown(), *moments) == seconds
    assert breaches() == []


def test_a_browser_is_one_viewer_however_many_tabs_and_addresses_it_opens(client: Client) -> None:
    session = shown()
    with time_machine.travel(at(session, 5), tick=False):
        assert join(client, session, people="3").status_code == 200
        assert post(client, session, "here", people="3").status_code == 200
        assert post(client, session, "heartbeat", people="4").status_code == 204
        assert post(Client(), session, "heartbeat", people="²").status_code == 204
        now = presence.audience(session, at(session, 5))
    assert (now.screens, now.people, now.people_now) == (2, 5, 5)
    assert presence.audience(session, at(session, 30)).people_now == 0
    assert Presence.objects.filter(participation=None).exclude(key="").count() == 2


def test_a_get_a_closed_gate_and_a_stranger_add_nothing(client: Client) -> None:
    session = afternoon()
    stream(session, url=VIDEO)
    token = registered(session)
    for minutes, door, bearer, status in (
        (-20, "heartbeat", token, 409), (-20, "here", token, 409),
        (5, "heartbeat", "", 403), (5, "here", "", 403), (500, "heartbeat", token, 409),
    ):  # fmt: skip
        with time_machine.travel(at(session, minutes), tick=False):
            assert post(client, session, door, bearer).status_code == status
            client.get(f"/en/watch/{session.uuid}/", {"r": token})
    assert not Presence.objects.exists()
    assert "viewer" not in client.cookies


def test_a_rehearsal_counts_nobody(client: Client) -> None:
    session = shown()
    Event.objects.filter(pk=session.event_id).update(rehearsing_since=at(session, -60 * 24 * 20))
    for door in ("join", "here", "heartbeat"):
        assert post(client, session, door).status_code in (200, 204)
    assert not Presence.objects.exists()


def test_counted_viewers_leave_no_way_back_to_a_person(client: Client) -> None:
    session = afternoon()
    stream(session, url=VIDEO)
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        post(client, session, "here", token)
        page = client.get(f"/en/watch/{session.uuid}/", {"r": token}).content.decode()
    row = Presence.objects.get()
    assert row.participation is None
    assert Participation.objects.get().attended_at is None
    assert client.cookies["viewer"]["httponly"]
    assert client.cookies["viewer"]["max-age"] == ""
    assert client.cookies["viewer"].value.split(":")[0] not in row.key
    assert "without names" in page
    with time_machine.travel(at(session, 60 * 48), tick=False):
        assert presence.sweep() == 1
    assert Presence.objects.get().key == ""


def test_named_viewers_are_marked_as_having_followed_once(client: Client) -> None:
    session = afternoon()
    stream(session, url=VIDEO)
    token = registered(session)
    change_webcast(SYSTEM, session, presence="named")
    with time_machine.travel(at(session, 5), tick=False):
        assert (
            "The organiser notes" in client.get(f"/en/watch/{session.uuid}/", {"r": token}).content.decode()
        )
        for browser in (client, Client()):
            assert join(browser, session, token).status_code == 200
            assert "viewer" not in browser.cookies
    with time_machine.travel(at(session, 7), tick=False):
        assert post(client, session, "heartbeat", token).status_code == 204
    part = Participation.objects.get()
    assert (part.attended_by, part.attended_at) == ("webcast", at(session, 5))
    assert Presence.objects.get().participation == part
    assert LogEntry.objects.filter(verb="follow on the web", target_uuid=part.uuid).count() == 1


def test_who_has_come_to_the_room_stays_there(client: Client) -> None:
    session = afternoon()
    stream(session, url=VIDEO)
    token = registered(session, Way.IN_PERSON)
    change_webcast(SYSTEM, session, presence="named")
    Participation.objects.update(attended_at=at(session, 0), attended_by="scan")
    with time_machine.travel(at(session, 5), tick=False):
        join(client, session, token)
    assert Participation.objects.get().attended_by == "scan"

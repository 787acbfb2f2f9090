"""How the organiser steers a webcast, and what the viewers see of it."""

import html
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import LogEntry, Session, User
from tests import world
from tests.webcast.cast import ADDRESS, afternoon, at, join, look, morning, registered, stream
from webcast.models import Stream, Webcast

pytestmark = pytest.mark.django_db
VIDEO = "https://youtu.be/dQw4w9WgXcQ"
EMBED = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
FORM = {"language": "fi", "access": "registered", "opens_minutes_before": "15", "title": ""}


class Editor(Client):
    """An editor's browser; signs in anew each time, as the tests travel farther than a session lasts."""

    def request(self, **request: Any) -> Any:
        self.force_login(world.member(world.organiser()))
        return super().request(**request)


@pytest.fixture
def editor(db: None) -> Client:
    User.objects.filter(pk=world.member(world.organiser()).pk).update(language="en")
    return Editor()


def desk(session: Session, page: str = "") -> str:
    return f"/organiser/sessions/{session.uuid}/webcast/{page}"


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def says(session: Session, token: str) -> str:
    """The sentence of the watch page's state."""
    page = words(look(Client(), session, token))
    found = re.search(r'id="state"[^>]*>(.*?)</p>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]*>", "", found[1]).split())


def version(session: Session) -> str:
    return str(Client().get(f"/watch/{session.uuid}/state").json()["version"])


def test_an_address_is_added_with_a_word_about_it_and_stands_on_no_page(editor: Client) -> None:
    session = afternoon()
    refused = editor.post(desk(session, "streams/"), FORM | {"address": "https://zoom.us/s/1?zak=secretzak"})
    assert "the host starts the meeting" in words(refused)
    warned = editor.post(
        desk(session, "streams/"), FORM | {"address": "https://zoom.us/w/91?tk=secrettk"}, follow=True
    )
    assert "one person's own link" in words(warned)
    assert "Zoom" in words(warned)
    kept = Stream.objects.get()
    assert kept.url == "https://zoom.us/w/91?tk=secrettk"
    for page in ("", f"streams/{kept.uuid}/", f"streams/{kept.uuid}/remove/"):
        assert "secrettk" not in words(editor.get(desk(session, page)))
    assert editor.post(desk(session, f"streams/{kept.uuid}/open/"))["Refresh"] == f"0; url={kept.url}"
    assert "secrettk" not in str(list(LogEntry.objects.values_list("details", flat=True)))
    editor.post(desk(session, f"streams/{kept.uuid}/remove/"))
    assert Stream.objects.exists()
    editor.post(desk(session, f"streams/{kept.uuid}/remove/"), {"sure": "1"})
    assert not Stream.objects.exists()
    assert set(LogEntry.objects.filter(target="stream").values_list("verb", flat=True)) == {
        "add stream", "remove stream", "try stream",
    }  # fmt: skip


def test_every_old_link_leads_to_the_new_address(editor: Client) -> None:
    session = afternoon()
    old = stream(session)
    token = registered(session)
    before = version(session)
    with time_machine.travel(at(session, 5), tick=False):
        assert join(Client(), session, token)["Refresh"] == f"0; url={ADDRESS}"
        saved = editor.post(desk(session, f"streams/{old.uuid}/"), FORM | {"address": VIDEO})
        assert saved.status_code == 302
        assert join(Client(), session, token, stream=str(old.uuid))["Refresh"].endswith("v=dQw4w9WgXcQ")
        assert "changed the address at 13:05" in words(look(Client(), session, token))
        assert version(session) != before
        editor.post(desk(session, f"streams/{old.uuid}/"), FORM | {"address": "", "title": "Main hall"})
    row = Stream.objects.get()
    assert (row.url, row.title) == ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "Main hall")


def test_the_organisers_word_goes_before_the_clock(editor: Client) -> None:
    session = afternoon()
    stream(session)
    token = registered(session)
    do = desk(session, "do/")
    assert "on the day itself" in words(editor.post(do, {"verb": "live"}, follow=True))
    steps = [
        (-120, {"verb": "live"}, "The session is going on now."),
        (-110, {"verb": "end"}, "This session is over."),
        (-100, {"verb": "clock"}, "The webcast opens"),
        (10, {}, "The session is going on now."),
    ]
    for minutes, fields, sentence in steps:
        with time_machine.travel(at(session, minutes), tick=False):
            editor.post(do, fields)
            assert says(session, token).startswith(sentence)
    assert list(LogEntry.objects.filter(target="session").values_list("verb", flat=True)[:3]) == [
        "go by the clock", "end webcast", "go live",
    ]  # fmt: skip


def test_a_delay_and_a_problem_are_told_in_the_readers_language(editor: Client) -> None:
    session = afternoon()
    stream(session)
    token = registered(session)
    told = {"text_0": "Aloitamme 13.20.", "text_1": "Vi börjar 13.20.", "text_2": "We begin at 13:20."}
    with time_machine.travel(at(session, 5), tick=False):
        before = version(session)
        assert editor.post(desk(session, "trouble/"), told | {"trouble": "delayed"}).status_code == 302
        assert says(session, token) == "The beginning is delayed. We begin at 13:20."
        assert "Vi börjar 13.20." in words(Client().get(f"/sv/watch/{session.uuid}/"))
        assert version(session) != before
        assert join(Client(), session, token).status_code == 200
        assert Client().get(f"/watch/{session.uuid}/state").json()["state"] == "open"
    with time_machine.travel(at(session, 20), tick=False):
        editor.post(desk(session, "do/"), {"verb": "live"})
        assert says(session, token) == "The session is going on now."
    with time_machine.travel(at(session, 30, after="ends_at"), tick=False):
        assert says(session, token) == "The session is going on now."
    with time_machine.travel(at(session, 36, after="ends_at"), tick=False):
        assert says(session, token) == "This session is over."
        editor.post(desk(session, "trouble/"), {"trouble": ""})
    assert Webcast.objects.get().trouble == ""


def test_the_webcast_is_shown_on_the_page_by_post_with_one_host_in_its_policy(client: Client) -> None:
    session = afternoon()
    stream(session, url="https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    hls = stream(session, url="https://cdn.example.org/live/a.m3u8", order=1, language="sv")
    token = registered(session)
    with time_machine.travel(at(session, 5), tick=False):
        page = look(client, session, token)
        shown = client.post(f"/en/watch/{session.uuid}/here", {"r": token})
        video = client.post(f"/en/watch/{session.uuid}/here", {"r": token, "stream": str(hls.uuid)})
    assert "youtube" not in words(page).replace('https://www.youtube.com/"', "")
    assert "frame-src" not in page["Content-Security-Policy"]
    assert f'src="{EMBED}"' in words(shown)
    assert "frame-src https://www.youtube-nocookie.com;" in shown["Content-Security-Policy"] + ";"
    assert "media-src" not in shown["Content-Security-Policy"]
    assert '<video src="https://cdn.example.org/live/a.m3u8"' in words(video)
    assert "media-src https://cdn.example.org;" in video["Content-Security-Policy"] + ";"
    assert "frame-src" not in video["Content-Security-Policy"]


def test_what_cannot_be_shown_is_only_opened(client: Client) -> None:
    session = afternoon()
    stream(session, access="public")
    with time_machine.travel(at(session, 5), tick=False):
        assert "Show the webcast here" not in words(look(client, session))
        assert client.post(f"/en/watch/{session.uuid}/here").status_code == 409


def test_telephone_slides_and_help_are_for_whom_they_are(editor: Client) -> None:
    session = afternoon()
    stream(session)
    token = registered(session)
    saved = {
        "dial_in": "+358 9 123, code 77", "slides_url": "https://example.org/slides",
        "help_line": "0295 16001", "presence": "count",
    }  # fmt: skip
    assert editor.post(desk(session, "details/"), saved).status_code == 302
    stranger, early = words(look(Client(), session)), words(look(Client(), session, token))
    with time_machine.travel(at(session, 5), tick=False):
        live = words(look(Client(), session, token))
    assert [("0295 16001" in page, "/slides" in page, "code 77" in page) for page in (stranger, early, live)] == [
        (True, False, False), (True, True, False), (True, True, True),
    ]  # fmt: skip
    assert "Open the slides" in words(editor.get(desk(session)))


def test_a_recording_gets_a_day_for_its_captions(editor: Client) -> None:
    session = afternoon()
    row = stream(session)
    with time_machine.travel(at(session, 60, after="ends_at"), tick=False):
        sent = FORM | {"address": "", "recording_url": "https://vimeo.com/123456"}
        editor.post(desk(session, f"streams/{row.uuid}/"), sent)
        row.refresh_from_db()
        assert row.captions_due is not None
        assert (row.captions_due - session.event.date).days == 14
        assert "captions by" in words(editor.get(desk(session)))
    with time_machine.travel(at(session, 60 * 24 * 20), tick=False):
        assert "Late" in words(editor.get(desk(session)))


def test_an_invited_webcast_cannot_be_for_everybody(editor: Client) -> None:
    session = morning()
    sent = FORM | {"address": VIDEO, "access": "public"}
    assert editor.post(desk(session, "streams/"), sent).status_code == 200
    assert not Stream.objects.exists()

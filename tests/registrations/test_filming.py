"""That a session is streamed or recorded is told before somebody decides to come, in the letter, and at the door."""

import email
from email import policy
from typing import Any

import pytest
from django.test import Client
from i18nfield.strings import LazyI18nString

from events.actions.repeating import repeat_tour
from events.actors import SYSTEM
from events.models import Event, LogEntry, Session
from registrations.actions.invite import send as ask_again
from registrations.letters import letter_for
from registrations.models import Invitation, OutgoingMail
from registrations.outbox.mime import Post
from tests import world
from tests.attendance.test_sheet import read
from tests.desk.filled import opened, send
from tests.registrations.conftest import Fill
from tests.registrations.test_answer import invited

pytestmark = pytest.mark.django_db
NOTE = {"en": "Seats on the left are out of the picture.", "fi": "Vasemmalla ei näy kuvassa."}
STREAMED, RECORDED = "This part is streamed on the web.", "This part is streamed on the web and recorded."


@pytest.fixture
def recorded(afternoon: Session, editor: Client) -> Session:
    """Helsinki's afternoon, said at the desk to be recorded."""
    page = f"/organiser/sessions/{afternoon.uuid}/edit/"
    note = {f"filming_note_{number}": NOTE.get(code, "") for number, code in enumerate(("fi", "sv", "en"))}
    send(editor, page, opened(editor, page), recorded="on", **note)
    return Session.objects.whole().get(pk=afternoon.pk)


def test_it_is_told_on_the_page_the_form_the_watch_page_and_in_both_parts_of_the_letter(
    recorded: Session, client: Client, fill: Fill
) -> None:
    stop = f"/en/events/{recorded.event.slug}/"
    for page in (stop, f"{stop}register/", f"/en/watch/{recorded.uuid}/"):
        told = " ".join(client.get(page).content.decode().split())
        assert RECORDED in told, page
        assert NOTE["en"] in told, page
    fill(recorded)
    letter = OutgoingMail.objects.get(kind="confirmed")
    message = email.message_from_bytes(
        Post(letter, letter_for(letter)).message().as_bytes(), policy=policy.default
    )
    for kind in ("plain", "html"):
        body: Any = message.get_body((kind,))
        text = " ".join(body.get_content().split())
        assert f"Streaming and recording{': ' if kind == 'plain' else '</dt><dd>'}" in text
        assert f"{RECORDED} {NOTE['en']}" in text


def test_what_exists_in_another_language_only_says_so(recorded: Session, client: Client, fill: Fill) -> None:
    page = client.get(f"/sv/events/{recorded.event.slug}/register/").content.decode()
    assert f'<span lang="fi">{NOTE["fi"]}</span>' in page
    assert "Den här delen sänds på webben och spelas in." in page


@pytest.mark.parametrize(
    ("attendance", "is_recorded", "told"),
    [
        ("mixed", False, STREAMED),
        ("in_person", True, "This part is recorded."),
        ("online", False, STREAMED),
        ("in_person", False, ""),
    ],
)
def test_a_webcast_is_told_without_being_asked_and_what_is_neither_says_nothing(
    afternoon: Session, client: Client, attendance: str, is_recorded: bool, told: str
) -> None:
    Session.objects.filter(pk=afternoon.pk).update(attendance=attendance, recorded=is_recorded)
    pages = [
        client.get(f"/en/events/{afternoon.event.slug}/{page}").content.decode() for page in ("", "register/")
    ]
    for page in pages:
        assert (told or "This part is ") in page if told else "streamed on" not in page
        assert ("is recorded" in page) is ("recorded" in told)


def test_the_invited_read_it_where_they_answer_and_the_uninvited_nowhere(
    morning: Session, client: Client
) -> None:
    Session.objects.filter(pk=morning.pk).update(attendance="mixed", recorded=True, filming_note=NOTE)
    row = invited(morning, "Raija Esimerkki", "raija@example.org")
    page = client.get(f"/en/invitation/{row.token}/").content.decode()
    assert RECORDED in page
    assert NOTE["en"] in page
    stop = client.get(f"/en/events/{morning.event.slug}/").content.decode()
    assert "recorded" not in stop
    assert NOTE["en"] not in stop


def body_of(letter: OutgoingMail, kind: str) -> str:
    message = email.message_from_bytes(
        Post(letter, letter_for(letter)).message().as_bytes(), policy=policy.default
    )
    body: Any = message.get_body((kind,))
    return " ".join(body.get_content().split())


@pytest.mark.parametrize("attendance", ["mixed", "in_person"])
def test_the_invitation_tells_it_before_anybody_answers_and_only_where_it_is_so(
    morning: Session, attendance: str
) -> None:
    filmed = attendance == "mixed"
    note = NOTE if filmed else {}
    Session.objects.filter(pk=morning.pk).update(attendance=attendance, recorded=filmed, filming_note=note)
    row = invited(Session.objects.whole().get(pk=morning.pk), "Raija Esimerkki", "raija@example.org")
    OutgoingMail.objects.update(state=OutgoingMail.State.SENT)
    ask_again(world.editor(), Invitation.objects.whole().get(pk=row.pk))
    letters = OutgoingMail.objects.filter(invitation=row)
    assert letters.count() == 2
    for letter in letters:
        for kind in ("plain", "html"):
            body = body_of(letter, kind)
            assert (f"Tämä osuus lähetetään verkossa ja tallennetaan. {NOTE['fi']}" in body) is filmed
            assert ("tallennus" in body) is filmed


def test_who_says_it_late_reads_that_those_registered_are_not_written_to_and_how_many(
    afternoon: Session, editor: Client, fill: Fill
) -> None:
    page = f"/organiser/sessions/{afternoon.uuid}/edit/"
    late, many = "is not written to", "So far that is 1 person."
    told = editor.get(page).content.decode()
    assert late in told
    assert "So far that is" not in told
    fill(afternoon)
    letters = OutgoingMail.objects.count()
    assert many in editor.get(page).content.decode()
    send(editor, page, opened(editor, page), recorded="on")
    assert OutgoingMail.objects.count() == letters
    assert "So far that is" not in editor.get(page).content.decode(), "whoever came later was told"


def test_it_moves_the_digest_and_not_the_sequence_and_is_in_the_log(
    recorded: Session, afternoon: Session
) -> None:
    assert recorded.sequence == afternoon.sequence
    assert recorded.digest != afternoon.digest
    assert recorded.notice_digest() == afternoon.notice_digest()
    assert LogEntry.objects.get(verb="describe").details["texts"] == ["filming_note", "recorded"]


def test_a_repeated_tour_keeps_it(recorded: Session) -> None:
    assert recorded.event.tour
    first = recorded.event.date.replace(year=recorded.event.date.year + 1)
    copy = repeat_tour(SYSTEM, recorded.event.tour, first_day=first)
    again = world.afternoon_of(copy, "helsinki")
    assert again.recorded
    assert again.filming_note == LazyI18nString(NOTE)


def test_a_sign_for_the_door_is_a_page_for_each_language_of_the_event(recorded: Session) -> None:
    Event.objects.filter(pk=recorded.event_id).update(languages=["fi", "sv", "en"])
    viewer = world.member(world.organiser(), "viewer")
    client = Client()
    client.force_login(viewer)
    answer = client.get(f"/organiser/sessions/{recorded.uuid}/sign.pdf")
    assert f'filename="sign-{recorded.event.slug}-1300.pdf"' in answer["Content-Disposition"]
    reader, text = read(answer.content)
    size, words = reader.pages[0].mediabox, " ".join(text.split())
    assert (len(reader.pages), round(size.width), round(size.height)) == (3, 595, 842)
    document: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document["/Metadata"].get_object().get_data()
    for told in ("Iltapäivä", "klo 13–16", "lähetetään verkossa ja tallennetaan", NOTE["fi"]):
        assert told in words, words
    for told in ("sänds på webben och spelas in", RECORDED, NOTE["en"]):
        assert told in words, words


def test_there_is_no_sign_where_there_is_no_door_or_nothing_to_tell(
    afternoon: Session, editor: Client
) -> None:
    sign = f"/organiser/sessions/{afternoon.uuid}/sign.pdf"
    stop = f"/organiser/events/{afternoon.event.slug}/"
    rows = (
        ("mixed", "scheduled", True),
        ("in_person", "scheduled", False),
        ("online", "scheduled", False),
        ("mixed", "cancelled", False),
    )
    for attendance, status, there in rows:
        Session.objects.filter(pk=afternoon.pk).update(attendance=attendance, status=status)
        for page in (stop, f"/organiser/sessions/{afternoon.uuid}/attendance/"):
            assert (sign in editor.get(page).content.decode()) is there, (page, attendance, status)
        if not there:
            assert editor.get(sign).status_code == 404

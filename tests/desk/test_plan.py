"""The plan of a stop's day: programme, checklist, notes, what happens by itself, and the sheet of paper."""

import datetime
import html
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import BrowserContext

from events.actions.moves import change_date
from events.actions.repeating import repeat_tour
from events.actors import SYSTEM
from events.models import (
    ChecklistItem,
    ChecklistMark,
    Document,
    Event,
    LogEntry,
    Note,
    ProgrammeItem,
    Session,
    Tour,
)
from registrations import retention
from registrations.models import Registration
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.filled import listed, refused, send
from webcast.models import Stream

EVENT = "/organiser/events/lape-2030-vaasa"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(html.unescape(answer.content.decode()).split())


def line(number: int, title: str, days: int, side: str = "before") -> dict[str, Any]:
    row = f"form-{number}"
    return {f"{row}-title": title, f"{row}-days": days, f"{row}-side": side}


def test_the_lines_of_the_tour_hold_at_each_stop_and_are_done_at_one(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in()
    at = "/organiser/tours/lape-2030/checklist/"
    assert "It is saved." in send(client, at, listed(client, at) | line(0, "Book the catering", 30))
    ChecklistItem.objects.create(event=world.stop_of(tour, "vaasa"), title="Call the caretaker", days=2)
    seen = page(client, f"{EVENT}/checklist/")
    assert seen.index("Book the catering") < seen.index("Call the caretaker")
    assert "Done: 0 of 2." in seen
    due = world.stop_of(tour, "vaasa").date - datetime.timedelta(days=30)
    assert f"{due.day} {due:%B} {due.year}" in seen
    booked = ChecklistItem.objects.get(tour=tour)
    client.post(f"{EVENT}/checklist/mark/", {"line": booked.uuid, "done": "1"})
    assert "Done: 1 of 2." in page(client, f"{EVENT}/checklist/")
    assert "Done: 0 of 1." in page(client, "/organiser/events/lape-2030-oulu/checklist/")
    client.post(f"{EVENT}/checklist/mark/", {"line": booked.uuid})
    assert "Done: 0 of 2." in page(client, f"{EVENT}/checklist/")
    verbs = ["set checklist", "tick off", "untick"]
    assert list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))[-3:] == verbs


def test_a_line_that_changes_its_place_and_words_keeps_its_marks(tour: Tour, sign_in: SignIn) -> None:
    client, stop, at = sign_in(), world.stop_of(tour, "vaasa"), f"{EVENT}/checklist/edit/"
    first, second = (ChecklistItem.objects.create(event=stop, title=title, days=9) for title in "ab")
    ChecklistMark.objects.create(item=second, event=stop, done_at=timezone.now())
    fields = listed(client, at)
    stale = dict(fields)
    send(client, at, fields | {"form-0-DELETE": "on"} | line(1, "b, better", 3) | line(2, "c", 1, "after"))
    kept = {row.title: row.marks.count() for row in stop.checklist.all()}
    assert kept == {"b, better": 1, "c": 0}
    assert not ChecklistItem.objects.filter(pk=first.pk).exists()
    seen = refused(client, at, stale | line(0, "mine", 5), status=409)
    assert "b, better" in seen


def test_new_lines_of_a_form_that_is_sent_twice_are_there_once(tour: Tour, sign_in: SignIn) -> None:
    client, stop, at = sign_in(), world.stop_of(tour, "vaasa"), f"{EVENT}/checklist/edit/"
    ChecklistItem.objects.create(event=stop, title="a", days=9)
    fields = listed(client, at) | line(0, "a, better", 3) | line(1, "new", 1)
    send(client, at, fields)
    send(client, at, fields)
    assert [row.title for row in stop.checklist.order_by("pk")] == ["a, better", "new"]
    fields = listed(client, at) | line(2, "newer", 1)
    send(client, at, fields)
    ChecklistItem.objects.create(event=stop, title="theirs", days=1)
    send(client, at, fields)
    assert [row.title for row in stop.checklist.order_by("pk")][1:] == ["new", "newer", "theirs"]
    send(client, at, listed(client, at) | line(4, "new", 1))
    assert [row.title for row in stop.checklist.order_by("pk")][-2:] == ["theirs", "new"]


def test_a_line_of_another_tour_cannot_be_ticked(tour: Tour, sign_in: SignIn) -> None:
    client, foreign = sign_in(), world.meeting("foreign", organiser=world.organiser("thl"))
    theirs = ChecklistItem.objects.create(event=foreign, title="Theirs", days=1)
    for sent in (str(theirs.uuid), "nothing", ""):
        answer = client.post(f"{EVENT}/checklist/mark/", {"line": sent, "done": "1"}, follow=True)
        assert "This line is no longer on the checklist." in answer.content.decode()
    assert not ChecklistMark.objects.exists()


def test_a_repeated_tour_brings_its_lists_and_nothing_is_done(tour: Tour) -> None:
    stop = world.stop_of(tour, "vaasa")
    ChecklistItem.objects.create(tour=tour, title="Book the catering", days=30)
    own = ChecklistItem.objects.create(event=stop, title="Call the caretaker", days=2)
    ChecklistMark.objects.create(item=own, event=stop, done_at=timezone.now())
    ProgrammeItem.objects.create(session=world.afternoon_of(tour, "vaasa"), title={"en": "Opening"})
    copy = repeat_tour(SYSTEM, tour, first_day=stop.date + datetime.timedelta(days=300))
    there = world.stop_of(copy, "vaasa")
    assert [row.title for row in copy.checklist.all()] == ["Book the catering"]
    assert [(row.title, row.marks.count()) for row in there.checklist.all()] == [("Call the caretaker", 0)]
    assert ProgrammeItem.objects.filter(session__event=there).count() == 1


def test_the_team_reads_what_its_editors_write_down(tour: Tour, sign_in: SignIn) -> None:
    editor, door, at = sign_in(), sign_in("door"), f"{EVENT}/notes/"
    assert "The door is in the yard." in send(editor, at, {}, text="The door is in the yard.")
    assert "The door is in the yard." in page(door, at)
    assert door.post(at, {"text": "mine"}).status_code == 404
    long = "x" * 2001
    assert long in refused(editor, at, {}, text=long)
    note = Note.objects.get()
    assert note.written_by
    assert door.post(f"{at}{note.uuid}/remove/").status_code == 404
    for _twice in range(2):
        editor.post(f"{at}{note.uuid}/remove/")
    assert not Note.objects.exists()
    assert LogEntry.objects.filter(verb="remove note").count() == 1


def test_notes_go_with_the_names(tour: Tour) -> None:
    months = tour.organiser.names_kept_months
    old = world.event("old", timezone.localdate() - datetime.timedelta(days=31 * months), city="oulu")
    for event in (old, world.stop_of(tour, "oulu")):
        Note.objects.create(event=event, text="Liisa has the key.")
    retention.sweep()
    assert Note.objects.get().event.slug == "lape-2030-oulu"


def test_everybody_sees_the_programme_of_what_is_open_to_them(tour: Tour, sign_in: SignIn) -> None:
    client, session = sign_in(), world.afternoon_of(tour, "vaasa")
    at = f"/organiser/sessions/{session.uuid}/programme/"
    given = {"form-0-starts": "13:15", "form-0-title_0": "Avaus", "form-0-title_1": "Öppning"}
    send(client, at, listed(client, at) | given, **{"form-0-speakers": "Liisa Esimerkki, STM"})
    ProgrammeItem.objects.create(session=world.morning_of(tour, "vaasa"), title={"en": "Only the invited"})
    public = page(Client(), "/sv/events/lape-2030-vaasa/")
    assert '<dt>13.15</dt> <dd>Öppning<br><span class="soft">Liisa Esimerkki, STM</span></dd>' in public
    assert "Only the invited" not in public
    assert "Only the invited" in page(client, f"{EVENT}/plan/")
    assert LogEntry.objects.latest("pk").verb == "set programmeitems"


def test_a_paper_for_afterwards_waits_for_the_day_to_be_over(tour: Tour) -> None:
    stop = world.stop_of(tour, "vaasa")
    Document.objects.create(event=stop, title={"en": "The slides"}, phase="after")
    assert "The slides" not in page(Client(), "/en/events/lape-2030-vaasa/")
    Event.objects.filter(pk=stop.pk).update(date=timezone.localdate() - datetime.timedelta(days=1))
    assert "The slides" in page(Client(), "/en/events/lape-2030-vaasa/")


def test_what_happens_by_itself_is_dated_and_follows_the_day(tour: Tour, sign_in: SignIn) -> None:
    client, stop = sign_in("viewer"), world.stop_of(tour, "vaasa")
    Document.objects.create(event=stop, title={"en": "The slides"}, phase="after")

    def moments() -> dict[str, str]:
        lines = client.get(f"{EVENT}/ahead/").context["lines"]
        return {each.sentence: f"{each.when}|{each.distance}" for each in lines}

    seen, day = moments(), f"{stop.date.day} {stop.date:%B} {stop.date.year}"
    assert seen["Registration for “Afternoon” closes."] == f"{day} 13:00|on the day"
    assert seen["The webcast of “Afternoon” opens."] == f"{day} 12:45|on the day"
    assert seen["The documents for afterwards are shown."].endswith("00:00|1 day after")
    kept = tour.organiser.sensitive_kept_days + 1
    assert seen["What was told in confidence is deleted."].endswith(f"|{kept} days after")
    moved = change_date(SYSTEM, stop, date=stop.date + datetime.timedelta(days=7))
    day = f"{moved.date.day} {moved.date:%B} {moved.date.year}"
    assert moments()["The webcast of “Afternoon” opens."] == f"{day} 12:45|on the day"


def test_the_last_day_for_captions_stands_among_what_happens(session: Session, sign_in: SignIn) -> None:
    stop, recording = session.event, "https://video.example.org/rec"
    due = stop.date + datetime.timedelta(days=14)
    stream = Stream.objects.create(session=session, url=recording, recording_url=recording, captions_due=due)
    lines = sign_in("viewer").get(f"{EVENT}/ahead/").context["lines"]
    (line,) = [each for each in lines if "captions" in each.sentence]
    assert line.sentence.startswith("Last day for the captions of “Afternoon”.")
    day = f"{due:%A} {due.day} {due:%B} {due.year}"
    assert (line.when, line.distance, line.past) == (day, "14 days after", False)
    for days, past in ((14, False), (15, True)):
        with time_machine.travel(stop.at(datetime.time(12)) + datetime.timedelta(days=days), tick=False):
            lines = sign_in("viewer").get(f"{EVENT}/ahead/").context["lines"]
            assert [each.past for each in lines if "captions" in each.sentence] == [past]
    Stream.objects.filter(pk=stream.pk).update(captions_url=recording)
    assert "captions" not in page(sign_in("viewer"), f"{EVENT}/ahead/")


def test_speakers_and_staff_stand_in_the_plan(session: Session, sign_in: SignIn) -> None:
    speaks, listens = comes(session, "Liisa Puhuja"), comes(session, "Matti Kuulija")
    Registration.objects.filter(pk=speaks.registration_id).update(role="speaker")
    for path in ("plan", "run-sheet"):
        seen = page(sign_in("door"), f"{EVENT}/{path}/")
        assert "Liisa Puhuja" in seen
        assert listens.registration.person.name not in seen


@pytest.mark.parametrize("more", [0, 2])
def test_the_plan_takes_the_same_statements_for_1_and_3_sessions(
    db: None, more: int, sign_in: SignIn
) -> None:
    event = world.meeting()
    for _number in range(more + 1):
        session = world.afternoon(event)
        Registration.objects.filter(pk=comes(session, "Liisa").registration_id).update(role="speaker")
        ProgrammeItem.objects.create(session=session, title={"en": "Opening"})
        ChecklistItem.objects.create(event=event, title="Book", days=1)
        Note.objects.create(event=event, text="Well")
        Stream.objects.create(session=session, recording_url="https://example.org", captions_due=event.date)
    client = sign_in()
    spent = {}
    for path in ("plan", "run-sheet", "checklist", "notes", "ahead"):
        with CaptureQueriesContext(connection) as statements:
            client.get(f"/organiser/events/{event.slug}/{path}/")
        spent[path] = len(statements)
    assert spent == {"plan": 17, "run-sheet": 20, "checklist": 9, "notes": 8, "ahead": 11}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_run_sheet_is_one_page_of_paper(
    tour: Tour, session: Session, sign_in: SignIn, context: BrowserContext, site: str
) -> None:
    """Even when everything is full."""
    stop, title = session.event, {"fi": "Palvelujen mallit ja niiden käyttöönotto kunnissa ja maakunnissa"}
    for number in range(7):
        ProgrammeItem.objects.create(
            session=session, starts=datetime.time(13, 5 * number), title=title, speakers="Liisa, STM; " * 3
        )
        ProgrammeItem.objects.create(session=world.morning_of(tour, "vaasa"), title=title)
        ChecklistItem.objects.create(
            event=stop, title=f"Muista soittaa vahtimestarille {number}", days=number
        )
        ChecklistItem.objects.create(tour=tour, title=f"Tilaa tarjoilu ja vahvista {number}", days=number)
        comes(session, f"Assisted {number}", assistant=True, diet="")
    Event.objects.filter(pk=stop.pk).update(serves_food=True)
    stop.refresh_from_db()
    for number in range(6):
        comes(session, f"Eater {number}", diet=f"Gluteeniton, ei pähkinää eikä kalaa {number}")
    for _number in range(4):
        Note.objects.create(event=stop, text="Ovi on takapihalla. " * 40)
    cookie = sign_in(language="fi").cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
    sheet = context.new_page()
    sheet.goto(f"{site}{EVENT}/run-sheet/")
    printed = sheet.pdf(prefer_css_page_size=True, format="A4")
    assert printed.count(b"/Type /Page\n") == 1

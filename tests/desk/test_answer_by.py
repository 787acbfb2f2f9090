"""The day by which the invited are asked to answer: named everywhere, and no door."""

import datetime
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions.answer_by import ask_by
from events.actions.moves import change_date
from events.actions.repeating import repeat_tour
from events.models import Event, LogEntry, Session, Tour
from registrations import told
from registrations.letters import layout, letter_for
from registrations.models import Invitation, OutgoingMail, Participation
from tests import world
from tests.desk.conftest import SignIn
from tests.desk.silence import PAGE, REMIND, silent
from tests.desk.test_silent import MISSING, press, shown
from tests.harness.audit import assert_house_is_true

ASK = f"{PAGE}answer-by/"
TOUR = "/organiser/tours/lape-2030/answer-by/"
DAY = timedelta(days=1)
At = Callable[[datetime.date], time_machine.travel]


@pytest.fixture
def morning(tour: Tour) -> Session:
    """Vaasa's invited morning."""
    return world.morning_of(tour, "vaasa")


@pytest.fixture
def day(morning: Session) -> datetime.date:
    """A fortnight before Vaasa's stop; an answer is asked for by then."""
    day = morning.event.date - 14 * DAY
    assert ask_by(world.editor(), morning.event, day)
    return day


def at_noon(day: datetime.date) -> time_machine.travel:
    return time_machine.travel(
        datetime.datetime(day.year, day.month, day.day, 9, tzinfo=datetime.UTC), tick=False
    )


def said(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def letter(row: Invitation, kind: str) -> str:
    return " ".join(layout.plain(letter_for(row.letters.get(kind=kind))).split())


def days_of(tour: Tour) -> list[int | None]:
    """How many days before each stop an answer is asked for."""
    stops = tour.stops.all()
    return [(stop.date - stop.answer_by).days if stop.answer_by else None for stop in stops]


def test_an_editor_sets_the_day_beside_the_invitations(morning: Session, sign_in: SignIn) -> None:
    client, before = sign_in(), Session.objects.get(pk=morning.pk)
    silent(morning, "Liisa Leader")
    letters = OutgoingMail.objects.count()
    assert f'<a href="{ASK}">Ask for answers by a day</a>' in shown(client, PAGE)
    asked = morning.event.date - 10 * DAY
    page = client.post(ASK, {"day": asked.isoformat()}, follow=True).content.decode()
    assert "Nobody was written to." in page
    assert f"Answers are asked for by {said(asked)}." in shown(client, PAGE)
    assert f'value="{asked.isoformat()}"' in shown(client, ASK)
    now = Session.objects.get(pk=morning.pk)
    assert (now.sequence, now.digest, now.changed_at) == (before.sequence, before.digest, before.changed_at)
    told.sweep()
    assert OutgoingMail.objects.count() == letters
    log = shown(client, "/organiser/events/lape-2030-vaasa/log/")
    assert "The day by which the invited are asked to answer was changed" in log
    client.post(ASK, {"day": asked.isoformat()})
    assert LogEntry.objects.filter(verb="ask for answers").count() == 1, "pressed again it is the same"
    client.post(ASK, {"day": ""})
    assert Event.objects.get(pk=morning.event_id).answer_by is None


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("\x00", "Choose a day of the calendar."),
        ("9" * 5000, "Choose a day of the calendar."),
        ("2001-01-01", "Choose a day that is still to come"),
        ("2035-01-01", "Choose a day that is not after the event."),
    ],
)
def test_no_other_day_is_taken(morning: Session, sign_in: SignIn, sent: str, words: str) -> None:
    answered = sign_in().post(ASK, {"day": sent})
    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert Event.objects.get(pk=morning.event_id).answer_by is None


def test_the_letters_and_the_page_of_the_answer_name_the_day(
    morning: Session, day: datetime.date, sign_in: SignIn, client: Client
) -> None:
    row = silent(morning, "Liisa Leader")
    assert f"Please answer by {said(day)}." in letter(row, "invited")
    address = f"/en/invitation/{row.token}/"
    assert f"Please answer by {said(day)}." in shown(client, address)
    desk = sign_in()
    assert f"Answers are asked for by {said(day)}." in shown(desk, REMIND)
    press(desk)
    assert f"Please answer by {said(day)}." in letter(row, "asked_again")
    client.post(address, {"answer": "cannot", "answered_by": "invitee"} | no_afternoon(row))
    assert "Please answer by" not in shown(client, address), "it has been answered"


def no_afternoon(row: Invitation) -> dict[str, str]:
    return {f"session-{row.event.sessions.get(admission='open').uuid}": "no"}


def test_after_the_day_an_answer_is_taken_still(
    morning: Session, day: datetime.date, sign_in: SignIn, client: Client
) -> None:
    row = silent(morning, "Liisa Leader")
    address = f"/en/invitation/{row.token}/"
    with at_noon(day):
        assert f"Please answer by {said(day)}." in shown(client, address), "on the day itself too"
    with at_noon(day + DAY):
        page = shown(client, address)
        assert f"The day by which we asked for an answer, {said(day)}, has passed." in page
        client.post(address, {"answer": "attends", "answered_by": "proxy"} | no_afternoon(row))
        assert Participation.objects.attending().get().session == morning
        assert Invitation.objects.get(pk=row.pk).state == "accepted"
    assert_house_is_true()


def test_a_reminder_after_the_day_says_that_an_answer_is_welcome(
    morning: Session, day: datetime.date, sign_in: SignIn
) -> None:
    row = silent(morning, "Liisa Leader")
    with at_noon(day + DAY):
        press(sign_in())
        assert f"We asked for an answer by {said(day)}. You can still answer" in letter(row, "asked_again")
        OutgoingMail.objects.filter(kind="asked_again").update(state="sent", sent_at=timezone.now() - 2 * DAY)
        assert f"Please answer by {said(day)}." in letter(row, "asked_again"), "as it was when it left"


def test_the_desk_tells_how_many_are_silent_past_the_day(
    morning: Session, day: datetime.date, sign_in: SignIn
) -> None:
    rows = [silent(morning, f"N{number} Esimerkki") for number in range(3)]
    Invitation.objects.filter(pk=rows[0].pk).update(state="declined")
    with at_noon(day):
        client = sign_in()
        assert f"Answers are asked for by {said(day)}." in shown(client, PAGE)
        assert "of the invited" not in shown(client, MISSING)
    with at_noon(day + DAY):
        late = f"Answers were asked for by {said(day)}: 2 of the invited are silent still."
        assert late in shown(client, PAGE)
        assert late in shown(sign_in("viewer"), PAGE)
        assert f'<a href="{REMIND}">' in shown(client, MISSING)
        assert f"2 of the invited have not answered by {said(day)}." in shown(client, MISSING)
        Invitation.objects.filter(state="sent").update(state="accepted")
        assert f"Answers were asked for by {said(day)}." in shown(client, PAGE)
        assert "of the invited" not in shown(client, MISSING)


def test_a_day_within_the_last_week_is_waited_for(morning: Session, sign_in: SignIn) -> None:
    silent(morning, "Liisa Leader")
    ask_by(world.editor(), morning.event, morning.event.date - 2 * DAY)
    with at_noon(morning.event.date - 4 * DAY):
        client = sign_in()
        assert "of the invited" not in shown(client, MISSING)
    with at_noon(morning.event.date - DAY):
        assert "1 of the invited has not answered by" in shown(client, MISSING)


def test_the_stops_of_a_tour_get_their_days_at_once(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in()
    assert "no day is named" in shown(client, TOUR)
    page = client.post(TOUR, {"days": "20"}, follow=True).content.decode()
    assert "3 stops ask for answers. Nobody was written to." in page
    assert days_of(tour) == [20, 20, 20]
    assert LogEntry.objects.filter(verb="ask for answers").count() == 3
    client.post(TOUR, {"days": "5", "working": "on"})
    assert all(before and before >= 7 for before in days_of(tour)), "a weekend is no working day"
    Session.objects.filter(event__in=tour.stops.filter(slug__endswith="oulu")).update(admission="open")
    tour.stops.filter(slug__endswith="helsinki").update(answer_by=None)
    page = client.post(TOUR, {"days": "35"}, follow=True).content.decode()
    assert "1 stop asks for answers. 1 stop is too near for that many days and was left as it is." in page
    first, second, third = days_of(tour)
    assert (first, third) == (None, 35)
    assert second
    assert second < 20, "nobody is invited to Oulu: it is left alone"


@pytest.mark.parametrize("sent", ["", "-1", "401", "\x00", "9" * 5000, "many"])
def test_no_other_number_of_days_is_taken(tour: Tour, sign_in: SignIn, sent: str) -> None:
    assert sign_in().post(TOUR, {"days": sent}).status_code == 422
    assert days_of(tour) == [None, None, None]


@pytest.mark.parametrize("role", ["viewer", "door"])
def test_who_only_reads_sets_nothing(tour: Tour, day: datetime.date, sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    assert f"Answers are asked for by {said(day)}." in shown(client, PAGE)
    assert ASK not in shown(client, PAGE)
    for path, sent in ((ASK, {"day": ""}), (TOUR, {"days": "3"})):
        assert client.get(path).status_code == client.post(path, sent).status_code == 404
    assert days_of(tour) == [None, None, 14]


def test_the_day_follows_the_stop_and_the_repeated_tour(
    morning: Session, day: datetime.date, tour: Tour
) -> None:
    change_date(world.editor(), morning.event, date=morning.event.date + 7 * DAY)
    assert days_of(tour) == [None, None, 14]
    copy = repeat_tour(world.editor(), tour, first_day=timezone.localdate() + 400 * DAY)
    assert days_of(copy) == [None, None, 14]


def test_the_letter_about_another_day_names_the_day_that_moved_along(
    morning: Session, day: datetime.date
) -> None:
    row = silent(morning, "Liisa Leader")
    change_date(world.editor(), morning.event, date=morning.event.date + 7 * DAY)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        told.sweep()
    assert f"Please answer by {said(day + 7 * DAY)}." in letter(row, "inv_changed")


def test_the_tours_page_takes_as_many_statements_for_one_stop_as_for_three(
    tour: Tour, sign_in: SignIn
) -> None:
    client, counts = sign_in(), []
    for kept in (3, 1):
        Session.objects.filter(event__in=tour.stops.all()[kept:]).update(admission="open")
        with CaptureQueriesContext(connection) as asked:
            assert shown(client, TOUR).count("no day is named") == kept
        counts.append(len(asked))
    assert counts[0] == counts[1]

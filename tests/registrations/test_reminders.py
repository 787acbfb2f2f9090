"""Reminders: who takes part hears of it once, when the organiser has said, and nobody else does."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from events.actions.moves import change_date
from events.models import Event, Session, Tour
from registrations import reminders, told
from registrations.letters import layout, letter_for
from registrations.models import OutgoingMail, Participation
from registrations.outbox.overtaken import is_overtaken
from tests import world
from tests.registrations.conftest import Fill

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def sent() -> list[tuple[str | None, str]]:
    rows = OutgoingMail.objects.filter(kind="reminder").order_by("pk")
    return list(rows.values_list("recipient__email", "language"))


def reminded_a_day_before(session: Session) -> datetime.datetime:
    assert session.starts_at
    moment = session.starts_at - DAY
    Session.objects.filter(pk=session.pk).update(reminder_at=moment)
    return moment


def test_whoever_takes_part_is_reminded_once_in_their_language(afternoon: Session, fill: Fill) -> None:
    fill(afternoon, email="room@example.org", language="sv")
    fill(afternoon, email="web@example.org", way="online")
    fill(afternoon, email="gone@example.org")
    fill(afternoon, email="deaf@example.org")
    mine = Participation.objects.filter(registration__person__email__startswith="gone")
    mine.update(status="cancelled")
    person = Participation.objects.get(registration__person__email__startswith="deaf").registration.person
    person.do_not_write_at = timezone.now()
    person.save()
    moment = reminded_a_day_before(afternoon)
    with time_machine.travel(moment - HOUR, tick=False):
        assert reminders.sweep() == 0
    with time_machine.travel(moment + HOUR, tick=False):
        fill(afternoon, email="late@example.org")
        assert (reminders.sweep(), reminders.sweep()) == (2, 0)
        assert sent() == [("room@example.org", "sv"), ("web@example.org", "en")]
        room = letter_for(OutgoingMail.objects.get(kind="reminder", language="sv"))
        assert room.ticket
        assert room.calendar is None
        assert "En påminnelse: du deltar." in layout.plain(room)


@pytest.mark.parametrize("late", [DAY, DAY - HOUR / 60])
def test_no_reminder_comes_when_it_has_begun_or_after_a_day_of_standstill(
    afternoon: Session, fill: Fill, late: datetime.timedelta
) -> None:
    fill(afternoon)
    moment = reminded_a_day_before(afternoon)
    with time_machine.travel(moment + late, tick=False):
        assert reminders.sweep() == (late < DAY)
    for letter in OutgoingMail.objects.filter(kind="reminder"):
        assert not is_overtaken(letter)
        with time_machine.travel(moment + DAY + HOUR, tick=False):
            assert is_overtaken(letter)


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"event": "draft"}, {"tour": "draft"}])
def test_what_is_called_off_or_not_shown_reminds_nobody(
    afternoon: Session, fill: Fill, change: dict[str, str]
) -> None:
    fill(afternoon)
    moment = reminded_a_day_before(afternoon)
    event, tours = afternoon.event, Tour.objects.filter(stops=afternoon.event)
    Session.objects.filter(pk=afternoon.pk).update(status=change.get("status", "scheduled"))
    Event.objects.filter(pk=event.pk).update(status=change.get("event", "published"))
    tours.update(status=change.get("tour", "published"))
    with time_machine.travel(moment + HOUR, tick=False):
        assert reminders.sweep() == 0


def test_another_day_moves_the_reminder_and_is_reminded_of_anew(afternoon: Session, fill: Fill) -> None:
    fill(afternoon)
    moment = reminded_a_day_before(afternoon)
    with time_machine.travel(moment + HOUR, tick=False):
        assert reminders.sweep() == 1
        change_date(world.editor(), afternoon.event, date=afternoon.event.date + 7 * DAY)
        assert reminders.sweep() == 0
    with time_machine.travel(moment + 7 * DAY + HOUR, tick=False):
        told.sweep()
        assert reminders.sweep() == 1
    assert len(sent()) == 2

"""Hearing of changes: one letter to each after the quiet time, and the count of those told."""

import datetime

import pytest
from django.test import Client

from events.actions import sessions as verbs
from events.actions import texts
from events.models import Session
from registrations import news, told
from registrations.actions.announce import announce
from registrations.models import InvitedSession, OutgoingMail
from registrations.organiser.progress import progress_of
from registrations.outbox.overtaken import is_overtaken
from tests import world
from tests.registrations.conftest import Fill
from tests.registrations.test_answer import invited

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = datetime.timedelta(minutes=30)


def later(session: Session, times: int = 1) -> Session:
    session = Session.objects.whole().get(pk=session.pk)
    assert session.starts_at
    assert session.ends_at
    verbs.reschedule(
        world.editor(),
        session,
        starts_at=session.starts_at + times * HALF_AN_HOUR,
        ends_at=session.ends_at + times * HALF_AN_HOUR,
    )
    return Session.objects.whole().get(pk=session.pk)


def rest(session: Session) -> None:
    """The quiet time passes."""
    Session.objects.filter(pk=session.pk).update(
        changed_at=session.changed_at - datetime.timedelta(minutes=3)
    )


def told_of(session: Session) -> tuple[int, int]:
    progress = progress_of([session])[session.pk]
    return progress.told, progress.concerned


def changes() -> list[tuple[str, str | None]]:
    rows = OutgoingMail.objects.filter(kind__in=["changed", "called_off", "inv_changed"]).order_by("pk")
    return list(rows.values_list("kind", "recipient__email"))


def test_everyone_concerned_gets_one_letter_after_the_quiet_time(
    afternoon: Session, morning: Session, fill: Fill, client: Client
) -> None:
    fill(afternoon, email="room@example.org")
    fill(afternoon, email="web@example.org", way="online")
    session = later(later(later(afternoon)))
    assert told.sweep() == 0
    rest(session)
    assert told_of(session) == (0, 2)
    assert told.sweep() == 2
    assert told.sweep() == 0
    assert changes() == [("changed", "room@example.org"), ("changed", "web@example.org")]
    assert told_of(session) == (2, 2)


def test_the_invited_who_have_not_answered_hear_of_it_too(morning: Session) -> None:
    invited(morning, "Raija Esimerkki", "raija@example.org")
    session = later(morning)
    rest(session)
    assert told.sweep() == 1
    assert changes() == [("inv_changed", "raija@example.org")]
    assert told_of(session) == (1, 1)


def test_the_invited_hear_the_news_of_one_part_once(morning: Session, afternoon: Session) -> None:
    """The waiting letter about one part brings no old news of the other; of one part only the last is sent."""
    row = invited(morning, "Raija Esimerkki", "raija@example.org")
    InvitedSession.objects.create(
        invitation=row, session=afternoon, told_sequence=0, told_digest=afternoon.notice_digest()
    )

    def announced(session: Session, text: str) -> None:
        announce(world.editor(), [session.pk], lambda: later(session), kind="rescheduled", text={"fi": text})
        rest(Session.objects.get(pk=session.pk))
        assert told.sweep() == 1

    announced(morning, "Yksi.")
    OutgoingMail.objects.update(state="sent")
    announced(afternoon, "Toisesta.")
    announced(morning, "Kaksi.")
    announced(morning, "Kolme.")
    letters = list(OutgoingMail.objects.filter(kind="inv_changed", state="queued").order_by("pk"))
    assert [[each.text.data["fi"] for each in news.of(letter)] for letter in letters] == [
        ["Toisesta."],
        ["Kaksi.", "Kolme."],
        ["Kaksi.", "Kolme."],
    ]
    assert [is_overtaken(letter) for letter in letters] == [False, True, False]


def test_moved_and_moved_back_is_no_news(afternoon: Session, fill: Fill) -> None:
    fill(afternoon)
    session = later(later(afternoon), times=-1)
    rest(session)
    assert told.sweep() == 0
    assert told_of(session) == (1, 1)


def test_a_cancelled_session_is_called_off(afternoon: Session, fill: Fill) -> None:
    fill(afternoon, email="room@example.org")
    verbs.cancel(world.editor(), Session.objects.whole().get(pk=afternoon.pk))
    session = Session.objects.whole().get(pk=afternoon.pk)
    rest(session)
    told.sweep()
    assert changes() == [("called_off", "room@example.org")]


def test_a_new_description_is_no_letter(afternoon: Session, fill: Fill) -> None:
    fill(afternoon)
    session = Session.objects.whole().get(pk=afternoon.pk)
    texts.describe(world.editor(), session, description={"fi": "Uusi kuvaus"})
    session = Session.objects.whole().get(pk=afternoon.pk)
    rest(session)
    assert told.sweep() == 0

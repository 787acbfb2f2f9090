"""From the row to the mail server, with everything that goes wrong on the way."""

import re
import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation
from django_q.models import OrmQ
from pytest_django import Settings

from events.models import LogEntry, Session
from registrations.actions.answer import Answer
from registrations.models import Invitation, OutgoingMail, Person
from registrations.outbox import fate, sending
from tests.harness.smtp import Sink, free_port
from tests.letters import cast
from tests.letters.cast import Kind

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


def states() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("state", flat=True))


def let_time_pass() -> None:
    """Whatever waits is due."""
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_a_letter_is_sent_once_and_its_row_tells_so(sink: Sink) -> None:
    cast.registered(cast.afternoon())

    assert sending.drain() == 1
    assert sending.drain() == 0

    (letter,) = sink.letters
    mail = cast.last(Kind.CONFIRMED)
    assert letter.recipients == ["maija@example.org"]
    assert letter.message_id == mail.message_id
    assert (mail.state, mail.attempts, mail.error) == (State.SENT, 1, "")
    assert mail.sent_at
    assert re.fullmatch("[0-9a-f]{64}", mail.sent_digest)


def test_a_server_that_is_busy_is_asked_again_later_and_later(sink: Sink) -> None:
    cast.registered(cast.afternoon())
    sink.answers.extend(["451"] * 3)

    for minutes in (0.5, 5, 20):
        before = timezone.now()
        sending.drain()
        mail = cast.last(Kind.CONFIRMED)
        assert (mail.state, mail.error) == (State.QUEUED, "451 4.3.0")
        assert timedelta(0) <= mail.due_at - before - timedelta(minutes=minutes) < timedelta(seconds=10)
        assert sending.drain() == 0
        let_time_pass()
    sending.drain()

    assert states() == [State.SENT]
    assert len(sink.letters) == 1


def test_six_refusals_for_now_are_enough(sink: Sink) -> None:
    cast.registered(cast.afternoon())
    sink.answers.extend(["451"] * 9)

    for _attempt in range(8):
        sending.drain()
        let_time_pass()

    assert states() == [State.DEAD]
    assert len(sink.received) == 6


def test_a_mailbox_that_does_not_exist_ends_the_letter_and_is_remembered(sink: Sink) -> None:
    invitation = cast.invited()
    sink.refused["liisa@example.org"] = "550 5.1.1 <liisa@example.org> unknown"

    sending.drain()

    mail = cast.last(Kind.INVITED)
    invitation.refresh_from_db()
    assert (mail.state, mail.error) == (State.FAILED, "550 5.1.1")
    assert Person.objects.get(email="liisa@example.org").bounced_at
    assert invitation.state == Invitation.State.FAILED
    assert LogEntry.objects.filter(verb="invitation failed").count() == 1


def test_a_letter_refused_for_its_content_does_not_blame_the_address(sink: Sink) -> None:
    cast.registered(cast.afternoon())
    sink.refused["maija@example.org"] = "554 5.7.1 We do not like this"

    sending.drain()

    assert states() == [State.FAILED]
    assert Person.objects.get().bounced_at is None


def test_an_invitation_counts_as_sent_when_its_letter_has_left(sink: Sink) -> None:
    invitation = cast.invited()
    Invitation.objects.update(state=Invitation.State.DRAFT, sent_at=None)

    sending.drain()

    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.SENT
    assert invitation.sent_at
    assert LogEntry.objects.filter(verb="invitation sent").count() == 1


def test_a_line_cut_after_the_letter_repeats_it_with_the_same_message_id(sink: Sink) -> None:
    cast.registered(cast.afternoon())
    sink.answers.append("drop")

    sending.drain()
    assert states() == [State.QUEUED]
    let_time_pass()
    sending.drain()

    assert states() == [State.SENT]
    assert list(sink.copies().values()) == [2]


def test_a_cut_line_does_not_hold_up_the_next_letter(sink: Sink) -> None:
    session = cast.afternoon()
    cast.registered(session)
    cast.registered(session, who=("Erkki", "erkki@example.org"))
    sink.answers.append("drop")

    sending.drain()

    assert states() == [State.QUEUED, State.SENT]


def test_a_server_that_hangs_is_left_in_time(sink: Sink) -> None:
    cast.registered(cast.afternoon())
    sink.answers.append("hang")

    sending.drain()

    mail = cast.last(Kind.CONFIRMED)
    assert (mail.state, mail.error) == (State.QUEUED, "SMTPServerDisconnected")


def test_no_server_costs_no_attempt(sink: Sink, settings: Settings) -> None:
    cast.registered(cast.afternoon())
    settings.EMAIL_PORT = free_port()

    assert sending.drain() == 0

    mail = cast.last(Kind.CONFIRMED)
    assert (mail.state, mail.attempts) == (State.QUEUED, 0)


def test_a_letter_that_cannot_be_written_stops_no_other(sink: Sink) -> None:
    session = cast.afternoon()
    cast.registered(session)
    OutgoingMail.objects.update(kind="poison")
    cast.registered(session, who=("Erkki", "erkki@example.org"))

    for _attempt in range(5):
        sending.drain()
        let_time_pass()

    assert states() == [State.DEAD, State.SENT]
    assert OutgoingMail.objects.earliest("pk").attempts == fate.MOST_DRAFTS
    assert OutgoingMail.objects.earliest("pk").error == "KeyError"


def test_a_claim_that_is_never_heard_of_again_is_taken_over_when_its_lease_is_over(sink: Sink) -> None:
    cast.registered(cast.afternoon())
    lost = sending.claim(cast.last(Kind.CONFIRMED).pk)
    assert lost
    assert sending.drain() == 0
    let_time_pass()

    sending.drain()

    assert len(sink.letters) == 1
    fate.postponed(lost, "late")
    assert states() == [State.SENT], "who has lost the claim has no say any more"


def test_a_letter_that_kills_every_worker_is_given_up(sink: Sink) -> None:
    cast.invited()
    for _attempt in range(7):
        sending.claim(cast.last(Kind.INVITED).pk)
        let_time_pass()

    sending.sweep()

    mail = cast.last(Kind.INVITED)
    assert (mail.state, mail.attempts) == (State.DEAD, fate.MOST_ATTEMPTS)
    assert Invitation.objects.get().state == Invitation.State.FAILED
    assert not sink.received


def test_what_does_not_hold_any_more_is_not_sent(sink: Sink) -> None:
    session = cast.afternoon()
    registration = cast.registered(session)
    cast.cancelled(registration, session)
    cast.answered(cast.invited(), Answer.CANNOT)

    sending.drain()

    gone = dict(OutgoingMail.objects.values_list("kind", "state"))
    assert gone == {
        Kind.CONFIRMED: State.OVERTAKEN,
        Kind.CANCELLED: State.SENT,
        Kind.INVITED: State.OVERTAKEN,
        Kind.DECLINED: State.SENT,
    }


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"status": Session.Status.CANCELLED}, State.OVERTAKEN),
        (
            {"starts_at": timezone.now() - timedelta(2), "ends_at": timezone.now() - timedelta(1)},
            State.OVERTAKEN,
        ),
        ({}, State.SENT),
    ],
)
def test_nobody_is_confirmed_for_what_is_cancelled_or_over(
    sink: Sink, changes: dict[str, object], state: str
) -> None:
    cast.registered(cast.afternoon())
    cast.afternoon(**changes)

    sending.drain()

    assert states() == [state]


def test_who_asked_not_to_be_written_to_is_not(sink: Sink) -> None:
    cast.registered(cast.afternoon())
    Person.objects.update(do_not_write_at=timezone.now())

    sending.drain()

    assert states() == [State.OVERTAKEN]


def test_each_letter_is_in_its_readers_language_and_leaves_none_behind(sink: Sink) -> None:
    session = cast.afternoon()
    languages = ["fi", "sv", "en"] * 2
    for number, language in enumerate(languages):
        cast.registered(session, who=(f"N{number}", f"n{number}@example.org"), language=language)

    with translation.override("sv"):
        sending.drain()
        assert translation.get_language() == "sv"

    assert [letter.message["Content-Language"] for letter in sink.letters] == languages


@pytest.mark.django_db(transaction=True)
def test_many_drains_at_once_send_each_letter_once(sink: Sink) -> None:
    session = cast.afternoon()
    for number in range(12):
        cast.registered(session, who=(f"N{number}", f"n{number}@example.org"))
    gate = threading.Barrier(4)

    def drain() -> None:
        gate.wait()
        try:
            sending.send_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=drain) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert states() == [State.SENT] * 12
    assert set(sink.copies().values()) == {1}
    assert len(sink.letters) == 12


def test_what_the_limit_leaves_is_nudged_on(sink: Sink) -> None:
    session = cast.afternoon()
    for number in range(3):
        cast.registered(session, who=(f"N{number}", f"n{number}@example.org"))
    assert not OrmQ.objects.exists()

    assert sending.drain(limit=2) == 2

    assert OrmQ.objects.count() == 1
    assert sending.drain(limit=2) == 1
    assert OrmQ.objects.count() == 1


def test_whoever_looks_each_second_looks_for_new_letters_only() -> None:
    cast.registered(cast.afternoon())
    old = timezone.now() - timedelta(minutes=1)
    OutgoingMail.objects.update(due_at=old)
    sending.nudge_if_due(lately=True)
    assert not OrmQ.objects.exists()
    sending.nudge_if_due(lately=False)
    sending.nudge_if_due(lately=False)
    assert OrmQ.objects.get().task["func"] == sending.DRAIN
    OrmQ.objects.all().delete()
    OutgoingMail.objects.update(due_at=timezone.now())
    sending.nudge_if_due(lately=True)
    assert OrmQ.objects.count() == 1


def test_the_command_sends_everything_and_counts(sink: Sink) -> None:
    session = cast.afternoon()
    cast.registered(session)
    cast.registered(session, who=("Erkki", "erkki@example.org"))
    out = StringIO()

    call_command("drain_outbox", stdout=out)

    assert out.getvalue() == (
        "2 dealt with now; in all 0 queued, 0 claimed, 2 sent, 0 failed, 0 dead, 0 overtaken\n"
    )

"""What must never be false is recounted, and each breach is named, whoever made it and however."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from config.management.commands.audit_invariants import INVARIANTS, breaches
from events.actors import SYSTEM
from events.models import Session
from registrations.actions.answer import Answer, answer
from registrations.actions.invite import invite, person_at, send
from registrations.checkin import scans
from registrations.models import Invitation
from tests.guards.house import House, arrives
from webcast.presence import Watcher, watched

ZERO = "00000000000000000000000000000000"


@dataclass(frozen=True)
class Breach:
    """SQL that breaks an invariant. `held` is the table whose constraint refuses it, if one does."""

    invariant: str
    statements: tuple[str, ...]
    held: str = ""

    def make(self) -> None:
        with connection.cursor() as cursor:
            for statement in self.statements:
                cursor.execute(statement)


def by_hand(invariant: str, *statements: str, held: str = "") -> Breach:
    return Breach(invariant, statements, held)


BREACHES = [
    by_hand(
        "1 a session ends after it starts",
        "UPDATE events_session SET ends_at = starts_at WHERE starts_at IS NOT NULL",
        held="events_session",
    ),
    by_hand(
        "2 attending never exceeds capacity",
        "UPDATE events_session SET in_person_taken = in_person_capacity + 1 WHERE in_person_capacity IS NOT NULL",
        held="events_session",
    ),
    by_hand(
        "2 the counters are what the participations are",
        "UPDATE events_session SET online_taken = online_taken + 1",
    ),
    by_hand(
        "3 one person per organiser and e-mail",
        "UPDATE registrations_person SET email = 'same@example.org'",
        held="registrations_person",
    ),
    by_hand(
        "3 one live registration per person and event",
        "UPDATE registrations_registration SET person_id = (SELECT min(id) FROM registrations_person)",
        held="registrations_registration",
    ),
    by_hand(
        "4 one participation per registration and session",
        "UPDATE registrations_participation SET registration_id = (SELECT min(id) FROM registrations_registration)",
        held="registrations_participation",
    ),
    by_hand(
        "5 no place is free while somebody waits",
        "UPDATE events_session SET in_person_waiting = 1",
    ),
    by_hand(
        "6 an invited session is entered by invitation",
        "UPDATE events_session SET admission = 'invitation'",
    ),
    by_hand(
        "6 one invitation seats one person",
        "UPDATE registrations_invitation SET substitute_for_id = (SELECT min(id) FROM registrations_invitation)"
        " WHERE id = (SELECT max(id) FROM registrations_invitation)",
    ),
    by_hand(
        "7 one form is one registration",
        f"UPDATE registrations_registration SET submission = '{ZERO}'",
        held="registrations_registration",
    ),
    by_hand(
        "7 one scan is one row",
        f"UPDATE registrations_scan SET scan_id = '{ZERO}'",
        held="registrations_scan",
    ),
    by_hand(
        "7 one letter is one row",
        "UPDATE registrations_outgoingmail SET revision = 1, kind = 'confirmed',"
        " participation_id = (SELECT min(id) FROM registrations_participation)",
        held="registrations_outgoingmail",
    ),
    by_hand(
        "7 nobody watched longer than the clock ran",
        "UPDATE webcast_presence SET seconds = 7200",
    ),
    by_hand(
        "8 published sessions change only through the verbs",
        """UPDATE events_session SET title = '{"fi": "Muutettu"}'""",
    ),
    by_hand(
        "8 events are published by the verb",
        "UPDATE events_event SET published_at = NULL",
    ),
    by_hand(
        "9 the log holds no token and no address",
        """UPDATE events_logentry SET details = '{"link": "/t/ABCDEFGHIJKLMNOPQRSTUVWXYZ"}'""",
    ),
    by_hand(
        "9 a stream's address is one of the web",
        "UPDATE webcast_stream SET url = 'javascript:alert(1)'",
    ),
    by_hand(
        "10 a hidden session is not open to all",
        "UPDATE events_session SET listing = 'hidden'",
    ),
    by_hand(
        "10 the stream of an invited session is not public",
        "UPDATE webcast_stream SET access = 'public'",
    ),
    by_hand(
        "11 every change has its log entry",
        "UPDATE events_session SET sequence = sequence + 1",
    ),
    by_hand(
        "11 every registration is in the log",
        "DELETE FROM events_logentry",
    ),
    by_hand(
        "11 a frozen list is what was frozen",
        "UPDATE registrations_frozenfile SET sha256 = 'another'",
    ),
    by_hand(
        "12 no frozen list outlives its lifetime",
        "UPDATE registrations_frozenlist SET kept_until = '2001-02-03'",
    ),
    by_hand(
        "12 no name outlives its lifetime",
        "UPDATE events_event SET date = '2001-02-03'",
        "UPDATE registrations_person SET created_at = '2001-02-03 12:00:00+00:00'",
    ),
    by_hand(
        "12 no access need outlives its lifetime",
        "UPDATE events_event SET date = '2001-02-03'",
    ),
    by_hand(
        "12 no question outlives its lifetime",
        "UPDATE events_event SET date = '2001-02-03'",
    ),
    by_hand(
        "12 no place on a list outlives its lifetime",
        "UPDATE registrations_listentry SET kept_until = '2001-02-03'",
    ),
    by_hand(
        "12 no viewer's key outlives the event",
        "UPDATE events_event SET date = '2001-02-03'",
    ),
]


@pytest.fixture
def busy(house: House) -> House:
    """The house with two guests of each kind, so that one can be mistaken for the other."""
    arrives(house.afternoon, "Toinen Tulija", "toinen@example.org")
    scans.record(house.device, house.afternoon.uuid, scans.Sent(scan_id=house.claim.uuid, code="A" * 26))
    now = timezone.now()
    watched(house.afternoon, Watcher("a browser's key"), now - timedelta(hours=1))
    watched(house.afternoon, Watcher("a browser's key"), now)
    organiser, event = house.organiser, house.stop
    other = person_at(organiser, name="Toinen Kutsuttu", email="kutsuttu@example.org", language="fi")
    second = invite(SYSTEM, event=event, sessions=[Session.objects.get(pk=house.morning.pk)], person=other)
    send(SYSTEM, second)
    for row in (house.invitation, second):
        row = Invitation.objects.whole().get(pk=row.pk)
        answer(SYSTEM, row, answer=Answer.ATTENDS, answered_by="invitee", language="fi")
    return house


def unguard(table: str) -> None:
    """Put a copy of the table in its place that has its rows and none of its constraints."""
    connection.check_constraints()  # PostgreSQL alters no table whose deferred checks are still to come
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO guarded_{table}")
        cursor.execute(f"CREATE TABLE {table} AS SELECT * FROM guarded_{table}")


def found_after(breach: Breach) -> list[str]:
    """The names that the audit gives while the breach stands."""
    with transaction.atomic():
        if breach.held:
            unguard(breach.held)
        breach.make()
        found = breaches()
        transaction.set_rollback(True)
    return [line.split(":")[0] for line in found]


def test_every_invariant_has_a_breach_to_try_and_the_twelve_are_there() -> None:
    assert sorted(breach.invariant for breach in BREACHES) == sorted(INVARIANTS)
    assert {int(name.split()[0]) for name in INVARIANTS} == set(range(1, 13))


def test_the_house_is_true(busy: House) -> None:
    call_command("audit_invariants")


def test_the_example_is_true(db: None) -> None:
    call_command("load_example", people=12, verbosity=0)
    call_command("audit_invariants")


def test_every_breach_is_named(busy: House) -> None:
    unnamed = {
        breach.invariant: found
        for breach in BREACHES
        if breach.invariant not in (found := found_after(breach))
    }
    assert unnamed == {}
    call_command("audit_invariants")


def test_the_database_itself_refuses_what_its_constraints_hold(busy: House) -> None:
    for breach in BREACHES:
        if breach.held:
            with pytest.raises(IntegrityError), transaction.atomic():
                breach.make()


def test_a_breach_ends_the_command_with_its_name(busy: House) -> None:
    Session.objects.filter(pk=busy.afternoon.pk).update(sequence=5)
    with pytest.raises(CommandError, match=r"11 every change has its log entry: 1 rows of events_session"):
        call_command("audit_invariants")

"""What happens at a door: one append-only row each, and an answer that stays the same when asked again."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from events.models import Session
from events.prepared import insert
from events.refusals import Closed
from events.transactions import in_transaction
from registrations.actions.manage import leave
from registrations.checkin import admitting, doorway, expected, hours, present, verdicts
from registrations.checkin.devices import DEVICE
from registrations.checkin.verdicts import Facts, Kind, Verdict
from registrations.models import Device, Participation, Scan

AttendedBy = Participation.AttendedBy
GUEST = "door"
"""The source of whoever was let in by name without having been on any list: nothing else is known of them."""
_CLOCK_LIMIT = datetime.timedelta(days=366)


class Act(StrEnum):
    """SCAN lets in at once whom the verdict is green for; LET_IN is the big button; UNDO takes it back."""

    SCAN = "scan"
    LET_IN = "let_in"
    UNDO = "undo"


@dataclass(frozen=True)
class Sent:
    """What a phone sends: about whom (exactly one of three), what to do, and when by its own clock.

    A person chosen by name is shown first; `at_once` lets in whom the verdict is green for, as a code does.
    """

    scan_id: UUID
    code: str = ""
    registration: UUID | None = None
    invitation: UUID | None = None
    act: Act = Act.SCAN
    device_time: datetime.datetime | None = None
    at_once: bool = False


@dataclass(frozen=True)
class Answer:
    scan: Scan
    session: Session
    facts: Facts
    verdict: Verdict


def record(device: Device, session: UUID, sent: Sent, door: Session | None = None) -> Answer:
    """Do it once. Session.DoesNotExist if this phone has no such door, Closed if the door is not open now.

    `door` is the session, where it has been read a moment ago with those present on the day. A scan that stands
    already is answered again. Any other collision (somebody invited answers at the same moment) is tried once
    more, with what stands then.
    """
    if not hours.is_open(device.event):
        raise Closed
    try:
        return _record(device, session, sent, door)
    except IntegrityError:
        return recall(device, sent.scan_id) or _record(device, session, sent)


def recall(device: Device, scan_id: UUID) -> Answer | None:
    """The answer that this scan got when it was recorded."""
    rows = Scan.objects.select_related("session", "invitation").filter(device=device, scan_id=scan_id)
    if (scan := rows.first()) is None:
        return None
    session = doorway.session_at(device, scan.session.uuid)
    facts = expected.of_scan(scan, session)
    return Answer(scan, session, facts, verdicts.tell(Kind(scan.verdict), facts))


@in_transaction
def _record(device: Device, uuid: UUID, sent: Sent, door: Session | None = None) -> Answer:
    """Whoever has a place and comes with a code waits for nobody; for anybody else the session's row is locked."""
    outcome = None
    if sent.code and sent.act == Act.SCAN and not device.event.rehearsing:
        session = door or doorway.session_at(device, uuid)
        outcome = _welcome(_facts(session, sent))
    if outcome is None:
        session = doorway.session_at(device, uuid, lock=True)
        outcome = _act(device, _facts(session, sent), sent)
    kind, what, facts = outcome
    scan = Scan(
        scan_id=sent.scan_id,
        device=device,
        session=session,
        registration=facts.registration,
        invitation=None if facts.registration else facts.invitation,
        kind=what,
        verdict=kind,
        rehearsal=device.event.rehearsing,
        device_time=_plausible(sent.device_time),
    )
    insert([scan])
    if sent.act == Act.LET_IN:
        present.forget(uuid)
        session = doorway.session_at(device, uuid)
    elif what != Scan.Kind.SEEN and not (facts.participation and not facts.participation.seated):
        present.moved(session, 1 if what == Scan.Kind.IN else -1)
    return Answer(scan, session, facts, verdicts.tell(kind, facts))


def _facts(session: Session, sent: Sent) -> Facts:
    if sent.code:
        return expected.by_code(session, sent.code)
    if sent.registration:
        return expected.by_registration(session, sent.registration)
    if sent.invitation:
        return expected.by_invitation(session, sent.invitation)
    return Facts(session)


Outcome = tuple[Kind, Scan.Kind, Facts]


def _welcome(facts: Facts) -> Outcome | None:
    """For most of those who come; None if anything about them is not as expected, or not so any more."""
    part = facts.participation
    if part is None or verdicts.judge(facts) != Kind.EXPECTED or not admitting.mark_expected(part):
        return None
    return Kind.WELCOME, Scan.Kind.IN, _as_seated(facts, part)


def _act(device: Device, facts: Facts, sent: Sent) -> Outcome:
    kind = verdicts.judge(facts)
    if sent.act == Act.UNDO:
        return _undo(kind, facts)
    wanted = sent.act == Act.LET_IN or (kind == Kind.EXPECTED and (sent.code or sent.at_once))
    if wanted and verdicts.lets_in(kind, facts):
        return _let_in(device, facts, sent)
    return kind, Scan.Kind.SEEN, facts


def _let_in(device: Device, facts: Facts, sent: Sent) -> Outcome:
    """Let in; in a rehearsal nothing but the scan is written."""
    if device.event.rehearsing:
        return Kind.WELCOME, Scan.Kind.IN, facts
    part = admitting.seat(device, facts)
    if admitting.mark_present(part, AttendedBy.SCAN if sent.code else AttendedBy.DOOR):
        return Kind.WELCOME, Scan.Kind.IN, _as_seated(facts, part)
    return Kind.ALREADY_IN, Scan.Kind.SEEN, expected.by_registration(facts.session, part.registration.uuid)


def _undo(kind: Kind, facts: Facts) -> Outcome:
    """What another list than the doors' says is not undone at a door. A guest who was let in had no place before."""
    if facts.presence is None or not facts.presence.door:
        return kind, Scan.Kind.SEEN, facts
    if facts.participation and not facts.session.event.rehearsing:
        admitting.unmark(facts.participation)
        registration = facts.participation.registration
        if registration.person.source == GUEST and not facts.session.is_over:
            leave(DEVICE, registration, session=facts.session, notify=False)
    return Kind.UNDONE, Scan.Kind.UNDO, facts


def _as_seated(facts: Facts, part: Participation) -> Facts:
    return Facts(facts.session, part.registration, part)


def _plausible(moment: datetime.datetime | None) -> datetime.datetime | None:
    """A phone's clock may be wrong by hours; wrong by years it says nothing."""
    return moment if moment and abs(moment - timezone.now()) < _CLOCK_LIMIT else None

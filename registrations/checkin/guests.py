"""A guest on no list, at a door where whoever comes is welcome: a name, a place, and the mark that they came."""

from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from events.models import Session
from events.prepared import insert
from events.refusals import Closed, Refused
from events.transactions import in_transaction
from registrations.actions import register
from registrations.actions.details import Details
from registrations.checkin import admitting, doorway, hours, present, scans, verdicts
from registrations.checkin.devices import DEVICE
from registrations.checkin.scans import GUEST, Answer
from registrations.checkin.verdicts import Facts, Kind
from registrations.models import Device, Participation, Person, Scan


class NotWelcome(Refused):
    sentence = _("Only those who are registered or invited are let in here. Send the guest to the organiser.")


def are_welcome(session: Session) -> bool:
    """Whether the organiser lets in whoever comes; in a rehearsal nobody is written down."""
    return session.is_open_to_all and session.walk_ins_welcome and not session.event.rehearsing


def let_in(device: Device, session: UUID, *, scan_id: UUID, name: str, organisation: str = "") -> Answer:
    """Once for each `scan_id`. Session.DoesNotExist, Closed as for a scan; NotWelcome."""
    if not hours.is_open(device.event):
        raise Closed
    details = Details(name=name, language="", organisation_text=organisation)
    try:
        return scans.recall(device, scan_id) or _let_in(device, session, scan_id, details)
    except IntegrityError:
        return scans.recall(device, scan_id) or _let_in(device, session, scan_id, details)


@in_transaction
def _let_in(device: Device, uuid: UUID, scan_id: UUID, details: Details) -> Answer:
    """The session's row is locked; over capacity if need be, as for others at the door, and logged."""
    session = doorway.session_at(device, uuid, lock=True)
    if not are_welcome(session):
        raise NotWelcome
    event = session.event
    person = Person(organiser=event.organiser, name=details.name, source=GUEST)
    registration = register.draft(person, event, details, register.submission_for(scan_id, event))
    register.write(DEVICE, person, [registration], details)
    part = admitting.seat(device, Facts(session, registration))
    admitting.mark_present(part, Participation.AttendedBy.DOOR)
    scan = Scan(
        scan_id=scan_id, device=device, session=session, registration=registration, verdict=Kind.WELCOME
    )
    insert([scan])
    present.forget(uuid)
    session = doorway.session_at(device, uuid)
    facts = Facts(session, registration, part)
    return Answer(scan, session, facts, verdicts.tell(Kind.WELCOME, facts))

"""Letting somebody in: their place in the room, taken or found; then the mark that they came."""

from django.db.models import BigIntegerField, CharField, DateTimeField, Q, QuerySet
from django.utils import timezone

from events import log
from events.models import Session
from events.models.session import Mode
from events.prepared import PreparedUpdate, Slot
from events.refusals import NotAllowed
from registrations import door_codes, places
from registrations.actions.manage import PLACE, hand_on
from registrations.checkin.devices import DEVICE
from registrations.checkin.present import ABSENT
from registrations.checkin.verdicts import Facts
from registrations.models import Device, Invitation, Participation, Registration

Status = Participation.Status
AttendedBy = Participation.AttendedBy


def seat(device: Device, facts: Facts) -> Participation:
    """The participation in the room that this person has, or gets now; over capacity if need be, and logged.

    The session's row is locked. A web place or a place in line that is given up goes to whoever is next.
    """
    part = facts.participation
    if part and part.status == Status.ATTENDING and part.mode == Mode.IN_PERSON:
        return part
    session = facts.session
    was = f"{part.status} {part.mode}" if part else "nothing"
    if part is None or not part.is_live:
        registration = _registration(device, facts)
    if part is None:
        part = Participation(registration=registration, session=session)
        part.told_sequence, part.told_digest = session.sequence, session.notice_digest()
    places.release(part)
    within = places.take(session.pk, Mode.IN_PERSON)
    if not within:
        places.take_over_capacity(session.pk, Mode.IN_PERSON)
    part.mode, part.status, part.waiting_since, part.seated = Mode.IN_PERSON, Status.ATTENDING, None, True
    part.save(update_fields=PLACE if part.pk else None)
    _revive(part.registration)
    why = {"reason": "stood at the door", "was": was, "over_capacity": not within}
    log.write(DEVICE, "let in", part, session.event.organiser_id, device=str(device.uuid), **why)
    hand_on(DEVICE, session)
    return part


def mark_present(part: Participation, by: AttendedBy) -> bool:
    """True for the one who was first; what stands already is left as it is."""
    return bool(_marking(part=part.pk, now=timezone.now(), by=by))


def mark_expected(part: Participation) -> bool:
    """As `mark_present` by a scan, for somebody who still has a place in the room; no lock is needed for that."""
    return bool(_marking_expected(part=part.pk, now=timezone.now(), by=AttendedBy.SCAN))


def _marked(**seat: str) -> tuple[QuerySet[Participation], dict[str, Slot]]:
    rows = Participation.objects.filter(Q(pk=Slot("part", BigIntegerField())) & ABSENT, **seat)
    return rows, {"attended_at": Slot("now", DateTimeField()), "attended_by": Slot("by", CharField())}


_marking = PreparedUpdate(_marked)
_marking_expected = PreparedUpdate(lambda: _marked(status=Status.ATTENDING, mode=Mode.IN_PERSON))


def unmark(part: Participation) -> None:
    Participation.objects.filter(pk=part.pk).update(attended_at=None, attended_by="")


def _registration(device: Device, facts: Facts) -> Registration:
    """The one they have, or a new one; with the invitation, accepted for them now, if it opens this session."""
    invitation = facts.invitation if facts.invited_here else None
    if invitation:
        _accept(device, invitation, facts.session)
    if facts.registration and invitation:
        facts.registration.invitation = invitation
        facts.registration.save(update_fields=["invitation"])
    return facts.registration or _new_registration(facts, invitation)


def _new_registration(facts: Facts, invitation: Invitation | None) -> Registration:
    known = facts.invitation
    if known is None:
        raise NotAllowed
    made = Registration.objects.create(
        person=known.person,
        event=facts.session.event,
        invitation=invitation,
        organisation_text=known.organisation_text,
        job_title=known.job_title,
        role=known.role or Registration.Role.PARTICIPANT,
        language=known.person.language,
        letters_to=known.letters_to,
        notice_version=facts.session.event.organiser.notice_version,
        door_code=door_codes.new(),
    )
    log.write(DEVICE, "register", made, facts.session.event.organiser_id, invitation=str(known.uuid))
    return made


def _accept(device: Device, invitation: Invitation, session: Session) -> None:
    invitation.state, invitation.answered_by = Invitation.State.ACCEPTED, Invitation.AnsweredBy.ORGANISER
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["state", "answered_by", "answered_at"])
    log.write(DEVICE, "accept for", invitation, session.event.organiser_id, device=str(device.uuid))


def _revive(registration: Registration) -> None:
    """Who comes after having cancelled is registered again."""
    if registration.cancelled_at:
        registration.cancelled_at = None
        registration.save(update_fields=["cancelled_at"])

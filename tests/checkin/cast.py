"""Who stands at the door of today's stop in Vaasa: plain functions that make rows and phones."""

import datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from events import log
from events.actions.publishing import publish_event
from events.actors import SYSTEM
from events.models import Event, Session
from events.models.session import Mode
from registrations import door_codes, places
from registrations.checkin import devices
from registrations.models import Device, Invitation, InvitedSession, Participation, Person, Registration
from tests import world

Status = Participation.Status


def stop(days: int = 0, *, city: str = "vaasa", slug: str = "", **rooms: Any) -> Event:
    """A published stop so many days from today, with an invited morning and an open afternoon."""
    date = timezone.localdate() + datetime.timedelta(days=days)
    made = world.event(slug or f"{city}-{days}", date, city=city)
    hall = made.venue.rooms.get() if made.venue else None
    world.morning(made, room=hall)
    world.afternoon(made, room=hall, **rooms)
    return publish_event(SYSTEM, made)


def rehearsed(event: Event) -> Event:
    event.rehearsing_since = timezone.now()
    event.save()
    return event


def morning(event: Event) -> Session:
    return event.sessions.get(admission=Session.Admission.INVITATION)


def afternoon(event: Event) -> Session:
    return event.sessions.get(admission=Session.Admission.OPEN)


def person(name: str) -> Person:
    return Person.objects.create(organiser=world.organiser(), name=name, email=f"{uuid4().hex}@example.org")


def registered(
    session: Session,
    name: str = "Elle-Máret Näkkäläjärvi",
    *,
    mode: str = Mode.IN_PERSON,
    status: str = Status.ATTENDING,
) -> Participation:
    """Somebody's participation, with the places it holds."""
    invitation = None if session.is_open_to_all else invited(session, name, state=Invitation.State.ACCEPTED)
    registration = Registration.objects.create(
        person=invitation.person if invitation else person(name),
        event=session.event,
        invitation=invitation,
        organisation_text="Saamelaiskäräjät",
        door_code=door_codes.new(),
    )
    log.write(SYSTEM, "register", registration, session.event.organiser_id)
    waits = timezone.now() if status == Status.WAITING else None
    if status == Status.ATTENDING:
        assert places.take(session.pk, mode)
    if status == Status.WAITING:
        places.stand_in_line(session.pk, mode)
    return Participation.objects.create(
        registration=registration, session=session, mode=mode, status=status, waiting_since=waits
    )


def invited(session: Session, name: str = "Liisa Li", *, state: str = Invitation.State.SENT) -> Invitation:
    invitation = Invitation.objects.create(
        person=person(name), event=session.event, state=state, organisation_text="Vaasan kaupunki"
    )
    InvitedSession.objects.create(invitation=invitation, session=session)
    return invitation


def device(event: Event, name: str = "Door A", language: str = "en") -> Device:
    return devices.take_into_use(devices.create_claim(SYSTEM, event=event, name=name), language=language)


class Phone:
    """A phone in use: posts scans as the scanner's script does, and opens pages as a browser does."""

    def __init__(self, device: Device, **client: Any) -> None:
        self.client = Client(**client)
        self.client.cookies[devices.COOKIE] = device.token

    def scan(self, session: Session, scan_id: UUID | None = None, **sent: Any) -> dict[str, Any]:
        """The verdict as JSON."""
        answer = self.send(session, {"scan_id": str(scan_id or uuid4())} | sent)
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    def send(self, session: Session, body: Any) -> Any:
        return self.client.post(f"/checkin/{session.uuid}/scan", body, content_type="application/json")

    def get(self, path: str) -> Any:
        return self.client.get(path)

    def post(self, path: str, **form: Any) -> Any:
        return self.client.post(path, form)


def phone(event: Event, name: str = "Door A", **client: Any) -> Phone:
    return Phone(device(event, name), **client)

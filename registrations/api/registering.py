"""What a machine asks for, through the actions that everybody's registrations go through."""

import uuid
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Organiser, Tour
from events.refusals import AlreadyRegistered, CalledOff, Over, Refused, Unready
from events.transactions import in_transaction
from registrations.actions import manage
from registrations.actions.details import Details
from registrations.actions.invite import invite, person_at, send
from registrations.actions.register import register
from registrations.models import Invitation, Person, Registration

COLUMNS = {"organisation": "organisation_text", "municipality": "municipality_text"}
SOURCE = "api"


@in_transaction
def register_one(actor: Actor, sent: dict[str, Any]) -> Registration:
    """Raises AlreadyRegistered, where the public form would only write a letter: a machine may know."""
    choices, email = sent["sessions"], sent["email"]
    event = choices[0].session.event
    editor_only(actor, event)
    if Registration.objects.live().filter(person__email=email, event=event, letters_to=None).exists():
        raise AlreadyRegistered
    details = Details(language=sent["language"], **_columns(sent))
    made = register(choices=choices, details=details, email=email, submission=uuid.uuid4(), actor=actor)
    if not made:
        raise AlreadyRegistered
    return made[0]


def change(actor: Actor, registration: Registration, sent: dict[str, Any]) -> Registration:
    """What is not in the body stays as it is."""
    now = Details(
        name=registration.person.name,
        language=registration.language,
        organisation_text=registration.organisation_text,
        is_private_person=registration.is_private_person,
        job_title=registration.job_title,
        municipality_text=registration.municipality_text,
        region=registration.region,
    )
    manage.change_details(actor, registration, details=replace(now, **_columns(sent)))
    return registration


@in_transaction
def cancel(actor: Actor, registration: Registration) -> Registration:
    """Raises Over when there is nothing left to cancel; one cancelled already stays so."""
    if not registration.cancelled_at and not any(
        not part.session.is_over for part in registration.participations.live().whole()
    ):
        raise Over
    manage.leave_all(actor, registration)
    return registration


@in_transaction
def invite_one(actor: Actor, sent: dict[str, Any]) -> Invitation:
    """Somebody invited already keeps the invitation they have."""
    event = sent["sessions"][0].event
    organiser, reader = event.organiser, sent.get("letters_to")
    invitation = invite(
        actor,
        event=event,
        sessions=sent["sessions"],
        person=_person(organiser, sent),
        letters_to=_person(organiser, reader) if reader else None,
        job_title=sent["job_title"],
        organisation_text=sent["organisation"],
    )
    return send_one(actor, invitation) if sent["send"] else invitation


def send_one(actor: Actor, invitation: Invitation) -> Invitation:
    """Send the letter, or once more. Raises CalledOff, Over, Unready while nobody could open what it leads to."""
    event = invitation.event
    if event.status == Event.Status.CANCELLED:
        raise CalledOff
    if event.is_over:
        raise Over
    if event.status == Event.Status.DRAFT or (event.tour and event.tour.status == Tour.Status.DRAFT):
        raise Unready
    if not send(actor, invitation):
        raise Refused(_("This invitation has been answered, or has no address to go to."))
    return invitation


def _person(organiser: Organiser, sent: dict[str, Any]) -> Person:
    return person_at(
        organiser, name=sent["name"], email=sent.get("email", ""), language=sent["language"], source=SOURCE
    )


def _columns(sent: dict[str, Any]) -> dict[str, Any]:
    """The fields of Details that were sent."""
    known = ("name", "organisation", "is_private_person", "job_title", "municipality", "region")
    return {COLUMNS.get(name, name): sent[name] for name in known if name in sent}

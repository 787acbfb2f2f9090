"""People, and the letters that the product's own actions write to them."""

import uuid
from typing import Any

from events.actors import ANYONE, SYSTEM
from events.models import Session
from registrations.actions import invite
from registrations.actions.answer import Answer, Substitute, answer
from registrations.actions.details import Choice, Details, Way
from registrations.actions.manage import leave
from registrations.actions.register import register
from registrations.letters import Letter, layout, letter_for
from registrations.models import Invitation, OutgoingMail, Person, Registration
from tests import world

Kind = OutgoingMail.Kind
MAIJA = ("Maija Meikäläinen", "maija@example.org")


def afternoon(**changes: Any) -> Session:
    """Vaasa's open afternoon of the coming tour."""
    session = world.afternoon_of(world.coming_tour(), "vaasa")
    Session.objects.filter(pk=session.pk).update(**changes)
    return Session.objects.whole().get(pk=session.pk)


def registered(
    session: Session, way: Way = Way.IN_PERSON, *, who: tuple[str, str] = MAIJA, language: str = "fi"
) -> Registration:
    """Somebody who has just sent the form."""
    details = Details(name=who[0], language=language)
    register(choices=[Choice(session, way)], details=details, email=who[1], submission=uuid.uuid4())
    return Registration.objects.whole().get(person__email=who[1], event=session.event)


def invited(*, letters_to: Person | None = None, language: str = "fi") -> Invitation:
    """Liisa Leader, invited to Vaasa's morning; the letter is written."""
    session = world.morning_of(world.coming_tour(), "vaasa")
    organiser = session.event.organiser
    address = "" if letters_to else "liisa@example.org"
    person = invite.person_at(organiser, name="Liisa Leader", email=address, language=language)
    invitation = invite.invite(
        SYSTEM,
        event=session.event,
        sessions=[session],
        person=person,
        letters_to=letters_to,
        job_title="johtaja",
    )
    invite.send(SYSTEM, invitation)
    return Invitation.objects.whole().get(pk=invitation.pk)


def secretary(language: str = "fi") -> Person:
    return invite.person_at(
        world.organiser(), name="Sirpa Sihteeri", email="sirpa@example.org", language=language
    )


def answered(invitation: Invitation, what: Answer, language: str = "fi") -> None:
    substitute = Substitute("Veikko Varalla", "veikko@example.org") if what == Answer.SUBSTITUTE else None
    answer(SYSTEM, invitation, answer=what, answered_by="invitee", language=language, substitute=substitute)


def cancelled(registration: Registration, session: Session) -> None:
    leave(ANYONE, registration, session=session)


def full(session: Session) -> Session:
    """The same session with every place in the room taken."""
    registered(session, who=("Erkki Ensin", "erkki@example.org"))
    taken = Session.objects.get(pk=session.pk).in_person_taken
    return afternoon(in_person_capacity=taken)


def last(kind: str) -> OutgoingMail:
    """The last letter of this kind."""
    return OutgoingMail.objects.select_related("recipient__organiser").filter(kind=kind).latest("pk")


def text_of(kind: str, **options: Any) -> str:
    """The last letter of this kind as its reader sees it."""
    return layout.plain(letter_of(kind, **options))


def letter_of(kind: str, **options: Any) -> Letter:
    return letter_for(last(kind), **options)

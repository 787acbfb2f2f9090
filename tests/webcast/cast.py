"""A webcast and its viewers: Helsinki's afternoon, 13–16, in thirty days."""

import datetime
import uuid
from typing import Any

from django.test import Client

from events.actors import SYSTEM
from events.models import Session
from registrations.actions import invite
from registrations.actions.details import Choice, Details, Way
from registrations.actions.register import register
from registrations.models import Invitation, Registration
from tests import world
from webcast import questions
from webcast.models import AudienceQuestion, Stream

ADDRESS = "https://teams.example.org/l/meetup-join/19%3ameeting_secret?context=%7b%22Tid%22%7d"
MINUTE = datetime.timedelta(minutes=1)


def afternoon(**changes: Any) -> Session:
    """The open afternoon; `changes` are written past the verbs."""
    session = world.afternoon_of(world.coming_tour())
    Session.objects.filter(pk=session.pk).update(**changes)
    return Session.objects.whole().get(pk=session.pk)


def morning(**changes: Any) -> Session:
    """The invited morning, with the web as well as the room."""
    session = world.morning_of(world.coming_tour())
    Session.objects.filter(pk=session.pk).update(attendance="mixed", **changes)
    return Session.objects.whole().get(pk=session.pk)


def stream(session: Session, **fields: Any) -> Stream:
    return Stream.objects.create(**{"session": session, "url": ADDRESS} | fields)


def registered(session: Session, way: Way = Way.ONLINE, email: str = "viivi@example.org") -> str:
    """The manage token of Viivi Viewer, who has just sent the form."""
    details = Details(name="Viivi Viewer", language="en")
    register(choices=[Choice(session, way)], details=details, email=email, submission=uuid.uuid4())
    return Registration.objects.get(person__email=email, event=session.event).manage_token


def invited(session: Session) -> Invitation:
    """Liisa Leader, invited to the session; the letter is written."""
    organiser = session.event.organiser
    person = invite.person_at(organiser, name="Liisa Leader", email="liisa@example.org", language="en")
    invitation = invite.invite(SYSTEM, event=session.event, sessions=[session], person=person)
    invite.send(SYSTEM, invitation)
    return Invitation.objects.whole().get(pk=invitation.pk)


def asked(session: Session, text: str, **fields: Any) -> AudienceQuestion:
    """A question that somebody has asked five minutes after the start, past the form."""
    facts: dict[str, Any] = {"language": "en", "submission": uuid.uuid4(), "now": at(session, 5)}
    return questions.ask(session, text=text, **facts | fields)


def at(session: Session, minutes: int, *, after: str = "starts_at") -> datetime.datetime:
    """So many minutes after (or, below zero, before) the session's start or end."""
    moment: datetime.datetime = getattr(session, after)
    return moment + minutes * MINUTE


def look(client: Client, session: Session, token: str = "") -> Any:
    """GET of the watch page."""
    return client.get(f"/en/watch/{session.uuid}/", {"r": token} if token else {})


def join(client: Client, session: Session, token: str = "", **fields: str) -> Any:
    """POST for the address."""
    return client.post(f"/en/watch/{session.uuid}/join", fields | ({"r": token} if token else {}))

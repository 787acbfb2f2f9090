"""Hold it online: the room is closed, and everybody takes part on the web. Here, for it is the streams that may lack."""

import functools
from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event, Session
from events.organiser.team import TeamRequest, editable_event, editable_session, editors_only
from registrations.actions.hold_online import hold_online
from registrations.organiser.changes.forms import MessageForm
from registrations.organiser.changes.page import Change, answer, asked
from registrations.organiser.changes.verbs import HOLD_ONLINE
from venues.fields import in_language
from webcast.models import Stream


@editors_only()
def session_online(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    return _answer(request, session, [session])


@editors_only()
def event_online(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    return _answer(request, event, list(event.sessions.all()))


def _answer(request: TeamRequest, what: Session | Event, sessions: list[Session]) -> HttpResponse:
    act = functools.partial(hold_online, request.actor, what)
    form = MessageForm(asked(request))
    return answer(request, Change(HOLD_ONLINE, what, form, lambda: sessions, act, _without_address))


def _without_address(sessions: Sequence[Session]) -> list[tuple[str, str]]:
    """Of each session that nobody could follow yet, that it is so, and where the address is given."""
    has = set(Stream.objects.filter(session__in=sessions).values_list("session", flat=True))
    lacking = [row for row in sessions if row.pk not in has and not row.is_cancelled]
    return [(_said(row), reverse("desk_webcast_add", args=[row.uuid])) for row in lacking]


def _said(session: Session) -> str:
    name = in_language(session.short_title, get_language() or "fi")[0]
    words = _("No address yet for the webcast of “%(session)s”. Add one before the session begins.")
    return words % {"session": name}

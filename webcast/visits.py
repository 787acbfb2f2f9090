"""A visit to a watch page: the session, who asks, and what stands open to them."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from events.actors import Actor
from events.models import Session
from events.models.session import Mode
from registrations.models import Invitation, Participation, Registration
from registrations.public.bearer import registration_of
from venues.fields import all_languages
from webcast import gate
from webcast.gate import NOBODY, State, Viewer
from webcast.invariants import ON_THE_WEB
from webcast.models import AudienceQuestion, Stream, Webcast, webcast_of

MOST_QUESTIONS = 50
ANSWERS = (Invitation.State.SENT, Invitation.State.ACCEPTED)


@dataclass(frozen=True)
class Visit:
    """Somebody at a watch page; without a link of their own they have neither registration nor part."""

    session: Session
    streams: list[Stream]
    now: datetime
    registration: Registration | None = None
    part: Participation | None = None
    viewer: Viewer = NOBODY

    @cached_property
    def mine(self) -> list[Stream]:
        """The streams that are for this visitor."""
        return [stream for stream in self.streams if gate.entitled(stream.access, self.viewer)]

    @cached_property
    def open(self) -> list[Stream]:
        """Of those, the ones that stand open now."""
        return [stream for stream in self.mine if gate.state(self.session, [stream], self.now).lets_in]

    @property
    def state(self) -> State:
        return gate.state(self.session, self.mine or self.streams, self.now)

    @property
    def opens_at(self) -> datetime | None:
        return gate.opens_at(self.session, self.mine or self.streams)

    @property
    def seat(self) -> Participation | None:
        """The part of somebody who has a place."""
        return self.part if self.viewer.attends else None

    @property
    def webcast(self) -> Webcast:
        return webcast_of(self.session)

    @property
    def embeddable(self) -> list[Stream]:
        """The open streams that can be shown on the page itself."""
        return [stream for stream in self.open if stream.address.embed]

    @property
    def replaced_at(self) -> datetime | None:
        """When an address was last replaced after the gate had opened: whoever came before must come again."""
        opened = self.opens_at or self.session.event.at(time.min)
        moments = [stream.replaced_at for stream in self.open if stream.replaced_at]
        return max((moment for moment in moments if moment > opened), default=None)

    @property
    def is_troubled(self) -> bool:
        """Whether the organiser says that something is wrong, and it is not over."""
        return bool(self.webcast.trouble) and self.state not in (State.OVER, State.CANCELLED)

    @property
    def for_somebody_else(self) -> bool:
        """There is a webcast, and this visitor may not follow it."""
        return bool(self.streams) and not self.mine

    @property
    def is_recorded(self) -> bool:
        return any(stream.recording_url for stream in self.streams)

    @property
    def recordings(self) -> list[Stream]:
        """The streams whose recording this visitor may watch."""
        return [stream for stream in self.mine if stream.recording_url]

    @property
    def may_ask(self) -> bool:
        """Whoever may follow may ask, while it is open and the organiser takes questions."""
        return self.webcast.takes_questions and bool(self.open)

    @cached_property
    def questions(self) -> list[AudienceQuestion]:
        """What has been taken up, the latest first, for those who may follow; no statement where nothing ever was."""
        if not self.webcast.questions_moved_at or not self.open:
            return []
        return list(AudienceQuestion.objects.of(self.session).for_viewers()[:MOST_QUESTIONS])

    @property
    def list_version(self) -> str:
        """Changes whenever the list of `questions` does."""
        return _version(self.webcast.questions_moved_at)

    @property
    def everybody_sees(self) -> bool:
        """Whether somebody without a link sees this page too."""
        return self.session.is_open_to_all and self.session.listing == Session.Listing.OUTLINE


def visit(request: HttpRequest, session_uuid: UUID) -> Visit:
    """The visit behind a request. 404 for what its visitor may not see, and without anything to watch."""
    registration, invited = _bearer(request)
    part = _part(registration, session_uuid)
    own = invited | ({part.session_id} if part else set())
    sessions = Session.objects.open_to(Actor(session_ids=own)).whole().select_related("webcast")
    session = get_object_or_404(sessions, uuid=session_uuid)
    streams = list(session.streams.filter(ON_THE_WEB))
    if not streams and Mode.ONLINE not in session.modes:
        raise Http404
    attends = part is not None and part.status == Participation.Status.ATTENDING
    viewer = Viewer(attends=attends, invited=session.pk in invited)
    return Visit(session, streams, timezone.now(), registration, part, viewer)


def _part(registration: Registration | None, session_uuid: UUID) -> Participation | None:
    if registration is None:
        return None
    return registration.participations.live().filter(session__uuid=session_uuid).first()


def _bearer(request: HttpRequest) -> tuple[Registration | None, frozenset[int]]:
    """The live registration behind the manage token in `r`, and the sessions that its invitation opens.

    A link that opens nothing any more makes a stranger, to whom the page says what to do.
    """
    token = (request.POST if request.method == "POST" else request.GET).get("r", "")
    try:
        actor, registration = registration_of(request, token) if token else (None, None)
    except Http404:
        return None, frozenset()
    if actor is None or registration is None or registration.cancelled_at:
        return None, frozenset()
    invitation = registration.invitation
    return registration, actor.session_ids if invitation and invitation.state in ANSWERS else frozenset()


def public_facts(session: Session, streams: list[Stream], now: datetime) -> dict[str, object]:
    """What the state door tells: the same to everybody. `version` changes with whatever the page shows.

    What is taken up changes often, and `asked` alone tells of it: a crowd then fetches the list, not the page.
    """
    webcast = webcast_of(session)
    facts: dict[str, object] = {
        "state": gate.state(session, streams, now),
        "trouble": webcast.trouble,
        "opens_at": gate.opens_at(session, streams),
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "streams": len(streams),
        "open": sum(gate.state(session, [stream], now).lets_in for stream in streams),
        "recording": any(stream.recording_url for stream in streams),
    }
    shown = [all_languages(webcast.trouble_text), webcast.dial_in, webcast.slides_url, webcast.help_line]
    shown += [webcast.takes_questions]
    shown += [
        [each.title, each.language, each.access, each.replaced_at, each.recording_url, each.captions_url]
        for each in streams
    ]
    return facts | {"version": _version([facts, shown]), "asked": _version(webcast.questions_moved_at)}


def _version(said: object) -> str:
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:16]

"""What is missing about webcasts: an address, and somebody who has tried it."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.lacks import Lacks, warns
from events.models import Event, Session
from events.models.session import Mode
from events.overlaps import takes_place
from venues.fields import in_language
from webcast.models import Stream


def of(events: Sequence[Event]) -> Lacks:
    """Warnings by event, in one statement; their sessions are at hand."""
    found: Lacks = defaultdict(list)
    shown = [session for event in events if takes_place(event) for session in _webcast(event)]
    streams: dict[int, list[Stream]] = defaultdict(list)
    for stream in Stream.objects.filter(session__in=shown):
        streams[stream.session_id].append(stream)
    for session in shown:
        if sentence := _said(session, streams[session.pk]):
            found[session.event_id].append(warns("webcast", sentence, "desk_webcast", str(session.uuid)))
    return found


def _webcast(event: Event) -> list[Session]:
    sessions = event.sessions.all()
    return [one for one in sessions if Mode.ONLINE in one.modes and not one.is_cancelled]


def _said(session: Session, streams: Sequence[Stream]) -> str:
    about = {"session": in_language(session.short_title, get_language() or "fi")[0]}
    if not streams:
        return _("The webcast of “%(session)s” has no address yet.") % about
    if any(stream.tried_at is None for stream in streams):
        return _("Nobody has tried the address of the webcast of “%(session)s”.") % about
    return ""

"""What is missing about webcasts: an address, somebody who has tried it, and afterwards the captions of a recording."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.lacks import Lacks, warns
from events.models import Event, Session
from events.models.session import Mode
from events.overlaps import takes_place
from events.when import day
from venues.fields import in_language
from webcast.captions import Awaited, awaited
from webcast.models import Stream


def of(events: Sequence[Event]) -> Lacks:
    """Warnings by event, in one statement; their sessions are at hand.

    Of what is over only the captions are asked for: their days run on.
    """
    found: Lacks = defaultdict(list)
    held = [event for event in events if event.status != Event.Status.CANCELLED]
    shown = [(event, session) for event in held for session in _webcast(event)]
    streams: dict[int, list[Stream]] = defaultdict(list)
    for stream in Stream.objects.filter(session__in=[session for _event, session in shown]):
        streams[stream.session_id].append(stream)
    for event, session in shown:
        for name, sentence in _said(event, session, streams[session.pk]):
            found[event.pk].append(warns(name, sentence, "desk_webcast", str(session.uuid)))
    return found


def _webcast(event: Event) -> list[Session]:
    sessions = event.sessions.all()
    return [one for one in sessions if Mode.ONLINE in one.modes and not one.is_cancelled]


def _said(event: Event, session: Session, streams: Sequence[Stream]) -> Iterator[tuple[str, str]]:
    if takes_place(event) and (sentence := _before(session, streams)):
        yield "webcast", sentence
    if session.is_over:
        yield from (("captions", _of_captions(each)) for each in awaited(session, streams))


def _before(session: Session, streams: Sequence[Stream]) -> str:
    about = {"session": in_language(session.short_title, get_language() or "fi")[0]}
    if not streams:
        return _("The webcast of “%(session)s” has no address yet.") % about
    if any(stream.tried_at is None for stream in streams):
        return _("Nobody has tried the address of the webcast of “%(session)s”.") % about
    return ""


def _of_captions(awaited: Awaited) -> str:
    facts = {"recording": awaited.recording, "day": day(awaited.due)}
    if awaited.late:
        return (
            _(
                "Captions of “%(recording)s” are late: they were due on %(day)s. Add their address, or remove the "
                "recording until they are ready."
            )
            % facts
        )
    return _("Captions of “%(recording)s” are due on %(day)s. Add their address when they are ready.") % facts

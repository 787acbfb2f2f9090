"""What will happen by itself about webcasts: the gate opens and closes, captions fall due."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.models import Event, Session
from events.models.session import Mode
from events.timeline import Step, name_of
from webcast import gate
from webcast.captions import awaited


def of(event: Event) -> Iterator[Step]:
    """The sessions with their webcasts and streams are at hand."""
    for session in event.sessions.all():
        if Mode.ONLINE in session.modes and not session.is_cancelled:
            yield from _gate(session)
            yield from _captions(event, session)


def _gate(session: Session) -> Iterator[Step]:
    if opens := gate.opens_at(session, session.streams.all()):
        about = {"session": name_of(session)}
        yield Step(opens, _("The webcast of “%(session)s” opens.") % about)
        yield Step(gate.closes_at(session), _("The webcast of “%(session)s” closes.") % about)


def _captions(event: Event, session: Session) -> Iterator[Step]:
    """On the last day; it has come when that day is over."""
    for each in awaited(session, session.streams.all()):
        sentence = _(
            "Last day for the captions of “%(recording)s”. After it, the watch page says that they are late."
        )
        ends = datetime.datetime.combine(each.due, datetime.time.max, tzinfo=event.zone)
        yield Step(ends, sentence % {"recording": each.recording}, nightly=True)

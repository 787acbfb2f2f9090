"""What will happen by itself about webcasts: the gate opens and closes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.models import Event
from events.models.session import Mode
from events.timeline import Step, name_of
from webcast import gate


def of(event: Event) -> Iterator[Step]:
    """The sessions with their webcasts and streams are at hand."""
    for session in event.sessions.all():
        opens = gate.opens_at(session, session.streams.all())
        if Mode.ONLINE in session.modes and not session.is_cancelled and opens:
            about = {"session": name_of(session)}
            yield Step(opens, _("The webcast of “%(session)s” opens.") % about)
            yield Step(gate.closes_at(session), _("The webcast of “%(session)s” closes.") % about)

"""What happens by itself: the timelines of every floor on one page, each moment on the clock of the place."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import timeline, when
from events.models import Event, Session
from events.organiser.team import TeamRequest, desk, may_edit, own_events
from events.timeline import Step
from registrations import timeline as people
from webcast import timeline as webcasts

SESSIONS = Prefetch("sessions", Session.objects.select_related("webcast").prefetch_related("streams"))
_LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """A moment in words, how far it is from the day, and whether it has come."""

    when: str
    distance: str
    sentence: str
    past: bool


@desk()
def desk_ahead(request: TeamRequest, slug: str) -> HttpResponse:
    rows = own_events(request.actor).prefetch_related(SESSIONS, "documents")
    event = get_object_or_404(rows, slug=slug)
    steps = [*timeline.of(event), *people.of(event), *webcasts.of(event)]
    page = {
        "event": event,
        "may_edit": may_edit(request.actor, event),
        "here": "ahead",
        "lines": [_line(event, step) for step in sorted(steps, key=lambda step: step.at or _LAST)]
        if event.status != Event.Status.CANCELLED
        else [],
    }
    return render(request, "webcast/desk/ahead.html", page)


def _line(event: Event, step: Step) -> Line:
    if step.at is None:
        return Line(_("with the publication"), "", step.sentence, past=False)
    local = step.at.astimezone(event.zone)
    words = when.day(local.date()) if step.nightly else when.moment(step.at, event.zone)
    return Line(words, _distance((local.date() - event.date).days), step.sentence, step.at <= timezone.now())


def _distance(days: int) -> str:
    """'30 days before', 'on the day', '1 day after'."""
    if not days:
        return _("on the day")
    before = ngettext("%(days)d day before", "%(days)d days before", -days)
    after = ngettext("%(days)d day after", "%(days)d days after", days)
    return (before if days < 0 else after) % {"days": abs(days)}

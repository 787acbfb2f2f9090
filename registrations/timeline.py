"""What will happen by itself about people: reminders, doors, and what is forgotten when."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.models import Event
from events.timeline import MIDNIGHT, Step, days_after, name_of
from registrations.checkin import hours
from registrations.lifetimes import as_days
from registrations.models import FrozenList
from registrations.models.frozen_list import lists_kept_until


def of(event: Event) -> Iterator[Step]:
    """Reminders, the doors of the day, and the nightly sweep after the event's lifetimes (registrations/retention.py)."""
    for session in event.sessions.all():
        if session.reminder_at and not session.is_cancelled:
            sentence = _("Whoever takes part in “%(session)s” is reminded by letter.")
            yield Step(session.reminder_at, sentence % {"session": name_of(session)})
    yield Step(hours.opens_at(event), _("The phones at the doors begin to work."))
    yield Step(hours.closes_at(event), _("The phones at the doors stop working."))
    organiser = event.organiser
    needs = days_after(event, organiser.sensitive_kept_days + 1)
    yield Step(needs, _("What was told in confidence is deleted."), nightly=True)
    names = days_after(event, as_days(organiser.names_kept_months).days + 1)
    sentence = _(
        "The notes, what was written to questions, and the names of those who have come to nothing later are deleted. "
        "The numbers stay."
    )
    yield Step(names, sentence, nightly=True)
    yield from _documents(event)


def _documents(event: Event) -> Iterator[Step]:
    """Each day on which frozen attendance lists go."""
    rows = FrozenList.objects.kept().filter(session__event=event).order_by()
    latest = lists_kept_until(event)
    for until in sorted({min(day, latest) for day in rows.values_list("kept_until", flat=True)}):
        at = datetime.datetime.combine(until + datetime.timedelta(days=1), MIDNIGHT, tzinfo=event.zone)
        yield Step(at, _("Frozen attendance lists are deleted. Their numbers stay."), nightly=True)

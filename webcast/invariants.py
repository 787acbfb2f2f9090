"""What must never be false of webcasts, recounted. Each names its offenders."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from events.models import Session
from webcast import questions
from webcast.models import AudienceQuestion, Presence, Stream
from webcast.presence import outlived_keys

LATE = datetime.timedelta(days=2)
"""So long after its time the nightly sweep has been."""
ON_THE_WEB = Q(url__istartswith="https://") | Q(url__istartswith="http://")


def elsewhere() -> QuerySet[Stream]:
    """9: what the gate gives is an address of the web, and nothing that a browser would run."""
    return Stream.objects.exclude(ON_THE_WEB)


def open_to_the_uninvited() -> QuerySet[Stream]:
    """10: the stream of an invited session is for the invited."""
    rows = Stream.objects.filter(session__admission=Session.Admission.INVITATION)
    return rows.filter(access=Stream.Access.PUBLIC)


def longer_than_the_clock() -> QuerySet[Presence]:
    """7: repeats and parallel tabs add nothing: nobody watched longer than from the first moment to the last."""
    rows = Presence.objects.filter(seconds__gt=0).values_list("pk", "joined_at", "last_seen_at", "seconds")
    wrong = [
        pk
        for pk, joined, seen, seconds in rows.iterator()
        if not seen or (seen - joined).total_seconds() < seconds
    ]
    return Presence.objects.filter(pk__in=wrong)


def keys_too_old() -> QuerySet[Presence]:
    """12: no browser's key outlives its event by more than the nightly sweep."""
    return outlived_keys(grace=LATE)


def questions_too_old() -> QuerySet[AudienceQuestion]:
    """12: no question's text outlives the names of its event, no name its person, no rehearsal its day."""
    return AudienceQuestion.objects.filter(questions.outstanding(LATE))


INVARIANTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "7 nobody watched longer than the clock ran": longer_than_the_clock,
    "9 a stream's address is one of the web": elsewhere,
    "10 the stream of an invited session is not public": open_to_the_uninvited,
    "12 no viewer's key outlives the event": keys_too_old,
    "12 no question outlives its lifetime": questions_too_old,
}

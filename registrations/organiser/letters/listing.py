"""The letters of one event, by kind and by what became of them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from events.models import Event
from events.organiser.team import TeamRequest, desk, may_edit, own_events
from registrations.models import Invitation, OutgoingMail, Participation
from registrations.organiser.letters.delivery import LETTERS, STATES, story_of
from venues.text import search_key

PER_PAGE = 50
State = OutgoingMail.State


@desk()
def letters(request: TeamRequest, slug: str) -> HttpResponse:
    """Newest first; `?state=` and `?kind=` narrow it, `?q=` finds a name, for editors an address too."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    edits = may_edit(request.actor, event)
    kind, state = _asked(request, "kind", LETTERS), _asked(request, "state", STATES)
    words = request.GET.get("q", "")[:100]
    found = _found(letters_of(event), words if edits else "")
    found = found.filter(kind=kind) if kind else found
    tabs = _tabs(found, state)
    shown = found.filter(state__in=_states(state)) if state else found
    rows = shown.select_related("recipient").order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "organiser/letters.html",
        {
            "event": event,
            "may_edit": edits,
            "tabs": tabs,
            "kinds": [(value, name, value == kind) for value, name in LETTERS.items() if value != "links"],
            "page_obj": page,
            "rows": [(mail, story_of(mail)) for mail in page],
            "words": words,
            "state": state,
        },
    )


def letters_of(event: Event) -> QuerySet[OutgoingMail]:
    """About participations and invitations of the event; somebody's own links belong to no event."""
    parts = Participation.objects.filter(session__event=event).values("pk")
    invitations = Invitation.objects.filter(event=event).values("pk")
    return OutgoingMail.objects.filter(Q(participation__in=parts) | Q(invitation__in=invitations))


def _asked(request: TeamRequest, name: str, known: dict[str, Any]) -> str:
    value = request.GET.get(name, "")
    return value if value in known else ""


def _states(state: str) -> list[str]:
    return list(OutgoingMail.UNDER_WAY) if state == State.QUEUED else [state]


def _tabs(found: QuerySet[OutgoingMail], current: str) -> list[tuple[str, str, int, bool]]:
    """Of each state: its value, its name, how many there are, whether it is shown. One statement."""
    numbers = dict(found.order_by().values_list("state").annotate(Count("pk")))
    numbers[State.QUEUED] = numbers.get(State.QUEUED, 0) + numbers.pop(State.CLAIMED, 0)
    each = [
        (value, str(name), numbers.get(value, 0), value == current)
        for value, (name, _colour) in STATES.items()
        if numbers.get(value) or value == current
    ]
    return [("", _("All"), sum(numbers.values()), not current), *each]


def _found(rows: QuerySet[OutgoingMail], words: str) -> QuerySet[OutgoingMail]:
    for word in search_key(words).split():
        concerned = Q(participation__registration__person__search_text__contains=word)
        concerned |= Q(invitation__person__search_text__contains=word)
        reader = Q(recipient__search_text__contains=word) | Q(recipient__email__contains=word)
        rows = rows.filter(concerned | reader)
    return rows

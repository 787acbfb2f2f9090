"""The invited of one event: by state, with counts, and found by name."""

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from events.models import Event
from events.models.session import Mode
from events.organiser.team import TeamRequest, desk, may_edit, own_events
from registrations import silent
from registrations.models import Invitation, Participation
from venues.text import search_key

PER_PAGE = 100
State = Invitation.State
INVITED = {"registration__invitation": OuterRef("pk"), "session__invited__invitation": OuterRef("pk")}
ON_WEB = Exists(Participation.objects.live().filter(**INVITED, mode=Mode.ONLINE))
"""Whether whoever is seated by an invitation takes part online in something that it opens."""
COLOURS = {State.ACCEPTED: "go", State.FAILED: "no", State.DRAFT: "wait", State.EXPIRED: "no"}


@desk()
def invitations(request: TeamRequest, slug: str) -> HttpResponse:
    """The list; `?state=` narrows it to one state, `?q=` to a name, an organisation or an address."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    edits = may_edit(request.actor, event)
    words, state = request.GET.get("q", "")[:100], request.GET.get("state", "")
    state = state if state in State.values else ""
    found = holding(Invitation.objects.visible_to(request.actor).filter(event=event), words, addresses=edits)
    numbers = dict(found.order_by().values_list("state").annotate(Count("pk")))
    shown = found.filter(state=state) if state else found
    people = shown.select_related("person", "letters_to", "substitute__person", "substitute_for__person")
    people = people.annotate(on_web=ON_WEB)
    page = Paginator(people.order_by("person__sort_key", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.event = event
    unanswered = silent.number(event)
    return render(
        request,
        "organiser/invitations.html",
        {
            "event": event,
            "may_edit": edits,
            "lists": event.organiser_id in request.actor.begins_for,
            "tabs": _tabs(event, numbers, state),
            "drafts": numbers.get(State.DRAFT, 0),
            "silent": unanswered,
            "late": unanswered if event.is_past_answer_by() else 0,
            "page_obj": page,
            "rows": [(row, *tag_of(row)) for row in page],
            "words": words,
            "state": state,
        },
    )


def tag_of(invitation: Invitation) -> tuple[str, str]:
    """The state in words, and the colour of its tag. Whoever is silent when the day is over gave no answer."""
    return name_of(State(invitation.state), invitation.event), COLOURS.get(State(invitation.state), "")


def name_of(state: State, event: Event) -> str:
    return _("No answer") if state == State.SENT and event.is_over else str(state.label)


def _tabs(event: Event, numbers: dict[str, int], current: str) -> list[tuple[str, str, int, bool]]:
    """Of each state there is: its value, its name, how many there are, whether it is shown."""
    each = [
        (str(state), name_of(state, event), numbers.get(state, 0), state == current)
        for state in State
        if numbers.get(state) or state == current
    ]
    return [("", _("All"), sum(numbers.values()), not current), *each]


def holding(rows: QuerySet[Invitation], words: str, *, addresses: bool) -> QuerySet[Invitation]:
    """The rows that hold each word in a name or an organisation; in an address too for who may see addresses."""
    for word in search_key(words).split():
        holds = Q(person__search_text__contains=word) | Q(organisation_text__icontains=word)
        if addresses:
            holds |= Q(person__email__contains=word) | Q(letters_to__email__contains=word)
        rows = rows.filter(holds)
    return rows

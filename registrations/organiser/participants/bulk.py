"""The same for several participants at once, and who came, marked by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import TextChoices
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.actors import Actor
from events.models import Event
from events.organiser.team import TeamRequest, editable_event, editors_post
from events.refusals import Over, Refused
from events.transactions import in_transaction
from registrations import places
from registrations.actions import by_hand, manage, presence
from registrations.actions.details import Way
from registrations.models import Participation
from registrations.organiser.participants.pages import editable_registration
from registrations.organiser.participants.preview import would_write

MOST = 200


class Do(TextChoices):
    """What can be done for several. What writes letters asks once more."""

    CAME = "came", gettext_lazy("Came")
    ABSENT = "absent", gettext_lazy("Did not come")
    ONLINE = "online", gettext_lazy("Move to the web")
    CANCEL = "cancel", gettext_lazy("Cancel the places")


ASKING = (Do.ONLINE, Do.CANCEL)


class BulkForm(forms.Form):
    """The rows ticked, what to do, and whether the page that asks has been read."""

    do = forms.ChoiceField(choices=Do)
    notify = forms.BooleanField(
        label=gettext_lazy("Write to the participants about this"), required=False, initial=True
    )
    sure = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.ticked = data.getlist("rows")

    def rows(self, event: Event) -> list[Participation]:
        """The rows that exist, at most MOST; what is no id is left out."""
        ids = [each for each in map(_uuid, self.ticked[:MOST]) if each]
        rows = Participation.objects.whole().filter(uuid__in=ids, registration__event=event)
        return list(rows.filter(registration__erased_at=None).order_by("registration__sort_key", "pk"))


class NoPlace(Refused):
    sentence = gettext_lazy("This person has no place here any more.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were done, and why others were not."""

    done: int
    refused: list[str]


@editors_post()
def act(request: TeamRequest, slug: str) -> HttpResponse:
    """Do it, or for a cancellation ask first; then back to the table as it was."""
    event = editable_event(request.actor, slug)
    form = BulkForm(request.POST)
    rows = form.rows(event) if form.is_valid() else []
    if not rows:
        messages.error(request, _("Tick the participants first, then choose what to do."))
        return _back(request, event)
    do, notify = Do(form.cleaned_data["do"]), form.cleaned_data["notify"]
    if do in ASKING and not form.cleaned_data["sure"]:
        drafts = would_write(event, lambda: for_all(request.actor, rows, do, notify=True))
        asking = {
            "event": event,
            "rows": rows,
            "form": BulkForm(QueryDict("notify=on")),
            "drafts": drafts,
            "back": _next(request, event),
        }
        return render(request, "organiser/participants/ask_first.html", asking | {"do": do})
    _tell(request, for_all(request.actor, form.rows(event), do, notify=notify))
    return _back(request, event)


@in_transaction
def for_all(actor: Actor, rows: Sequence[Participation], do: Do, *, notify: bool) -> Outcome:
    """One transaction; whoever it cannot be done for is left as they are, and counted."""
    deeds: dict[Do, Callable[[Participation], object]] = {
        Do.CAME: lambda part: presence.mark(actor, part),
        Do.ABSENT: lambda part: presence.unmark(actor, part),
        Do.ONLINE: lambda part: _to_web(actor, part, notify=notify),
        Do.CANCEL: lambda part: manage.leave(actor, part.registration, session=part.session, notify=notify),
    }
    places.lock({part.session_id for part in rows})
    done, refused = 0, []
    for part in sorted(rows, key=_waits_first) if do == Do.ONLINE else rows:
        try:
            deeds[do](part)
            done += 1
        except Refused as no:
            refused.append(f"{part.registration.person.name}: {no}")
    return Outcome(done, refused)


def _waits_first(part: Participation) -> bool:
    """Whoever waits leaves the line before somebody else's place comes free: else it would be handed to them first."""
    return part.waits_for is None


def _to_web(actor: Actor, part: Participation, *, notify: bool) -> None:
    """Whoever has a place in the room or waits for one; a cancellation is not taken back by the way."""
    if not part.is_live:
        raise NoPlace
    if part.session.is_over:
        raise Over
    by_hand.put(actor, part.registration, by_hand.Seat(part.session, Way.ONLINE), notify=notify)


@editors_post()
def mark(request: TeamRequest, uuid: UUID, session_uuid: UUID) -> HttpResponse:
    """One participant came, or with `absent` did not after all."""
    registration = editable_registration(request, uuid)
    part = get_object_or_404(registration.participations.whole(), session__uuid=session_uuid)
    do = Do.ABSENT if "absent" in request.POST else Do.CAME
    _tell(request, for_all(request.actor, [part], do, notify=False))
    return redirect("desk_participant", uuid=uuid)


def _tell(request: TeamRequest, outcome: Outcome) -> None:
    if outcome.done:
        said = ngettext("Done for %(number)d participant.", "Done for %(number)d participants.", outcome.done)
        messages.success(request, said % {"number": outcome.done})
    for why in outcome.refused[:5]:
        messages.error(request, why)
    if len(outcome.refused) > 5:
        number = len(outcome.refused) - 5
        said = ngettext("And %(number)d more.", "And %(number)d more.", number)
        messages.error(request, said % {"number": number})


def _next(request: TeamRequest, event: Event) -> str:
    """The table as it was filtered; nowhere else."""
    table, asked = reverse("desk_participants", args=[event.slug]), request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if own and asked.startswith(table) else table


def _back(request: TeamRequest, event: Event) -> HttpResponse:
    return redirect(_next(request, event))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Those who have not answered: who is asked again and how the letter reads, who is left out and why; one press sends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Event, Job
from events.organiser.team import TeamRequest, editable_event, editors_only
from registrations.actions.invite import FIRST, next_letters
from registrations.actions.sent_out import SILENT, send_out
from registrations.letters import Letter, letter_for
from registrations.models import Invitation
from registrations.organiser.invitations.drafts import language_of, submission_of
from registrations.outbox.posting import about_invitation
from registrations.silent import Why, due, looked_at

MOST_NAMES = 200
WHY: dict[int, str | Promise] = {
    Why.NO_ADDRESS: gettext_lazy("No e-mail address"),
    Why.UNWANTED: gettext_lazy("Has asked not to be written to"),
    Why.FAILED: gettext_lazy("Delivery failed"),
    Why.RECENT: gettext_lazy("Written to within the last three days"),
}


@dataclass(slots=True)
class LeftOut:
    """Some for one reason: how many, and the first of them."""

    why: str
    number: int
    rows: list[Invitation] = field(default_factory=list)

    @property
    def unnamed(self) -> int:
        return self.number - len(self.rows)


@editors_only()
def remind(request: TeamRequest, slug: str) -> HttpResponse:
    """Show what would leave, one letter for each language as an example; POST sends it all."""
    event = editable_event(request.actor, slug)
    if request.method == "POST":
        return _send(request, event)
    first = Coalesce(Min("pk", filter=Q(letters_to=None)), Min("pk"))
    counted = due(event).order_by().values("reader_language").annotate(number=Count("pk"), sample=first)
    found = {row["reader_language"]: row for row in counted}
    languages = [code for code in (*dict(settings.LANGUAGES), "") if code in found]
    left_out = _left_out(event)
    context = {
        "event": event,
        "number": sum(row["number"] for row in found.values()),
        "submission": uuid4(),
        "by_language": [(language_of(code), found[code]["number"]) for code in languages],
        "examples": _examples(languages, [found[code]["sample"] for code in languages]),
        "left_out": left_out,
        "out": sum(each.number for each in left_out),
    }
    return render(request, "organiser/invitations_remind.html", context)


def _send(request: TeamRequest, event: Event) -> HttpResponse:
    sent = send_out(request.actor, event, submission=submission_of(request), whom=SILENT)
    if isinstance(sent, Job):
        return redirect("desk_job", uuid=sent.uuid)
    if sent:
        said = ngettext("%(number)d reminder is on its way.", "%(number)d reminders are on their way.", sent)
        messages.success(request, said % {"number": sent})
    else:
        messages.info(request, _("There was nobody left to remind: nothing was sent now."))
    return redirect("desk_invitations", slug=event.slug)


def _examples(languages: Sequence[str], samples: Sequence[int]) -> list[tuple[str, Letter]]:
    """The letter of one invitation for each language, as it would leave now."""
    wanted = Invitation.objects.filter(pk__in=samples)
    rows, coming = {row.pk: row for row in wanted.whole()}, next_letters(wanted)
    letters = ((rows[pk], coming.get(pk, FIRST)) for pk in samples)
    drawn = [letter_for(about_invitation(row, each.kind, each.number), masked=True) for row, each in letters]
    return list(zip(map(language_of, languages), drawn, strict=True))


def _left_out(event: Event) -> list[LeftOut]:
    """By reason; whoever was written to lately is named last, should not all find room."""
    out = looked_at(event).exclude(left_out=0)
    numbers = dict(out.order_by().values_list("left_out").annotate(Count("pk")))
    found = {why: LeftOut(str(WHY[why]), numbers[why]) for why in sorted(numbers)}
    for row in out.select_related("person").order_by("left_out", "person__sort_key", "pk")[:MOST_NAMES]:
        found[row.left_out].rows.append(row)
    return list(found.values())

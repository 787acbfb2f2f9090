"""The invitations that are still to leave: how many, in which languages, and how they read."""

from collections import Counter
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Job
from events.organiser.team import TeamRequest, editable_event, editors_only
from registrations.actions.invite import FIRST
from registrations.actions.sent_out import drafts_of, send_out
from registrations.letters import letter_for
from registrations.outbox.posting import about_invitation


@editors_only()
def send_drafts(request: TeamRequest, slug: str) -> HttpResponse:
    """Show what would leave, one letter for each language as an example; POST sends it all."""
    event = editable_event(request.actor, slug)
    if request.method == "POST":
        sent = send_out(request.actor, event, submission=submission_of(request))
        if isinstance(sent, Job):
            return redirect("desk_job", uuid=sent.uuid)
        said = ngettext(
            "%(number)d invitation is on its way.", "%(number)d invitations are on their way.", sent
        )
        messages.success(request, said % {"number": sent})
        return redirect("desk_invitations", slug=slug)
    drafts = list(drafts_of(event).whole())
    languages = Counter(row.addressee.language for row in drafts)
    examples = {row.addressee.language: row for row in reversed(drafts)}
    return render(
        request,
        "organiser/invitations_send.html",
        {
            "event": event,
            "number": len(drafts),
            "submission": uuid4(),
            "by_language": [(language_of(code), number) for code, number in sorted(languages.items())],
            "examples": [
                (language_of(code), letter_for(about_invitation(row, FIRST.kind, FIRST.number), masked=True))
                for code, row in sorted(examples.items())
            ],
        },
    )


def submission_of(request: TeamRequest) -> UUID:
    """The form's own; a new one where somebody sends a form without it."""
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid4()


def language_of(code: str) -> str:
    return (
        str(dict(settings.LANGUAGES)[code])
        if code
        else _("Finnish and Swedish, as the language is not known")
    )

"""The invitations that are still to leave: how many, in which languages, and how they read."""

from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.organiser.team import TeamRequest, editable_event, editors_only
from registrations.actions.invite import INVITED, send_all
from registrations.letters import letter_for
from registrations.models import Invitation
from registrations.models.invitation import InvitationQuerySet
from registrations.outbox.posting import about_invitation


@editors_only()
def send_drafts(request: TeamRequest, slug: str) -> HttpResponse:
    """Show what would leave, one letter for each language as an example; POST sends it all."""
    event = editable_event(request.actor, slug)
    if request.method == "POST":
        sent = send_all(request.actor, drafts_of(event))
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
            "by_language": [(_language(code), number) for code, number in sorted(languages.items())],
            "examples": [
                (_language(code), letter_for(about_invitation(row, INVITED, 0), masked=True))
                for code, row in sorted(examples.items())
            ],
        },
    )


def drafts_of(event: Event) -> InvitationQuerySet:
    """Those with somebody to write to."""
    has_address = Q(letters_to__email__isnull=False) | Q(letters_to=None, person__email__isnull=False)
    return Invitation.objects.filter(has_address, event=event, state=Invitation.State.DRAFT)


def _language(code: str) -> str:
    return (
        str(dict(settings.LANGUAGES)[code])
        if code
        else _("Finnish and Swedish, as the language is not known")
    )

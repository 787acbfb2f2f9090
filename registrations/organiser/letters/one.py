"""One letter: what became of it, and its words with every token as '…'."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from events.organiser.team import TeamRequest, editable_event, editors_post, editors_read
from events.refusals import Refused
from registrations.actions.resend import send_again
from registrations.letters import Letter, letter_for
from registrations.models import OutgoingMail
from registrations.organiser.letters.delivery import story_of
from registrations.organiser.letters.listing import letters_of


@editors_read()
def letter(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    event = editable_event(request.actor, slug)
    mail = get_object_or_404(
        letters_of(event).select_related("recipient__organiser", "invitation"), uuid=uuid
    )
    context = {
        "event": event,
        "mail": mail,
        "story": story_of(mail),
        "letter": _as_it_reads(mail),
        "under_way": mail.state in OutgoingMail.UNDER_WAY,
    }
    return render(request, "organiser/letter.html", context)


@editors_post()
def send_letter(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    event = editable_event(request.actor, slug)
    mail = get_object_or_404(letters_of(event), uuid=uuid)
    try:
        send_again(request.actor, mail)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The letter is on its way."))
    return redirect("desk_letter", slug=slug, uuid=uuid)


def _as_it_reads(mail: OutgoingMail) -> Letter | None:
    """None where what it told of is there no more: the substitute of an answer that was changed since."""
    try:
        return letter_for(mail, masked=True)
    except ObjectDoesNotExist:
        return None

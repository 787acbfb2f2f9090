"""One invitation: what stands in it, its letter as it goes, and what can be done with it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from events.models import Event
from events.organiser.team import TeamRequest, editable_event, editors_only, editors_post, editors_read
from events.refusals import Refused
from registrations.actions import amend
from registrations.actions.invite import FIRST, UNANSWERED, next_letters
from registrations.letters import letter_for
from registrations.models import Invitation
from registrations.organiser.invitations.forms import AddressForm, InviteeForm
from registrations.organiser.invitations.listing import ON_WEB, tag_of
from registrations.organiser.letters.delivery import story_of
from registrations.outbox.posting import about_invitation


@editors_read()
def invitation(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    row = row_of(editable_event(request.actor, slug), uuid)
    return _page(request, row)


@editors_only()
def new(request: TeamRequest, slug: str) -> HttpResponse:
    """Write a draft. Nothing is sent yet."""
    event = editable_event(request.actor, slug)
    form = InviteeForm(request.POST if request.method == "POST" else None, event=event)
    return _write(request, event, None, form, lambda: amend.draft(request.actor, event, form.invitee()))


@editors_only()
def edit(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Put a draft right; what has left is not written anew."""
    event = editable_event(request.actor, slug)
    row = row_of(event, uuid)
    if row.state != Invitation.State.DRAFT:
        return redirect("desk_invitation", slug=slug, uuid=uuid)
    form = InviteeForm(request.POST if request.method == "POST" else None, event=event, invitation=row)
    return _write(request, event, row, form, lambda: amend.amend(request.actor, row, form.invitee()))


@editors_post()
def send_one(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Send, or send again; to another address if another is given. `letter` tells one press from the next."""
    row = row_of(editable_event(request.actor, slug), uuid)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        sent = amend.send_to(request.actor, row, **form.cleaned_data)
    except Refused as refused:
        form.add_error("email", str(refused))
        return _page(request, row, form, status=422)
    if sent:
        messages.success(request, _("The invitation is on its way."))
    else:
        messages.info(request, _("This letter had already been sent: nothing was sent now."))
    return redirect("desk_invitation", slug=slug, uuid=uuid)


@editors_post()
def withdraw(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    row = row_of(editable_event(request.actor, slug), uuid)
    try:
        amend.withdraw(request.actor, row)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation is taken back. Nobody was written to."))
    return redirect("desk_invitation", slug=slug, uuid=uuid)


def row_of(event: Event, uuid: UUID) -> Invitation:
    """The invitation, with whoever comes instead, or for whom it stands in; else 404."""
    rows = Invitation.objects.whole().select_related("substitute__person", "substitute_for__person")
    row = get_object_or_404(rows.annotate(on_web=ON_WEB), event=event, uuid=uuid)
    row.event = event
    return row


def can_be_answered(row: Invitation) -> bool:
    """Whether it still opens something: a part that is to come and takes place."""
    if row.state == Invitation.State.EXPIRED or row.person.erased_at:
        return False
    sessions = [opened.session for opened in row.opens.select_related("session__event")]
    return any(not session.is_over and not session.is_cancelled for session in sessions)


def _page(
    request: TeamRequest, row: Invitation, form: AddressForm | None = None, status: int = 200
) -> HttpResponse:
    open_ = row.state in UNANSWERED and not row.person.erased_at
    coming = next_letters(Invitation.objects.filter(pk=row.pk)).get(row.pk, FIRST)
    letters = list(row.letters.select_related("recipient").order_by("-pk"))
    name, colour = tag_of(row)
    context = {
        "event": row.event,
        "invitation": row,
        "state": name,
        "colour": colour,
        "form": form or AddressForm(initial={"email": row.addressee.email, "letter": coming.number}),
        "open": open_,
        "sessions": [opened.session for opened in row.opens.select_related("session")],
        "letters": [(mail, story_of(mail)) for mail in letters],
        "left_at": max((mail.sent_at for mail in letters if mail.sent_at), default=None),
        "may_answer": can_be_answered(row),
        "may_see_all": row.person.organiser_id in request.actor.administers and not row.person.erased_at,
        "letter": letter_for(about_invitation(row, coming.kind, coming.number), masked=True)
        if open_
        else None,
    }
    return render(request, "organiser/invitation.html", context, status=status)


def _write(
    request: TeamRequest,
    event: Event,
    row: Invitation | None,
    form: InviteeForm,
    act: Callable[[], Invitation],
) -> HttpResponse:
    if form.is_valid():
        try:
            written = act()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The invitation is saved as a draft. Nothing is sent yet."))
            return redirect("desk_invitation", slug=event.slug, uuid=written.uuid)
    page = {"event": event, "invitation": row, "form": form}
    return render(request, "organiser/invitation_form.html", page, status=422 if form.errors else 200)

"""Invite from a list: the event, whom of the list and to what; one click makes the drafts."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Job, Session
from events.organiser import pasted
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editors_only, own_events
from events.refusals import Refused
from registrations.actions.from_list import Choice, InTheArchive, invite_from
from registrations.models import ContactList, Invitation
from registrations.organiser.lists.found import event_asked, list_of
from registrations.organiser.lists.invite_form import InviteForm, Preview

MOST_EVENTS = 200


@editors_only()
def desk_list_invite(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """`?event=` names where to; without it one is chosen. Nothing is written before the button that says so."""
    contact_list, event = list_of(request.actor, uuid), event_asked(request)
    if contact_list.archived_at:
        messages.error(request, str(InTheArchive()))
        return redirect("desk_list", uuid=uuid)
    if event is None or event.organiser_id != contact_list.organiser_id:
        return _choose(request, contact_list)
    if made := pasted.made_before(request):
        return _on_to(made)
    form = InviteForm(posted(request), event=event, initial={"submission": uuid4()})
    preview = Preview(event, contact_list, form, request.POST.get("page", "1")[:9])
    wanted = request.method == "POST" and form.is_valid() and "create" in request.POST
    if wanted and (job := _made(request, event, preview)):
        return _on_to(job)
    preview.write_down()
    page = {"list": contact_list, "event": event, "form": form, "preview": preview, "here": "lists"}
    status = 422 if form.errors else 200
    return render(request, "organiser/lists/invite.html", page, status=status)


def _made(request: TeamRequest, event: Event, preview: Preview) -> Job | None:
    """The job; or none, and the form says why."""
    form = preview.form
    chosen = preview.chosen
    if form.cleaned_data["seen"] != preview.stamp:
        form.add_error(None, _("Something has changed since the preview. Look at it once more."))
        return None
    if not chosen:
        form.add_error(None, _("Nobody is ticked."))
        return None
    choice = Choice(preview.contact_list, tuple(chosen), form.chosen_sessions())
    try:
        job = invite_from(request.actor, event, choice, submission=form.cleaned_data["submission"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    if job.state == Job.State.DONE:
        number = Invitation.objects.filter(event=event, state=Invitation.State.DRAFT).count()
        words = ngettext(
            "The drafts are made; there is %(number)d to be sent. Nobody has been written to.",
            "The drafts are made; there are %(number)d to be sent. Nobody has been written to.",
            number,
        )
        messages.success(request, words % {"number": number})
    return job


def _on_to(job: Job) -> HttpResponseRedirect:
    if job.state != Job.State.DONE:
        return redirect("desk_job", uuid=job.uuid)
    return HttpResponseRedirect(job.result)


def _choose(request: TeamRequest, contact_list: ContactList) -> HttpResponse:
    """The coming events of the list's organiser that have a part by invitation."""
    rows = own_events(request.actor).editable_by(request.actor).upcoming()
    parts = {
        "sessions__admission": Session.Admission.INVITATION,
        "sessions__status": Session.Status.SCHEDULED,
    }
    found = rows.filter(organiser=contact_list.organiser_id, **parts).distinct().order_by("date", "pk")
    page: dict[str, Any] = {"list": contact_list, "events": found[:MOST_EVENTS], "here": "lists"}
    return render(request, "organiser/lists/choose_event.html", page)

"""People invited from a table: the box, what was understood of it, and the one click that makes the drafts."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Job
from events.organiser import pasted
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editable_event, editors_only
from events.refusals import Refused
from registrations.actions import imported
from registrations.invitees.reading import PEOPLE
from registrations.models import Invitation
from registrations.organiser.invitations.import_form import ImportForm
from registrations.organiser.invitations.import_preview import Preview
from registrations.organiser.tables import fill_from_file


@editors_only()
def import_invitations(request: TeamRequest, slug: str) -> HttpResponse:
    """Nothing is written before the button that says so; what it makes is what was shown."""
    event = editable_event(request.actor, slug)
    if made := pasted.made_before(request):
        return _on_to(request, event, made)
    form = ImportForm(posted(request), request.FILES, event=event, initial=_initial(request, event))
    if pasted.left_out(request):
        form.add_error("file", str(PEOPLE.too_much))
    if request.method != "POST" or not form.by_invitation or not form.is_valid():
        return _page(request, event, form)
    chosen = fill_from_file(request, form)
    if chosen or form.errors:
        return _page(request, event, form, **chosen)
    return _answer(request, event, form)


def _answer(request: TeamRequest, event: Event, form: ImportForm) -> HttpResponse:
    """The drafts, if they are wanted and still what was shown; else the preview."""
    preview = Preview(request.actor, event, form.table(), request.POST.get("page", "1")[:9])
    if "create" in request.POST and not preview.problems:
        if form.cleaned_data["seen"] == preview.stamp:
            try:
                return _on_to(request, event, _make(request, event, form), new=True)
            except Refused as refused:
                form.add_error(None, str(refused))
        else:
            form.add_error(None, _("Something has changed since the preview. Look at it once more."))
    form.fill(seen=preview.stamp)
    pasted.mark(form, ["lines"] if preview.problems else [])
    return _page(request, event, form, preview=preview)


def _make(request: TeamRequest, event: Event, form: ImportForm) -> Job:
    again = form.cleaned_data["again"]
    mended = (
        Job.objects.visible_to(request.actor).filter(uuid=again, kind=Job.Kind.IMPORT_INVITATIONS).first()
    )
    return imported.take_in(
        request.actor, event, form.table(), submission=form.cleaned_data["submission"], mended=mended
    )


def _on_to(request: TeamRequest, event: Event, job: Job, *, new: bool = False) -> HttpResponseRedirect:
    if job.state != Job.State.DONE:
        return redirect("desk_job", uuid=job.uuid)
    if new:
        number = Invitation.objects.filter(event=event, state=Invitation.State.DRAFT).count()
        words = ngettext(
            "The drafts are made; there is %(number)d to be sent. Nobody has been written to.",
            "The drafts are made; there are %(number)d to be sent. Nobody has been written to.",
            number,
        )
        messages.success(request, words % {"number": number})
    return HttpResponseRedirect(job.result)


def _initial(request: TeamRequest, event: Event) -> dict[str, Any]:
    """An empty box; or what was asked for in a job that came to nothing, to be mended."""
    job = pasted.mended(request, Job.Kind.IMPORT_INVITATIONS)
    if job is None or job.wanted.get("event") != event.pk:
        return {"submission": uuid4()}
    chosen = imported.invited_parts(event, job.wanted["sessions"])
    sessions = [str(session.uuid) for session in chosen]
    return {"submission": uuid4(), "again": job.uuid, "lines": job.wanted["text"], "sessions": sessions}


def _page(request: TeamRequest, event: Event, form: ImportForm, **page: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request, "organiser/invitations_import.html", {"event": event, "form": form, **page}, status=status
    )

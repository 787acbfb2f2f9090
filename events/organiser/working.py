"""Long work, watched: how far it is, the way to end it, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import work
from events.models import Job
from events.organiser.team import TeamRequest, editors_post, editors_read

_CANCELLED = {
    Job.Kind.SEND_INVITATIONS: gettext_lazy(
        "It will be cancelled. The letters that have been sent stay sent."
    ),
    Job.Kind.IMPORT_CONTACTS: gettext_lazy(
        "It will be cancelled. Whoever was new on the list goes away again; what was put right stays."
    ),
}


@editors_read()
def desk_job(request: TeamRequest, uuid: UUID) -> HttpResponse:
    return _shown(request, uuid, "organiser/job.html")


@editors_read()
def desk_job_state(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """The piece that changes, for the page that watches."""
    return _shown(request, uuid, "organiser/parts/job_state.html")


@editors_post()
def desk_job_cancel(request: TeamRequest, uuid: UUID) -> HttpResponse:
    job = _job(request, uuid)
    if work.cancel(request.actor, job):
        usual = _("It will be cancelled. What has been made so far goes away again.")
        messages.success(request, _CANCELLED.get(Job.Kind(job.kind), usual))
    return redirect("desk_job", uuid=uuid)


def _shown(request: TeamRequest, uuid: UUID, template: str) -> HttpResponse:
    job = _job(request, uuid)
    mend = job.wanted.get("mend", "")
    again = f"{mend}?again={job.uuid}" if mend else ""
    return render(request, template, {"job": job, "again": again, "here": "desk"})


def _job(request: TeamRequest, uuid: UUID) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.actor).select_related("organiser"), uuid=uuid)

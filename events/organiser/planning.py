"""A tour from a memo: the boxes, what was understood of them, and the one click that makes it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.actions import planned
from events.memo.bounds import TOUR
from events.memo.mistakes import Unreadable
from events.memo.paper import Paper, Read
from events.models import Event, Job, Organiser
from events.organiser import pasted
from events.organiser.editing import posted
from events.organiser.plan_form import PlanForm
from events.organiser.plan_preview import Preview
from events.organiser.team import TeamRequest, editors_only
from events.refusals import Refused


@editors_only(foreign_editor=200, host=404)
def desk_plan(request: TeamRequest) -> HttpResponse:
    """Nothing is written before the button that says so; what it makes is what was shown."""
    if not request.actor.begins_for:
        raise Http404
    if made := pasted.made_before(request):
        return _on_to(made)
    form = _form(request)
    if pasted.left_out(request):
        form.add_error("file", str(TOUR.too_much))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    try:
        found = pasted.sheets(request, form, TOUR)
    except Unreadable as unreadable:
        form.add_error("file", str(unreadable))
        return _page(request, form)
    if len(found) > 1:
        return _page(request, form, sheets=found, kept=pasted.kept(found))
    paper = form.paper(timezone.localdate())
    if found:
        form.fill(lines=found[0].text)
        paper = Paper(found[0].text, paper.days, paper.today, paper.year)
    return _answer(request, form, paper)


def _answer(request: TeamRequest, form: PlanForm, paper: Paper) -> HttpResponse:
    """The tour, if it is wanted and still what was shown; else the preview."""
    read = paper.read()
    preview = Preview(form, read, Event.objects.visible_to(request.actor))
    if "create" in request.POST and not preview.problems:
        if form.cleaned_data["seen"] == preview.stamp:
            try:
                return _on_to(_make(request, form, paper, read), request)
            except Refused as refused:
                form.add_error(None, str(refused))
        else:
            form.add_error(None, _("Something has changed since the preview. Look at it once more."))
    form.fill(seen=preview.stamp)
    pasted.mark(form, [problem.box.removeprefix("id_") for problem in preview.problems])
    return _page(request, form, preview=preview)


def _make(request: TeamRequest, form: PlanForm, paper: Paper, read: Read) -> Job:
    given = form.cleaned_data
    return planned.make(
        request.actor, given["organiser"], submission=given["submission"], names=form.names, paper=paper, plan=read.plan
    )  # fmt: skip


def _on_to(job: Job, request: TeamRequest | None = None) -> HttpResponseRedirect:
    if job.state != Job.State.DONE:
        return redirect("desk_job", uuid=job.uuid)
    if request:
        words = ngettext(
            "The tour is made, with one stop. Only your team sees it before it is published.",
            "The tour is made, with %(stops)d stops. Only your team sees it before it is published.",
            job.total,
        )
        messages.success(request, words % {"stops": job.total})
    return HttpResponseRedirect(job.result)


def _form(request: TeamRequest) -> PlanForm:
    organisers = Organiser.objects.filter(pk__in=request.actor.begins_for)
    initial = {"submission": uuid4(), **_asked_before(request)}
    return PlanForm(posted(request), request.FILES, organisers=organisers, initial=initial)


def _asked_before(request: TeamRequest) -> dict[str, Any]:
    """What was asked for in a job that came to nothing, to be mended."""
    job = pasted.mended(request, Job.Kind.PLAN_TOUR)
    if job is None:
        return {}
    paper, names = job.wanted["paper"], {name: job.wanted[name] for name in ("title", "short_title")}
    days = {f"day_{code}": text for code, text in paper["days"].items()}
    return {**names, **days, "lines": paper["lines"], "year": paper["year"]}


def _page(request: TeamRequest, form: PlanForm, **page: Any) -> HttpResponse:
    return render(request, "organiser/plan.html", {"form": form, "here": "desk", **page})

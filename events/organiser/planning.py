"""A tour from a memo: the boxes, what was understood of them, and the one click that makes it."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import work
from events.actions import planned
from events.memo import filed
from events.memo.filed import Sheet
from events.memo.mistakes import Unreadable
from events.memo.paper import Paper, Read
from events.models import Job, Organiser
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
    if made := _made_before(request):
        return _on_to(made)
    form = _form(request)
    if _left_out(request):
        form.add_error("file", _("This is far more than a tour. Keep the table of stops only."))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    try:
        found = _sheets(request, form)
    except Unreadable as unreadable:
        form.add_error("file", str(unreadable))
        return _page(request, form)
    if len(found) > 1:
        return _page(request, form, sheets=found, kept=json.dumps([[each.name, each.text] for each in found]))
    paper = form.paper(timezone.localdate())
    if found:
        form.fill(lines=found[0].text)
        paper = Paper(found[0].text, paper.days, paper.today, paper.year)
    return _answer(request, form, paper)


def _answer(request: TeamRequest, form: PlanForm, paper: Paper) -> HttpResponse:
    """The tour, if it is wanted and still what was shown; else the preview."""
    read = paper.read()
    preview = Preview(form, read)
    if "create" in request.POST and not preview.problems:
        if form.cleaned_data["seen"] == preview.stamp:
            try:
                return _on_to(_make(request, form, paper, read), request)
            except Refused as refused:
                form.add_error(None, str(refused))
        else:
            form.add_error(None, _("Something has changed since the preview. Look at it once more."))
    form.fill(seen=preview.stamp)
    return _page(request, form, preview=preview)


def _make(request: TeamRequest, form: PlanForm, paper: Paper, read: Read) -> Job:
    given = form.cleaned_data
    return planned.make(
        request.actor, given["organiser"], submission=given["submission"], names=form.names, paper=paper, plan=read.plan
    )  # fmt: skip


def _made_before(request: TeamRequest) -> Job | None:
    """The job of this form, if it was sent already: a double click, or a way back."""
    if "create" not in request.POST:
        return None
    try:
        return work.known(request.actor, UUID(request.POST.get("submission", "")))
    except ValueError:
        return None


def _on_to(job: Job, request: TeamRequest | None = None) -> HttpResponseRedirect:
    if job.state != Job.State.DONE:
        return redirect("desk_job", uuid=job.uuid)
    if request:
        words = ngettext(
            "The tour is made, with one stop. Nobody else sees it before it is published.",
            "The tour is made, with %(stops)d stops. Nobody else sees it before it is published.",
            job.total,
        )
        messages.success(request, words % {"stops": job.total})
    return HttpResponseRedirect(job.result)


def _form(request: TeamRequest) -> PlanForm:
    organisers = Organiser.objects.filter(pk__in=request.actor.begins_for)
    initial = {"submission": uuid4(), **_asked_before(request)}
    return PlanForm(posted(request), request.FILES, organisers=organisers, initial=initial)


def _left_out(request: TeamRequest) -> bool:
    """Whether a file came along that is larger than what the server takes in."""
    sent = request.headers.get("Content-Length", "")
    large = sent.isdecimal() and int(sent) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    return large and request.method == "POST" and not request.FILES


def _asked_before(request: TeamRequest) -> dict[str, Any]:
    """What was asked for in a job that came to nothing, to be mended."""
    try:
        key = UUID(request.GET.get("again", ""))
    except ValueError:
        return {}
    job = Job.objects.visible_to(request.actor).filter(uuid=key, kind=Job.Kind.PLAN_TOUR).first()
    if job is None or not job.wanted:
        return {}
    paper, names = job.wanted["paper"], {name: job.wanted[name] for name in ("title", "short_title")}
    days = {f"day_{code}": text for code, text in paper["days"].items()}
    return {**names, **days, "lines": paper["lines"], "year": paper["year"]}


def _sheets(request: TeamRequest, form: PlanForm) -> list[Sheet]:
    """The tables of the file that was sent, or the one that was chosen of them. Raises Unreadable."""
    if file := form.cleaned_data["file"]:
        return filed.sheets(file.read())
    if "sheet" in request.POST:
        return list(_chosen(form, request.POST["sheet"], request.POST.get("sheets", "")))
    return []


def _chosen(form: PlanForm, number: str, kept: str) -> Iterator[Sheet]:
    """The table goes through what the box asks of every text: it comes from the page, and may be anything."""
    try:
        name, text = json.loads(kept)[int(number)]
        sent = str(text).encode(errors="replace").decode()
        yield Sheet(str(name), form.fields["lines"].clean(sent))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Unreadable(_("Choose the file once more.")) from error
    except ValidationError as error:
        raise Unreadable(" ".join(error.messages)) from error


def _page(request: TeamRequest, form: PlanForm, **page: Any) -> HttpResponse:
    return render(request, "organiser/plan.html", {"form": form, "here": "desk", **page})

"""People put on a list from a table: the box, what was understood of it, and the one click that does it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from events.models import Job
from events.organiser import pasted
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editors_only
from events.refusals import Refused
from registrations.actions import listed
from registrations.invitees.reading import PEOPLE
from registrations.models import ContactList
from registrations.organiser.lists.forms import AddressesForm
from registrations.organiser.lists.found import list_of
from registrations.organiser.lists.import_preview import Preview
from registrations.organiser.tables import fill_from_file


@editors_only()
def desk_list_import(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Nothing is written before the button that says so; what it writes is what was shown."""
    contact_list = list_of(request.actor, uuid)
    if made := pasted.made_before(request):
        return _on_to(request, made)
    form = AddressesForm(posted(request), request.FILES, initial=_initial(request, contact_list))
    if pasted.left_out(request):
        form.add_error("file", str(PEOPLE.too_much))
    if request.method != "POST" or not form.is_valid():
        return _page(request, contact_list, form)
    chosen = fill_from_file(request, form)
    if chosen or form.errors:
        return _page(request, contact_list, form, **chosen)
    return _answer(request, contact_list, form)


def _answer(request: TeamRequest, contact_list: ContactList, form: AddressesForm) -> HttpResponse:
    """Done, if it is wanted and still what was shown; else the preview."""
    preview = Preview(contact_list, form.table(), request.POST.get("page", "1")[:9])
    if "create" in request.POST and not preview.problems:
        if form.cleaned_data["seen"] == preview.stamp:
            try:
                return _on_to(request, _make(request, contact_list, form), new=True)
            except Refused as refused:
                form.add_error(None, str(refused))
        else:
            form.add_error(None, _("Something has changed since the preview. Look at it once more."))
    form.fill(seen=preview.stamp)
    pasted.mark(form, ["lines"] if preview.problems else [])
    return _page(request, contact_list, form, preview=preview)


def _make(request: TeamRequest, contact_list: ContactList, form: AddressesForm) -> Job:
    again = form.cleaned_data["again"]
    mine = Job.objects.visible_to(request.actor)
    mended = mine.filter(uuid=again, kind=Job.Kind.IMPORT_CONTACTS).first()
    return listed.take_in(
        request.actor,
        contact_list,
        form.table(),
        submission=form.cleaned_data["submission"],
        mended=mended,
    )


def _on_to(request: TeamRequest, job: Job, *, new: bool = False) -> HttpResponseRedirect:
    if job.state != Job.State.DONE:
        return redirect("desk_job", uuid=job.uuid)
    if new:
        messages.success(request, _("The people are on the list. Nobody has been written to."))
    return HttpResponseRedirect(job.result)


def _initial(request: TeamRequest, contact_list: ContactList) -> dict[str, Any]:
    """An empty box; or what was asked for in a job that came to nothing, to be mended."""
    job = pasted.mended(request, Job.Kind.IMPORT_CONTACTS)
    if job is None or job.wanted.get("list") != contact_list.pk:
        return {"submission": uuid4()}
    asked = {name: job.wanted[name] for name in ("source", "dated")}
    return {"submission": uuid4(), "again": job.uuid, "lines": job.wanted["text"], **asked}


def _page(request: TeamRequest, contact_list: ContactList, form: AddressesForm, **page: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"list": contact_list, "form": form, "here": "lists", **page}
    return render(request, "organiser/lists/import.html", context, status=status)

"""A person who asks what is held about them, or wants it erased: for those who look after the whole organiser."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import log
from events.export import download
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, admins_only, admins_read
from registrations.actions.forget import forget
from registrations.actions.quiet import write_again, write_no_more
from registrations.attendance.sheet import NotTypeset
from registrations.forms.registration import LineField
from registrations.models import Participation, Person
from registrations.organiser.held import documents_with, read_by
from venues.text import fold
from webcast.models import AudienceQuestion
from webcast.organiser.person.held import held_about
from webcast.organiser.person.paper import as_pdf


@admins_read()
def person(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """All of it on one page."""
    row = _own(request, uuid)
    return render(request, "webcast/desk/held.html", {"person": row, "parts": held_about(row)})


@admins_read()
def copy(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """The same as PDF, in the person's language: it is for them."""
    row = _own(request, uuid)
    try:
        with translation.override(row.language or settings.LANGUAGE_CODE):
            pdf = as_pdf(row)
    except NotTypeset as refused:
        messages.error(request, str(refused))
        return redirect("desk_person", uuid=uuid)
    log.write(request.actor, "take copy", row, row.organiser_id)
    return download(pdf, name=f"person-{row.uuid}.pdf", content_type="application/pdf")


@admins_only()
def letters(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Say what it means that nothing more is written, then do it; or begin again."""
    row = _own(request, uuid)
    if request.method == "POST" and request.POST.get("again"):
        write_again(request.actor, row)
        messages.success(request, _("Letters to them begin again."))
        return redirect("desk_person", uuid=uuid)
    if request.method == "POST":
        write_no_more(request.actor, row)
        messages.success(request, _("Nothing more is written to them."))
        return redirect("desk_person", uuid=uuid)
    return render(request, "webcast/desk/quiet.html", {"person": row})


class EraseForm(forms.Form):
    """There is no way back, so the name is written once more."""

    name = LineField(label=gettext_lazy("Write the person's name"), max_length=150)

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        super().__init__(data)
        self.person = person

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if fold(name) != fold(self.person.name):
            raise forms.ValidationError(_("This is not the name of the person."))
        return name


@admins_only()
def erase(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Say what it means, then do it."""
    row = _own(request, uuid)
    form = EraseForm(posted(request), person=row)
    if form.is_valid():
        forget(request.actor, row)
        messages.success(request, _("The person is erased. The numbers stay."))
        return redirect("desk")
    live = Participation.objects.live().filter(registration__person=row, registration__cancelled_at=None)
    coming = [part for part in live.select_related("session__event") if not part.session.is_over]
    read = read_by(row, event__date__gte=timezone.localdate()).count()
    asked = AudienceQuestion.objects.filter(participation__registration__person=row).exists()
    context = {
        "person": row,
        "form": form,
        "coming": coming,
        "reads_for": read,
        "asked": asked,
        "documents": documents_with(row),
    }
    return render(request, "webcast/desk/erase.html", context, status=422 if form.errors else 200)


def _own(request: TeamRequest, uuid: UUID) -> Person:
    people = Person.objects.filter(organiser__in=request.actor.administers, erased_at=None)
    return get_object_or_404(people.select_related("organiser"), uuid=uuid)

"""Reach as a file: a table, or a report of one page. Every file is logged, with its purpose."""

import tempfile
from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import log
from events.export import XLSX_TYPE, csv_lines, download, write_xlsx
from events.models import Event, Tour
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editors_only
from registrations.attendance.sheet import NotTypeset
from registrations.organiser.participants.purpose import WITHIN, Purpose
from registrations.organiser.reach.pages import tour_with_places
from registrations.reach import report, table
from registrations.reach.coverage import coverage_of

TYPES = {"pdf": "application/pdf", "xlsx": XLSX_TYPE, "csv": "text/csv; charset=utf-8"}


class FileForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=[
            ("pdf", gettext_lazy("Report of one page (PDF)")),
            ("xlsx", gettext_lazy("Excel (XLSX)")),
            ("csv", gettext_lazy("Table (CSV)")),
        ],
        widget=forms.RadioSelect,
        initial="pdf",
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is the file for?"),
        choices=WITHIN,
        widget=forms.RadioSelect,
        initial=Purpose.REPORT,
        help_text=gettext_lazy("Written into the log with your name. The file holds numbers and no names."),
    )


@editors_only(host=200)
def take(request: TeamRequest, slug: str) -> HttpResponse:
    """Ask what for; then the file. It tells of the stops that the reader may change."""
    tour, seen = tour_with_places(request.actor, slug)
    own = set(Event.objects.editable_by(request.actor).filter(tour=tour).values_list("pk", flat=True))
    stops = [stop for stop in seen if stop.pk in own]
    if not stops:
        raise Http404
    form = FileForm(posted(request), initial={"language": request.actor.user.language})
    if form.is_bound and form.is_valid():
        try:
            return _file(request, tour, stops, **form.cleaned_data)
        except NotTypeset as refused:
            messages.error(request, str(refused))
            return redirect("desk_tour_reach", slug=tour.slug)
    return render(request, "organiser/reach/file.html", {"tour": tour, "form": form, "here": "desk"})


def _file(
    request: TeamRequest, tour: Tour, stops: Sequence[Event], *, kind: str, language: str, purpose: str
) -> HttpResponse:
    with translation.override(language):
        coverage = coverage_of(tour, stops)
        if kind == "pdf":
            content = report.as_pdf(tour, stops, coverage)
        else:
            rows = table.rows_of(coverage)
            content = b"".join(csv_lines(rows)) if kind == "csv" else _as_xlsx(rows)
    log.write(
        request.actor,
        "export",
        tour,
        tour.organiser_id,
        format=kind,
        count=table.length(coverage),
        purpose=purpose,
    )
    return download(content, name=f"reach-{tour.slug}-{language}.{kind}", content_type=TYPES[kind])


def _as_xlsx(rows: Sequence[table.Line]) -> bytes:
    with tempfile.TemporaryFile() as out:
        write_xlsx(out, _("Reach"), rows)
        out.seek(0)
        return out.read()

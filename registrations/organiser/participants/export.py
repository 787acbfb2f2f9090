"""The table as a file: what the filters leave, in the columns chosen. Every file is logged, with its purpose."""

import datetime
import functools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import log
from events.export import Cell, csv_lines, write_xlsx
from events.models import Event, Session
from events.organiser.team import TeamRequest, editable_event, editors_only
from registrations.models import Question
from registrations.organiser.participants.columns import ALIASES, FIELDS, Names
from registrations.organiser.participants.export_form import TYPES, ExportForm
from registrations.organiser.participants.filters import FilterForm
from registrations.organiser.participants.listing import counted, few_of, rows_of
from registrations.organiser.participants.pages import sessions_of
from registrations.organiser.participants.purpose import Purpose

CHUNK = 2000


@editors_only()
def export(request: TeamRequest, slug: str) -> HttpResponseBase:
    """Ask what for; then the file."""
    event = editable_event(request.actor, slug)
    sessions, language = sessions_of(event), get_language() or "fi"
    questions = list(Question.objects.at([event]))
    asked = FilterForm(request.GET, sessions=sessions, language=language, questions=questions)
    form = ExportForm(request.POST if request.method == "POST" else None, purposes=Purpose)
    if form.is_valid():
        if for_others := form.cleaned_data["purpose"] == Purpose.OTHERS:
            asked.narrow_to_the_list_of_others()
        rows = table(event, sessions, asked, language, each_once=for_others)
        return _file(request, event, rows, **form.cleaned_data)
    context = {"event": event, "form": form, "number": counted(few_of(event, sessions, asked))}
    return render(request, "organiser/participants/export.html", context)


def table(
    event: Event, sessions: list[Session], asked: FilterForm, language: str, *, each_once: bool = False
) -> Iterator[Sequence[Cell]]:
    """The heading and the rows, read a chunk at a time; `each_once`: whoever comes to two sessions is one row."""
    columns = asked.shown
    yield (_("Name"), *(column.heading for column in columns))
    names, cells, written = Names(sessions, language), [column.cell for column in columns], set[int]()
    few = few_of(event, sessions, asked) if asked.words else None
    found = rows_of(event, asked, few)
    rows = found.annotate(**ALIASES).values_list(*FIELDS, named=True).iterator(CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        names.hear(chunk, columns)
        for row in chunk:
            if not each_once or row.registration_id not in written:
                yield (row.of_name, *(_on_the_wall(cell(row, names), names) for cell in cells))
            if each_once:
                written.add(row.registration_id)


def _on_the_wall(cell: str | datetime.datetime | None, names: Names) -> Cell:
    return cell.astimezone(names.zone).replace(tzinfo=None) if isinstance(cell, datetime.datetime) else cell


def _file(
    request: TeamRequest, event: Event, rows: Iterable[Sequence[Cell]], *, kind: str, purpose: str
) -> FileResponse:
    """Written to disk row by row and sent from there: memory stays flat, and nothing is sent half."""
    out, counted = tempfile.TemporaryFile(), _Counted(rows)  # noqa: SIM115  # the response closes it
    write = functools.partial(write_xlsx, name=_("Participants")) if kind == "xlsx" else _write_csv
    write(out, rows=counted)
    number = counted.number - 1
    log.write(request.actor, "export", event, event.organiser_id, format=kind, count=number, purpose=purpose)
    out.seek(0)
    return FileResponse(
        out,
        as_attachment=True,
        filename=f"participants-{event.slug}.{kind}",
        content_type=TYPES[kind],
        headers={"Cache-Control": "private, no-store"},
    )


def _write_csv(out: IO[bytes], rows: Iterable[Sequence[Cell]]) -> None:
    out.writelines(csv_lines(rows))


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self.rows:
            self.number += 1
            yield row

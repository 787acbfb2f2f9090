"""A list as a file, with headings that the import reads again. Every file is logged, with its purpose."""

import io
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.export import Cell, csv_lines, download, write_xlsx
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editors_only
from registrations.models import ContactList
from registrations.organiser.held import source_of
from registrations.organiser.lists.found import list_of
from registrations.organiser.participants.export_form import TYPES, ExportForm
from registrations.organiser.participants.purpose import ListPurpose


@editors_only()
def desk_list_export(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Ask what for; then the file."""
    contact_list = list_of(request.actor, uuid)
    form = ExportForm(posted(request), purposes=ListPurpose)
    if form.is_valid():
        return _file(request, contact_list, **form.cleaned_data)
    page = {"list": contact_list, "form": form, "number": contact_list.entries.count(), "here": "lists"}
    return render(request, "organiser/lists/export.html", page)


def table(contact_list: ContactList) -> Iterator[Sequence[Cell]]:
    """The heading and the rows."""
    languages = dict(settings.LANGUAGES)
    yield (
        *(_("Name"), _("E-mail"), _("Organisation"), _("Job title"), _("Language")),
        *(_("Letters to"), _("Secretary"), _("Where the address is from"), _("Address of")),
        *(_("Stays on the list until"), _("Wants no letters since")),
    )
    for entry in contact_list.entries.whole().sorted():
        person, reader = entry.person, entry.letters_to
        yield (
            *(person.name, person.email or "", entry.organisation_text, entry.job_title),
            _(str(languages[person.language])) if person.language else "",
            *((reader.email or "", reader.name) if reader else ("", "")),
            *(source_of(entry), entry.dated.isoformat(), entry.kept_until.isoformat()),
            timezone.localdate(person.do_not_write_at).isoformat() if person.do_not_write_at else "",
        )


def _file(request: TeamRequest, contact_list: ContactList, *, kind: str, purpose: str) -> HttpResponse:
    rows = list(table(contact_list))
    facts = {"format": kind, "count": len(rows) - 1, "purpose": purpose}
    log.write(request.actor, "export", contact_list, contact_list.organiser_id, **facts)
    if kind == "csv":
        content = b"".join(csv_lines(rows))
    else:
        out = io.BytesIO()
        write_xlsx(out, contact_list.name, rows)
        content = out.getvalue()
    return download(content, name=f"contact-list.{kind}", content_type=TYPES[kind])

"""The attendance list: on screen for the whole team, as a file for its editors. Every file is logged."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy

from events import log
from events.export import XLSX_TYPE, download
from events.models import Session
from events.models.session import Mode
from events.organiser.team import (
    TeamRequest,
    desk,
    editable_session,
    editors_read,
    may_edit,
    own_session,
)
from registrations.attendance.rows import Row, count, rows_of
from registrations.attendance.sheet import NotTypeset, as_pdf
from registrations.attendance.table import as_csv, as_xlsx
from registrations.organiser.participants.purpose import WITHIN

PER_PAGE = 250


class PurposeForm(forms.Form):
    """Why the names leave the house."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What is the list for?"),
        choices=WITHIN,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Written into the log with your name. Delete the file when it has served."),
    )


@desk()
def attendance(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = own_session(request.actor, uuid)
    everybody, mode = rows_of(request.actor, session), _mode(request)
    shown = [row for row in everybody if row.mode == mode] if mode else everybody
    return render(
        request,
        "attendance/list.html",
        {
            "session": session,
            "counts": count(everybody),
            "total": len(everybody),
            "tabs": _tabs(everybody, mode),
            "mode": mode,
            "page_obj": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
            "may_edit": may_edit(request.actor, session.event),
            "languages_known": settings.LANGUAGES,
            "languages_usual": _usual(request, session),
        },
    )


@editors_read()
def attendance_csv(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    form = PurposeForm(request.GET if "purpose" in request.GET else None)
    if not form.is_valid():
        return _ask(request, session, form)
    rows = _exported(request, session, "csv", purpose=form.cleaned_data["purpose"])
    return download(as_csv(rows), name=_name(session, "csv"), content_type="text/csv; charset=utf-8")


@editors_read()
def attendance_xlsx(request: TeamRequest, uuid: UUID) -> HttpResponse:
    session = editable_session(request.actor, uuid)
    form = PurposeForm(request.GET if "purpose" in request.GET else None)
    if not form.is_valid():
        return _ask(request, session, form)
    rows = _exported(request, session, "xlsx", purpose=form.cleaned_data["purpose"])
    return download(as_xlsx(rows), name=_name(session, "xlsx"), content_type=XLSX_TYPE)


@editors_read()
def attendance_pdf(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """The sheet to sign, which lies at the door; `?languages=` once or more, else the languages of the event."""
    session = editable_session(request.actor, uuid)
    known = dict(settings.LANGUAGES)
    asked = [code for code in dict.fromkeys(request.GET.getlist("languages")) if code in known]
    languages = asked or _usual(request, session)
    with translation.override(languages[0]):
        rows = _exported(request, session, "pdf")
    try:
        pdf = as_pdf(session, rows, languages)
    except NotTypeset as refused:
        messages.error(request, str(refused))
        return redirect("desk_attendance", uuid=session.uuid)
    return download(pdf, name=_name(session, "pdf"), content_type="application/pdf")


def _ask(request: TeamRequest, session: Session, form: PurposeForm) -> HttpResponse:
    """What for? Then the same address, with the answer, gives the file."""
    return render(
        request, "attendance/purpose.html", {"session": session, "form": form, "mode": _mode(request)}
    )


def _exported(request: TeamRequest, session: Session, kind: str, **chosen: str) -> list[Row]:
    """The rows that leave the house, with the log entry that says so, and the purpose where one was chosen."""
    rows = rows_of(request.actor, session, _mode(request))
    organiser = session.event.organiser_id
    log.write(request.actor, "export", session, organiser, format=kind, count=len(rows), **chosen)
    return rows


def _mode(request: TeamRequest) -> str:
    mode = request.GET.get("mode", "")
    return mode if mode in Mode.values else ""


def _tabs(rows: Sequence[Row], current: str) -> list[tuple[str, str, int, bool]]:
    """Of each way of taking part: its value, its name, how many there are, whether it is shown."""
    modes = [(mode.value, str(mode.label), sum(row.mode == mode for row in rows)) for mode in Mode]
    return [(value, name, number, value == current) for value, name, number in modes]


def _usual(request: TeamRequest, session: Session) -> list[str]:
    known = dict(settings.LANGUAGES)
    return [code for code in session.event.languages if code in known] or [request.actor.user.language]


def _name(session: Session, kind: str) -> str:
    """ASCII, and a name that tells two sessions of a day apart: attendance-lape-2027-vaasa-1300.csv."""
    start = f"-{session.starts_at.astimezone(session.zone):%H%M}" if session.starts_at else ""
    return f"attendance-{session.event.slug}{start}.{kind}"

"""Frozen attendance lists: the versions for the whole team, freezing and the files for its editors. Each file is logged."""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import log
from events.export import download
from events.models import Session
from events.organiser.editing import posted
from events.organiser.fields import DayField
from events.organiser.forms import case_number
from events.organiser.submissions import submission_of
from events.organiser.team import TeamRequest, desk, editable_session, editors_read, may_edit, own_session
from events.refusals import Refused
from events.when import day
from registrations.actions.freeze import Why, freeze, refuse_too_early_or_late
from registrations.attendance.frozen.content import content_of
from registrations.attendance.frozen.files import name_of
from registrations.attendance.frozen.words import numbers, stated
from registrations.attendance.rows import parts_of
from registrations.models import FrozenFile, FrozenList
from registrations.models.frozen_list import lists_kept_until
from venues.text import clean_line

TYPES = {FrozenFile.Kind.PDF: "application/pdf", FrozenFile.Kind.JSON: "application/json"}


class FreezeForm(forms.Form):
    """What the document is for, under which number, and until when it stays here."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What is the document for?"),
        choices=FrozenList.Purpose,
        widget=forms.RadioSelect,
        initial=FrozenList.Purpose.ARCHIVE,
    )
    case_number = case_number()
    kept_until = DayField(label=gettext_lazy("Kept here until"))

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = lists_kept_until(session.event)
        self.initial = {"case_number": session.event.filed_under, "kept_until": self.latest, **self.initial}
        self.fields["case_number"].help_text = _("It stands on the document.")
        self.fields["kept_until"].help_text = _(
            "At most until %(day)s, which is what the privacy notice tells the participants. Take the files into your "
            "archive before that."
        ) % {"day": day(self.latest)}

    def clean_case_number(self) -> str:
        return clean_line(self.cleaned_data["case_number"])

    def clean_kept_until(self) -> datetime.date:
        until: datetime.date = self.cleaned_data["kept_until"]
        if not timezone.localdate() <= until <= self.latest:
            raise forms.ValidationError(_("Choose a day from today to %(day)s.") % {"day": day(self.latest)})
        return until

    def why(self) -> Why:
        return Why(**self.cleaned_data)


@dataclass(frozen=True, slots=True)
class Version:
    """A version as the page tells it. `same`: whether the data now says what it says."""

    row: FrozenList
    frozen: str
    differences: str
    same: bool
    files: list[tuple[FrozenFile, str]]


@desk(("GET", "HEAD", "POST"))
def frozen(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """The versions, what has changed since, how to check a file; for editors the next version."""
    if request.method == "POST":
        session = editable_session(request.actor, uuid)
        form = FreezeForm(posted(request), session=session)
        if form.is_valid() and (row := _frozen(request, session, form)):
            messages.success(request, _("Version %(number)d is frozen.") % {"number": row.number})
            return redirect("desk_frozen", uuid=uuid)
        return _page(request, session, form)
    session = own_session(request.actor, uuid)
    return _page(request, session, FreezeForm(session=session))


@editors_read()
def frozen_pdf(request: TeamRequest, uuid: UUID, version: UUID) -> HttpResponse:
    return _taken(request, uuid, version, FrozenFile.Kind.PDF)


@editors_read()
def frozen_json(request: TeamRequest, uuid: UUID, version: UUID) -> HttpResponse:
    return _taken(request, uuid, version, FrozenFile.Kind.JSON)


def _frozen(request: TeamRequest, session: Session, form: FreezeForm) -> FrozenList | None:
    try:
        return freeze(request.actor, session, why=form.why(), submission=submission_of(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _page(request: TeamRequest, session: Session, form: FreezeForm) -> HttpResponse:
    context = {
        "session": session,
        "versions": _versions(request, session),
        "form": form,
        "submission": submission_of(request) if request.method == "POST" else uuid4(),
        "may_edit": may_edit(request.actor, session.event),
        "not_now": _not_now(session),
    }
    return render(request, "attendance/frozen.html", context, status=422 if form.errors else 200)


def _not_now(session: Session) -> str:
    try:
        refuse_too_early_or_late(session)
    except Refused as refused:
        return str(refused)
    return ""


def _versions(request: TeamRequest, session: Session) -> list[Version]:
    """The latest first; in as many statements for one as for ten, and without the bytes."""
    rows = list(session.frozen_lists.select_related("frozen_by"))
    files = FrozenFile.objects.filter(frozen_list__in=rows).defer("content")
    by_list: dict[int, list[FrozenFile]] = {}
    for file in files:
        by_list.setdefault(file.frozen_list_id, []).append(file)
    parts = parts_of(request.actor, session) if rows else []
    return [
        Version(
            row=row,
            frozen=stated(row.frozen_at, session.zone),
            differences=numbers(row),
            same=content_of(session, parts, row.case_number).digest == row.content_digest,
            files=[(file, name_of(session, row.number, file.kind)) for file in by_list.get(row.pk, [])],
        )
        for row in rows
    ]


def _taken(request: TeamRequest, uuid: UUID, version: UUID, kind: FrozenFile.Kind) -> HttpResponse:
    """The bytes as they were stored, or 404 when their lifetime is over."""
    session = editable_session(request.actor, uuid)
    row = get_object_or_404(FrozenList.objects.kept().filter(session=session), uuid=version)
    file = get_object_or_404(FrozenFile, frozen_list=row, kind=kind)
    if not file.is_whole:
        messages.error(
            request,
            _(
                "The stored file does not agree with its checksum, so it is not handed out. Tell whoever runs Kiertue."
            ),
        )
        return redirect("desk_frozen", uuid=uuid)
    organiser = session.event.organiser_id
    log.write(
        request.actor,
        "take frozen list",
        row,
        organiser,
        format=kind.value,
        count=row.people,
        number=row.number,
    )
    content = bytes(file.content or b"")
    return download(content, name=name_of(session, row.number, kind), content_type=TYPES[kind])

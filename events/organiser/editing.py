"""A form over one row, and the page that shows and saves it. Two editors at once never overwrite each other unseen."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from events import stamps
from events.organiser import versions
from events.organiser.fields import SpokenField
from events.organiser.team import TeamRequest
from events.refusals import Changed, Refused


class EditForm(forms.Form):
    """`columns` are those of the row that it shows; `seen` is what stood in them when the page was made."""

    columns: tuple[str, ...] = ()
    seen = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, row: Model, required: Iterable[str] = (), now: bool = False
    ) -> None:
        """`required`: languages that publication needs; `now`, that the row is published."""
        super().__init__(data)
        self.row = row
        self.initial = {**self.read(row), "seen": stamps.seen_in(row, self.columns)}
        for field in self.fields.values():
            if isinstance(field, SpokenField):
                field.ask_for(required, now=now)

    def read(self, row: Model) -> dict[str, Any]:
        """What the fields show of the row."""
        return stamps.values_of(row, self.columns)

    @property
    def facts(self) -> dict[str, Any]:
        """The columns as they were written."""
        return {name: _plain(self.cleaned_data.get(name)) for name in self.columns}

    @property
    def stamp(self) -> stamps.Seen:
        """What the editor saw, and which of two versions they have chosen."""
        data: Any = self.data
        mine, theirs = versions.chosen(data)
        return stamps.read(self.cleaned_data.get("seen", ""), mine, theirs)

    def stays(self, request: TeamRequest) -> str:
        """What is to be said when somebody else has changed parts meanwhile that this editor has not, else nothing."""
        seen, stored = self.stamp, stamps.parts_of(self.read(self.row))
        wanted = stamps.parts_of(self.facts)
        parts = [
            part
            for part in wanted
            if part not in seen.theirs
            and stamps.short(wanted[part]) != stamps.short(stored.get(part, ""))
            and stamps.keeps(seen, part, stored.get(part, ""), wanted[part])
        ]
        return versions.stays(request, self, self.row, parts) if parts else ""

    def both(self, parts: Iterable[str]) -> list[versions.Version]:
        """Of each part that two have changed what is stored now and what was written."""
        now = self.row._meta.model._default_manager.get(pk=self.row.pk)
        stored, written = stamps.parts_of(self.read(now)), stamps.parts_of(self.facts)
        return [versions.of(self, part, stored.get(part, ""), written[part]) for part in parts]


def posted(request: TeamRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def answer(
    request: TeamRequest,
    template: str,
    form: EditForm | forms.Form,
    act: Callable[[], str],
    done: str | Promise,
    **page: Any,
) -> HttpResponse:
    """Show the form; or act, say that it is `done` and go where `act` says. A refusal stands in the form.

    What two have changed is shown in both versions, to choose from: 409.
    """
    if request.method == "POST" and form.is_valid():
        stays = form.stays(request) if isinstance(form, EditForm) else ""
        try:
            goal = act()
        except Changed as changed:
            if not isinstance(form, EditForm):
                raise
            return versions.page(
                request, page, form.both(changed.parts), versions.last(request.actor, form.row, changed.parts)
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(done))
            if stays:
                messages.info(request, stays)
            return redirect(goal)
    return render(request, template, {**page, "form": form})


def _plain(value: Any) -> Any:
    return sorted(value, key=lambda row: row.pk) if isinstance(value, QuerySet) else value

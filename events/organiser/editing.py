"""A form over one row, and the page that shows and saves it. Two editors at once never overwrite each other unseen."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events import stamps, when
from events.organiser.fields import NAMES, SpokenField
from events.organiser.team import TeamRequest
from events.refusals import Changed, Refused

CONFLICT = 409


class EditForm(forms.Form):
    """`columns` are those of the row that it shows; `seen` is their stamp when the page was made."""

    columns: tuple[str, ...] = ()
    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, row: Model, required: Iterable[str] = (), now: bool = False
    ) -> None:
        """`required`: languages that publication needs; `now`, that the row is published."""
        super().__init__(data)
        self.row = row
        self.initial = {**self.read(row), "seen": stamps.of(row, self.columns)}
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
    def stamp(self) -> str:
        seen: str = self.cleaned_data.get("seen", "")
        return seen

    def show_both(self, changed: Changed) -> None:
        """Beside each differing value the one that is stored now; to save once more is to know both."""
        now = self.row._meta.model._default_manager.get(pk=self.row.pk)
        written, stored = self.cleaned_data.copy(), self.read(now)
        self.add_error(None, str(changed))
        for name, value in stored.items():
            if stamps.of_values([_plain(written.get(name))]) != stamps.of_values([value]):
                shown = _shown(_news(value, written.get(name)), self.fields[name])
                self.add_error(name, _("Stored now: %(value)s") % {"value": shown})
        given: Any = self.data
        again = given.copy()
        again["seen"] = stamps.of(now, self.columns)
        self.data = again


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
    """Show the form; or act, say that it is `done` and go where `act` says. A refusal stands in the form."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            goal = act()
        except Changed as changed:
            if not isinstance(form, EditForm):
                raise
            form.show_both(changed)
            status = CONFLICT
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(done))
            return redirect(goal)
    return render(request, template, {**page, "form": form}, status=status)


def _plain(value: Any) -> Any:
    return sorted(value, key=lambda row: row.pk) if isinstance(value, QuerySet) else value


def _news(stored: Any, written: Any) -> Any:
    """Of a text in several languages, those in which the two differ."""
    now, mine = (getattr(text, "data", text) or {} for text in (stored, written))
    if not isinstance(now, dict) or not isinstance(mine, dict):
        return stored
    return {code: now.get(code) or "–" for code in {**now, **mine} if now.get(code) != mine.get(code)}


def _shown(value: Any, field: forms.Field) -> str:
    """A stored value in words."""
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return "; ".join(f"{NAMES.get(code, code)}: {text}" for code, text in data.items())
    choices = dict(getattr(field, "choices", ())) if not isinstance(data, Model) else {}
    if isinstance(data, list):
        return ", ".join(str(choices.get(each, each)) for each in data) or "–"
    if isinstance(data, bool):
        return _("yes") if data else _("no")
    if isinstance(data, datetime.datetime):
        return when.moment(data)
    return str(choices.get(data, data)) if data not in (None, "") else "–"

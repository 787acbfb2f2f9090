"""The boxes of a memo: what the tour is called, its days and places, its day."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.actions.planned import Names
from events.memo.paper import Paper
from events.memo.programme import MOST_CHARACTERS
from events.models import Organiser
from events.organiser.fields import NAMES
from events.organiser.forms import NewTourForm
from events.organiser.pasted import TableFile

MOST_LINES = 500_000
"""Characters: more than MOST_ROWS rows of the widest table."""
_YEARS = (2000, 2099)


class PlanForm(NewTourForm):
    """A file takes the place of what is in the box. `submission` is the form's own, however often it is sent."""

    lines = forms.CharField(
        label=_("Days and places"),
        max_length=MOST_LINES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        help_text=_(
            "One stop on a line, as in a release: 16.6. Vaasa, University of Vaasa (bilingual). A table copied from a "
            "spreadsheet will do as well: day, city, place, language."
        ),
    )
    file = TableFile()
    year = forms.IntegerField(
        label=_("Year"),
        min_value=_YEARS[0],
        max_value=_YEARS[1],
        required=False,
        help_text=_("Empty means: each day is the next one to come."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, files: Any, *, organisers: Iterable[Organiser], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, organisers=organisers)
        self.files = files
        self.initial = {**self.initial, **initial}
        self.fields["lines"].required = not self.files.get("file")
        required = self._required()
        for name in ("title", "short_title"):
            field: Any = self.fields[name]
            field.ask_for(required, now=False)
        for code in _in_readers_order(required):
            self.fields[f"day_{code}"] = _day(code)
        self.needed = [f"day_{code}" for code in required]

    def _required(self) -> list[str]:
        """The languages of the chosen organiser."""
        field: Any = self.fields["organiser"]
        chosen = field.queryset.filter(
            slug=str(self["organiser"].value() or "")[:50].replace("\x00", "")
        ).first()
        languages: list[str] = (chosen or field.queryset[0]).required_languages
        return languages

    @property
    def days(self) -> Iterator[BoundField]:
        """The boxes of the day, one for each language."""
        return (self[name] for name in self.fields if name.startswith("day_"))

    @property
    def names(self) -> Names:
        return Names(self.cleaned_data["title"].data, self.cleaned_data["short_title"].data)

    def paper(self, today: datetime.date) -> Paper:
        days = {code: self.cleaned_data[f"day_{code}"] for code in NAMES}
        written = {code: text for code, text in days.items() if text.strip()}
        return Paper(self.cleaned_data["lines"], written, today, self.cleaned_data["year"])

    def fill(self, **values: str) -> None:
        """Put these into the boxes, whatever was sent."""
        given: Any = self.data
        again = given.copy()
        for name, value in values.items():
            again[name] = value
        self.data = again


def _in_readers_order(required: Iterable[str]) -> list[str]:
    """The reader's own language first, then what the organiser needs, then the others."""
    first = get_language() or "fi"
    return sorted(dict(settings.LANGUAGES), key=lambda code: (code != first, code not in required))


def _day(code: str) -> forms.CharField:
    return forms.CharField(
        label=format_lazy(_("The day in {language}"), language=NAMES[code]),
        max_length=MOST_CHARACTERS,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": code}),
    )

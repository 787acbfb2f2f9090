"""A table of people that comes in with a form: the box, the file that fills it, and the sheet that is chosen."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.memo.mistakes import Unreadable
from events.organiser import pasted
from events.organiser.pasted import TableFile
from events.organiser.team import TeamRequest
from registrations.invitees.reading import PEOPLE, Reading

MOST_KEPT = 2_000_000
"""Characters of all sheets of a file, while one of them is being chosen."""


class TableForm(forms.Form):
    """A file takes the place of what is in the box. `submission` is the form's own, however often it is sent."""

    lines = forms.CharField(
        label=_("The table"),
        max_length=PEOPLE.bytes,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
    )
    file = TableFile()
    submission = forms.UUIDField(widget=forms.HiddenInput)
    again = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, files: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.files = files
        self.fields["lines"].required = not self.files.get("file") and "sheet" not in self.data

    def fill(self, **values: str) -> None:
        """Put these into the boxes, whatever was sent."""
        given: Any = self.data
        again = given.copy()
        for name, value in values.items():
            again[name] = value
        self.data = again


class TableRead:
    """How a table was understood, as far as a page shows it alike whatever the table is for."""

    per_page = 200

    def __init__(self, read: Reading) -> None:
        self.read = read

    @property
    def problems(self) -> list[str]:
        """With one of them nothing can be made."""
        return [str(mistake) for mistake in self.read.mistakes]

    @property
    def ignored(self) -> str:
        return ", ".join(self.read.ignored)


def fill_from_file(request: TeamRequest, form: TableForm) -> dict[str, Any]:
    """Put the form's file into its box; what the page shows where a sheet of it is to be chosen first.

    What cannot be read is an error of the form.
    """
    try:
        found = pasted.sheets(request, form, PEOPLE)
        kept = pasted.kept(found)
        if len(found) > 1 and len(kept) > MOST_KEPT:
            raise Unreadable(PEOPLE.swollen)
    except Unreadable as unreadable:
        form.add_error("file", str(unreadable))
        return {}
    if len(found) > 1:
        return {"sheets": found, "kept": kept}
    if found:
        form.fill(lines=found[0].text)
        form.cleaned_data["lines"] = found[0].text
    return {}

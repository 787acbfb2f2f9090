"""The box for a table of people, the file that fills it, and what they are invited to."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.organiser.pasted import TableFile
from registrations.actions.imported import Table
from registrations.invitees.reading import PEOPLE
from registrations.organiser.invitations.forms import by_invitation, name_of


class ImportForm(forms.Form):
    """A file takes the place of what is in the box. `submission` is the form's own, however often it is sent."""

    sessions = forms.MultipleChoiceField(
        label=_("Invited to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one.")},
    )
    lines = forms.CharField(
        label=_("The table"),
        max_length=PEOPLE.bytes,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        help_text=_(
            "One person on a row, copied from a spreadsheet with its headings: name, e-mail, organisation, job title, "
            "language; if need be also letters to (the secretary's address) and role. The order is free."
        ),
    )
    file = TableFile()
    submission = forms.UUIDField(widget=forms.HiddenInput)
    again = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, files: Any, *, event: Event, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.files = files
        self.by_invitation = by_invitation(event)
        names = [(value, name_of(session)) for value, session in self.by_invitation.items()]
        chosen: Any = self.fields["sessions"]
        chosen.choices = names
        self.initial.setdefault("sessions", list(self.by_invitation))
        self.fields["lines"].required = not self.files.get("file") and "sheet" not in self.data
        if len(names) < 2:
            del self.fields["sessions"]

    def table(self) -> Table:
        chosen = self.cleaned_data.get("sessions", list(self.by_invitation))
        sessions = tuple(self.by_invitation[value] for value in chosen)
        return Table(self.cleaned_data["lines"], sessions)

    def fill(self, **values: str) -> None:
        """Put these into the boxes, whatever was sent."""
        given: Any = self.data
        again = given.copy()
        for name, value in values.items():
            again[name] = value
        self.data = again

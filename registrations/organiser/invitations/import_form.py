"""The box for a table of people, the file that fills it, and what they are invited to."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.actions.imported import Table
from registrations.organiser.invitations.forms import by_invitation, name_of
from registrations.organiser.tables import TableForm


class ImportForm(TableForm):
    """`sessions` is asked only where there is more than one that needs an invitation."""

    field_order = ["sessions"]
    sessions = forms.MultipleChoiceField(
        label=_("Invited to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, data: QueryDict | None, files: Any, *, event: Event, initial: dict[str, Any]) -> None:
        super().__init__(data, files, initial=initial)
        self.by_invitation = by_invitation(event)
        names = [(value, name_of(session)) for value, session in self.by_invitation.items()]
        chosen: Any = self.fields["sessions"]
        chosen.choices = names
        self.initial.setdefault("sessions", list(self.by_invitation))
        self.fields["lines"].help_text = _(
            "One person on a row, copied from a spreadsheet with its headings: name, e-mail, organisation, job title, "
            "language; if need be also letters to (the secretary's address) and role. The order is free."
        )
        if len(names) < 2:
            del self.fields["sessions"]

    def table(self) -> Table:
        chosen = self.cleaned_data.get("sessions", list(self.by_invitation))
        sessions = tuple(self.by_invitation[value] for value in chosen)
        return Table(self.cleaned_data["lines"], sessions)

"""One session, and somebody else from the same address."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events.models import Session
from registrations.actions.details import Details, Way
from registrations.forms.choices import WayField
from registrations.forms.questions import Asked
from registrations.forms.registration import DetailsForm
from registrations.forms.traps import TrappedForm
from registrations.models import Question


class WayForm(forms.Form):
    """How to take part in one session; the present way is chosen."""

    def __init__(self, *args: Any, session: Session, now: Way | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"] = WayField.of(session, initial=now)
        shown = list(self.fields["way"].widget.choices)
        if now and now not in dict(shown):
            self.fields["way"].widget.choices = [(now.value, NOW[now]()), *shown]


NOW = {
    Way.IN_PERSON: lambda: _("In person, as now"),
    Way.ONLINE: lambda: _("Online, as now"),
    Way.QUEUE: lambda: _("In line for the room, as now"),
    Way.QUEUE_AND_ONLINE: lambda: _("Online and in line for the room, as now"),
}


class AnotherForm(TrappedForm, DetailsForm):
    """Somebody else, registered by whoever reads the letters of this address."""

    field_order = ["way"]

    def __init__(
        self, *args: Any, session: Session, questions: Sequence[Question] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["way"] = WayField.of(session)
        self.order_fields(self.field_order)
        self.asked = Asked(self, questions)

    def details(self) -> Details:
        return replace(super().details(), replies=self.asked.given())

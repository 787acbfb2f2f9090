"""The registration form: one page, no JavaScript needed."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events import when
from events.models import Event, Session
from events.models.session import Mode
from registrations.actions.details import Choice, Details
from registrations.forms.choices import WayField
from registrations.forms.copied import quickly_copied
from registrations.forms.questions import Asked
from registrations.forms.traps import TrappedForm
from registrations.models import Consent, Question
from registrations.models.person import normal_email
from venues.fields import in_language
from venues.models import Region
from venues.text import clean_line

_ADDRESS_LITERAL = re.compile(r"@\[")


class LineField(forms.CharField):
    """One line of clean text."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(super().to_python(value) or ""))


class EmailField(forms.EmailField):
    """An address as people type it: full-width letters, capitals and spaces around are put right."""

    def __init__(self, **kwargs: Any) -> None:
        shape = gettext_lazy("Write the e-mail address in the form name@example.fi.")
        super().__init__(
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            error_messages={"required": gettext_lazy("Write your e-mail address."), "invalid": shape},
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return normal_email(clean_line(unicodedata.normalize("NFKC", str(value or ""))))

    def clean(self, value: Any) -> str:
        address = str(super().clean(value))
        if _ADDRESS_LITERAL.search(address) or not address.isascii() or len(address.split("@")[0]) > 64:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class RegionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One of the regions, by its name in the reader's language; or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Region.objects.filter(kind=Region.Kind.REGION),
            label=gettext_lazy("Region"),
            empty_label=gettext_lazy("Choose a region"),
            required=False,
            **kwargs,
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> "RegionField":
        """As any field's: the rows are asked each time that they are shown, so the question need not be copied too."""
        copied: RegionField = forms.Field.__deepcopy__(self, memo)
        copied.widget.choices = copied.choices
        return copied

    def label_from_instance(self, region: Any) -> str:
        return in_language(region.name, get_language() or "fi")[0]


class DietField(LineField):
    """What somebody does not eat, for the kitchen; only where food is served."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Diet or allergies"),
            max_length=300,
            required=False,
            help_text=gettext_lazy(
                "Only if you come in person. By writing it you let us tell the kitchen, without your "
                "name. We remove it soon after the day."
            ),
            **kwargs,
        )

    @staticmethod
    def only_with_food(form: forms.Form, events: Iterable[Event]) -> None:
        """Ask nothing that nobody needs to know."""
        if not any(event.serves_food for event in events):
            del form.fields["diet"]


class ConsentsField(forms.MultipleChoiceField):
    """Voluntary, and unticked at first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=Consent.Purpose.choices, widget=forms.CheckboxSelectMultiple, required=False, **kwargs
        )

    @staticmethod
    def only_given(form: forms.Form, name: str, given: Collection[str]) -> None:
        """Offer those that are in force, to be taken back; nothing where none is."""
        field: Any = form.fields[name]
        field.choices = [each for each in Consent.Purpose.choices if each[0] in given]
        if not given:
            del form.fields[name]


class DetailsForm(forms.Form):
    """Who somebody is and where they come from."""

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    organisation_text = LineField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "organisations"}),
        error_messages={
            "required": gettext_lazy("Write your organisation, or tick that you come as a private person.")
        },
    )
    is_private_person = forms.BooleanField(label=gettext_lazy("I come as a private person"), required=False)
    job_title = LineField(
        label=gettext_lazy("Job title or task"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    region = RegionField()
    municipality_text = LineField(label=gettext_lazy("Municipality"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("is_private_person"):
            self.fields["organisation_text"].required = False

    def details(self) -> Details:
        """What was filled in. The language of the page becomes that of the letters."""
        cleaned = self.cleaned_data
        return Details(
            language=(get_language() or "fi")[:2],
            assistant=bool(cleaned.get("assistant")),
            diet=cleaned.get("diet") or "",
            consents=frozenset(cleaned.get("consents") or ()),
            **{name: cleaned[name] for name in DetailsForm.base_fields},
        )


class TellingForm(DetailsForm):
    """Besides who somebody is: what they tell in confidence, and what they agree to."""

    assistant = forms.BooleanField(label=gettext_lazy("A personal assistant comes with me"), required=False)
    diet = DietField()
    consents = ConsentsField(label=gettext_lazy("What may we do besides?"))


@quickly_copied
class RegistrationForm(TrappedForm, TellingForm):
    """Who, and how in which sessions. With several sessions each may be left out, but not all."""

    email = EmailField(
        label=gettext_lazy("E-mail"), help_text=gettext_lazy("We send your confirmation and your links here.")
    )
    field_order = ["name", "email"]

    def __init__(
        self, *args: Any, sessions: Sequence[Session], questions: Sequence[Question] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = Asked(self, questions, {each.event_id: each.event for each in sessions})
        self.sessions = {f"session-{session.uuid}": session for session in sessions}
        DietField.only_with_food(self, (each.event for each in sessions if Mode.IN_PERSON in each.modes))
        several = len(sessions) > 1
        for name, session in self.sessions.items():
            label = {"label": _label_of(session)} if several else {}
            self.fields[name] = WayField.of(session, optional=several, cards=not several, **label)

    def ways(self) -> list[forms.BoundField]:
        return [self[name] for name in self.sessions]

    def clean(self) -> dict[str, Any]:
        self.asked.only_at(
            {each.event_id for name, each in self.sessions.items() if self.cleaned_data.get(name)}
        )
        cleaned = super().clean()
        if len(self.sessions) > 1 and not any(cleaned.get(name) for name in self.sessions):
            self.add_error(next(iter(self.sessions)), _("Choose at least one place or day."))
        return cleaned

    def details(self) -> Details:
        return replace(super().details(), replies=self.asked.given())

    def choices(self) -> list[Choice]:
        """What was chosen, in the order of the page."""
        return [
            Choice(session, self.cleaned_data[name])
            for name, session in self.sessions.items()
            if self.cleaned_data[name]
        ]


def _session_label(session: Session) -> str:
    city = session.event.city
    place = in_language(city, get_language() or "fi")[0] if city else ""
    day = when.day(session.event.date, short=True)
    return " · ".join(part for part in (f"{place} {day}".strip(), when.times(session)) if part)


_label_of = lazy(_session_label, str)
"""Made when it is read: nobody reads it of a form that is as it should be."""

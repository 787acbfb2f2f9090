"""What an organiser fills in for a participant."""

import dataclasses
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from events.models.session import Mode
from registrations.actions.by_hand import BY_HAND, Newcomer, Seat
from registrations.actions.confide import in_force
from registrations.actions.details import Details, Way
from registrations.forms import ConsentsField, DetailsForm, DietField, EmailField
from registrations.models import Registration, SensitiveAnswer
from registrations.models.registration import ON_THE_ROAD
from venues.fields import in_language

WAYS = [(Way.IN_PERSON, _("In the room")), (Way.ONLINE, _("Online")), (Way.QUEUE, _("In line for the room"))]
LANGUAGES = [("", _("Not known: Finnish and Swedish")), *settings.LANGUAGES]


def seated() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("A speaker or somebody of the staff takes a seat"),
        required=False,
        help_text=_("Else they are in the room without one of its places. Everybody else always has one."),
    )


class NotifyForm(forms.Form):
    """A verb that may write to somebody. `notify` is False where there is nobody to write to."""

    notify = forms.BooleanField(label=_("Write to the participant about this"), required=False, initial=True)

    def __init__(self, *args: Any, reachable: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not reachable:
            del self.fields["notify"]
        self.order_fields([name for name in self.fields if name != "notify"])

    @property
    def notify_wanted(self) -> bool:
        return bool(self.cleaned_data.get("notify"))


class SeatForm(NotifyForm):
    """A part of the event, and how."""

    session = forms.ChoiceField(label=_("Session"))
    way = forms.ChoiceField(label=_("How do they take part?"), choices=WAYS, widget=forms.RadioSelect)
    over = forms.ChoiceField(
        label=_("If it is full"),
        choices=[("", _("Keep to the capacity")), *((each.value, each.label) for each in BY_HAND)],
        required=False,
        help_text=_("A place over capacity needs a reason. It is written into the log."),
    )

    def __init__(self, *args: Any, sessions: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(each.uuid): each for each in sessions if not each.is_cancelled}
        self.fields["session"].choices = [(key, _titled(each)) for key, each in self.sessions.items()]  # type: ignore[attr-defined]  # a ChoiceField, as said above
        modes = {mode for each in self.sessions.values() for mode in each.modes}
        self.fields["way"].choices = [(way, label) for way, label in WAYS if way.mode in modes]  # type: ignore[attr-defined]  # a ChoiceField, as said above
        self.order_fields([name for name in self.fields if name != "notify"])

    def seat(self) -> Seat:
        cleaned = self.cleaned_data
        return Seat(self.sessions[cleaned["session"]], Way(cleaned["way"]), cleaned["over"])


class AboutForm(DetailsForm):
    """Who somebody is, as an organiser writes it down; the language is that of the letters."""

    role = forms.ChoiceField(
        label=_("Role"), choices=Registration.Role, initial=Registration.Role.PARTICIPANT
    )
    language = forms.ChoiceField(label=_("Language of the letters"), choices=LANGUAGES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_text"].required = False
        self.fields["is_private_person"].label = _("Comes as a private person")
        for field in self.fields.values():
            field.widget.attrs.pop("autocomplete", None)

    def details(self) -> Details:
        return dataclasses.replace(super().details(), language=self.cleaned_data["language"])


class NeedsForm(AboutForm):
    """Besides that, what they have told an organiser in confidence."""

    assistant = forms.BooleanField(label=_("A personal assistant comes along"), required=False)
    diet = DietField()

    def __init__(self, *args: Any, events: Iterable[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["diet"].help_text = _("The kitchen gets the answers without names.")
        DietField.only_with_food(self, events)


class EditForm(NeedsForm):
    """Somebody who is registered, as they are known now. A consent is only taken back here: giving it is theirs."""

    taken_back = ConsentsField(label=_("Which consents do they take back?"))
    field_order = [*AboutForm.base_fields, "assistant", "diet"]

    def __init__(self, data: QueryDict | None, *, registration: Registration) -> None:
        now: dict[str, Any] = {name: getattr(registration, name, "") for name in AboutForm.base_fields}
        told = dict(registration.sensitive_answers.values_list("kind", "text"))
        now |= {kind: text or True for kind, text in told.items()} | {"name": registration.person.name}
        super().__init__(data, events=[registration.event], initial=now)
        for name in self.fields.keys() & set(SensitiveAnswer.Kind.values):
            self.fields[name].show_hidden_initial = True
        ConsentsField.only_given(self, "taken_back", in_force(registration.person))

    def answers(self) -> dict[str, str | None]:
        """What the editor has changed of it; what the person has told or removed since the page was opened stands."""
        told = self.details().in_confidence(serves_food="diet" in self.fields)
        return {kind: told.get(kind) for kind in SensitiveAnswer.Kind.values if kind in self.changed_data}


class AddForm(SeatForm, NeedsForm):
    """Somebody who has called, written or come by."""

    email = EmailField(label=_("E-mail"), required=False, help_text=_("Without one nobody is written to."))
    read_by_another = forms.BooleanField(
        label=_("Somebody else reads the letters at this address"),
        help_text=_("For example a secretary or a registry."),
        required=False,
    )
    seated = seated()
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ["name", "email", "read_by_another", "session", "way", "over"]

    def __init__(self, *args: Any, sessions: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, sessions=sessions, events=(each.event for each in sessions), **kwargs)
        self.fields["email"].widget.attrs.pop("autocomplete", None)
        self.order_fields(self.field_order)
        self.order_fields([name for name in self.fields if name != "notify"])

    def seat(self) -> Seat:
        """Whoever speaks or belongs to the house has a seat when it is ticked, everybody else always."""
        free = self.cleaned_data["role"] in ON_THE_ROAD and not self.cleaned_data["seated"]
        return dataclasses.replace(super().seat(), unseated=free)

    def newcomer(self) -> Newcomer:
        cleaned = self.cleaned_data
        return Newcomer(self.details(), cleaned["email"], cleaned["read_by_another"], cleaned["role"])


class AddressForm(NotifyForm):
    """Another address for the letters of one registration."""

    email = EmailField(label=_("E-mail"))


def _titled(session: Session) -> str:
    """'Open afternoon: 12 / 80 in the room'."""
    title = in_language(session.short_title, get_language() or "fi")[0]
    if Mode.IN_PERSON not in session.modes:
        return title
    taken, capacity = session.in_person_taken, session.in_person_capacity
    places = f"{taken} / {capacity}" if capacity is not None else str(taken)
    return gettext("%(title)s: %(places)s in the room") % {"title": title, "places": places}

"""One's own details, changed later behind the link in the letter."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from registrations.actions.confide import in_force
from registrations.forms.registration import DetailsForm, DietField, TellingForm
from registrations.models import Registration


class OwnForm(TellingForm):
    """What was told in confidence is not shown, for the link may have been passed on; it is replaced or removed."""

    forget = forms.BooleanField(
        label=gettext_lazy("Remove what I have told in confidence"),
        required=False,
        help_text=gettext_lazy(
            "You have told us of a diet or that an assistant comes. It is not shown here, for a letter with this link "
            "may have been passed on."
        ),
    )

    field_order = [*DetailsForm.base_fields, "assistant", "diet", "forget", "consents"]

    def __init__(self, data: QueryDict | None, *, registration: Registration) -> None:
        now = {name: getattr(registration, name, "") for name in DetailsForm.base_fields}
        person = registration.person
        super().__init__(data, initial=now | {"name": person.name, "consents": in_force(person)})
        DietField.only_with_food(self, [registration.event])
        if not registration.sensitive_answers.exists():
            del self.fields["forget"]
        if registration.cancelled_at or registration.event.is_over:
            for name in ("assistant", "diet"):
                self.fields.pop(name, None)

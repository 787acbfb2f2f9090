"""One's own details, changed later behind the link in the letter."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from registrations.actions.confide import in_force
from registrations.forms.registration import ConsentsField, DetailsForm, DietField, TellingForm
from registrations.models import Consent, Registration


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

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = [*DetailsForm.base_fields, "assistant", "diet", "forget", "consents"]

    def __init__(self, data: QueryDict | None, *, registration: Registration) -> None:
        now = {name: getattr(registration, name, "") for name in DetailsForm.base_fields}
        given = in_force(registration.person)
        now |= {"name": registration.person.name, "consents": given, "shown": " ".join(given)}
        super().__init__(data, initial=now)
        DietField.only_with_food(self, [registration.event])
        if not registration.sensitive_answers.exists():
            del self.fields["forget"]
        if registration.cancelled_at or registration.event.is_over:
            for name in ("assistant", "diet"):
                self.fields.pop(name, None)
        if registration.letters_to_id:  # somebody else follows the link: consents are not theirs to give
            ConsentsField.only_given(self, "consents", given)

    def given(self) -> set[str]:
        return self._chosen - self._shown

    def taken_back(self) -> set[str]:
        """What the page showed as given; a page that is older than the consent says nothing about it."""
        return self._shown - self._chosen

    @property
    def _chosen(self) -> set[str]:
        return set(self.cleaned_data.get("consents") or ())

    @property
    def _shown(self) -> set[str]:
        return set(self.cleaned_data["shown"].split()) & set(Consent.Purpose.values)

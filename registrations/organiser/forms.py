"""What an organiser writes about a phone at a door."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClaimForm(forms.Form):
    """The name by which a phone at a door is known."""

    name = forms.CharField(
        label=_("Name of the door"),
        max_length=60,
        help_text=_("For example “Main entrance”. It is shown on the phone."),
    )

"""What people fill in."""

from registrations.forms.choices import WayField, ways_of
from registrations.forms.registration import (
    ConsentsField,
    DetailsForm,
    DietField,
    EmailField,
    RegistrationForm,
)

__all__ = [
    "ConsentsField",
    "DetailsForm",
    "DietField",
    "EmailField",
    "RegistrationForm",
    "WayField",
    "ways_of",
]

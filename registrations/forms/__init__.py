"""What people fill in."""

from registrations.forms.choices import WayField, ways_of
from registrations.forms.registration import (
    DetailsForm,
    DietField,
    EmailField,
    RegistrationForm,
    TellingForm,
)

__all__ = ["DetailsForm", "DietField", "EmailField", "RegistrationForm", "TellingForm", "WayField", "ways_of"]

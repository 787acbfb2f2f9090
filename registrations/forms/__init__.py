"""What people fill in."""

from registrations.forms.choices import WayField, ways_of
from registrations.forms.registration import DetailsForm, EmailField, RegistrationForm

__all__ = ["DetailsForm", "EmailField", "RegistrationForm", "WayField", "ways_of"]

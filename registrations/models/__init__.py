"""People: invited, registered, waiting, checked in, written to."""

from registrations.models.announcement import Announcement
from registrations.models.checkin import Device, DeviceClaim, Scan
from registrations.models.consent import Consent, SensitiveAnswer
from registrations.models.invitation import Invitation, InvitedSession
from registrations.models.mail import OutgoingMail
from registrations.models.message import Message
from registrations.models.organisation import Organisation, OrganisationAlias
from registrations.models.participation import Participation
from registrations.models.person import Person
from registrations.models.registration import Registration

__all__ = [
    "Announcement",
    "Consent",
    "Device",
    "DeviceClaim",
    "Invitation",
    "InvitedSession",
    "Message",
    "Organisation",
    "OrganisationAlias",
    "OutgoingMail",
    "Participation",
    "Person",
    "Registration",
    "Scan",
    "SensitiveAnswer",
]

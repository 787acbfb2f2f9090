"""People: invited, registered, waiting, checked in, written to."""

from registrations.models.announcement import Announcement
from registrations.models.checkin import Device, DeviceClaim, Scan
from registrations.models.consent import Consent, SensitiveAnswer
from registrations.models.contact_list import ContactList, ListEntry
from registrations.models.frozen_list import FrozenFile, FrozenList
from registrations.models.invitation import Invitation, InvitedSession
from registrations.models.mail import OutgoingMail
from registrations.models.message import Message
from registrations.models.organisation import Organisation, OrganisationAlias
from registrations.models.participation import Participation
from registrations.models.person import Person
from registrations.models.question import Answer, Question
from registrations.models.registration import Registration

__all__ = [
    "Announcement",
    "Answer",
    "Consent",
    "ContactList",
    "Device",
    "DeviceClaim",
    "FrozenFile",
    "FrozenList",
    "Invitation",
    "InvitedSession",
    "ListEntry",
    "Message",
    "Organisation",
    "OrganisationAlias",
    "OutgoingMail",
    "Participation",
    "Person",
    "Question",
    "Registration",
    "Scan",
    "SensitiveAnswer",
]

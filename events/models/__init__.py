"""Organisers and what they organise."""

from events.models.api import ApiToken, IdempotencyKey
from events.models.checklist import ChecklistItem, ChecklistMark
from events.models.contact import Contact, Document
from events.models.event import Event
from events.models.heartbeat import Heartbeat
from events.models.job import Job
from events.models.joining import Joining
from events.models.ledger import ErasureLedger, LogEntry
from events.models.note import Note
from events.models.organiser import Organiser, TeamMember
from events.models.programme_item import ProgrammeItem
from events.models.ratebucket import RateBucket
from events.models.session import Session
from events.models.template import ProgrammeTemplate, SessionTemplate
from events.models.tour import Tour
from events.models.user import User

__all__ = [
    "ApiToken",
    "ChecklistItem",
    "ChecklistMark",
    "Contact",
    "Document",
    "ErasureLedger",
    "Event",
    "Heartbeat",
    "IdempotencyKey",
    "Job",
    "Joining",
    "LogEntry",
    "Note",
    "Organiser",
    "ProgrammeItem",
    "ProgrammeTemplate",
    "RateBucket",
    "Session",
    "SessionTemplate",
    "TeamMember",
    "Tour",
    "User",
]

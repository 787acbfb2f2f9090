"""One person: what they said, their parts, their letters, and what was done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from events.models import LogEntry, Session
from registrations.actions.confide import in_force
from registrations.letters.facts import standing
from registrations.models import Consent, OutgoingMail, Participation, Registration
from registrations.organiser.letters.delivery import story_of
from registrations.organiser.log.sentences import sentence, who
from registrations.questions.asking import heard_from, said
from venues.fields import in_language

LATEST = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the event. `holds`: how they take part, in a sentence."""

    part: Participation
    session: Session
    holds: str

    @property
    def is_live(self) -> bool:
        return self.part.is_live

    @property
    def present(self) -> bool:
        return self.part.attended_at is not None


@dataclass(frozen=True, slots=True)
class Entry:
    at: Any
    what: str
    who: str


def panel_of(registration: Registration, *, editor: bool) -> dict[str, Any]:
    """What the panel shows; in as many statements for one part as for ten."""
    parts = list(registration.participations.whole())
    answers = list(registration.sensitive_answers.all())
    return {
        "registration": registration,
        "person": registration.person,
        "parts": [Part(part, part.session, _holds(part)) for part in parts],
        "region": in_language(registration.region.name, get_language() or "fi")[0]
        if registration.region
        else "",
        "consents": _consents(registration),
        "answers": [str(answer) for answer in answers] if editor else [],
        "hidden_answers": 0 if editor else len(answers),
        "replies": _replies(registration),
        "letters": _letters(registration),
        "entries": _entries(registration, parts),
    }


def _holds(part: Participation) -> str:
    return standing(part) if part.is_live else str(part.get_status_display())


def _replies(registration: Registration) -> list[tuple[Any, str]]:
    """The organiser's questions with what this registration says to them."""
    language = get_language() or "fi"
    return [(question.text, said(question, rows, language)) for question, rows in heard_from(registration)]


def _consents(registration: Registration) -> list[str]:
    labels = dict(Consent.Purpose.choices)
    return [str(labels[purpose]) for purpose in in_force(registration.person)]


def _letters(registration: Registration) -> list[dict[str, Any]]:
    about = Q(participation__registration=registration)
    if registration.invitation_id:
        about |= Q(invitation=registration.invitation_id)
    letters = OutgoingMail.objects.filter(about).select_related("recipient").order_by("-pk")[:LATEST]
    return [
        {"story": story_of(mail), "at": mail.sent_at or mail.created_at, "to": mail.recipient.email or ""}
        for mail in letters
    ]


def _entries(registration: Registration, parts: list[Participation]) -> list[Entry]:
    targets = [registration.uuid, *(part.uuid for part in parts)]
    rows = LogEntry.objects.filter(target_uuid__in=targets).select_related("user").order_by("-pk")[:LATEST]
    return [Entry(row.at, sentence(row), who(row)) for row in rows]

"""What a registration form brings in, checked and clean."""

from dataclasses import dataclass, field
from enum import StrEnum

from events.models import Session
from events.models.session import Mode
from registrations.models import SensitiveAnswer
from registrations.questions.asking import Replies
from venues.models import Region


class Way(StrEnum):
    """How somebody asks to take part. QUEUE_AND_ONLINE: on the web until the room has a place."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    QUEUE = "queue"
    QUEUE_AND_ONLINE = "queue_and_online"

    @property
    def mode(self) -> Mode:
        return Mode.ONLINE if self in (Way.ONLINE, Way.QUEUE_AND_ONLINE) else Mode.IN_PERSON


@dataclass(frozen=True)
class Choice:
    """One session and the way somebody asks to take part in it."""

    session: Session
    way: Way


@dataclass(frozen=True)
class Details:
    """Who registers. `language` is that of the page; letters follow it."""

    name: str
    language: str
    organisation_text: str = ""
    is_private_person: bool = False
    job_title: str = ""
    municipality_text: str = ""
    region: Region | None = None
    assistant: bool = False
    diet: str = ""
    consents: frozenset[str] = frozenset()
    replies: Replies = field(default_factory=dict)

    def in_confidence(self, *, serves_food: bool) -> dict[str, str]:
        """What was told of needs, by kind; of a diet where food is served."""
        return told(assistant=self.assistant, diet=self.diet if serves_food else "")


def told(*, assistant: bool, diet: str) -> dict[str, str]:
    """The sensitive answers that were given, by kind; none for what was left empty."""
    answers: dict[str, str] = {}
    if assistant:
        answers[SensitiveAnswer.Kind.ASSISTANT] = ""
    if diet:
        answers[SensitiveAnswer.Kind.DIET] = diet
    return answers

"""The structure of a letter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """Something to know at a glance. `language` is that of the text where it is not the letter's own."""

    label: str
    text: str
    language: str = ""


@dataclass(frozen=True)
class Action:
    """Something to do: an address and what it is called. A letter has at most one that is `main`."""

    label: str
    url: str
    main: bool = False


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the letter says in one language, in the order of reading. `ticket` is the line above the code.

    `message`: what the organiser wrote with their own hand, each under its label.
    """

    language: str
    subject: str
    headline: str
    lead: tuple[str, ...] = ()
    message: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    ticket: str = ""
    actions: tuple[Action, ...] = ()
    notes: tuple[str, ...] = ()
    sender: str
    contact: str
    privacy: Action


@dataclass(frozen=True)
class Ticket:
    """What opens the door: the text in the QR code (empty when masked), and the code to type."""

    payload: str
    code: str


@dataclass(frozen=True)
class Calendar:
    """An .ics file. With a method it is also a message to the reader's calendar; without, only a file."""

    content: bytes
    method: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter: its words in one language, or in both national ones where the reader's is unknown."""

    words: tuple[Words, ...]
    ticket: Ticket | None = None
    calendar: Calendar | None = None

    @property
    def subject(self) -> str:
        return " / ".join(words.subject for words in self.words)

"""What an organiser has put into the boxes, as text: all that a plan is made of, again and again the same."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from events.memo import plan, programme, reading
from events.memo.plan import Plan
from events.memo.programme import Programme
from events.memo.reading import Memo


@dataclass(frozen=True, slots=True)
class Paper:
    """The lines, and language → the day. `today` is when it was written: a day without a year is the next one then."""

    lines: str
    days: Mapping[str, str]
    today: datetime.date
    year: int | None = None

    def read(self) -> "Read":
        """Two statements. Never raises for what is written."""
        memo = reading.read(self.lines, today=self.today, year=self.year)
        programmes = {language: programme.read(text) for language, text in self.days.items() if text.strip()}
        return Read(memo, programmes, plan.made(memo, programmes, today=self.today))

    def to_json(self) -> dict[str, Any]:
        return {
            "lines": self.lines,
            "days": dict(self.days),
            "today": self.today.isoformat(),
            "year": self.year,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Paper":
        return cls(**{**given, "today": datetime.date.fromisoformat(given["today"])})


@dataclass(frozen=True, slots=True)
class Read:
    """The two boxes as they were understood, and what they are together."""

    memo: Memo = field(default_factory=Memo)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    plan: Plan = field(default_factory=lambda: Plan("fi", (), (), (), ()))

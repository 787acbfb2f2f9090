"""What could not be read, and where: in words that an organiser can act on."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sentence about a row and a column, both counted from 1; 0 is the whole row, or the whole file."""

    sentence: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        """'Row 3, column 2: …', 'Row 3: …', or the sentence alone."""
        if not self.row:
            return self.sentence
        words = {"row": self.row, "column": self.column, "sentence": self.sentence}
        if not self.column:
            return _("Row %(row)d: %(sentence)s") % words
        return _("Row %(row)d, column %(column)d: %(sentence)s") % words


class Unreadable(Exception):
    """A cell, a row or a whole file says nothing that we understand; the sentence tells why."""

    def __init__(self, sentence: str | Promise, row: int = 0, column: int = 0) -> None:
        self.mistake = Mistake(str(sentence), row, column)
        super().__init__(sentence)

    def at(self, row: int, column: int = 0) -> Mistake:
        """The same, said of this place."""
        return Mistake(self.mistake.sentence, row, column)


def shown(text: str) -> str:
    """As much of what was written as a sentence can hold: '31.11.' stays, a page of text is cut."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"

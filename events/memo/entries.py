"""A row of a memo before its parts are understood: what stood where."""

from dataclasses import dataclass, field

MOST_COLUMNS = 30
"""Columns that are looked at."""
PARTS = ("date", "city", "venue", "languages", "timezone")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells as written, counted from 1 as spreadsheets do."""

    row: int
    cells: list[str]

    @property
    def empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Entry:
    """The text of each part of a row, and the column that it stood in; a part that nobody wrote has neither.

    A printed line counts its own parts as columns: day, city, venue, languages.
    """

    row: int
    texts: dict[str, str]
    columns: dict[str, int] = field(default_factory=lambda: {part: at for at, part in enumerate(PARTS, 1)})

    def text(self, part: str) -> str:
        return self.texts.get(part, "")

    def column(self, part: str) -> int:
        return self.columns.get(part, 0)

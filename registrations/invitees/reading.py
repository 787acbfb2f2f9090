"""A table of people read: each row whom to invite, or what is wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.memo.bounds import Bounds
from events.memo.cells import INVISIBLE
from events.memo.entries import Entry, Line
from events.memo.mistakes import Mistake, Unreadable, shown
from registrations.invitees import cells, columns
from registrations.invitees.cells import Address
from venues.text import fold

MOST_MISTAKES = 50
MOST_ROWS = 5_000
PEOPLE = Bounds(
    bytes=2_000_000,
    rows=MOST_ROWS + 1,  # with the heading
    inflated=6_000_000,
    part=2_000_000,
    row=200_000,
    too_much=gettext_lazy("This is more than one list of people. Keep the table with their names only."),
    swollen=gettext_lazy("This workbook holds far more than a list of people. Keep their table only."),
)


@dataclass(frozen=True, slots=True)
class Row:
    """Whom to invite. Without an address of their own there is one that letters go to."""

    row: int
    name: str
    email: str = ""
    organisation: str = ""
    job_title: str = ""
    language: str = ""
    reader_email: str = ""
    reader_name: str = ""
    role: str = ""
    guessed: bool = False
    column: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """Whom the organiser would know as one: by their address, else by name and who reads for them."""
        return (self.email,) if self.email else (fold(self.name), self.reader_email)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, what could not be, what was passed over, and the rows that say again what an earlier one does."""

    rows: tuple[Row, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    ignored: tuple[str, ...] = ()
    repeated: frozenset[int] = frozenset()


def read(text: str) -> Reading:
    """The table in the box. Never raises for what somebody wrote; at most MOST_MISTAKES mistakes are told."""
    try:
        if len(text) > PEOPLE.bytes:
            raise Unreadable(PEOPLE.too_much)
        ignored, found = columns.entries(_bounded(columns.lines_of(text.translate(INVISIBLE))))
        return _understood(ignored, list(found))
    except Unreadable as unreadable:
        return Reading(mistakes=(unreadable.mistake,))


def _bounded(written: Iterator[Line]) -> list[Line]:
    found = list(islice(written, PEOPLE.rows + 1))
    if len(found) > PEOPLE.rows:
        sentence = _("There are more than %(most)d rows. Import them in parts.")
        raise Unreadable(sentence % {"most": MOST_ROWS})
    if not found:
        raise Unreadable(_("There is nothing to read here yet."))
    return found


def _understood(ignored: list[str], found: list[Entry]) -> Reading:
    if not found:
        raise Unreadable(_("There is a heading, but no row below it."))
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    for entry in found:
        made = _row(entry)
        mistakes += made if isinstance(made, list) else []
        rows += [made] if isinstance(made, Row) else []
    rows = _with_readers(rows)
    repeated, others = _repeated(rows)
    mistakes = sorted([*mistakes, *others], key=lambda each: (each.row, each.column))
    return Reading(tuple(rows), tuple(_most(mistakes)), tuple(ignored), frozenset(repeated))


_READERS: dict[str, Callable[[str], Any]] = {
    "name": cells.name,
    "first": cells.name,
    "last": cells.name,
    "email": cells.address,
    "organisation": cells.organisation,
    "job_title": cells.job_title,
    "language": cells.language,
    "reader_email": cells.address,
    "role": cells.role,
}


def _row(entry: Entry) -> Row | list[Mistake]:
    """The row, or all that is wrong with it."""
    values: dict[str, Any] = {}
    mistakes = []
    for part, reader in {**_READERS, "reader_name": _reader_name(entry)}.items():
        try:
            values[part] = reader(entry.text(part))
        except Unreadable as unreadable:
            mistakes.append(unreadable.at(entry.row, entry.column(part)))
    if mistakes:
        return mistakes
    return _whole(entry, values)


def _reader_name(entry: Entry) -> Callable[[str], Any]:
    """In a column of secretaries there may be addresses, where no other column has them."""
    alone = not entry.text("reader_email").strip()
    return cells.address if alone and columns.looks_like_address(entry.text("reader_name")) else cells.name


def _whole(entry: Entry, values: dict[str, Any]) -> Row | list[Mistake]:
    email: Address = values["email"]
    reader: Address = values["reader_email"]
    reader_name = values["reader_name"]
    if isinstance(reader_name, Address):
        reader, reader_name = reader_name, ""
    name = values["name"] or f"{values['first']} {values['last']}".strip() or email.name
    if wrong := _gap(entry, name, email, reader, reader_name):
        return [wrong]
    if reader.email == email.email:
        reader = Address()
    return Row(
        entry.row,
        name,
        email.email,
        values["organisation"],
        values["job_title"],
        values["language"],
        reader.email,
        (reader_name or reader.name) if reader.email else "",
        values["role"],
        email.guessed or reader.guessed,
        entry.column("email") or entry.column("reader_email"),
    )


def _gap(entry: Entry, name: str, email: Address, reader: Address, reader_name: str) -> Mistake | None:
    if not name:
        return Mistake(_("The name is missing."), entry.row, entry.column("name") or entry.column("last"))
    if len(name) > cells.LONGEST_NAME:
        sentence = _("This is longer than %(most)d characters: “%(text)s”")
        return Mistake(sentence % {"most": cells.LONGEST_NAME, "text": shown(name)}, entry.row)
    if reader_name and not reader.email:
        sentence = _("“%(text)s” has no address: write the one that the letters go to.")
        return Mistake(sentence % {"text": shown(reader_name)}, entry.row, entry.column("reader_name"))
    if not email.email and not reader.email:
        sentence = _("An address is missing: the person's own, or one that the letters go to.")
        return Mistake(sentence, entry.row, entry.column("email") or entry.column("reader_email"))
    return None


def _with_readers(rows: list[Row]) -> list[Row]:
    """Whoever reads for others and stands in the table too has the name that stands there."""
    names = {row.email: row.name for row in reversed(rows) if row.email}
    return [
        replace(row, reader_name=names[row.reader_email]) if row.reader_email in names else row
        for row in rows
    ]


def _repeated(rows: list[Row]) -> tuple[set[int], list[Mistake]]:
    """The rows of somebody who stands above already; and where two names share an address, which are mistakes."""
    first: dict[tuple[str, ...], Row] = {}
    repeated, mistakes = set(), []
    for row in rows:
        above = first.setdefault(row.key, row)
        if above is row:
            continue
        if fold(above.name) == fold(row.name):
            repeated.add(row.row)
            continue
        sentence = _(
            "This is the address of “%(name)s” in row %(row)d. If it is shared, write it as where the letters go."
        )
        mistakes.append(
            Mistake(sentence % {"name": shown(above.name), "row": above.row}, row.row, row.column)
        )
    return repeated, mistakes


def _most(mistakes: list[Mistake]) -> Iterator[Mistake]:
    yield from mistakes[:MOST_MISTAKES]
    if (more := len(mistakes) - MOST_MISTAKES) > 0:
        yield Mistake(_("There are %(number)d more mistakes below.") % {"number": more})

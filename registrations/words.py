"""By which words people are found: an index that the database keeps itself, so that no search reads everybody.

SQLite has a table of words that triggers keep in the change's own transaction; PostgreSQL an index over the words of
`search_text`. Why neither has trigrams stands in docs/decisions/0013. A migration that makes the table of registrations
anew on SQLite takes its triggers away: it calls `keep` again, and tests/house/test_database.py says so if it does not.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.expressions import RawSQL

BEHIND = "\U0010ffff"
"""Sorts behind whatever a word may go on with."""
MOST_WEIGHED = 4
MOST_LISTED = 20_000
"""On SQLite, a word that more people have narrows nothing: to list them takes longer than to look at some."""

# A word is what stands between spaces and hyphens; the domain of an address is one that begins with its @.
_LEXEMES = (
    "array_to_tsvector(array_remove(string_to_array(replace(replace({text}, '@', ' @'), '-', ' '), ' '), ''))"
)
_EACH = """json_each(
    '[' || replace(json_quote(replace(replace({row}.search_text, '@', ' @'), '-', ' ')), ' ', '","') || ']'
)"""
_NEW, _OLD, _ROW = (_EACH.format(row=row) for row in ("new", "old", "one"))
# Only our own words are put together here.
_ADD = f"""
    INSERT OR IGNORE INTO registrations_word (event_id, word, registration_id)
    SELECT new.event_id, value, new.id FROM {_NEW} WHERE value <> ''"""  # noqa: S608  # as said
_TAKE = f"""
    DELETE FROM registrations_word WHERE event_id = old.event_id AND registration_id = old.id
    AND word IN (SELECT value FROM {_OLD})"""  # noqa: S608  # as said
_CHANGED = "old.search_text IS NOT new.search_text OR old.event_id IS NOT new.event_id"
TRIGGERS = {
    "registrations_word_added": f"AFTER INSERT ON registrations_registration BEGIN {_ADD}; END",
    "registrations_word_changed": (
        "AFTER UPDATE OF search_text, event_id ON registrations_registration "
        f"WHEN {_CHANGED} BEGIN {_TAKE}; {_ADD}; END"
    ),
    "registrations_word_taken": f"AFTER DELETE ON registrations_registration BEGIN {_TAKE}; END",
}
_TABLE = """
    CREATE TABLE registrations_word (
        event_id bigint NOT NULL, word text NOT NULL, registration_id bigint NOT NULL,
        PRIMARY KEY (event_id, word, registration_id)
    ) WITHOUT ROWID"""
_FILL = f"""
    INSERT OR IGNORE INTO registrations_word (event_id, word, registration_id)
    SELECT one.event_id, each.value, one.id FROM registrations_registration AS one, {_ROW} AS each
    WHERE each.value <> ''"""  # noqa: S608  # as said
_SQLITE = [
    *(f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS),
    "DROP TABLE IF EXISTS registrations_word",
    _TABLE,
    _FILL,
    *(f"CREATE TRIGGER {name} {what}" for name, what in TRIGGERS.items()),
]
_POSTGRESQL = [
    "DROP INDEX IF EXISTS participants_by_word",
    # fastupdate would let every search read what was written lately, and one writer in thousands sort it in
    (
        "CREATE INDEX participants_by_word ON registrations_registration "
        f"USING gin ({_LEXEMES.format(text='search_text')}) WITH (fastupdate = off)"
    ),
]


class _Begin(Func):
    """PostgreSQL: whether words of a text begin as a query says."""

    output_field = BooleanField()
    template, arg_joiner = "(%(expressions)s)", " @@ "


def keep(editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of the rows that there are; from now on the database keeps it."""
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Undo `keep`."""
    sqlite = [*_SQLITE[: len(TRIGGERS)], "DROP TABLE registrations_word"]
    for statement in sqlite if editor.connection.vendor == "sqlite" else _POSTGRESQL[:1]:
        editor.execute(statement)


def perhaps(words: Sequence[str], events: Collection[int], path: str = "") -> Q:
    """Registrations, at the end of `path`, for these events that may hold the folded words, by the index.

    Nobody who does is missing; whether they do, `fit` says. Words that hold nothing to look for do not narrow. One
    statement on SQLite, to find the rarest word.
    """
    parts = [part for word in words for part in _parts(word)]
    if not parts:
        return Q()
    if connection.vendor != "sqlite":
        asked = Func(Value(" & ".join(map(_quoted, parts))), template="%(expressions)s::tsquery")
        return Q(
            _Begin(Func(F(f"{path}search_text"), template=_LEXEMES.format(text="%(expressions)s")), asked)
        )
    rare = _rarest(parts, events)
    found = RawSQL(f"SELECT registration_id {_beginning(events)}", [*events, rare, rare + BEHIND])  # noqa: S611  # every value is a parameter
    return Q(**{f"{path}pk__in": found}) if rare else Q()


def _rarest(parts: Sequence[str], events: Collection[int]) -> str:
    """SQLite: the word that the fewest have, of the longest ones; none if all have more than are worth a list."""
    longest = sorted(set(parts), key=lambda part: (part.startswith("@"), -len(part)))[:MOST_WEIGHED]
    one = f"SELECT %s, count(*) FROM (SELECT 1 {_beginning(events)} LIMIT %s)"  # noqa: S608  # as said
    values: list[Any] = [
        value for part in longest for value in (part, *events, part, part + BEHIND, MOST_LISTED + 1)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(longest)), values)
        number, rare = min((number, part) for part, number in cursor.fetchall())
    return rare if number <= MOST_LISTED else ""


def _beginning(events: Collection[int]) -> str:
    """SQLite: of these events the words that begin so; as many values as events, and two more."""
    places = ", ".join(["%s"] * len(events)) or "NULL"
    return f"FROM registrations_word WHERE event_id IN ({places}) AND word >= %s AND word < %s"  # only places


def fit(words: Sequence[str], path: str = "") -> Q:
    """Each begins a word of the name, the organisation or the address, or is a part of the address: '@vaasa.fi'."""
    text, found = f"{path}search_text__contains", Q()
    for word in words:
        begins = Q(**{text: f" {word}"}) | Q(**{text: f"-{word}"})
        found &= Q(**{text: word}) if "@" in word else begins
    return found


def _parts(word: str) -> list[str]:
    """The words of the index that this one goes through; the first may begin in the middle of one if it has an @."""
    parts = [part for part in word.replace("@", " @").replace("-", " ").split(" ") if part]
    return parts if "@" not in word or word.startswith("@") else parts[1:]


def _quoted(part: str) -> str:
    escaped = part.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}':*"

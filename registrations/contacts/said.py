"""What an entry of a list says of somebody, as its form has it: the person's own facts and the list's."""

from typing import Any

from events import stamps
from registrations.models import ListEntry


def of(entry: ListEntry) -> dict[str, Any]:
    """By the names of the form's fields, which are those of `actions.entries.Contact`; the entry is `whole`."""
    reader = entry.letters_to
    return {
        "name": entry.person.name,
        "email": entry.person.email or "",
        "job_title": entry.job_title,
        "organisation_text": entry.organisation_text,
        "language": entry.person.language,
        "reader_email": reader.email or "" if reader else "",
        "reader_name": reader.name if reader else "",
        "source": entry.source,
        "dated": entry.dated,
    }


def stamp(entry: ListEntry) -> str:
    """Another as soon as anything of it is said otherwise."""
    return stamps.of_values({name: str(value) for name, value in of(entry).items()})

"""One cell of a table of people: clean, or refused with the reason."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from events.memo import cells
from events.memo.mistakes import Unreadable, shown
from registrations.invitees.columns import AT
from registrations.invitees.words import PATTERNS, ROLES
from registrations.models.person import normal_email
from venues.text import fold

LONGEST_NAME, LONGEST_TITLE, LONGEST_ORGANISATION, LONGEST_EMAIL = 150, 150, 200, 254
_IN_BRACKETS = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]*)>$")
_LETTER = re.compile(r"[^\W\d_]")
_SEVERAL = re.compile(r"[;,\s]+")


@dataclass(frozen=True, slots=True)
class Address:
    """An address, the name that stood before it, and whether it was written without its @."""

    email: str = ""
    name: str = ""
    guessed: bool = False


def name(text: str) -> str:
    """A person's name, or nothing. Raises Unreadable for what is none."""
    written = line(text, LONGEST_NAME)
    if "@" in written:
        raise Unreadable(_("“%(text)s” is an address, not a name.") % {"text": shown(written)})
    if written and not _LETTER.search(written):
        raise Unreadable(_("“%(text)s” is not a name.") % {"text": shown(written)})
    return written


def organisation(text: str) -> str:
    return line(text, LONGEST_ORGANISATION)


def job_title(text: str) -> str:
    return line(text, LONGEST_TITLE)


def line(text: str, most: int) -> str:
    """One clean line. Raises Unreadable."""
    cells.refuse_long(text.strip(), most)
    return cells.checked(text)


def address(text: str) -> Address:
    """'anna@example.org', 'Anna <anna@example.org>', 'anna(at)example.org'; empty for an empty cell.

    Raises Unreadable for anything else.
    """
    cells.refuse_long(text.strip(), LONGEST_NAME + LONGEST_EMAIL)
    written = cells.checked(text).rstrip(" ;,")
    if not written:
        return Address()
    found = _IN_BRACKETS.match(written)
    bare = (found["email"] if found else written).strip().removeprefix("mailto:")
    plain = AT.sub("@", bare)
    said = {"text": shown(written)}
    if plain.count("@") > 1 and _SEVERAL.search(plain):
        raise Unreadable(_("There are several addresses here: “%(text)s”. Write one.") % said)
    email = normal_email(plain)
    if fold(email.partition("@")[0]) in PATTERNS:
        raise Unreadable(
            _("“%(text)s” tells how addresses are made, but is nobody's. Write the address.") % said
        )
    try:
        validate_email(email)
    except ValidationError as error:
        raise Unreadable(_("“%(text)s” is not an e-mail address.") % said) from error
    if len(email) > LONGEST_EMAIL:
        raise Unreadable(_("“%(text)s” is not an e-mail address.") % said)
    return Address(email, _turned(name(found["name"].strip(" \"'"))) if found else "", plain != bare)


def _turned(name: str) -> str:
    """'Virtanen, Anna', as address books have it, the way it is said."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family}" if comma and "," not in given else name


def language(text: str) -> str:
    """A code, or nothing where the letter is to be in both national languages. Raises Unreadable."""
    spoken = cells.languages(text)
    if len(spoken) > 1 and spoken != ("fi", "sv"):
        sentence = _("Write one language here, or none: “%(text)s”.")
        raise Unreadable(sentence % {"text": shown(text)})
    return spoken[0] if len(spoken) == 1 else ""


def role(text: str) -> str:
    """A Registration.Role, or nothing for the usual one. Raises Unreadable."""
    written = cells.checked(text)
    found = ROLES.get(fold(written).strip(" ."), "") if written else "participant"
    if not found:
        sentence = _("“%(text)s” is not a role that we know: participant, speaker, youth, press, staff.")
        raise Unreadable(sentence % {"text": shown(written)})
    return "" if found == "participant" else found

"""One cell as it came in: clean, or refused with the reason. Nothing that hides from the eye gets through."""

import re

from django.utils.translation import gettext as _

from events.export import BEGIN_A_FORMULA
from events.memo.mistakes import Unreadable, shown
from events.memo.words import BETWEEN_LANGUAGES, BILINGUAL, LANGUAGES, NOWHERE, ORDER
from venues.text import clean_line, fold

LONGEST = 250
LONGEST_CITY = 100
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_GARBLED = re.compile(
    "\ufffd|Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_SHEET_ERROR = re.compile(r"#[\w/]+[!?]?$")
_NOTHING = {"-", "–", "—", "−", "?", "…"}
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"))
"""What comes along unseen from other programs, and means nothing; for str.translate."""
_LETTER = re.compile(r"[^\W\d_]")


class Number(str):
    """A number of a spreadsheet: the digits of 2.1 may have been typed as 2.10, so they tell no day."""

    __slots__ = ()


def checked(text: str) -> str:
    """The cell on one clean line; a dash or a question mark alone is an empty cell. Raises Unreadable."""
    refuse_long(text)
    if _CONTROLS.search(text):
        raise Unreadable(_("There are signs here that are no text. Write it again by hand."))
    if _TURNING.search(text):
        raise Unreadable(_("Hidden signs turn the direction of this text. Write it again by hand."))
    if _GARBLED.search(text):
        sentence = _("The letters have been garbled on the way: “%(text)s”. Save the file as UTF-8.")
        raise Unreadable(sentence % {"text": shown(text)})
    line = clean_line(text.translate(INVISIBLE))
    if line in _NOTHING:
        return ""
    if line.startswith(BEGIN_A_FORMULA):
        sentence = _("“%(text)s” begins like a formula. Write plain text.")
        raise Unreadable(sentence % {"text": shown(line)})
    if _SHEET_ERROR.match(line):
        raise Unreadable(_("“%(text)s” is an error of the spreadsheet.") % {"text": shown(line)})
    return line


def refuse_long(text: str, most: int = LONGEST) -> None:
    """Raise Unreadable when there is more than a reader could want here."""
    if len(text) > most:
        sentence = _("This is longer than %(most)d characters: “%(text)s”")
        raise Unreadable(sentence % {"most": most, "text": shown(clean_line(text[:most]))})


def city(text: str) -> str:
    """A city's name. Raises Unreadable when it is none: empty, or with digits."""
    refuse_long(text, LONGEST_CITY)
    name = checked(text)
    if not name:
        raise Unreadable(_("The city is missing."))
    if not _LETTER.search(name) or any(character.isdigit() for character in name):
        raise Unreadable(_("“%(text)s” is not the name of a city.") % {"text": shown(name)})
    return name


def is_nowhere(text: str) -> bool:
    """Whether a city or a venue is none, but the web: 'verkossa', 'på webben', 'Teams'."""
    return fold(text).strip(" .") in NOWHERE


def languages(text: str) -> tuple[str, ...]:
    """Codes of the languages that a cell names, none for an empty one. Raises Unreadable for others."""
    words = checked(text)
    if not words:
        return ()
    found = languages_in(words)
    if not found:
        sentence = _("“%(text)s” is not a language that we know: Finnish, Swedish, English.")
        raise Unreadable(sentence % {"text": shown(words)})
    return found


def languages_in(text: str) -> tuple[str, ...]:
    """'tvåspråkigt' → fi, sv; 'på svenska och engelska' → sv, en; nothing when it says anything else besides."""
    folded = fold(text).strip(" .")
    if folded in BILINGUAL:
        return ("fi", "sv")
    words = [word for word in re.split(r"[\s,;/&+|-]+", folded) if word and word not in BETWEEN_LANGUAGES]
    if not words or any(word not in LANGUAGES for word in words):
        return ()
    spoken = {LANGUAGES[word] for word in words}
    return tuple(code for code in ORDER if code in spoken)

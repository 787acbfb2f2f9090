"""A sign for the door: which session, where, and that it is streamed or recorded. A page of A4 for each language."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import get_language

from events import filming
from events.models import Session
from events.when import day, times
from registrations.attendance.sheet import typeset
from venues.fields import in_language

_TEMPLATE = Path(__file__).with_name("sign.typ")


def as_pdf(session: Session, languages: Sequence[str]) -> bytes:
    """Tagged PDF. NotTypeset when it fails."""
    return typeset(sign_of(session, languages), _TEMPLATE)


def sign_of(session: Session, languages: Sequence[str]) -> dict[str, Any]:
    """What sign.typ writes. title, organiser, language: texts · pages: one per language, see _page."""
    pages = []
    for language in languages:
        with translation.override(language):
            pages.append(_page(session) | {"language": language})
    return {
        "title": pages[0]["heading"],
        "organiser": in_language(session.event.organiser.name, languages[0])[0],
        "language": languages[0],
        "pages": pages,
    }


def _page(session: Session) -> dict[str, Any]:
    """organiser, event, heading, day, times, place, told: texts · note: [language, text], the text maybe empty."""
    note, spoken = in_language(session.filming_note, get_language() or "fi")
    return {
        "organiser": _said(session.event.organiser.name),
        "event": _said(session.event.title),
        "heading": _said(session.short_title),
        "day": day(session.event.date),
        "times": times(session),
        "place": _said(session.room.name) if session.room else _venue(session),
        "told": filming.told(session),
        "note": [spoken, note],
    }


def _venue(session: Session) -> str:
    return _said(session.event.venue.name) if session.event.venue else ""


def _said(text: Any) -> str:
    return in_language(text, get_language() or "fi")[0]

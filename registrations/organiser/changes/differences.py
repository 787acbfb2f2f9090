"""What a verb changes of sessions, as a reader sees it: the old words beside the new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Session
from events.when import when
from venues.fields import in_language


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing about one session. `event` and `session` are named for the reader."""

    event: str
    session: str
    what: str
    old: str
    new: str


def between(before: dict[int, Session], after: Sequence[Session]) -> list[Difference]:
    """What differs, session by session, in the order of the day."""
    return [each for row in after for each in _of(before[row.pk], row)]


def _of(old: Session, new: Session) -> Iterator[Difference]:
    language = get_language() or "fi"
    event = in_language(new.event.city or new.event.title, language)[0]
    session = in_language(new.short_title, language)[0]
    for what, was, now in zip(_labels(), _words(old), _words(new), strict=True):
        if was != now:
            yield Difference(event, session, what, was, now)


def _labels() -> list[str]:
    return [_("When"), _("Where"), _("Way of taking part"), _("State")]


def _words(session: Session) -> list[str]:
    return [
        when(session),
        _place(session),
        str(session.get_attendance_display()),
        str(session.get_status_display()),
    ]


def _place(session: Session) -> str:
    language, venue = get_language() or "fi", session.event.venue
    if venue is None:
        return _("To be confirmed")
    names = [in_language(text, language)[0] for text in (session.room and session.room.name, venue.name)]
    return ", ".join(filter(None, names))

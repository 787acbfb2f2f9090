"""What, when and where, in the language that is active."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import filming
from events.models import Session
from events.models.session import Mode
from events.when import clock, when
from registrations.letters.letter import Fact
from registrations.models import Participation
from venues.fields import all_languages, in_language
from venues.models import Venue

Status = Participation.Status


def core(session: Session, mode: str) -> list[Fact]:
    """What, when and where: the first things a reader looks for."""
    return [content(_("What"), session.title), Fact(_("When"), when(session)), _where(session, mode)]


def practical(session: Session, mode: str) -> list[Fact]:
    """What one needs to know to come, or to follow."""
    return [fact for fact in _practical(session, mode) if fact.text]


def _practical(session: Session, mode: str) -> Iterator[Fact]:
    venue = session.event.venue
    if mode == Mode.IN_PERSON:
        if session.doors_open_at:
            yield Fact(_("Doors open"), clock(session.doors_open_at, session.zone, full=True))
        if venue:
            yield content(_("Getting there"), venue.directions)
            yield content(_("Accessibility"), venue.accessibility)
    names = dict(settings.LANGUAGES)
    yield Fact(
        _("Spoken languages"), ", ".join(str(names.get(code, code)) for code in session.spoken_languages)
    )
    yield content(_("Interpretation"), session.interpretation)
    yield content(_("Captions"), session.captions)
    yield from filmed(session)


def filmed(session: Session) -> Iterator[Fact]:
    """That it is streamed or recorded, with what the organiser says of it; that by itself in another language."""
    label, told = _("Streaming and recording"), filming.told(session)
    note = content(label, session.filming_note)
    if note.language:
        yield from (fact for fact in (Fact(label, told), note) if fact.text)
    elif told or note.text:
        yield Fact(label, " ".join(filter(None, (told, note.text))))


def content(label: str, text: object) -> Fact:
    """A text of the organiser's, which may exist in another language only."""
    asked = get_language() or settings.LANGUAGE_CODE
    words, language = in_language(text, asked)
    return Fact(label, words, "" if language == asked else language)


def standing(part: Participation) -> str:
    """How somebody takes part, in one sentence."""
    if part.status == Status.WAITING:
        return (
            _("In line for a place on the web.") if part.mode == Mode.ONLINE else _("In line for the room.")
        )
    if part.mode == Mode.IN_PERSON:
        return _("A place in the room.")
    return _("On the web, and in line for the room.") if part.waiting_since else _("On the web.")


def _where(session: Session, mode: str) -> Fact:
    if mode == Mode.ONLINE:
        return Fact(_("Where"), _("On the web"))
    venue = session.event.venue
    if venue is None:
        return Fact(_("Where"), _("The place will be told later."))
    place = content(_("Where"), venue.name)
    first = [in_language(session.room.name, get_language() or "")[0]] if session.room else []
    lines = [", ".join([*first, place.text]), _address(venue)]
    return Fact(place.label, "\n".join(filter(None, lines)), place.language)


def _address(venue: Venue) -> str:
    """'Wolffintie 32, 65200 Vaasa': with the city, unless the address names it in some language."""
    city = venue.municipality.name if venue.municipality else None
    if any(name in venue.address for name in all_languages(city)):
        return venue.address
    return ", ".join(filter(None, (venue.address, in_language(city, get_language() or "")[0])))

"""Name badges on paper: ten on a sheet of A4 to cut apart, with the code that the door reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from events.actors import Actor
from events.models import Event, Session
from events.models.session import Mode
from events.when import day
from registrations import qr
from registrations.attendance.sheet import typeset
from registrations.models import Participation, Registration
from venues.fields import in_language

PER_PAGE = 10
TEMPLATE = Path(__file__).with_name("badges.typ")


@dataclass(frozen=True, slots=True)
class Badge:
    """One person's texts, in the language that was active when it was made, and what the code says."""

    name: str
    organisation: str
    role: str
    ticket: str


def badges_of(actor: Actor, event: Event, session: Session | None = None) -> list[Badge]:
    """Who comes to the room, of one session or of all that are held, each once, by family name. One query.

    Sorted here, as PostgreSQL's collations would not sort the keys by code point.
    """
    chosen = {"session": session} if session else {}
    here = Participation.objects.filter(
        registration=OuterRef("pk"),
        status=Participation.Status.ATTENDING,
        mode=Mode.IN_PERSON,
        session__status=Session.Status.SCHEDULED,
        **chosen,
    )
    found = Registration.objects.visible_to(actor).live().filter(Exists(here), event=event)
    in_order = sorted(found.select_related("person"), key=lambda each: (each.person.sort_key, each.pk))
    return [_badge(each) for each in in_order]


def as_pdf(event: Event, badges: Sequence[Badge], language: str) -> bytes:
    """The badges as tagged PDF, the last sheet filled with blank ones. NotTypeset when it fails."""
    with translation.override(language):
        return typeset(sheets_of(event, badges, language), TEMPLATE)


def sheets_of(event: Event, badges: Sequence[Badge], language: str) -> dict[str, Any]:
    """What badges.typ writes.

    title, organiser, language, foot, alt: texts · pages: lists of ten {name, organisation, role, code: SVG or nothing},
    one with an empty name for somebody who walks in. Where all sheets are full, one more of blank badges would be
    waste: there is one only if nobody comes.
    """
    cells = [_cell(badge) for badge in badges]
    cells += [_cell(Badge("", "", "", ""))] * (-len(cells) % PER_PAGE or (0 if cells else PER_PAGE))
    return {
        "title": f"{_('Name badges')}: {_said(event.title, language)}",
        "organiser": _said(event.organiser.name, language),
        "language": language,
        "foot": " · ".join([_said(event.title, language), day(event.date, short=True)]),
        "alt": _("Check-in code"),
        "pages": [cells[first : first + PER_PAGE] for first in range(0, len(cells), PER_PAGE)],
    }


def _said(text: Any, language: str) -> str:
    return in_language(text, language)[0]


def _badge(registration: Registration) -> Badge:
    plain = registration.role == Registration.Role.PARTICIPANT
    return Badge(
        name=registration.person.name,
        organisation="" if registration.is_private_person else registration.organisation_text,
        role="" if plain else str(registration.get_role_display()).capitalize(),
        ticket=qr.payload(registration),
    )


def _cell(badge: Badge) -> dict[str, str]:
    return {
        "name": badge.name,
        "organisation": badge.organisation,
        "role": badge.role,
        "code": qr.svg(badge.ticket) if badge.ticket else "",
    }

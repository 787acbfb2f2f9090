"""The copy that a person gets: all that is held about them, as tagged PDF in the language that is active."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.when import moment
from registrations.attendance.sheet import typeset
from registrations.models import Person
from venues.templatetags.words import plain
from webcast.organiser.person.held import held_about

_TEMPLATE = Path(__file__).with_name("paper.typ")


def as_pdf(person: Person) -> bytes:
    """A4. Raises NotTypeset."""
    return typeset(paper_of(person), _TEMPLATE)


def paper_of(person: Person) -> dict[str, Any]:
    """What paper.typ writes. language, organiser, title, lead, foot: texts · parts: {title, facts: [name, value]}."""
    organiser, said = person.organiser, plain(person.organiser.name)
    return {
        "language": get_language() or "fi",
        "organiser": said,
        "title": _("What we hold about you"),
        "lead": _(
            "This is what %(organiser)s holds about you in Kiertue as somebody who takes part or is invited. If something "
            "is wrong, or you want it to be removed, write to %(mailbox)s."
        )
        % {"organiser": said, "mailbox": organiser.mailbox},
        "foot": _("Printed %(moment)s") % {"moment": moment(timezone.now())},
        "parts": [{"title": part.title, "facts": part.facts} for part in held_about(person)],
    }

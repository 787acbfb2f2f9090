"""All that is held about a person, of every floor: the page and the paper are made of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.when import moment
from registrations.models import Person
from registrations.organiser.held import Fact, Part, of_days, written
from venues.templatetags.words import plain
from webcast.models import AudienceQuestion, Presence


def held_about(person: Person) -> list[Part]:
    """Part after part, in the language that is active; those without a fact left out."""
    followed = Part(_("Following a webcast"), list(_followed(person)))
    asked = Part(_("Questions from the audience"), list(_asked(person)))
    return [part for part in (*of_days(person), followed, asked, *written(person)) if part.facts]


def _followed(person: Person) -> Iterator[Fact]:
    """Where viewers are named: since when, until when and how long, and how many watched there."""
    rows = Presence.objects.filter(participation__registration__person=person)
    for row in rows.select_related("session").order_by("joined_at", "pk"):
        facts = [moment(row.joined_at)]
        if row.last_seen_at:
            minutes = max(round(row.seconds / 60), 1)
            facts.append(ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes})
        if row.people > 1:
            facts.append(_("%(number)d people watched there") % {"number": row.people})
        yield plain(row.session.short_title), " · ".join(facts)


def _asked(person: Person) -> Iterator[Fact]:
    """What they asked under their name, and what became of it; what was asked without a name leads to nobody."""
    rows = AudienceQuestion.objects.filter(participation__registration__person=person)
    for row in rows.select_related("session").order_by("asked_at", "pk"):
        told = (moment(row.asked_at), row.get_state_display(), row.text)
        yield plain(row.session.short_title), " · ".join(map(str, told))

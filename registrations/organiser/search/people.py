"""Finding people: the registered by the index of their words, and the invited who have not registered.

Somebody registered for several stops is found once, with all of them. More than a thousand are not looked at: then the
page shows some of them and asks for more letters.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events import when
from events.actors import Actor
from events.organiser.team import own_events
from registrations import words
from registrations.models import Invitation, Registration
from registrations.organiser.invitations.listing import holding, tag_of
from registrations.organiser.search.hits import MOST, Found, Hit, Link, some

MOST_LOOKED_AT = 1000
STOPS_OF_A_PERSON = 4


def people(actor: Actor, looked_for: Sequence[str], text: str) -> list[Found]:
    """The registered and the invited; seven statements, however many they are."""
    own = list(own_events(actor).values_list("pk", flat=True))
    return [_registered(actor, own, looked_for, text), _invited(actor, own, text)]


def _registered(actor: Actor, own: Sequence[int], looked_for: Sequence[str], text: str) -> Found:
    rows = Registration.objects.filter(words.perhaps(looked_for, own), words.fit(looked_for))
    rows = rows.filter(event__in=own, erased_at=None)
    keys = list(rows.values_list("sort_key", "person", "event", "pk")[: MOST_LOOKED_AT + 1])
    first = list(dict.fromkeys(person for _key, person, *_rest in sorted(keys)))[: MOST + 1]
    shown = [pk for _key, person, _event, pk in keys if person in first[:MOST]]
    each: dict[int, list[Registration]] = defaultdict(list)
    for row in Registration.objects.whole().filter(pk__in=shown).order_by("event__date", "pk"):
        each[row.person_id].append(row)
    hits = [_person(each[person]) for person in first[:MOST] if each[person]]
    more = len(first) > MOST
    everybody = _lists(actor, Counter(event for *_rest, event, _pk in keys), text, len(keys)) if more else []
    return Found(pgettext_lazy("people", "Registered"), hits, more=more, everybody=everybody)


def _person(registrations: Sequence[Registration]) -> Hit:
    """Their page at the stop that they registered for; of several, each."""
    last = registrations[-1]
    links = [
        Link(row.event.title, reverse("desk_participant", args=[row.uuid]), day=row.event.date)
        for row in registrations[-STOPS_OF_A_PERSON:]
    ]
    about = [last.organisation_name] if last.organisation_name else []
    if len(links) > 1:
        return Hit(last.person.name, about=about, links=links)
    return Hit(last.person.name, links[0].url, about=[*about, last.event.title, when.day(last.event.date)])


def _lists(actor: Actor, numbers: Counter[int], text: str, looked_at: int) -> list[Link]:
    """The participants' lists that hold everybody, those with the most people first."""
    asked = urlencode({"state": "all", "q": text})
    events = own_events(actor).in_bulk([event for event, _number in numbers.most_common(MOST)])
    several = looked_at > MOST_LOOKED_AT
    return [
        Link(
            event.title,
            f"{reverse('desk_participants', args=[event.slug])}?{asked}",
            f"{min(number, MOST_LOOKED_AT)}+" if several else str(number),
        )
        for pk, number in numbers.most_common(MOST)
        if (event := events.get(pk))
    ]


def _invited(actor: Actor, own: Sequence[int], text: str) -> Found:
    """Invited, and not registered with that invitation; found by name and organisation, as for any reader of the list."""
    rows = Invitation.objects.visible_to(actor).filter(
        event__in=own, registration=None, person__erased_at=None
    )
    found = holding(rows, text, addresses=False).select_related("person", "event__tour", "event__venue")
    return some(
        _("Invited, not registered"), found.order_by("person__sort_key", "pk")[: MOST + 1], _invitation
    )


def _invitation(row: Invitation) -> Hit:
    """The list of its stop, narrowed to the name: there any reader finds it."""
    asked = urlencode({"q": row.person.name})
    url = f"{reverse('desk_invitations', args=[row.event.slug])}?{asked}"
    about = [part for part in (row.organisation_text, row.event.title) if part]
    return Hit(row.person.name, url, about=about, tag=tag_of(row))

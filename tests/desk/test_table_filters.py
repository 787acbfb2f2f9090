"""A table's filters: few are found by key and put in order, of many the order is walked through; both show the same."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Session
from registrations.actions.details import Way
from registrations.models import Consent, Participation, Registration
from registrations.organiser.participants import listing
from tests.attendance.cast import came, comes
from tests.desk.conftest import SignIn
from tests.desk.test_participants import names, shown, table

FILTERS = [
    "q=nimi",
    "q=nimi+erik",
    "q=nimi&sort=time",
    "q=nimi&state=cancelled",
    "q=ei",
    "state=cancelled",
    "state=all&mode=in_person",
    "mode=online",
    "came=no",
    "came=yes",
    "agreed=list",
    "agreed=list&q=nimi",
    "session={session}",
    "session={session}&sort=organisation",
]
COUNTED = re.compile("q=|came=|agreed=")
FOUND = r'role="status">Found: ([^<]*)<'


@pytest.fixture
def people(session: Session) -> None:
    """Five of one family, who differ in all that a filter asks for, one of them erased; and somebody else."""
    ways = [Way.ONLINE, Way.IN_PERSON, Way.ONLINE, Way.ONLINE, Way.IN_PERSON]
    parts = [comes(session, f"Erik{number} Nimi{number}", way) for number, way in enumerate(ways)]
    comes(session, "Toinen Tulija", Way.IN_PERSON)
    came(parts[1])
    Consent.objects.create(person=parts[2].registration.person, purpose="list")
    Participation.objects.filter(pk=parts[3].pk).update(status=Participation.Status.CANCELLED)
    Registration.objects.filter(pk=parts[4].registration.pk).update(erased_at=timezone.now())


def pages(client: Client, path: str) -> list[str]:
    """The names on each page, page after page, without the rest."""
    page = shown(client, path)
    following = re.search(r'rel="next" href="\?([^"]*)"', page)
    further = pages(client, f"{path.split('?')[0]}?{following[1]}") if following else []
    return names(page) + further


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("asked", FILTERS)
def test_many_are_shown_as_few_are(
    session: Session, sign_in: SignIn, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, path = sign_in(), f"{table(session)}?{asked.format(session=session.uuid)}"
    few = shown(client, path)
    said = [str(len(names(few)))] if COUNTED.search(asked) else []
    assert re.findall(FOUND, few) == said
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    assert pages(client, path) == names(few)
    monkeypatch.setattr(listing, "MOST_COUNTED", 0)
    assert pages(client, path) == names(few)
    assert re.findall(FOUND, shown(client, path)) == ["0+" if names(few) else "0" for _each in said]
    assert bool(names(few)) is (asked != "q=ei")
    assert "Erik4 Nimi4" not in names(few), "erased"

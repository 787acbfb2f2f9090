"""The regional host: an editor of one stop does there what an editor does, and hears nothing of any other stop.

The routes are the resolver's, so a new one is walked without anybody naming it here.
"""

from collections.abc import Iterator

import pytest
from django.db.models import Q
from django.test import Client

from events.actors import Membership
from events.models import ChecklistItem, Session, SessionTemplate, User
from registrations.models import Person
from tests.guards.canaries import PREFIX, Canaries, hits, plant
from tests.guards.doors import Route, address, client_of, routes
from tests.guards.house import House, at_another_stop
from tests.guards.test_bad_input import PDFS
from tests.guards.test_canaries import whole

__all__ = ["whole"]


def desk() -> Iterator[Route]:
    """The pages for staff, but for the PDFs, which take a second and cannot be read."""
    for route in routes():
        declared = route.declared or {}
        if declared.get("anonymous") == 302 and declared.get("editor") != 302 and route.name not in PDFS:
            yield route


def of_the_stop(house: House, mine: House) -> list[Route]:
    """The routes whose address changes with the stop."""
    return [route for route in desk() if address(house, route) != address(mine, route)]


def found_by(client: Client, house: House, mine: House, canaries: Canaries) -> set[str]:
    """`<column> at <address>` of what the host's own pages tell, asked, posted to and searched; and others' pages."""
    found = set()
    for route in desk():
        for path in {address(mine, route), address(house, route)}:
            answers = [client.get(path), client.get(path, {"q": PREFIX}), client.post(path)]
            found |= {f"{column} at {path}" for answer in answers for column in hits(canaries, answer, path)}
    return found


def planted_elsewhere(house: House) -> tuple[Canaries, House]:
    """Canaries in all that is there, then the host's own stop with all that belongs to one.

    But for its own sessions, what the tour gives to each stop (its programme and checklist), the names of colleagues
    whose part is the whole, and rooms, which stand in the register of places that all editors choose from.
    """
    canaries = plant()
    mine = at_another_stop(house)
    own = str(
        [
            *Session.objects.filter(event=mine.stop).values(),
            *SessionTemplate.objects.filter(programme__tour=mine.tour).values(),
            *ChecklistItem.objects.filter(tour=mine.tour).values(),
            *User.objects.filter(memberships__limited=False, memberships__events=None).values_list("name"),
        ]
    ).lower()
    rooms = {"hidden Room.name", "invited Room.name"}
    return {word: where for word, where in canaries.items() if word not in own and where not in rooms}, mine


def test_a_host_does_at_the_own_stop_what_an_editor_does(house: House) -> None:
    mine = at_another_stop(house)
    client, walked = client_of(house, "host"), of_the_stop(house, mine)
    assert len(walked) > 40
    wrong = []
    for route in walked:
        wanted, status = (route.declared or {})["editor"], client.get(address(mine, route)).status_code
        if status != wanted:
            wrong.append(f"{route.name}: an editor gets {wanted}, the host {status}")
    assert not wrong, "\n".join(wrong)


def test_nothing_of_another_stop_reaches_a_host(whole: House) -> None:  # pytest's way with fixtures
    canaries, mine = planted_elsewhere(whole)
    assert found_by(client_of(whole, "host"), whole, mine, canaries) == set()


def test_a_leak_to_a_host_is_found(whole: House, monkeypatch: pytest.MonkeyPatch) -> None:  # as above
    """As if limits were forgotten: in a page of the stop, and in the one of everything."""
    canaries, _mine = planted_elsewhere(whole)
    everything = lambda self, organiser, tour, event: Q(**{organiser: self.organiser_id})  # noqa: E731  # short
    monkeypatch.setattr(Membership, "rows", everything)
    client, found = client_of(whole, "host"), set()
    for path in ("/organiser/log/", f"/organiser/events/{whole.stop.slug}/participants/"):
        found |= {f"{column} at {path}" for column in hits(canaries, client.get(path))}
    assert Person.objects.filter(name__startswith=PREFIX).exists()
    assert {each.partition(" at ")[2] for each in found if each.startswith("Person.name")} == {
        "/organiser/log/",
        f"/organiser/events/{whole.stop.slug}/participants/",
    }

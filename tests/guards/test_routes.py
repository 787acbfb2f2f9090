"""Every route says who may come through it, and lets nobody else."""

from collections import Counter

from django.test import Client

from events.declared import ROLES
from events.models import Event, Session
from tests.guards.doors import Route, address, client_of, routes
from tests.guards.house import House


def test_every_route_is_declared() -> None:
    assert [route.name for route in routes() if route.declared is None] == []


def test_a_route_without_a_declaration_is_found() -> None:
    assert "ask/" in [route.name for route in routes("tests.roof.doors") if route.declared is None]


def test_every_route_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(route.name for route in routes()).items() if times > 1] == []


def test_every_role_gets_what_is_declared(house: House) -> None:
    wrong = []
    for role in ROLES:
        client = client_of(house, role)
        for number, route in enumerate(routes()):
            # a wrong token costs its guesser: each asks from an address of its own
            answer = client.get(address(house, route, role), REMOTE_ADDR=f"10.2.{ROLES.index(role)}.{number}")
            if answer.status_code != _declared(route, role):
                wrong.append(
                    f"{route.name} as {role}: declared {_declared(route, role)}, is {answer.status_code}"
                )
    assert not wrong, "\n".join(wrong)


def _declared(route: Route, role: str) -> int | None:
    return route.declared[role] if route.declared else None


def test_what_is_hidden_or_a_draft_is_not_there(house: House, client: Client) -> None:
    Event.objects.filter(pk=house.meeting.pk).update(status=Event.Status.DRAFT)
    draft = Session.objects.get(event=house.meeting)
    for event in (house.closed, house.meeting):
        assert client.get(f"/fi/events/{event.slug}/").status_code == 404
        assert client.get(f"/fi/events/{event.slug}/register/").status_code == 404
    for session in (house.hidden, house.morning, draft):
        assert client.get(f"/calendar/fi/sessions/{session.uuid}.ics").status_code == 404
        assert client.get(f"/fi/watch/{session.uuid}/").status_code == 404
        assert client.get(f"/watch/{session.uuid}/state").status_code == 404


def test_an_id_of_one_door_opens_no_other(house: House) -> None:
    """Crossed parents: a guest of one session at another's door, a session of another event in one's own address."""
    phone, mine = client_of(house, "device"), f"/fi/my/{house.registration.manage_token}"
    elsewhere = Session.objects.get(event=house.meeting)
    crossed = [
        f"/checkin/{elsewhere.uuid}/",
        f"/checkin/{elsewhere.uuid}/registered/{house.registration.uuid}/",
        f"/checkin/{house.morning.uuid}/{house.scan.scan_id}/",
        f"/checkin/{house.hidden.uuid}/invited/{house.registration.uuid}/",
        f"{mine}/parts/{house.morning.uuid}/",
        f"{mine}/parts/{house.hidden.uuid}/",
        f"{mine}/cancel/{elsewhere.uuid}/",
    ]
    assert {path: phone.get(path).status_code for path in crossed} == dict.fromkeys(crossed, 404)

"""Every door of the product, and everybody who may stand at it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from events.declared import ATTRIBUTE, ROLES
from events.models import User
from registrations.checkin.devices import COOKIE
from registrations.models import Device
from tests import world
from tests.guards.house import House, host_of
from tests.guards.objects import objects

EXEMPT = {"admin"}
STAFF = {
    **{role: role for role in ("viewer", "door", "editor", "admin")},
    "host": "editor",
    "foreign_editor": "editor",
}
MACHINES = {"machine", "foreign_machine"}
OWN_FACES = {("checkin", "device")}  # open to everybody, and another page for some
_addresses = itertools.count(1)


@dataclass(frozen=True)
class Route:
    """A route: its name, the names of what its address holds, and what its view declares (None: nothing)."""

    name: str
    wanted: frozenset[str]
    declared: dict[str, int] | None


@cache
def routes(urlconf: str | None = None) -> list[Route]:
    """All that the resolver knows, but for the exempt namespaces."""
    return [_route(pattern) for pattern in _patterns(get_resolver(urlconf))]


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif pattern.namespace not in EXEMPT:
            yield from _patterns(pattern)


def _route(pattern: URLPattern) -> Route:
    wanted = frozenset(pattern.pattern.converters) | frozenset(pattern.pattern.regex.groupindex)
    return Route(pattern.name or str(pattern.pattern), wanted, getattr(pattern.callback, ATTRIBUTE, None))


def address(house: House, route: Route, role: str = "anonymous", language: str = "fi") -> str:
    """The path of a route with this role's objects in it. AssertionError if the table does not fit the route."""
    given = objects(house, role).get(route.name, {})
    assert given.keys() == route.wanted, (
        f"{route.name} wants {set(route.wanted)}: say so in guards.doors.objects"
    )
    if "language" in given:
        given = given | {"language": language}
    with translation.override(language):
        return reverse(route.name, kwargs=given)


def client_of(house: House, role: str, language: str = "fi") -> Client:
    """The browser of somebody in this role, in this language, each at an address of its own."""
    assert role in ROLES
    number = next(_addresses)
    wishes: dict[str, Any] = {"REMOTE_ADDR": f"10.1.{number // 250}.{number % 250}"}
    client = Client(raise_request_exception=False, headers={"accept-language": language}, **wishes)
    if role == "device":
        Device.objects.filter(pk=house.device.pk).update(language=language)
        client.cookies[COOKIE] = house.device.token
    if role in MACHINES:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {getattr(house, role).token}"
    if role in STAFF:
        organiser = house.foreign.organiser if role == "foreign_editor" else house.organiser
        member = host_of(house) if role == "host" else world.member(organiser, STAFF[role])
        User.objects.filter(pk=member.pk).update(language=language)
        client.force_login(member)
    return client


def pages(house: House, role: str, language: str) -> Iterator[tuple[Route, str, HttpResponse]]:
    """The HTML pages that this role sees, each with its route and its path; none that anonymous sees the same."""
    client = client_of(house, role, language)
    for route in routes():
        declared = route.declared or {}
        same = (
            role != "anonymous" and declared.get("anonymous") == 200 and (route.name, role) not in OWN_FACES
        )
        if declared.get(role) == 200 and not same:
            path = address(house, route, role, language)
            answer = client.get(path)
            if answer.headers["Content-Type"].startswith("text/html"):
                yield route, path, answer  # type: ignore[misc]  # the test client's own response

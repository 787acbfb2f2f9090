"""Every door of the product, and everybody who may stand at it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from events.declared import ATTRIBUTE, ROLES
from events.models import User
from events.tokens import LENGTH, Purpose
from registrations.checkin.devices import COOKIE
from registrations.models import Device
from tests import world
from tests.guards.house import House, person_of

EXEMPT = {"admin"}
STAFF = {"viewer": "viewer", "door": "door", "editor": "editor", "foreign_editor": "editor"}
MACHINES = {"machine", "foreign_machine"}
OWN_FACES = {("checkin", "device")}  # open to everybody, and another page for some
NOBODYS = "A" * LENGTH
_addresses = itertools.count(1)


@dataclass(frozen=True)
class Route:
    """A route: its name, the names of what its address holds, and what its view declares (None: nothing)."""

    name: str
    wanted: frozenset[str]
    declared: dict[str, int] | None


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


def objects(house: House, role: str = "anonymous") -> dict[str, dict[str, Any]]:
    """What each route's address holds for this role. A route that is not named here has nothing in its address."""
    event, tour = {"slug": house.stop.slug}, {"slug": house.tour.slug}
    organiser, region = {"slug": house.organiser.slug}, {"slug": house.region.slug}
    session, door = {"uuid": house.afternoon.uuid}, {"session": house.afternoon.uuid}
    watched, language = {"session_uuid": house.afternoon.uuid}, {"language": "fi"}
    mine, person = {"token": key(house, role, Purpose.MANAGE)}, {"uuid": house.registration.uuid}
    feed = {"token": key(house, role, Purpose.FEED)}
    return {
        **dict.fromkeys(["tour", "tour_register", "desk_tour", "desk_tour_counts"], tour),
        **dict.fromkeys(["event", "event_register"], event),
        **dict.fromkeys(
            ["desk_event", "desk_event_counts", "desk_change_date", "desk_claim", "desk_rehearsal"], event
        ),
        **{f"desk_{verb}": session for verb in ("reschedule", "move", "cancel", "reinstate", "attendance")},
        **{f"desk_{page}": event for page in ("edit", "venue_edit", "contacts", "documents")},
        **{f"desk_{page}": event for page in ("session_new", "publish", "preview")},
        **{f"desk_tour_{page}": tour for page in ("edit", "contacts", "documents", "publish", "preview")},
        **dict.fromkeys(["desk_session_edit", "desk_session_remove"], session),
        "desk_stop_new": tour,
        **{f"desk_attendance_{kind}": session for kind in ("csv", "xlsx", "pdf")},
        **{f"watch{door}": watched for door in ("", "_join", "_here", "_heartbeat", "_state")},
        **{f"desk_webcast{page}": session for page in ("", "_do", "_trouble", "_details", "_add")},
        **{f"desk_webcast_{page}": session | {"stream": house.stream.uuid} for page in ("stream", "remove", "open")},
        **dict.fromkeys(["checkin_door", "checkin_scan", "checkin_find"], door),
        **dict.fromkeys(["manage", "manage_details", "manage_another"], mine),
        **dict.fromkeys(["manage_part", "manage_cancel"], mine | watched),
        **{f"desk_participants{page}": event for page in ("", "_act", "_export")},
        **{f"desk_participant{page}": person for page in ("", "_edit", "_address")},
        **{f"desk_participant_{verb}": person | watched for verb in ("put", "cancel", "again", "presence")},
        "desk_participant_add": event,
        **{f"desk_{page}": event for page in ("invitations", "letters", "doors", "log")},
        **dict.fromkeys(["desk_invitation_new", "desk_invitations_send"], event),
        **{f"desk_invitation{verb}": event | {"uuid": house.invitation.uuid} for verb in ("", "_send")},
        **{f"desk_invitation_{verb}": event | {"uuid": house.draft.uuid} for verb in ("edit", "withdraw")},
        **dict.fromkeys(["desk_letter", "desk_letter_send"], event | {"uuid": house.letter.uuid}),
        "desk_door_close": event | {"uuid": house.device.uuid},
        "privacy_notice": organiser,
        "feed_all": language,
        "feed_tour": language | tour,
        "feed_region": language | region,
        "feed_organiser": language | organiser,
        "feed_session": language | session,
        "my_feed": language | feed,
        "invitation": {"token": key(house, role, Purpose.INVITATION)},
        "ticket": {"code": key(house, role, Purpose.TICKET)},
        "checkin_claim": {"token": key(house, role, Purpose.CLAIM)},
        "checkin_registered": door | {"registration": house.registration.uuid},
        "checkin_invited": {"session": house.morning.uuid, "invitation": house.invitation.uuid},
        "checkin_verdict": door | {"scan": house.scan.scan_id},
        "desk_token_revoke": {"uuid": house.machine.uuid},
        "api_event": event,
        "api_tour": tour,
        "api_session": session,
        "api_venue": {"uuid": house.venue.uuid},
        "api_region": region,
        **dict.fromkeys(["api_registration", "api_registration_cancel"], {"uuid": house.registration.uuid}),
        **dict.fromkeys(["api_participation", "api_participation_cancel"], {"uuid": house.part.uuid}),
        **dict.fromkeys(["api_invitation", "api_invitation_send"], {"uuid": house.invitation.uuid}),
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    }


def key(house: House, role: str, purpose: Purpose) -> str:
    """The token that somebody in this role holds for a purpose; a made-up one of the right shape if none."""
    held: dict[tuple[str, Purpose], str] = {
        ("participant", Purpose.MANAGE): house.registration.manage_token,
        ("participant", Purpose.TICKET): house.registration.ticket_token,
        ("invited", Purpose.INVITATION): house.invitation.token,
        ("device", Purpose.CLAIM): house.claim.token,
    }
    if purpose == Purpose.FEED and (person := person_of(house, role)):
        return person.feed_token
    return held.get((role, purpose), NOBODYS)


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
        member = world.member(organiser, STAFF[role])
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

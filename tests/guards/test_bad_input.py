"""Whatever comes in, at every route: an answer below 500, in words, and nothing of a stack trace."""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import resolve, reverse

from events.tokens import Purpose, token_of
from registrations.models import Person, Scan
from tests.guards.doors import Route, address, client_of, pages, routes
from tests.guards.forms import Form, forms_of
from tests.guards.house import House
from tests.guards.objects import objects

pytestmark = pytest.mark.django_db
_numbers = itertools.count()

RAW = {  # as they stand in an address
    "NUL": "%00",
    "half a surrogate pair": "%ED%A0%80",
    "not UTF-8": "%FF%FE",
    "a percent sign": "%25f%25(a)d",
    "far too long": "x" * 20_000,
    "long, of a slug's letters": "a" * 300,
    "upwards": "..%2f..%2fetc",
    "two lines": "a%0d%0aSet-Cookie:b=c",
    "emoji": "%F0%9F%92%A9",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "no UUID": "not-a-uuid",
    "nobody's UUID": "00000000-0000-0000-0000-000000000000",
    "number": "-1",
    "nobody's token": "A" * 26,
    "nothing": "",
}
TEXTS = {  # as they are typed
    "NUL": "\x00",
    "half a surrogate pair": "\ud800",
    "far too long": "x" * 5_000,
    "unknown choice": "teleport",
    "nothing": "",
    "other way round": "\u202eabc",
    "controls": "\x07\x1b[31m\r\n",
    "huge number": "9" * 5_000,
    "no day": "2030-02-31",
    "no time": "25:61",
    "infinity": "1e999",
}
PDFS = {"desk_attendance_pdf", "desk_badges", "desk_person_copy", "desk_sign"}
UNKNOWN = "unknown choice"
ALONE = ("NUL", "far too long", UNKNOWN)
ASKED = (
    "half a surrogate pair",
    "not UTF-8",
    "a percent sign",
    "long, of a slug's letters",
    "number",
    "nobody's token",
)
QUERIES = (
    *("past", "language", "languages", "mode", "page", "r", "next", "lang", "q"),
    *("state", "kind", "who", "what", "day", "before"),
)
INSIDERS = ("anonymous", "participant", "invited", "device", "admin", "machine")
URLENCODED = "application/x-www-form-urlencoded"
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")


def broken(answer: Any) -> bool:
    """True for our own fault, and for an answer that tells how it came about."""
    body = b"".join(answer) if answer.streaming else answer.content
    return bool(answer.status_code >= 500 or b"Traceback" in body or b"Exception Value" in body)


def ask(client: Client, method: str, path: str, *body: Any, **how: Any) -> Any:
    """One request from an address of its own: who asks too often would be told to wait."""
    number = next(_numbers)
    return client.generic(
        method, path, *body, REMOTE_ADDR=f"10.4.{number // 250 % 250}.{number % 250}", **how
    )


def send(client: Client, form: Form, fields: dict[str, str]) -> Any:
    """The form with these fields, as a browser sends it."""
    words = urlencode(fields, errors="surrogatepass")
    if form.method == "GET":
        return ask(client, "GET", f"{form.path.partition('?')[0]}?{words}")
    return ask(client, "POST", form.path, words.encode(), URLENCODED)


def opened(house: House) -> list[tuple[Route, str, Client, str]]:
    """Each route with its path, and the browser and role of somebody who may open it.

    Without the PDFs: they stand behind the same doors as other pages, and each takes a second to typeset.
    """
    clients = {role: client_of(house, role) for role in INSIDERS}
    found = []
    for route in routes():
        if route.name not in PDFS:
            role = _guest(route)
            found.append((route, address(house, route, role), clients[role], role))
    return found


def _guest(route: Route) -> str:
    declared = route.declared or {}
    return max(INSIDERS, key=lambda role: declared.get(role) in (200, 405))


def test_whatever_stands_in_an_address(house: House) -> None:
    found = []
    for route, path, client, role in opened(house):
        held = objects(house, role).get(route.name, {})
        for (name, value), what, method in itertools.product(held.items(), RAW, ("GET", "POST")):
            asked = RAW[what].join(path.rsplit(str(value), 1))
            if broken(answer := ask(client, method, asked)):
                found.append(f"{answer.status_code} {method} {route.name} with {what} as {name}")
    assert not found, "\n".join(found)


def test_whatever_is_asked_for_after_the_question_mark(house: House) -> None:
    found = []
    for (route, path, client, _role), what in itertools.product(opened(house), ASKED):
        asked = f"{path}?{'&'.join(f'{name}={RAW[what]}' for name in QUERIES)}"
        if broken(answer := ask(client, "GET", asked)):
            found.append(f"{answer.status_code} {route.name} with {what}")
    assert not found, "\n".join(found)


def forms(house: House, role: str) -> Iterator[Form]:
    """The forms of all the pages that this role sees; of those to the same route with the same fields one.

    Without the PDFs', as above; and the participant's watch page, to which a letter's link leads.
    """
    seen = set()
    shown = [(path, page.content) for _route, path, page in pages(house, role, "fi")]
    if role == "participant":
        watch = f"/fi/watch/{house.afternoon.uuid}/?r={house.registration.manage_token}"
        shown.append((watch, client_of(house, role).get(watch).content))
    for path, content in shown:
        for form in forms_of(content.decode(), path):
            route = str(resolve(urlsplit(form.path).path).view_name)
            mark = (form.method, route, frozenset(once(form.fields)))
            if form.fields and mark not in seen and route not in PDFS:
                seen.add(mark)
                yield form


def once(fields: Iterable[str]) -> list[str]:
    """Each field's name; of those that differ in a number only (another row, another language) the first."""
    return list({re.sub(r"\d+", "#", name): name for name in reversed(list(fields))}.values())


@pytest.mark.parametrize("role", INSIDERS)
def test_whatever_is_typed_into_a_form(house: House, role: str) -> None:
    found, client = [], client_of(house, role)
    for form in list(forms(house, role)):
        bad = [(f"{what} everywhere", dict.fromkeys(form.fields, text)) for what, text in TEXTS.items()]
        bad += [
            (f"{what} in {name}", form.fields | {name: TEXTS[what]})
            for what in ALONE
            for name in once(form.fields)
            if what != UNKNOWN or name not in form.free
        ]
        for what, fields in bad:
            if broken(answer := send(client, form, fields)):
                found.append(f"{answer.status_code} {form.method} {form.path}: {what}")
    assert not found, "\n".join(found)
    assert not Scan.objects.exclude(pk=house.scan.pk).filter(kind="in").exists()
    assert all(
        name.isprintable() and len(name) <= 150 for name in Person.objects.values_list("name", flat=True)
    )


def test_a_token_opens_nothing_but_its_own_door(house: House) -> None:
    rows = {
        Purpose.MANAGE: house.registration,
        Purpose.TICKET: house.registration,
        Purpose.FEED: house.registration.person,
        Purpose.INVITATION: house.invitation,
        Purpose.CLAIM: house.claim,
        Purpose.DEVICE: house.device,
    }
    doors = {
        Purpose.MANAGE: lambda token: reverse("manage", args=[token]),
        Purpose.TICKET: lambda token: f"/t/{token}",
        Purpose.FEED: lambda token: reverse("my_feed", args=["fi", token]),
        Purpose.INVITATION: lambda token: reverse("invitation", args=[token]),
        Purpose.CLAIM: lambda token: reverse("checkin_claim", args=[token]),
    }
    for (purpose, door), (other, row) in itertools.product(doors.items(), rows.items()):
        token = token_of(other, row)
        turned = token[:-1] + ("A" if token[-1] != "A" else "B")
        assert ask(Client(), "GET", door(token)).status_code == (200 if purpose == other else 404), (
            purpose,
            other,
        )
        assert ask(Client(), "GET", door(turned)).status_code == 404
        assert ask(Client(), "GET", door(token[:-1])).status_code == 404


def test_whatever_a_route_is_asked_to_do(house: House) -> None:
    found = []
    for (route, path, client, _role), method in itertools.product(opened(house), METHODS):
        answer, reads = ask(client, method, path), method in ("HEAD", "OPTIONS")
        if broken(answer) or (answer.status_code < 400 and not reads and not route.name.startswith("api_")):
            found.append(f"{answer.status_code} {method} {route.name}")
    assert not found, "\n".join(found)


BODIES: dict[str, tuple[bytes, str]] = {
    "three megabytes": (b"name=" + b"x" * 3_000_000, URLENCODED),
    "1,500 fields": (b"&".join(b"a%d=1" % number for number in range(1_500)), URLENCODED),
    "not UTF-8": (b"name=%FF%FE&email=\xff", URLENCODED),
    "an unknown charset": (b"name=a", f"{URLENCODED}; charset=klingon"),
    "torn parts": (
        b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb",
        "multipart/form-data; boundary=x",
    ),
    "parts without a boundary": (b"--x", "multipart/form-data"),
    "a file": (
        b'--x\r\nContent-Disposition: form-data; name="name"; filename="../a\x00.php"\r\n\r\nb\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "deep JSON": (b"[" * 100_000, "application/json"),
    "a lone surrogate in JSON": (b'{"scan_id": "\\ud800", "code": "\\u0000"}', "application/json"),
    "XML": (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "text/xml",
    ),
    "an empty body of no type": (b"", ""),
}


def test_whatever_a_body_holds(house: House) -> None:
    found = []
    for (route, path, client, _role), (what, (body, kind)) in itertools.product(
        opened(house), BODIES.items()
    ):
        if broken(answer := ask(client, "POST", path, body, kind)):
            found.append(f"{answer.status_code} {route.name} with {what}")
    assert not found, "\n".join(found)


HEADERS = [
    {
        "accept-language": "fi;q=zz, \x00, sv;q=1e999" + "x" * 5_000,
        "cookie": f"sessionid={'x' * 4_000}; device=\x00; language=xx; csrftoken=%00; messages=%%%",
        "if-none-match": 'W/"',
        "if-modified-since": "31 Feb 99999",
        "range": "bytes=9-1",
        "x-forwarded-for": "\x00, ', " + "1" * 5_000,
        "x-forwarded-proto": "gopher",
        "accept": "application/\x00",
        "referer": "http://[",
        "origin": "null",
    },
    {"host": "evil.example.org"},
    {"host": "a" * 300 + ":99999999"},
    {"content-type": "\x00"},
]


@pytest.mark.parametrize("headers", HEADERS, ids=["odd ones", "a stranger's host", "no host", "no type"])
def test_whatever_the_headers_say(house: House, headers: dict[str, str]) -> None:
    client, found = Client(raise_request_exception=False), []
    for route, method in itertools.product(routes(), ("GET", "POST")):
        if broken(answer := ask(client, method, address(house, route), headers=headers)):
            found.append(f"{answer.status_code} {method} {route.name}")
    assert not found, "\n".join(found)

"""Every page of every role keeps WCAG 2.1 A and AA, as far as a machine can tell, on a phone and on a desk."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from events.declared import PEOPLE
from events.tokens import LENGTH
from registrations.checkin.devices import COOKIE
from tests.guards.doors import client_of, pages
from tests.guards.house import House, build
from tests.harness.axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXEMPT = {"schema", "api_docs"}  # below /api/; /admin/ is no route of ours
ASKING = [
    "event_register",
    "tour_register",
    "manage_another",
    "invitation",
    "desk_reschedule",
    "desk_claim",
    "desk_question_new",
    "my",
]
SEEN: dict[str, set[str]] = {
    "anonymous": {"front", "tour", "event", "event_register", "watch", "account_login"},
    "participant": {
        *("manage", "manage_part", "manage_cancel", "manage_details", "manage_answers", "manage_another"),
        "ticket",
    },
    "invited": {"invitation", "join"},
    "device": {"checkin", "checkin_door", "checkin_verdict", "checkin_registered", "checkin_claim"},
    "viewer": {"desk", "desk_event", "desk_attendance"},
    "door": {"desk", "desk_event", "desk_attendance"},
    "admin": {
        *("desk_reschedule", "desk_move", "desk_cancel", "desk_claim", "desk_team", "desk_team_invite"),
        *("desk_questions", "desk_question", "desk_answers", "desk_tour_answers"),
    },
    "foreign_editor": {"desk"},
}
"""Some of the pages that each role sees: none of these may be left out."""
ALONE = ("participant", "invited")
TWINS = {"door": "viewer"}
"""Who sees much the same as another: a page that is the same to the letter is not looked at twice."""
HIDDEN = re.compile(rb'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')
LOST = ["/fi/nothing/", f"/sv/my/{'A' * LENGTH}/", "/organiser/events/nothing/", "/checkin/claim/nothing/"]


@pytest.fixture
def house() -> House:
    return build()


def html(house: House, role: str) -> dict[tuple[str, str], bytes]:
    """Name and path of the pages that this role sees, and what stands there but for the CSRF token.

    Those for everybody are in the language of the longest title. A piece of a page, which a script puts into it, is
    no page.
    """
    language = "sv" if role == "anonymous" else "fi"
    return {
        (route.name, path): HIDDEN.sub(b"", answer.content)
        for route, path, answer in pages(house, role, language)
        if route.name not in EXEMPT and b"<html" in answer.content
    }


def enter(context: BrowserContext, house: House, role: str, site: str) -> Page:
    """A page of somebody in this role's browser."""
    context.clear_cookies()
    for name in (settings.SESSION_COOKIE_NAME, COOKIE):
        if cookie := client_of(house, role).cookies.get(name):
            context.add_cookies([{"name": name, "value": cookie.value, "url": site}])
    return context.new_page()


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_is_accessible(role: str, house: House, context: BrowserContext, site: str) -> None:
    page, found, seen = enter(context, house, role, site), [], html(house, role)
    names = {name for name, _ in seen}
    assert names == SEEN[role] if role in ALONE else names >= SEEN[role], "a page is left out"
    twins = html(house, TWINS[role]) if role in TWINS else {}
    for name, path in (each for each, content in seen.items() if content != twins.get(each)):
        answer = page.goto(f"{site}{path}")
        assert answer
        assert (answer.status, page.url) == (200, f"{site}{path}")
        found += faults(page)
        if name in ASKING:
            with page.expect_navigation():
                page.evaluate("[...document.querySelectorAll('main form')].at(-1).submit()")
            found += [f"sent empty: {fault}" for fault in faults(page)]
    assert not found, "\n".join(found)


def test_a_page_that_is_not_there_is_accessible(house: House, context: BrowserContext, site: str) -> None:
    page, found = enter(context, house, "editor", site), []
    for path in LOST:
        page.goto(f"{site}{path}")
        found += faults(page)
    assert not found, "\n".join(found)


def test_a_fault_is_found(page: Page) -> None:
    page.set_content(
        "<html><title>x</title><img src='x.png'><div style='width:1500px'>wide</div><a href='/' tabindex='-1'>a</a>"
        "<div onclick='x()'>b</div><button style='outline:none'>c</button><button tabindex='2'>d</button></html>"
    )
    found = "\n".join(faults(page))
    for word in (
        *("image-alt", "html-has-lang", "px wide at 320", "px wide at 1280", "a</a> is out of reach"),
        *("b</div> is out of reach", "c</button> shows no focus", "d</button> goes before its turn"),
    ):
        assert word in found

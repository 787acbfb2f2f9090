"""The day after a train strike, in Swedish: one stop is held on the web only, and everybody hears of it, once."""

import datetime
from collections import Counter
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from config.management.commands.audit_invariants import breaches
from events.models import Event, LogEntry, Session
from registrations import told
from registrations.actions.details import Way
from registrations.models import Participation
from registrations.outbox import sending
from tests import world
from tests.harness.axe import assert_accessible
from tests.harness.signing_in import sign_in
from tests.harness.smtp import Letter, Sink
from tests.letters import cast
from tests.registrations.test_answer import invited

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = {  # who: language, way
    "fia@example.org": ("sv", Way.IN_PERSON),
    "aino@example.org": ("fi", Way.IN_PERSON),
    "mary@example.org": ("en", Way.QUEUE),
    "okand@example.org": ("", Way.QUEUE_AND_ONLINE),
    "veera@example.org": ("fi", Way.ONLINE),
}
HEARD = {
    "fia@example.org": ["Ordnas bara på distans."],
    "aino@example.org": ["Järjestetään vain etänä."],
    "mary@example.org": ["Held on the web only."],
    "okand@example.org": ["Järjestetään vain etänä.", "Ordnas bara på distans."],
    "veera@example.org": ["Järjestetään vain etänä."],
}
MESSAGE = "Tågen går inte i dag. Välkommen till webbsändningen!"


@pytest.fixture
def stop(db: None, sink: Sink) -> Event:
    """Vaasa: a morning with somebody invited; an afternoon with two in the room, two in its line, one on the web."""
    tour = world.coming_tour(cities=("vaasa",))
    afternoon = world.afternoon_of(tour, "vaasa")
    Session.objects.filter(pk=afternoon.pk).update(in_person_capacity=2)
    for address, (language, way) in PEOPLE.items():
        cast.registered(afternoon, way, who=(address.partition("@")[0].title(), address), language=language)
    invited(world.morning_of(tour, "vaasa"), "Raija Esimerkki", "raija@example.org")
    while sending.drain():
        pass
    return world.stop_of(tour, "vaasa")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def hold_online(page: Page, site: str, stop: Event) -> None:
    """From the stop's page; what it means is read first, with the message."""
    page.goto(f"{site}/organiser/events/{stop.slug}/")
    page.locator("section[aria-labelledby=change]").get_by_role("link", name="Ordna bara på distans").click()
    main = page.locator("main")
    expect(main).to_contain_text("Inget är gjort ännu.")
    expect(main).to_contain_text("5 meddelanden: 2 på finska, 1 på svenska, 1 på engelska, 1 på både finska")
    expect(main).to_contain_text("Webbsändningen av delen ”Eftermiddag” har ingen adress ännu.")
    page.fill("textarea[name=message_1]", MESSAGE)
    press(page, "Titta igen")
    expect(page.locator("article").first).to_contain_text(MESSAGE)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible(page)
    assert Session.objects.filter(event=stop, attendance="online").count() == 0
    press(page, "Ordna bara på distans")
    expect(main).to_contain_text("Det ordnas bara på distans.")


def post(sink: Sink) -> list[Letter]:
    """The quiet time passes; what the sweep writes is sent. Twice, as the clock goes on."""
    before = len(sink.letters)
    Session.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
    for _minute in range(2):
        told.sweep()
        while sending.drain():
            pass
    return sink.letters[before:]


def text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body
    return str(body.get_content())


def entry(message: EmailMessage) -> Any:
    (part,) = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    (found,) = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")  # type: ignore[arg-type]  # bytes
    return found


def test_the_day_after_a_train_strike(stop: Event, sink: Sink, context: BrowserContext, site: str) -> None:
    first = {letter.recipients[0]: letter.message for letter in sink.letters}
    page = context.new_page()
    sign_in(page, site, "sv")
    hold_online(page, site, stop)

    afternoon = stop.sessions.get(admission="open")
    rows = Participation.objects.filter(session=afternoon)
    assert set(rows.values_list("mode", "status", "waiting_since")) == {("online", "attending", None)}
    assert (afternoon.in_person_taken, afternoon.in_person_waiting, afternoon.online_taken) == (0, 0, 5)
    assert LogEntry.objects.filter(verb="move to the web").count() == 3

    letters = post(sink)
    assert Counter(letter.recipients[0] for letter in letters) == Counter([*PEOPLE, "raija@example.org"])
    for letter in letters:
        address, words = letter.recipients[0], text(letter.message)
        assert MESSAGE in words
        heard = {line for lines in HEARD.values() for line in lines if line in words}
        assert heard == set(HEARD.get(address, [])), address
        if address not in PEOPLE:
            continue
        now = entry(letter.message)
        assert now["SEQUENCE"] >= 1
        assert now["LOCATION"] in ("Verkossa", "På webben", "På distans", "On the web")
        if PEOPLE[address][1] in (Way.IN_PERSON, Way.ONLINE):
            old = entry(first[address])
            assert now["UID"] == old["UID"]
            assert now["SEQUENCE"] > old["SEQUENCE"]
            assert now["DTSTART"].dt == old["DTSTART"].dt

    page.goto(f"{site}/organiser/events/{stop.slug}/")
    expect(page.locator("main")).to_contain_text("Den senaste ändringen: 5 av 5 har fått meddelande.")
    page.goto(f"{site}/sv/events/{stop.slug}/")
    expect(page.locator("main")).to_contain_text("Evenemanget ordnas bara på distans.")
    assert breaches() == []

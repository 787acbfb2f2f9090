"""The organiser's day in a browser: publish a stop, invite, add somebody by telephone, move them, watch the counts."""

import datetime
import re

import pytest
from django.utils import timezone
from i18nfield.strings import LazyI18nString
from playwright.sync_api import BrowserContext, Page, expect

from events.models import Event, LogEntry, Tour
from registrations.models import Invitation, Participation
from tests import world
from tests.harness.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEXT_LOOK = 30_000  # milliseconds within which an open page has looked for new numbers


@pytest.fixture
def stop(db: None) -> Event:
    """Vaasa, a draft, whose afternoon does not speak Swedish yet."""
    tour = world.draft_tour("day", timezone.localdate() + datetime.timedelta(days=30), cities=("vaasa",))
    afternoon = world.afternoon_of(tour, "vaasa")
    afternoon.title = LazyI18nString({"fi": "Avoin iltapäivä"})
    afternoon.save()
    return world.stop_of(tour, "vaasa")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def publish(page: Page, site: str, stop: Event) -> None:
    """The list says what is missing and leads to where it is mended; then there is one button."""
    page.goto(f"{site}/organiser/events/{stop.slug}/publish/")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    page.get_by_role("link", name="The title of “Afternoon” is missing in Swedish.").click()
    page.fill("input[name=title_1]", "Öppen eftermiddag")
    press(page, "Save")
    page.get_by_role("link", name="Publish", exact=True).click()
    press(page, "Publish")
    expect(page.get_by_text("It is published.")).to_be_visible()
    page.get_by_role("link", name="The tour is not published yet.").click()
    press(page, "Publish")
    expect(page.get_by_text("It is published.")).to_be_visible()


def invite(page: Page, site: str, stop: Event) -> None:
    page.goto(f"{site}/organiser/events/{stop.slug}/invitations/new/")
    page.fill("input[name=name]", "Raija Esimerkki")
    page.fill("input[name=email]", "raija@example.org")
    press(page, "Save the draft")
    press(page, "Send the invitation")


def add_by_telephone(page: Page, site: str, stop: Event) -> None:
    page.goto(f"{site}/organiser/events/{stop.slug}/participants/add/")
    page.fill("input[name=name]", "Pekka Puhelin")
    page.select_option("select[name=session]", str(stop.sessions.get(admission="open").uuid))
    page.locator("input[name=way]").first.check()
    press(page, "Add the participant")


def move_to_the_web(page: Page, site: str) -> None:
    part = Participation.objects.get()
    page.goto(f"{site}/organiser/registrations/{part.registration.uuid}/")
    page.get_by_role("link", name="Move", exact=True).click()
    page.locator("label", has_text=re.compile("^Online")).click()
    press(page, "Save the place")


def test_the_organisers_day(stop: Event, context: BrowserContext, site: str) -> None:
    page = context.new_page()
    sign_in(page, site, "en")
    publish(page, site, stop)
    assert {Event.objects.get(pk=stop.pk).status, Tour.objects.get().status} == {"published"}

    board = context.new_page()
    board.goto(f"{site}/organiser/tours/day/")
    afternoon = board.locator("#counts tr", has=board.get_by_role("rowheader", name="Afternoon", exact=True))
    expect(afternoon.locator("td").nth(2)).to_have_text("0")

    invite(page, site, stop)
    expect(page.locator("main")).to_contain_text("Sent")
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.person.name) == ("sent", "Raija Esimerkki")

    add_by_telephone(page, site, stop)
    expect(page.locator("main")).to_contain_text("The participant is added.")
    part = Participation.objects.get()
    assert (part.mode, part.status, part.session.short_title.data["en"]) == (
        "in_person",
        "attending",
        "Afternoon",
    )
    move_to_the_web(page, site)
    expect(page.locator("main")).to_contain_text("The place is saved.")
    part.refresh_from_db()
    assert (part.mode, part.status, part.session.in_person_taken, part.session.online_taken) == (
        "online",
        "attending",
        0,
        1,
    )

    expect(afternoon.locator("td").nth(2)).to_have_text("1", timeout=NEXT_LOOK)
    verbs = LogEntry.objects.values_list("verb", flat=True)
    assert {"retitle", "publish", "send invitation", "add by hand", "put by hand"} <= set(verbs)

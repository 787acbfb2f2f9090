"""What an editor only reads stands there without JavaScript, in a browser that has none."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from events.actions.sessions import cancel
from events.actors import SYSTEM
from events.models import Job, ProgrammeItem, Tour, User
from tests import world
from tests.attendance.cast import came, comes
from tests.desk.picture import region_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOUR, STOP = "/organiser/tours/lape-2030/", "/organiser/events/lape-2030-vaasa/"


@pytest.fixture
def plain(browser: Browser, site: str, db: None) -> Iterator[Page]:
    """An editor's browser without scripts, at the ministry's desk in English."""
    who, client = world.member(world.organiser()), Client()
    who.language = "en"
    who.save()
    client.force_login(who)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(java_script_enabled=False, base_url=site)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    yield context.new_page()
    context.close()


def lively() -> Tour:
    """Two stops: at Vaasa Anna came and Bo is registered; Oulu's morning is cancelled."""
    tour = world.coming_tour(cities=("oulu", "vaasa"))
    afternoon = world.afternoon_of(tour, "vaasa")
    ProgrammeItem.objects.create(session=afternoon, title={"en": "Opening words"})
    came(comes(afternoon, "Anna", region=region_of("vaasa"), municipality_text="Vasa"))
    comes(afternoon, "Bo", region=region_of("vaasa"))
    cancel(SYSTEM, world.morning_of(tour, "oulu"))
    return tour


def under_way(tour: Tour) -> Job:
    facts = {"kind": Job.Kind.PLAN_TOUR, "task": "events.actions.planned.task", "submission": uuid4()}
    return Job.objects.create(organiser=tour.organiser, user=User.objects.get(), total=60, done=17, **facts)


def test_every_rich_page_is_read_without_scripts(plain: Page) -> None:
    job = under_way(lively())
    for path, heading, texts in (
        (TOUR, "The programme in the regions", ["Stops and their sessions", "Vaasa"]),
        (f"{TOUR}reach/", "Whom the tour reached", ["Vaasa"]),
        (f"{TOUR}missing/", "The programme in the regions", ["Nobody is invited to “Morning” yet."]),
        (f"{STOP}run-sheet/", "Vaasa", ["13:00–16:00 Afternoon", "In the room 2 / 80", "Opening words"]),
        (f"{STOP}log/", "Vaasa", ["Anna"]),
        ("/organiser/log/", "Log", ["Morning"]),
    ):
        plain.goto(path)
        expect(plain.get_by_role("heading", level=1)).to_have_text(heading)
        for text in texts:
            expect(plain.locator("main")).to_contain_text(text, use_inner_text=True)
    plain.goto(f"/organiser/work/{job.uuid}/")
    expect(plain.locator("main")).to_contain_text("17 of 60 done.")
    Job.objects.update(done=18)
    plain.get_by_role("link", name="Check again").click()
    expect(plain.locator("main")).to_contain_text("18 of 60 done.")

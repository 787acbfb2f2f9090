"""The numbers keep themselves fresh: 304 while nothing has changed, and in a browser by themselves."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from playwright.sync_api import BrowserContext, expect

from events.models import Event, Session, Tour
from tests import world
from tests.attendance.cast import came, comes
from tests.desk.conftest import SignIn

PIECES = ["/organiser/tours/lape-2030/counts/", "/organiser/events/lape-2030-vaasa/counts/"]


@pytest.mark.parametrize("path", PIECES)
def test_a_piece_is_sent_again_only_when_a_number_has_changed(
    path: str, session: Session, sign_in: SignIn
) -> None:
    client = sign_in()
    page = client.get(path.removesuffix("counts/")).content.decode()
    first = client.get(path)
    etag = first["ETag"]
    assert f'data-etag="{escape(etag)}"' in page
    asked = client.get(path, headers={"If-None-Match": etag})
    assert (asked.status_code, asked.content, asked["ETag"]) == (304, b"", etag)
    part = comes(session, "Somebody")
    registered = client.get(path, headers={"If-None-Match": etag})
    assert registered.status_code == 200
    came(part)
    arrived = client.get(path, headers={"If-None-Match": registered["ETag"]})
    assert arrived.status_code == 200
    assert arrived["Cache-Control"] == "private, no-store"
    assert "Somebody" not in arrived.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_numbers_change_by_themselves_and_the_page_stays_as_it_was(
    context: BrowserContext, site: str
) -> None:
    tour: Tour = world.coming_tour(cities=("vaasa",))
    session = world.afternoon_of(tour, "vaasa")
    Event.objects.filter(pk=session.event_id).update(date=timezone.localdate())
    came(comes(session, "First"))
    reader = Client()
    reader.force_login(world.member(tour.organiser, "viewer"))
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": reader.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": site,
            }
        ]
    )
    page = context.new_page()
    page.clock.install()
    page.goto(f"{site}/organiser/events/lape-2030-vaasa/")
    expect(page.locator("dl.counts dd").filter(has_text="1 / 80")).to_have_count(1)
    summary = page.locator("#arrivals-now summary")
    summary.click()
    came(comes(session, "Second"))
    with page.expect_response(lambda answer: answer.url.endswith("/counts/") and answer.status == 200):
        page.clock.run_for(20_000)
    expect(page.locator("dl.counts dd").filter(has_text="2 / 80")).to_have_count(1)
    expect(summary).to_be_focused()
    assert page.locator("#arrivals-now details").evaluate("each => each.open")
    with page.expect_response(lambda answer: answer.status == 304):
        page.clock.run_for(20_000)
    expect(page.locator("#live")).to_be_hidden()
    context.clear_cookies()
    for _ in range(2):
        with page.expect_response(lambda answer: answer.status == 302):
            page.clock.run_for(70_000)
    expect(page.locator("#live")).to_be_visible()

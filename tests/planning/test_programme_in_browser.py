"""One change of the tour's day applied to five of its seven stops, in Swedish."""

import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from events.actions.sessions import reschedule
from events.models import Session, Tour, User
from tests import world
from tests.harness.axe import assert_accessible
from tests.planning import cast
from tests.planning.cast import plan_tour
from tests.planning.memos import DAY_FI, DAY_SV, LIST_SV

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def planned_tour() -> Tour:
    """The seven stops of 2016 as they come next; Kuopio and Uleåborg begin at other times."""
    cast.cities()
    plan = cast.planned(LIST_SV, {"sv": DAY_SV, "fi": DAY_FI}, today=timezone.localdate())
    actor, organiser = world.editor(), world.organiser()
    tour = plan_tour(actor, organiser, title=cast.TITLE, short_title=cast.SHORT, plan=plan)
    for city, hour in (("kuopio", 12), ("oulu", 14)):
        own = Session.objects.whole().get(event__slug__endswith=city, admission="open")
        at = own.event.at
        reschedule(actor, own, starts_at=at(datetime.time(hour)), ends_at=at(datetime.time(hour + 3)))
    return tour


def afternoons(tour: Tour) -> list[str]:
    rows = Session.objects.whole().filter(event__tour=tour, admission="open").order_by("event__date")
    return [f"{row.starts_at.astimezone(row.zone):%H.%M}" for row in rows if row.starts_at]


def test_one_change_is_applied_to_five_of_seven_stops(context: BrowserContext, site: str) -> None:
    tour, editor = planned_tour(), Client()
    User.objects.update(language="sv")
    editor.force_login(world.member(tour.organiser))
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": editor.cookies[name].value, "url": site}])
    page = context.new_page()
    page.goto(f"{site}/organiser/tours/{tour.slug}/edit/")
    page.get_by_role("link", name="Turnéns program").click()
    page.get_by_role("link", name="Ändra den här delen Eftermiddag").click()
    page.get_by_label("Börjar").fill("13:30")
    page.get_by_role("button", name="Se vad som ändras").click()
    expect(page.get_by_role("checkbox")).to_have_count(7)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(5)
    expect(page.get_by_role("row", name="Uleåborg")).to_contain_text("ortens egen")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert_accessible(page)
    assert afternoons(tour) == ["13.00", "13.00", "12.00", "13.00", "13.00", "14.00", "13.00"]
    page.get_by_role("button", name="Spara och ändra de valda orterna").click()
    expect(page.get_by_text("Programmet är sparat, och 5 orter följer det.")).to_be_visible()
    assert afternoons(tour) == ["13.30", "13.30", "12.00", "13.30", "13.30", "14.00", "13.30"]

"""Pages kept for a few seconds: never a word about places that is not so, never one reader's page for another."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from events.models import Session, User
from tests import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/en/tours/{tour}/", "/en/events/{event}/"])
def test_a_kept_page_tells_at_once_of_a_place_taken(page: str, client: Client, settings: Settings) -> None:
    settings.PAGE_SECONDS = 60
    tour = world.coming_tour()
    session = world.afternoon_of(tour, "oulu")
    address = page.format(tour=tour.slug, event=session.event.slug)
    Session.objects.filter(pk=session.pk).update(in_person_capacity=37)
    assert "37 places left" in client.get(address).content.decode()
    with CaptureQueriesContext(connection) as statements:
        assert "37 places left" in client.get(address).content.decode()
    assert len(statements) == 1
    Session.objects.filter(pk=session.pk).update(in_person_taken=1)
    assert "36 places left" in client.get(address).content.decode()
    assert "36 places left" not in client.get(address.replace("/en/", "/fi/")).content.decode()


def test_whoever_is_signed_in_looks_afresh(client: Client, settings: Settings) -> None:
    settings.PAGE_SECONDS = 60
    tour = world.coming_tour()
    address = f"/en/tours/{tour.slug}/"
    assert "Newly written" not in client.get(address).content.decode()
    type(tour).objects.filter(pk=tour.pk).update(summary={"en": "Newly written"})
    assert "Newly written" not in client.get(address).content.decode()
    client.force_login(User.objects.create_user(email="e@example.org", password="only for tests"))
    assert "Newly written" in client.get(address).content.decode()
    client.logout()
    assert "Newly written" not in client.get(address).content.decode()


def test_what_is_withdrawn_is_gone_at_once(client: Client, settings: Settings) -> None:
    settings.PAGE_SECONDS = 60
    tour = world.coming_tour()
    address = f"/en/tours/{tour.slug}/"
    assert client.get(address).status_code == 200
    type(tour).objects.filter(pk=tour.pk).update(status="draft")
    assert client.get(address).status_code == 404

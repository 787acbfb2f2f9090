"""The demo: a door for each of the eight kinds of people (DESIGN §1), and behind each what it promises."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.example.organisers import HOST, READER, SLUGS, email_for
from events.models import Event, Session, Tour
from registrations.models import DeviceClaim

pytestmark = pytest.mark.django_db
SIGNS_IN = re.compile(r"(\w+@example\.org) · <code>(\w+)</code>")


@pytest.fixture
def demo(example: dict[str, Any]) -> str:
    return Client().get("/en/demo/").content.decode()


@pytest.fixture
def tour(example: dict[str, Any]) -> Tour:
    return Tour.objects.get(repeats__slug="lape-2016")


def signed_in(demo: str, who: str) -> Client:
    client, known = Client(), dict(SIGNS_IN.findall(demo))
    assert client.login(email=email_for(who), password=known[email_for(who)])
    return client


def test_there_are_eight_doors_and_those_without_a_password_open(demo: str) -> None:
    doors = re.findall(r"<li><span class=\"day\">(.+?)</li>", demo, re.DOTALL)
    assert len(doors) == 8
    behind = [
        ("Invited leader", ["Send the answer", "Send the answer"]),
        ("Participant", ["Register", "My registration"]),
        ("Web viewer", ["Rehearsal"]),
        ("Subscriber", ['id="calendar"']),
    ]
    for kind, promised in behind:
        (door,) = (door for door in doors if door.startswith(kind))
        links = [link.partition("#")[0] for link in re.findall(r'href="(.+?)"', door)]
        for link, words in zip(links, promised, strict=True):
            assert words in Client().get(link).content.decode(), kind


def test_the_volunteer_gets_a_fresh_code_for_this_phone(demo: str) -> None:
    client, before = Client(), DeviceClaim.objects.count()
    claim = client.post("/en/demo/")
    assert client.get(claim["Location"]).status_code == 200
    assert DeviceClaim.objects.count() == before + 1


def test_the_manager_sees_the_tour_the_host_one_stop_and_the_reader_changes_nothing(
    demo: str, tour: Tour
) -> None:
    def desk(of: Event) -> str:
        return reverse("desk_event", args=[of.slug])

    vaasa, helsinki = (tour.stops.get(slug__endswith=city) for city in ("-vaasa", "-helsinki"))
    manager = signed_in(demo, SLUGS[0]).get(reverse("desk_tour", args=[tour.slug])).content.decode()
    assert all(desk(stop) in manager for stop in tour.stops.all())
    host = signed_in(demo, HOST)
    home = host.get(reverse("desk")).content.decode()
    assert [desk(stop) in home for stop in (vaasa, helsinki)] == [True, False]
    assert host.get(reverse("desk_edit", args=[vaasa.slug])).status_code == 200
    assert host.get(desk(helsinki)).status_code == 404
    reader = signed_in(demo, READER)
    afternoon = Session.objects.get(event=helsinki, admission="open")
    for read in (
        reverse("desk_attendance", args=[afternoon.uuid]),
        reverse("desk_log", args=[helsinki.slug]),
    ):
        assert read in demo
        assert reader.get(read).status_code == 200
    assert reader.get(reverse("desk_edit", args=[helsinki.slug])).status_code == 404

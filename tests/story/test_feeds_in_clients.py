"""The example's calendars, fetched and kept as subscribers do."""

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from events.models import Session, Tour
from tests.calendars.readers import READERS, Seen
from tests.story.conftest import load

FEEDS = {
    "all": "/calendar/fi/all.ics",
    "tour": "/calendar/sv/tours/{tour}.ics",
    "region": "/calendar/fi/regions/uusimaa.ics",
    "organiser": "/calendar/en/organisers/perheverkosto.ics",
    "past": "/calendar/sv/tours/lape-2016.ics",
}


def fetch(name: str, **headers: str) -> Any:
    return Client().get(address(name), headers=headers)


def address(name: str) -> str:
    return FEEDS[name].format(tour=Tour.objects.get(repeats__slug="lape-2016").slug)


@pytest.mark.parametrize("name", FEEDS)
def test_every_reader_sees_the_same_entries(example: dict[str, Any], name: str) -> None:
    body = fetch(name).content
    seen = [sorted(read(body), key=lambda entry: entry.uid) for read in READERS]
    assert len(seen[0]) == body.count(b"BEGIN:VEVENT") > 0
    assert all(entries == seen[0] for entries in seen)


@pytest.mark.parametrize("read", READERS, ids=lambda reader: reader.__name__)
def test_the_past_tour_reads_to_the_minute(
    example: dict[str, Any], read: Callable[[bytes], list[Seen]]
) -> None:
    seen = {entry.uid.split("@")[0]: (entry.start, entry.end) for entry in read(fetch("past").content)}
    afternoons = Session.objects.filter(event__tour__slug="lape-2016", admission="open")
    assert seen == {str(session.uuid): (session.starts_at, session.ends_at) for session in afternoons}
    assert len(seen) == 7
    assert min(seen.values())[0] == datetime.datetime(2016, 6, 2, 10, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize("name", FEEDS)
def test_bytes_stay_and_an_unchanged_feed_is_not_sent_again(example: dict[str, Any], name: str) -> None:
    first, second = fetch(name), fetch(name)
    assert first.content == second.content
    again = fetch(name, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    assert "max-age=900" in again["Cache-Control"]


GENERAL = """
[general]
status_path = "{home}/status/"
"""
PAIR = """
[pair {name}]
a = "{name}_kept"
b = "{name}_subscribed"
collections = null

[storage {name}_kept]
type = "filesystem"
path = "{home}/{name}/"
fileext = ".ics"

[storage {name}_subscribed]
type = "http"
url = "{url}"
"""


def synchronised(home: Path, urls: dict[str, str]) -> dict[str, int]:
    """Fetch each feed with vdirsyncer into an empty folder; how many items it finds, one file for each."""
    for folder in ("status", *urls):
        (home / folder).mkdir()
    pairs = [PAIR.format(name=name, home=home, url=url) for name, url in urls.items()]
    (home / "config").write_text("".join([GENERAL.format(home=home), *pairs]))
    for command in ("discover", "sync"):
        done = subprocess.run(
            [str(Path(sys.executable).with_name("vdirsyncer")), "-c", str(home / "config"), command],
            env={"HOME": str(home), "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    return {name: len(list((home / name).glob("*.ics"))) for name in urls}


@pytest.mark.django_db(transaction=True)
def test_a_subscriber_over_http_counts_as_many_items_as_there_are_entries(
    live_server: LiveServer, tmp_path: Path
) -> None:
    load("--people=10")
    entries = {name: fetch(name).content.count(b"BEGIN:VEVENT") for name in FEEDS}
    assert min(entries.values()) > 0
    assert synchronised(tmp_path, {name: live_server.url + address(name) for name in FEEDS}) == entries

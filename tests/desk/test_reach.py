"""Whom a tour reached: people, each once; the gaps by name; files that say what the page says."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from events.actors import SYSTEM
from events.models import LogEntry, TeamMember, Tour
from registrations.actions.details import Way
from registrations.actions.tidy import NewBody, match
from registrations.attendance.sheet import NotTypeset
from registrations.erasure import erase_person
from registrations.reach import report
from registrations.reach.coverage import Coverage, Row, coverage_of
from registrations.reach.people import People
from tests import world
from tests.desk.conftest import SignIn
from tests.desk.picture import days_ago, in_role, region_of, takes_part, was_there
from tests.desk.test_desk import shown
from venues.models import Region

Queries = Callable[[int], Any]
PAGE = "/organiser/tours/lape-2030/reach/"
FILE = f"{PAGE}file/"


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    """What was counted a minute ago is another test's."""
    cache.clear()


def lively(tour: Tour) -> None:
    """Anna in Oulu's room and at Vaasa's screen, Bo in Vaasa's room twice told, Cia online, Dan registered only."""
    oulu, vaasa = world.afternoon_of(tour, "oulu"), world.afternoon_of(tour, "vaasa")
    north, coast = region_of("oulu"), region_of("vaasa")
    was_there(oulu, "anna", region=north, municipality_text="Oulu", organisation_text="Oulun srk")
    was_there(vaasa, "anna", Way.ONLINE, region=north, municipality_text="Uleåborg")
    was_there(vaasa, "bo", region=coast, municipality_text="Vasa", organisation_text="Vasa stad")
    was_there(vaasa, "cia", Way.ONLINE, region=coast, municipality_text="vaasa", is_private_person=True)
    takes_part(oulu, "dan", region=north)
    in_role(was_there(vaasa, "speaker", region=region_of("helsinki")), "speaker")
    in_role(was_there(vaasa, "staff", region=region_of("helsinki")), "staff")


def covered(tour: Tour, language: str = "en") -> Coverage:
    with translation.override(language):
        return coverage_of(tour, list(tour.stops.prefetch_related("regions")))


def numbers(rows: list[Any]) -> dict[str, tuple[int, int, int, int]]:
    found = {row.name: row.people for row in rows}
    return {
        name: (of.registered, of.on_site, of.online, of.reached)
        for name, of in found.items()
        if of != People()
    }


def test_a_person_is_counted_once_on_site_online_and_both(tour: Tour) -> None:
    lively(tour)
    total = covered(tour).total
    assert total == People(registered=4, on_site=2, online=2, reached=3)
    assert total.both == 1


def test_people_are_counted_by_stop_region_municipality_and_kind(tour: Tour) -> None:
    lively(tour)
    match(SYSTEM, tour, texts=["Oulun srk"], body=NewBody({"fi": "Oulun seurakunta"}, "parish"))
    found = covered(tour)
    assert numbers(found.stops) == {"Oulu": (2, 1, 0, 1), "Vaasa": (3, 1, 2, 3)}
    assert numbers(found.regions) == {"Pohjois-Pohjanmaa": (2, 1, 1, 1), "Ostrobothnia": (2, 1, 1, 2)}
    assert numbers(found.municipalities) == {
        "Oulu": (2, 1, 1, 2),  # as two spellings, so in both: the page says that such a person stands twice
        "Vaasa": (2, 1, 1, 2),
        "Municipality not told": (1, 0, 0, 0),
    }
    assert numbers(found.kinds)["parish"] == (1, 1, 0, 1)
    assert numbers(found.kinds)["private person"] == (1, 0, 1, 1)
    assert found.texts == 1


def test_gaps_are_told_by_name_and_while_the_tour_goes_on_by_who_has_registered(
    tour: Tour, sign_in: SignIn
) -> None:
    takes_part(world.afternoon_of(tour, "oulu"), "dan", region=region_of("oulu"), municipality_text="Oulu")
    was_there(world.afternoon_of(tour, "vaasa"), "bo", region=region_of("vaasa"), municipality_text="Vasa")
    Region.objects.create(code="18", slug="kainuu", iso_code="FI-05", name={"fi": "Kainuu", "en": "Kainuu"})
    Region.objects.filter(slug="uusimaa").update(iso_code="FI-18")
    found = covered(tour)
    assert (found.over, found.missing, found.elsewhere) == (False, ["Uusimaa"], ["Kainuu"])
    assert found.missing_municipalities == ["Helsinki"]
    for stop in tour.stops.all():
        days_ago(stop, 3)
    found = covered(tour)
    assert (found.over, found.missing) == (True, ["Pohjois-Pohjanmaa", "Uusimaa"])
    assert "Nobody from: <strong>Pohjois-Pohjanmaa, Uusimaa</strong>" in shown(sign_in(), PAGE)


def test_whoever_was_erased_stays_in_the_numbers(tour: Tour) -> None:
    lively(tour)
    part = was_there(world.afternoon_of(tour, "vaasa"), "erased", region=region_of("vaasa"))
    before = covered(tour)
    erase_person(SYSTEM, part.registration.person)
    after = covered(tour)
    assert (after.total.on_site, after.total.reached) == (before.total.on_site, before.total.reached)
    assert numbers(after.regions)["Ostrobothnia"][3] == 3


def test_the_page_shows_map_table_and_plots_and_asks_for_the_same_statements_whatever_the_size(
    db: None, sign_in: SignIn, django_assert_max_num_queries: Queries
) -> None:
    statements = []
    for cities, slug in ((("vaasa",), "small"), (("helsinki", "oulu", "vaasa"), "large")):
        tour = world.coming_tour(slug, cities=cities)
        for number in range(len(cities) * 2):
            was_there(
                world.afternoon_of(tour, "vaasa"), f"{slug}{number}", organisation_text=f"Body {number}"
            )
        client = sign_in()
        page = shown(client, f"/organiser/tours/{slug}/reach/")
        cache.clear()
        with django_assert_max_num_queries(41) as counted:  # a dozen of them the cache's, which was empty
            shown(client, f"/organiser/tours/{slug}/reach/")
        statements.append(len(counted))
        assert page.count("<caption") >= 4
        assert 'style="' not in page
    assert statements[0] == statements[1]


def test_who_has_one_stop_reads_of_that_stop_alone(tour: Tour, sign_in: SignIn) -> None:
    lively(tour)
    client = sign_in("editor")
    TeamMember.objects.get(role="editor").events.add(world.stop_of(tour, "oulu"))
    page = shown(client, PAGE)
    assert re.findall(r"<dd>(\d+)</dd>", page) == ["1", "1", "0", "0", "2"]
    assert "Vaasa" not in page.split("<main")[1]
    rows = taken(client, "csv")
    assert [row[1] for row in rows if row[0] == "Stop"] == ["Oulu"]
    assert sign_in(of="thl").get(PAGE).status_code == 404
    assert sign_in("viewer").get(FILE).status_code == 404


def taken(client: Client, kind: str, language: str = "en") -> list[list[str]]:
    answer = client.post(FILE, {"kind": kind, "language": language, "purpose": "report"})
    assert answer.status_code == 200
    assert f'filename="reach-lape-2030-{language}.{kind}"' in answer["Content-Disposition"]
    content = answer.content.decode("utf-8-sig") if kind == "csv" else ""
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def test_a_table_holds_what_the_page_shows_and_stands_in_the_log_with_its_purpose(
    tour: Tour, sign_in: SignIn
) -> None:
    lively(tour)
    takes_part(world.afternoon_of(tour, "oulu"), "formula", municipality_text="=1+1")
    client = sign_in()
    rows = taken(client, "csv")
    assert rows[0] == ["What", "Name", "Registered", "On site", "Online", "Both", "Reached"]
    assert rows[1] == ["All together", "", "5", "2", "2", "1", "3"]
    assert ["Stop", "Vaasa", "3", "1", "2", "0", "3"] in rows
    assert "'=1+1" in [row[1] for row in rows]
    entry = LogEntry.objects.get(verb="export", target="tour")
    assert entry.target_uuid == tour.uuid
    assert entry.details == {"format": "csv", "count": len(rows) - 1, "purpose": "report"}
    taken(client, "xlsx", "sv")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_report_is_one_tagged_page_in_each_language(tour: Tour, language: str) -> None:
    lively(tour)
    with translation.override(language):
        stops = list(tour.stops.prefetch_related("regions"))
        coverage = coverage_of(tour, stops)
        told = report.report_of(tour, stops, coverage)
        pdf = report.as_pdf(tour, stops, coverage)
    assert told["numbers"][0][0] == "3"
    assert told["language"] == language
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert told["gaps"][0] in " ".join(reader.pages[0].extract_text().split())
    catalogue: Any = reader.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_object().get_data()


def test_a_long_tour_has_a_report_of_one_page_too(tour: Tour) -> None:
    of = People(registered=99_999, on_site=99_999, online=99_999, reached=99_999)
    rows = [Row(f"Pohjois-Pohjanmaan pitkä paikkakunta {number}", of, str(number)) for number in range(60)]
    names = [row.name for row in rows]
    long = Coverage(of, rows, rows[:20], rows, rows[:12], names, names, names[:10], names, texts=1, over=True)
    with translation.override("fi"):
        pdf = report.as_pdf(tour, list(tour.stops.all()), long)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert "ja 48 muuta" in reader.pages[0].extract_text()


def test_a_report_that_fails_leads_back_and_is_in_no_log(
    tour: Tour, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_any: Any) -> bytes:
        raise NotTypeset

    monkeypatch.setattr(report, "as_pdf", fails)
    answer = sign_in().post(FILE, {"kind": "pdf", "language": "en", "purpose": "report"}, follow=True)
    assert answer.redirect_chain[0][0] == PAGE
    assert "could not be made just now" in answer.content.decode()
    assert not LogEntry.objects.filter(verb="export").exists()


@pytest.mark.parametrize("wrong", [{"kind": "exe"}, {"language": "xx"}, {"purpose": ""}, {"purpose": "\0"}])
def test_a_file_without_a_known_purpose_is_not_given(
    tour: Tour, sign_in: SignIn, wrong: dict[str, str]
) -> None:
    answer = sign_in().post(FILE, {"kind": "csv", "language": "en", "purpose": "report"} | wrong)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert not LogEntry.objects.filter(verb="export").exists()

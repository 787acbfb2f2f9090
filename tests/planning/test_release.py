"""The way back: the lists of a release are the lines that the tour was made of, in every language."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import release
from events.memo import programme
from events.models import Contact, Document, Event, Session, Tour
from tests import world
from tests.planning import cast
from tests.planning.cast import plan_tour
from tests.planning.memos import DAY_FI, DAY_SV, LIST_FI, LIST_SV, RELEASE_DAY, memo

pytestmark = pytest.mark.django_db
LIST_EN = """\
2 June Helsinki, University of Helsinki
6 June Turku, Turku government office building (Virastotalo)
8 June Kuopio, Kuopio Music Centre
9 June Tampere, University of Tampere
13 June Rovaniemi, Arktikum
14 June Oulu, Lasaretti
16 June Vaasa, University of Vaasa (bilingual)"""


@pytest.fixture
def tour(db: None) -> Tour:
    return cast.tour_of_2016()


def day(tour: Tour, language: str) -> str:
    (lines,) = {"\n".join(release.programme(stop, language)) for stop in tour.stops.all()}
    return lines


@pytest.mark.parametrize(("language", "lines"), [("sv", LIST_SV), ("fi", LIST_FI), ("en", LIST_EN)])
def test_days_and_places_come_back_as_they_were_printed(tour: Tour, language: str, lines: str) -> None:
    assert "\n".join(release.places(tour, language)) == lines


@pytest.mark.parametrize(("language", "lines"), [("sv", DAY_SV), ("fi", DAY_FI)])
def test_the_day_comes_back_as_it_was_printed(tour: Tour, language: str, lines: str) -> None:
    assert day(tour, language) == lines


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_is_released_can_be_pasted_again(tour: Tour, language: str) -> None:
    lines, parts = "\n".join(release.places(tour, language)), day(tour, language)
    made = cast.planned(lines, {language: parts}, today=RELEASE_DAY)
    assert made.mistakes == ()
    assert [stop.place.venue for stop in made.stops] == [stop.venue for stop in tour.stops.all()]
    again = plan_tour(world.editor(), world.organiser(), title=cast.TITLE, short_title=cast.SHORT, plan=made)
    assert "\n".join(release.places(again, language)) == lines
    assert day(again, language) == parts


def test_the_whole_release_is_plain_text_with_both_lists(tour: Tour) -> None:
    Contact.objects.create(
        tour=tour,
        name="Kaisa Kontakti",
        role={"sv": "projektchef"},
        email="kaisa@example.org",
        phone="+358 0 1",
    )
    Document.objects.create(tour=tour, title={"sv": "Projektplan"}, url="https://example.org/plan.pdf")
    Document.objects.create(tour=tour, title={"sv": "Hemligt"}, audience=Document.Audience.INVITED)
    Tour.objects.update(summary={"sv": "Programmet åker ut till landskapen.", "fi": "Ohjelma kiertää."})
    tour.refresh_from_db()
    assert release.text(tour, "sv") == (
        "Programmet presenteras i landskapen\n\nProgrammet åker ut till landskapen.\n\n"
        f"Datum och orter\n{LIST_SV}\n\nDagens program\n{DAY_SV}\n\n"
        "Ytterligare information\nKaisa Kontakti, projektchef, +358 0 1, kaisa@example.org\n\n"
        f"Länkar\nAnmälan: {settings.SITE_URL}/sv/tours/lape-2016/register/\n"
        f"Turnén: {settings.SITE_URL}/sv/tours/lape-2016/\nProjektplan: https://example.org/plan.pdf\n"
    )
    assert f"Päivät ja paikkakunnat\n{LIST_FI}\n\nPäivän ohjelma\n{DAY_FI}\n" in release.text(tour, "fi")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_list_with_its_heading_can_be_pasted_too(tour: Tour, language: str) -> None:
    _title, places, parts, *_rest = release.text(tour, language).split("\n\n")
    assert len(memo(places, today=RELEASE_DAY).stops) == 7
    assert len(programme.read(parts).parts) == 2


def test_what_is_hidden_stays_hidden_and_what_is_cancelled_is_said(tour: Tour) -> None:
    Session.objects.filter(admission="invitation").update(listing=Session.Listing.HIDDEN)
    Session.objects.filter(admission="open").update(status=Session.Status.CANCELLED)
    Event.objects.filter(slug="lape-2016-oulu").update(status=Event.Status.CANCELLED)
    text = release.text(tour, "sv")
    assert "Möte med regionala beslutsfattare" not in text
    assert "(kan även ses som webbsändning) (inställt)" in text
    assert "14.6. Uleåborg, Lasaret (inställt)" in text


def test_days_that_differ_are_told_with_their_cities(tour: Tour) -> None:
    afternoon = Session.objects.get(event__slug="lape-2016-vaasa", admission="open")
    afternoon.attendance = Session.Attendance.ONLINE
    afternoon.save()
    text = release.text(tour, "fi")
    assert "Päivän ohjelma: Helsinki, Turku, Kuopio, Tampere, Rovaniemi, Oulu\n" in text
    assert "Päivän ohjelma: Vaasa\n" in text


def test_a_tour_over_new_year_and_abroad_comes_back_too() -> None:
    cast.cities()
    lines = "28.12.2026 Åbo, Ämbetshuset\n15.1.2027 Stockholm, Kulturhuset (tvåspråkigt)\n18.1.2027 Oulu"
    made = cast.planned(lines, {"sv": "18.00–19.30 Frågor (som webbsändning)"})
    tour = plan_tour(world.editor(), world.organiser(), title=cast.TITLE, short_title=cast.SHORT, plan=made)
    swedish = lines.replace("Oulu", "Uleåborg, på webben")
    assert "\n".join(release.places(tour, "sv")) == swedish
    assert day(tour, "sv") == "18.00–19.30 Frågor (som webbsändning)"
    assert release.places(tour, "fi")[0] == "28.12.2026 Turku, Virastotalo"


def test_an_unknown_time_is_said_to_be_unknown(tour: Tour) -> None:
    Session.objects.update(starts_at=None, ends_at=None)
    assert release.programme(tour.stops.all()[0], "en")[0].startswith("(time not set) ")


def test_a_release_of_many_stops_takes_no_more_statements() -> None:
    cast.cities()
    counts = []
    for number in (1, 30):
        made = cast.planned("\n".join(["2.6. Stockholm, Kulturhuset"] * number), {"sv": DAY_SV})
        tour = plan_tour(
            world.editor(), world.organiser(), title=cast.TITLE, short_title=cast.SHORT, plan=made
        )
        with CaptureQueriesContext(connection) as queries:
            release.text(tour, "sv")
        counts.append(len(queries))
    assert counts == [4, 4]

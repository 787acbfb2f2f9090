"""The memo's page: what was understood is shown, what is wrong is named, and one click makes the tour, once."""

import io
import json
import re
from functools import partial
from uuid import uuid4

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from events.models import Event, Job, LogEntry, Session, Tour
from tests import world
from tests.harness import previewed
from tests.planning import cast
from tests.planning.memos import DAY_FI, DAY_SV, LIST_SV, workbook
from venues.models import Venue

pytestmark = pytest.mark.django_db
PATH = "/organiser/new/plan/"
TITLES = {"title_0": "Muutosohjelma", "title_1": "Programmet"}
NAMES = {"organiser": "stm", **TITLES, "short_title_0": "LAPE", "short_title_1": "LAPE"}


@pytest.fixture
def client(db: None) -> Client:
    return signed_in()


def signed_in(role: str = "editor", of: str = "stm", language: str = "en") -> Client:
    who = world.member(world.organiser(of), role)
    who.language = language
    who.save()
    client = Client()
    client.force_login(who)
    return client


def boxes(lines: str = LIST_SV, **more: str) -> dict[str, str]:
    days = {"day_sv": DAY_SV, "day_fi": DAY_FI, "year": "2027"}
    return {**NAMES, "lines": lines, **days, "submission": str(uuid4()), **more}


preview, create = partial(previewed.preview, PATH), partial(previewed.create, PATH)


def rows() -> list[int]:
    return [model.objects.count() for model in (Tour, Event, Session, Venue, Job, LogEntry)]


def test_the_preview_shows_every_reading_and_writes_nothing(client: Client) -> None:
    cast.cities()
    before, page = rows(), preview(client, boxes())
    for words in (
        "Sunday 6 June 2027", "Turku government office building", "A Sunday.", "Finnish, Swedish",
        "By invitation", "In person and online", "09:30–11:30", "Create the tour (7 stops, 14 sessions)",
    ):  # fmt: skip
        assert words in page, words
    assert rows() == before
    assert LIST_SV in page


def test_one_click_makes_the_tour_and_leads_to_what_is_missing(client: Client) -> None:
    cast.cities()
    sent = boxes()
    assert create(client, sent) == "/organiser/tours/lape-2027/publish/"
    stops = list(Tour.objects.get().stops.all())
    assert ([stop.slug for stop in stops][:2], len(stops)) == (["lape-2027-helsinki", "lape-2027-turku"], 7)
    assert Session.objects.count() == 14
    page = client.get("/organiser/tours/lape-2027/publish/").content.decode()
    assert "The tour is made, with 7 stops." in page
    assert "Publish its 7 stops too" in page


def test_a_double_click_makes_one_tour(client: Client) -> None:
    cast.cities()
    sent = boxes("2.6. Oulu, Uusi sali")
    first = create(client, sent)
    again = client.post(PATH, {**sent, "seen": "whatever", "create": "1"})
    assert again["Location"] == first
    assert (Tour.objects.count(), Job.objects.count()) == (1, 1)
    assert create(client, {**sent, "submission": str(uuid4())}) == "/organiser/tours/lape-2027-2/publish/"


def test_what_was_not_shown_is_not_made(client: Client) -> None:
    cast.cities()
    sent = boxes("2.6. Oulu")
    seen = previewed.SEEN.search(preview(client, sent))
    assert seen
    for changed in ({"lines": "3.6. Oulu"}, {"title_0": "Muu"}, {"day_sv": "9–11 Möte", "day_fi": ""}):
        answer = client.post(PATH, {**sent, **changed, "seen": seen[1], "create": "1"})
        assert "Something has changed since the preview." in answer.content.decode()
    assert not Tour.objects.exists()


def test_a_bad_row_is_named_and_the_boxes_stay_filled(client: Client) -> None:
    lines = "Datum;Ort;Plats\n2.6.;Oulu;X\n31.11.;Vasa;Y\n3.6.;=1+1;Z"
    page = preview(client, boxes(lines, day_fi="9–11 X\n13–12 Y", day_sv=""))
    rows = ("Row 3, column 1:", "Row 4, column 2:", "Row 2: The end must be after the start.")
    for words in (*rows, 'href="#id_lines"', 'href="#id_day_fi"'):
        assert words in page, words
    assert 'name="create"' not in page
    assert lines in page
    assert page.count('aria-invalid="true"') == 2
    answer = client.post(PATH, {**boxes(lines), "create": "1", "seen": "x"})
    assert (answer.status_code, Tour.objects.count()) == (200, 0)


def test_a_bad_row_of_the_day_is_said_of_the_box_that_it_stands_in(client: Client) -> None:
    page = preview(client, boxes(day_fi="9–11 X", day_sv="Förmiddag\n9–11 X"))
    said = page.partition('id="problems"')[2].partition("</ul>")[0]
    assert '<a href="#id_day_sv">The day in Swedish</a>' in said
    assert "Row 1: There is no time at the beginning" in said
    assert "id_day_fi" not in said


def test_what_will_be_needed_for_publication_is_said_before(client: Client) -> None:
    cast.cities()
    page = preview(client, boxes(day_fi=""))
    assert (
        "The day is not written in Finnish, which is needed for publication: Helsinki, Turku, Kuopio" in page
    )
    assert "in Swedish, which" not in page


def test_a_file_comes_into_the_box_to_be_mended_there(client: Client) -> None:
    cast.cities()
    table = [["Datum", "Ort", "Plats"], ["2.6.2027", "Uleåborg", "Lasaret"], ["x", "Vasa", ""]]
    file = SimpleUploadedFile("tour.xlsx", workbook(*table))
    page = client.post(PATH, {**boxes("whatever"), "file": file}).content.decode()
    assert "Row 3, column 1: “x” is not a day." in page
    assert "Datum\tOrt\tPlats\n2.6.2027\tUleåborg\tLasaret\nx\tVasa\t" in page
    lines = "Datum\tOrt\tPlats\r\n2.6.2027\tUleåborg\tLasaret\r\n3.6.\tVasa\t\r\n"
    assert create(client, boxes(lines)) == "/organiser/tours/lape-2027/publish/"


def test_of_several_sheets_one_is_chosen(client: Client) -> None:
    cast.cities()
    book = SimpleUploadedFile("tour.xlsx", _two_sheets())
    sent = boxes("")
    page = client.post(PATH, {**sent, "file": book}).content.decode()
    assert "Which sheet has the stops?" in page
    kept = re.search(r'name="sheets" value="([^"]*)"', page)
    assert kept
    sheets = kept[1].replace("&quot;", '"')
    answer = client.post(PATH, {**sent, "lines": "-", "sheets": sheets, "sheet": "1"}).content.decode()
    assert "Create the tour (2 stops, 4 sessions)" in answer
    for wrong in (
        {"sheet": "7"},
        {"sheet": "x"},
        {"sheets": "[[1]]"},
        {"sheets": "["},
        {"sheets": "[" * 100_000},
    ):
        answer = client.post(
            PATH, {**sent, "lines": "-", "sheets": sheets, "sheet": "1", **wrong}
        ).content.decode()
        assert "Choose the file once more." in answer
    for text, words in (
        ("2.6.2027 Oulu\x00", "Null characters are not allowed."),
        ("2.6.2027 Oulu\ud800", "Oulu?"),
        ("x" * 500_001, "at most 500000 characters"),
    ):
        odd = {"lines": "-", "sheets": json.dumps([["", text]]), "sheet": "0"}
        answer = client.post(PATH, {**sent, **odd}).content.decode()
        assert words in answer


def _two_sheets() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Notes").write_row(0, 0, ["Buy coffee"])
        stops = book.add_worksheet("Stops")
        for number, row in enumerate([["Day", "City"], ["2.6.2027", "Oulu"], ["3.6.2027", "Vaasa"]]):
            stops.write_row(number, 0, row)
        book.add_worksheet("Empty")
    return file.getvalue()


def test_a_file_that_is_too_large_is_not_taken_in(client: Client, settings: Settings) -> None:
    large = SimpleUploadedFile("tour.csv", b"x" * 3_000_000)
    page = client.post(PATH, {**boxes(""), "file": large}).content.decode()
    assert "far more than a tour" in page
    picture = SimpleUploadedFile("tour.xlsx", b"\x89PNG....")
    assert "This is a picture." in client.post(PATH, {**boxes(""), "file": picture}).content.decode()


def test_who_may_not_begin_for_an_organiser_finds_nothing(client: Client) -> None:
    for role in ("viewer", "door"):
        assert signed_in(role).get(PATH).status_code == 404
    assert signed_in(of="thl").get(PATH).status_code == 200
    page = preview(signed_in(of="thl"), boxes("2.6. Oulu"))
    assert "Create the tour" not in page
    assert not Tour.objects.exists()


def test_sixty_stops_are_left_to_the_worker_whose_page_says_how_far_it_is(client: Client) -> None:
    world.venue("vaasa")
    lines = "\n".join(f"{1 + day % 28}.{6 + day // 28}. Vasa, Sal {day}" for day in range(60))
    path = create(client, boxes(lines))
    job = Job.objects.get()
    assert path == f"/organiser/work/{job.uuid}/"
    assert "It waits for its turn." in client.get(path).content.decode()
    Job.objects.update(state="running", done=20, worker=uuid4())
    state = client.get(f"{path}state/").content.decode()
    assert "20 of 60 done." in state
    assert '<progress class="bar" max="60" value="20"' in state
    assert client.get(f"{path}cancel/").status_code == 405
    assert client.post(f"{path}cancel/").status_code == 302
    assert "It is being cancelled." in client.get(path).content.decode()
    assert signed_in("viewer").get(path).status_code == 404
    for stranger in (signed_in("viewer"), signed_in(of="thl")):
        assert stranger.post(f"{path}cancel/").status_code == 404


def test_what_came_to_nothing_can_be_mended(client: Client) -> None:
    world.venue("vaasa")
    lines = "\n".join(f"{day}.6. Vasa" for day in range(1, 15))
    path = create(client, boxes(lines))
    client.post(f"{path}cancel/")
    page = client.get(path).content.decode()
    again = re.search(r'href="(/organiser/new/plan/\?again=[^"]+)"', page)
    assert again
    filled = client.get(again[1]).content.decode()
    assert lines in filled
    assert 'value="Programmet"' in filled
    assert lines not in signed_in(of="thl").get(again[1]).content.decode()


def test_the_whole_tour_is_published_with_one_button_or_not_at_all(client: Client) -> None:
    cast.cities()
    page = create(client, boxes("2.6. Oulu, Lasaret\n16.6. Vasa, Vasa universitet", day_fi=""))
    client.post(page, {"stops": "on"})
    assert set(Event.objects.values_list("status", flat=True)) == {"draft"}
    assert Tour.objects.get().status == "draft"
    told = client.get(page).content.decode()
    assert "LAPE: Oulu" in told
    other = create(client, boxes("2.6. Oulu, Lasaret\n16.6. Vasa, Vasa universitet"))
    client.post(other, {"stops": "on"})
    tour = Tour.objects.latest("pk")
    assert {tour.status, *tour.stops.values_list("status", flat=True)} == {"published"}


def test_the_text_of_a_release_stands_there_in_three_languages(client: Client) -> None:
    tour = cast.tour_of_2016()
    page = client.get(f"/organiser/tours/{tour.slug}/release/").content.decode()
    areas = re.findall(r'<textarea id="release-(\w+)" lang="(\w+)" rows="16" readonly>', page)
    assert areas == [("fi", "fi"), ("sv", "sv"), ("en", "en")]
    assert LIST_SV in page
    assert DAY_FI in page
    assert signed_in(of="thl").get(f"/organiser/tours/{tour.slug}/release/").status_code == 404


def test_what_is_held_already_in_the_same_place_is_said_as_far_as_it_may_be_known(client: Client) -> None:
    stop = world.stop_of(world.coming_tour(), "oulu")
    drafts = {"organiser": world.organiser("thl"), "title": {"fi": "Salassa"}}
    world.event("secret", stop.date, city="oulu", **drafts)
    day = stop.date
    page = preview(client, boxes(f"{day:%d.%m.%Y} Oulu, Oulun kaupunginkirjasto\n{day:%d.%m.%Y} Vaasa"))
    assert page.count("On the same day in the same place: Oulu.") == 1
    assert "Salassa" not in page
    Event.objects.filter(pk=stop.pk).update(status="cancelled")
    assert "On the same day" not in preview(client, boxes(f"{day:%d.%m.%Y} Oulu, Oulun kaupunginkirjasto"))

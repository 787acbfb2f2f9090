"""The sheet to sign, read back with pypdf."""

import io
import resource
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pypdf import PdfReader

from events.models import Session
from events.models.session import Mode
from registrations.attendance import sheet
from registrations.attendance.rows import Row
from registrations.attendance.sheet import NotTypeset, as_pdf
from tests import world
from tests.attendance.cast import comes
from tests.attendance.test_list import PDF, path, signed_in

HOSTILE = ['#read("/etc/passwd")', "$x^2$ = *bold* _it_ @ref <label>", '"\\#import', "]#["]


@pytest.fixture
def session(db: None) -> Session:
    return world.afternoon_of(world.coming_tour(), "vaasa")


def row(name: str, **about: Any) -> Row:
    facts: dict[str, Any] = {"organisation": "Kunta", "municipality": "Vaasa", "mode": Mode.IN_PERSON}
    facts |= {"role": "", "state": "Attending", "waiting": False, "attended_at": None, "attended_by": ""}
    return Row(name=name, zone=ZoneInfo("Europe/Helsinki"), **facts | about)


def read(pdf: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(pdf))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def tags(node: Any) -> list[str]:
    """The names of the structure tree's elements, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for each in node for tag in tags(each)]
    if not hasattr(node, "get") or not ("/S" in node or "/K" in node):
        return []
    return ([node["/S"]] if "/S" in node else []) + tags(node.get("/K", []))


def test_the_sheet_is_tagged_titled_and_in_a_language(session: Session) -> None:
    reader, _text = read(as_pdf(session, [row("Åsa Åberg")], ["sv"]))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "sv"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_object().get_data()
    found = tags(catalogue["/StructTreeRoot"])
    assert found.count("/TH") == 7
    assert found.count("/TR") == 1 + 1 + sheet.BLANK_ROWS
    assert "/H1" in found


def test_the_sheet_is_a4_landscape_with_numbered_lines_for_guests(session: Session) -> None:
    reader, text = read(as_pdf(session, [row("Åsa Åberg"), row("Elle-Máret Näkkäläjärvi")], ["fi"]))
    page = reader.pages[0].mediabox
    assert (round(page.width), round(page.height)) == (842, 595)
    assert "Åsa Åberg" in text
    assert "Elle-Máret Näkkäläjärvi" in text
    assert "\n12\n" in f"\n{text}\n".replace(" ", "\n")


def test_two_languages_stand_in_the_headings(session: Session) -> None:
    data = sheet.sheet_of(session, [], ["fi", "sv"])
    assert [head["language"] for head in data["heads"]] == ["fi", "sv"]
    assert "Vaasan yliopisto" in data["heads"][0]["facts"]
    assert "Vasa universitet" in data["heads"][1]["facts"]
    assert "Eftermiddag" in data["heads"][1]["heading"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_are_printed_as_they_are_written(session: Session, hostile: str) -> None:
    _reader, text = read(as_pdf(session, [row(hostile)], ["fi"]))
    assert "".join(hostile.split()) in "".join(text.split())


def test_a_sign_that_no_font_has_becomes_a_box_and_the_rest_stays_accessible(session: Session) -> None:
    reader, text = read(as_pdf(session, [row("汉字 Åberg"), row("Иван Ιωάννης שלום")], ["fi"]))
    catalogue: Any = reader.trailer["/Root"]
    assert "□□ Åberg" in text
    assert "Иван Ιωάννης" in text
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_object().get_data()


def test_every_glyph_comes_from_a_font_of_ours(session: Session) -> None:
    reader, _text = read(as_pdf(session, [row("Åsa Иван 汉")], ["fi"]))
    page: Any = reader.pages[0]
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {"PublicSans-Regular", "PublicSans-Bold", "DejaVuSans"}


def processor_seconds() -> float:
    """What finished child processes have used; unlike the clock it does not mind a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.serial  # starved of the processor, it would be given up
def test_five_thousand_people_take_at_most_eight_seconds(session: Session) -> None:
    rows = [row(f"Elle-Máret Näkkäläjärvi {number}") for number in range(5000)]
    before = processor_seconds()
    pdf = as_pdf(session, rows, ["fi", "sv"])
    assert processor_seconds() - before < 8
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 200


def test_a_sheet_that_takes_too_long_is_given_up(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "SECONDS", 0.01)
    with pytest.raises(NotTypeset):
        as_pdf(session, [row("Åsa Åberg")], ["fi"])


def test_a_sheet_that_failed_is_said_so_on_the_list(
    session: Session, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "SECONDS", 0.01)
    answer = signed_in(client).get(path(session, PDF), follow=True)
    assert answer.redirect_chain == [(path(session), 302)]
    assert 'class="note error"' in answer.content.decode()


def test_the_sheet_comes_in_the_languages_asked_for(session: Session, client: Client) -> None:
    comes(session, "Åsa Åberg")
    pdf = signed_in(client).get(path(session, PDF), {"languages": ["sv", "xx"]})
    reader, text = read(pdf.content)
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "sv"
    assert "Vasa universitet" in text


def test_the_sheet_comes_in_the_languages_of_the_event_unasked(session: Session, client: Client) -> None:
    type(session.event).objects.filter(pk=session.event_id).update(languages=["sv", "fi"])
    _reader, text = read(signed_in(client).get(path(session, PDF)).content)
    assert "Vasa universitet" in text
    assert "Vaasan yliopisto" in text

"""Name badges, read back with pypdf, and their codes with another library."""

import io
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
import typst
import zxingcpp
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from events.models import Event, LogEntry, Organiser, Session
from registrations import qr
from registrations.actions.details import Way
from registrations.attendance import sheet, typeset
from registrations.attendance.badges import TEMPLATE, Badge, as_pdf, badges_of, sheets_of
from registrations.models import Participation, Registration
from tests import world
from tests.attendance.cast import comes
from tests.attendance.test_list import signed_in
from tests.attendance.test_sheet import HOSTILE, read

Queries = Callable[[int], Any]
CODE = "HTTPS://TOURS.EXAMPLE.ORG/T/ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DOTS = 150 / 25.4
"""A millimetre, as drawn."""
ODD = ["汉字 Åberg", "שלום עולם", "🎉 Ilo 👩‍👩‍👧", "x" * 160, "Elle-Máret " * 14, *HOSTILE]


@pytest.fixture
def session(db: None) -> Session:
    return world.afternoon_of(world.coming_tour(), "vaasa")


def path(session: Session) -> str:
    return f"/organiser/events/{session.event.slug}/badges.pdf"


def names(session: Session, *only: Session) -> list[str]:
    return [badge.name for badge in badges_of(world.editor(), session.event, *only)]


def picture(data: dict[str, Any]) -> Image.Image:
    """The one page of the template as it is drawn, at 150 dots an inch."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[typeset.HERE / "fonts"]
    )
    made = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=fonts,
        sys_inputs={"sheet": json.dumps(data)},
        format="png",
        ppi=150,
    )
    return Image.open(io.BytesIO(made))


def test_ten_badges_are_a_page_of_a4_tagged_and_in_a_language(session: Session) -> None:
    people = [Badge(f"Åsa Åberg {number}", "Vasa stad", "Speaker", CODE) for number in range(11)]
    reader, text = read(as_pdf(session.event, people, "sv"))
    catalogue: Any = reader.trailer["/Root"]
    size = reader.pages[0].mediabox
    assert (len(reader.pages), round(size.width), round(size.height)) == (2, 595, 842)
    assert catalogue["/Lang"] == "sv"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_object().get_data()
    assert len(re.findall(r"Åsa Åberg \d", text)) == 11
    assert text.count("Vasa stad") == 11
    assert text.count("Vasa ·") == 20, "the nine blank ones name the event too"


def test_the_drawn_code_is_the_one_that_the_door_accepts(session: Session, client: Client) -> None:
    registration = comes(session, "Åsa Åberg").registration
    data = sheets_of(session.event, badges_of(world.editor(), session.event), "fi")
    (found,) = zxingcpp.read_barcodes(picture(data))
    assert found.text == qr.payload(registration)
    page = client.get(f"/T/{found.text.rpartition('/')[2]}")
    assert page.status_code == 200
    assert "Åsa Åberg" in page.content.decode()


def test_names_stand_in_finnish_and_swedish_order(session: Session) -> None:
    in_order = ["Elle Näkkäläjärvi", "Zoltán Žák", "Åsa Åberg", "Matti Ärlig", "Örjan Öst"]
    for name in reversed(in_order):
        comes(session, name)
    assert names(session) == in_order


def test_only_who_comes_to_the_room_has_a_badge_and_only_one(session: Session) -> None:
    other = session.event.sessions.exclude(pk=session.pk).get()
    both = comes(session, "Both").registration
    Participation.objects.create(registration=both, session=other, status="attending", mode="in_person")
    comes(session, "Web", Way.ONLINE)
    Participation.objects.filter(pk=comes(session, "Cancelled").pk).update(status="cancelled")
    comes(session, "Afternoon")
    assert names(session) == ["Afternoon", "Both"]
    assert names(session, other) == ["Both"]
    Session.objects.filter(pk=session.pk).update(status=Session.Status.CANCELLED)
    assert names(session) == ["Both"]


def test_a_private_person_has_no_organisation_and_only_a_role_of_note_is_named(session: Session) -> None:
    comes(session, "Aino A")
    rows = Registration.objects.all()
    rows.update(is_private_person=True)
    comes(session, "Bo B")
    rows.filter(is_private_person=False).update(role="speaker")
    private, speaker = badges_of(world.editor(), session.event)
    assert (private.organisation, private.role) == ("", "")
    assert (speaker.organisation, speaker.role) == ("Kunta", "Puhuja")


def test_odd_names_are_printed_and_none_runs_out_of_its_badge(session: Session) -> None:
    people = [Badge(name, name, "", CODE) for name in ODD]
    reader, text = read(as_pdf(session.event, people, "fi"))
    catalogue: Any = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert "□□ Åberg" in text
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_object().get_data()
    flat = "".join(text.split())
    assert "x" * 160 not in text, "broken over lines"
    assert "x" * 160 in flat
    assert all("".join(name.split()) in flat for name in HOSTILE)
    sheets = sheets_of(session.event, people, "fi")
    codes = [code.position.top_left for code in zxingcpp.read_barcodes(picture(sheets))]
    assert len(codes) == len(ODD), "no name covers a code"
    assert all((at.x / DOTS - 15) % 90 > 60 and (at.y / DOTS - 11) % 55 > 25 for at in codes), (
        "nor the other way"
    )


@pytest.mark.parametrize("people", [1, 3])
def test_badges_take_as_many_statements_for_one_as_for_three(
    session: Session, people: int, client: Client, django_assert_num_queries: Queries
) -> None:
    for number in range(people):
        comes(session, f"Name {number}")
    signed_in(client)
    with django_assert_num_queries(9):  # session, user, team (3), event, session, list, log
        assert client.get(path(session), {"session": str(session.uuid)}).status_code == 200


def test_the_file_is_logged_with_its_purpose(session: Session, client: Client) -> None:
    comes(session, "Åsa Åberg")
    answer = signed_in(client).get(path(session), {"language": "sv"})
    assert answer["Content-Disposition"] == f'attachment; filename="badges-{session.event.slug}-sv.pdf"'
    entry = LogEntry.objects.get(verb="print badges")
    assert entry.details == {"format": "pdf", "count": 1, "purpose": "arrangements"}
    assert "Vasa" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


@pytest.mark.parametrize(("role", "status"), [("editor", 200), ("viewer", 404), ("door", 404)])
def test_only_editors_take_badges(session: Session, client: Client, role: str, status: int) -> None:
    page = signed_in(client, role).get(f"/organiser/events/{session.event.slug}/").content.decode()
    assert client.get(path(session)).status_code == status
    assert (f"{path(session)}?session={session.uuid}" in page) == (status == 200)


def test_another_organisers_editor_takes_none(session: Session, client: Client) -> None:
    other = Organiser.objects.create(name="Other", slug="other")
    assert signed_in(client, of=other).get(path(session)).status_code == 404


@pytest.mark.parametrize("asked", ["x" * 5000, "1", "00000000-0000-4000-8000-000000000000"])
def test_a_session_that_the_stop_has_not_is_not_found(session: Session, client: Client, asked: str) -> None:
    assert signed_in(client).get(path(session), {"session": asked}).status_code == 404
    assert not LogEntry.objects.filter(verb="print badges").exists()


@pytest.mark.parametrize(
    ("language", "status"), [("xx", 200), ("x" * 5000, 200), ("\ud800", 200), ("\x00", 400)]
)
def test_a_language_that_there_is_not_is_the_stops_own(
    session: Session, client: Client, language: str, status: int
) -> None:
    asked = urlencode({"language": language}, errors="surrogatepass")
    assert signed_in(client).get(f"{path(session)}?{asked}").status_code == status


def test_badges_that_failed_are_said_so_at_the_stops_desk(
    session: Session, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "SECONDS", 0.01)
    answer = signed_in(client).get(path(session), follow=True)
    assert 'class="note error"' in answer.content.decode()
    assert not LogEntry.objects.filter(verb="print badges").exists()


def test_the_badges_are_offered_in_each_language_of_the_event(session: Session, client: Client) -> None:
    Event.objects.filter(pk=session.event_id).update(languages=["fi", "sv"])
    Registration.objects.filter(pk=comes(session, "Åsa Åberg").registration_id).update(role="speaker")
    signed_in(client)
    page = client.get(f"/organiser/events/{session.event.slug}/").content.decode()
    offered = re.findall(r'href="([^"]*badges\.pdf[^"]*)"', page)
    assert f"{path(session)}?session={session.uuid}" in offered
    other = f"{path(session)}?language=sv&amp;session={session.uuid}"
    assert other in offered
    assert not [each for each in offered if "language=fi" in each or "language=en" in each]
    in_swedish = client.get(other.replace("&amp;", "&"))
    assert "Talare" in read(in_swedish.content)[1]
    assert in_swedish["Content-Disposition"].endswith('-sv.pdf"')
    assert "Puhuja" in read(client.get(path(session)).content)[1]

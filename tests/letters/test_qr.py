"""The ticket's picture, read back by another library."""

from io import BytesIO

import pytest
import zxingcpp
from django.test import override_settings
from PIL import Image, ImageDraw

from registrations import qr
from tests.letters import cast

TEXT = "HTTPS://TOURS.EXAMPLE.ORG/T/ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read(picture: Image.Image) -> str:
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.ec_level == "M"
    return str(found.text)


def test_the_picture_is_read_as_what_was_written_and_is_small() -> None:
    picture = Image.open(BytesIO(qr.png(TEXT)))

    assert read(picture) == TEXT
    assert picture.size == (37 * 8, 37 * 8), (
        "version 3 (29 modules) with a quiet zone of 4, 8 pixels a module"
    )


def test_the_path_draws_the_same_modules_as_the_picture() -> None:
    path = qr.svg(TEXT).split('<path d="')[1].split('"')[0]
    drawn = Image.new("1", (37 * 8, 37 * 8), 1)
    pen = ImageDraw.Draw(drawn)
    for run in path.removesuffix("z").split("z"):
        x, rest = run.removeprefix("M").split(" ")
        y, length = rest.split("v1")[0].split("h")
        left, top = int(x) * 8, int(y) * 8
        pen.rectangle((left, top, left + int(length) * 8 - 1, top + 7), fill=0)

    assert drawn.tobytes() == Image.open(BytesIO(qr.png(TEXT))).convert("1").tobytes()
    assert len(qr.svg(TEXT)) < 6000


@pytest.mark.django_db
@override_settings(SITE_URL="https://tours.example.org")
def test_a_ticket_is_an_address_in_capitals() -> None:
    registration = cast.registered(cast.afternoon())

    assert qr.payload(registration) == f"HTTPS://TOURS.EXAMPLE.ORG/T/{registration.ticket_token}"

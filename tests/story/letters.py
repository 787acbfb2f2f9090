"""What stands in a letter that the mail server took."""

import io
import re
from typing import Any

import icalendar
import zxingcpp
from PIL import Image

from tests.harness.smtp import Letter


def text(letter: Letter) -> str:
    body = letter.message.get_body(("plain",))
    assert body
    return str(body.get_content())


def link(letter: Letter, kind: str) -> str:
    """The first address that holds `/<kind>/` and a token."""
    found = re.search(rf"http\S+/{kind}/[A-Z2-7]{{26}}/", text(letter))
    assert found, text(letter)
    return found[0]


def pictures(letter: Letter) -> dict[str, bytes]:
    """Content-Disposition → PNG."""
    parts = (part for part in letter.message.walk() if part.get_content_type() == "image/png")
    return {str(part.get_content_disposition()): part.get_payload(decode=True) for part in parts}  # type: ignore[misc]  # bytes


def ticket(letter: Letter) -> bytes:
    """The picture of the QR code: the same in the text and attached, and it can be read."""
    both = pictures(letter)
    assert both["inline"] == both["attachment"]
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(both["inline"])))
    assert re.search(r"/T/[A-Z2-7]{26}$", code.text)
    return both["inline"]


def door_code(letter: Letter) -> str:
    found = re.search(r"\b[A-Z2-7]{4} [A-Z2-7]{4}\b", text(letter))
    assert found, text(letter)
    return found[0]


def entry(letter: Letter) -> Any:
    """The VEVENT of the invitation to the reader's calendar, a REQUEST."""
    (part,) = (part for part in letter.message.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))  # type: ignore[arg-type]  # bytes
    assert calendar["METHOD"] == "REQUEST"
    (event,) = calendar.walk("VEVENT")
    return event

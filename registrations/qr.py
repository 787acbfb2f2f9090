"""The ticket as a QR code: an address in capitals, which fits the small alphanumeric mode."""

from io import BytesIO
from itertools import groupby

from django.conf import settings
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from registrations.models import Registration

PIXELS_PER_MODULE = 8
QUIET_ZONE = 4


def payload(registration: Registration) -> str:
    """`HTTPS://HOST/T/` and the 26 characters of the ticket's token."""
    return f"{settings.SITE_URL.upper()}/T/{registration.ticket_token}"


def png(text: str) -> bytes:
    """A black-on-white picture of the code, with its quiet zone."""
    picture = BytesIO()
    _code(text).make_image().save(picture, format="PNG")
    return picture.getvalue()


def svg(text: str) -> str:
    """The same as one path, a few kilobytes; whoever shows it says how large it is, and what it is."""
    rows = _code(text).get_matrix()
    size = len(rows)
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )


def _runs(row: list[bool], y: int) -> str:
    x, path = 0, ""
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            path += f"M{x} {y}h{length}v1H{x}z"
        x += length
    return path


def _code(text: str) -> "QRCode[object]":
    code = QRCode(error_correction=ERROR_CORRECT_M, box_size=PIXELS_PER_MODULE, border=QUIET_ZONE)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return code

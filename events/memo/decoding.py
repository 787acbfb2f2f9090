"""Bytes of a file as text, whatever program wrote them; a file that is no text is called by its name."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.memo.mistakes import Unreadable

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_OTHERS: tuple[tuple[bytes, str | Promise], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        _("This is an old Excel file (XLS), or one with a password. Save it as XLSX without a password."),
    ),
    (b"%pdf", _("This is a PDF file. Paste its lines into the box instead.")),
    (b"{\\rtf", _("This is a text document. Paste its lines into the box instead.")),
    (b"<", _("This is a web page or XML, whatever its name says. Save it as XLSX or CSV.")),
    (b"\x89png", _("This is a picture. Paste the text into the box instead.")),
    (b"\xff\xd8\xff", _("This is a picture. Paste the text into the box instead.")),
    (b"\x1f\x8b", _("This is a packed file. Unpack it first.")),
    (b"7z\xbc\xaf", _("This is a packed file. Unpack it first.")),
    (b"rar!", _("This is a packed file. Unpack it first.")),
)
NO_TEXT = _("This file holds no text that we can read. Save it as XLSX, or as CSV in UTF-8.")
_SAMPLE = 4000


def text_of(content: bytes) -> str:
    """The text: by its BOM, else as UTF-16 when every other byte is zero, UTF-8, or Windows-1252.

    Guessing further would turn å, ä and ö into other letters without anybody noticing. Raises Unreadable.
    """
    beginning = content[:64].removeprefix(_BOMS[0][0]).lstrip().lower()
    for signature, sentence in _OTHERS:
        if beginning.startswith(signature):
            raise Unreadable(sentence)
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decoded(content[len(bom) :], encoding)
    if wide := _wide(content):
        return _decoded(content, wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _wide(content: bytes) -> str:
    """UTF-16 without a BOM shows in its zeros: in Latin text each second byte is one."""
    sample = content[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    if len(sample) % 2 == 0 or len(content) > _SAMPLE:
        if sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) == 0:
            return "utf-16-le"
        if sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) == 0:
            return "utf-16-be"
    return ""


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(NO_TEXT) from error

"""TEXT and URI values that every reader gets back as they went in."""

from django.utils.encoding import iri_to_uri
from icalendar.prop import vText, vUri

from venues.text import clean_line, clean_text

_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


class Text(vText):
    r"""A cleaned TEXT value (RFC 5545 §3.3.11).

    icalendar's own escape takes a written `\N` for a line break and would tear "\\server\Neuvottelut" in two.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        """The value as it stands in the file, UTF-8."""
        return self.translate(_ESCAPES).encode()


def line(text: str, language: str = "") -> Text:
    """Text on one line: a title, a place, a name."""
    return Text(clean_line(text), params=_language(language))


def paragraphs(text: str, language: str = "") -> Text:
    """Text that keeps its line breaks."""
    return Text(clean_text(text), params=_language(language))


def uri(address: str, **parameters: str | list[str]) -> vUri:
    """An address in ASCII. Where URI is not the property's default type, pass VALUE="URI" too."""
    return vUri(iri_to_uri(clean_line(address)), params=parameters)


def _language(language: str) -> dict[str, str]:
    return {"LANGUAGE": language} if language else {}

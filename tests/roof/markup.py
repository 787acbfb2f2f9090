"""Pages as lists of elements: enough HTML for the tests, from the standard library."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.html import VOID_ELEMENTS


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parents: list["Element"] = field(default_factory=list)
    text: str = ""

    def __getitem__(self, name: str) -> str:
        """The attribute's value; empty when it has none, or is not there."""
        return self.attributes.get(name, "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, list(self.open))
        self.seen.append(element)
        if tag not in VOID_ELEMENTS:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def find(page: bytes | str, tag: str, inside: str = "", **attributes: str) -> list[Element]:
    """The elements of this tag and these attributes, within a tag or role. Fails on unbalanced HTML."""
    reader = _Reader()
    reader.feed(page.decode() if isinstance(page, bytes) else page)
    assert not reader.open, "an element is never closed"
    return [
        element
        for element in reader.seen
        if element.tag == tag
        and attributes.items() <= element.attributes.items()
        and (not inside or any(inside in (parent.tag, parent["role"]) for parent in element.parents))
    ]

"""The forms on a page, each as a browser would send it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

FIELDS = {"input", "select", "textarea", "button"}
FREE = {"", "text", "email", "search", "tel"}
"""The types of input into which anything may be written."""


@dataclass
class Form:
    """Where a form goes; its fields (but CSRF's) as filled in at first, of a choice the one chosen, else the first.

    `free` are the names of those into which anything may be written.
    """

    method: str
    path: str
    fields: dict[str, str] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.in_main = path, False
        self.found: list[Form] = []
        self.form: Form | None = None
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.in_main = True
        elif tag == "form" and self.in_main:
            self.form = Form(given.get("method", "get").upper(), urljoin(self.path, given.get("action", "")))
            self.found.append(self.form)
        elif tag in FIELDS and self.form:
            self._field(self.form, tag, given)
        elif tag == "option" and self.form and self.select and "selected" in given:
            self.form.fields[self.select] = given.get("value", "")

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        self.select, self.textarea = name * (tag == "select"), name * (tag == "textarea")
        if name and name != "csrfmiddlewaretoken":
            first = form.fields.setdefault(name, given.get("value", ""))
            form.fields[name] = given.get("value", "") if "checked" in given else first
            if tag == "textarea" or (tag == "input" and given.get("type", "") in FREE):
                form.free.add(name)
        if elsewhere := given.get("formaction"):
            self.found.append(Form(form.method, elsewhere, form.fields, form.free))

    def handle_data(self, data: str) -> None:
        if self.form and self.textarea:
            self.form.fields[self.textarea] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag in ("select", "textarea"):
            self.select = self.textarea = ""


def forms_of(html: str, path: str) -> list[Form]:
    """The forms in the page's main part; one with a button that goes elsewhere is two."""
    parser = _Forms(path)
    parser.feed(html)
    return parser.found

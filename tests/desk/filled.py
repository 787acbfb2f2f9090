"""A form of the desk as a browser would send it back unchanged, and a page that is asked and sent."""

from typing import Any

from django import forms
from django.test import Client


def filled(form: forms.BaseForm) -> dict[str, Any]:
    """Field names as they are sent → what they hold at first."""
    sent: dict[str, Any] = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if isinstance(widget, forms.MultiWidget):
            parts: list[Any] = widget.decompress(value) or []
            sent |= {f"{bound.html_name}_{number}": part or "" for number, part in enumerate(parts)}
        elif isinstance(widget, forms.CheckboxInput):
            sent |= {bound.html_name: "on"} if value else {}
        else:
            shown = widget.format_value(value)
            sent[bound.html_name] = "" if shown is None else shown
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = "" if value is None else str(value)
    return sent


def opened(client: Client, path: str) -> dict[str, Any]:
    """The fields of the page's form."""
    return filled(client.get(path).context["form"])


def listed(client: Client, path: str) -> dict[str, Any]:
    """The fields of the page's list, with the stamp of what was seen."""
    page = client.get(path).context
    rows = [page["formset"].management_form, *page["formset"].forms]
    return {name: value for row in rows for name, value in filled(row).items()} | {"seen": page["seen"]}


def send(client: Client, path: str, fields: dict[str, Any], **changes: Any) -> str:
    """The page after sending, wherever it led; AssertionError when it was refused."""
    answer = client.post(path, fields | changes, follow=True)
    assert answer.redirect_chain, answer.content.decode().split("<main")[-1]
    return answer.content.decode()


def refused(client: Client, path: str, fields: dict[str, Any], *, status: Any = 200, **changes: Any) -> str:
    """The page that came back with reasons."""
    answer = client.post(path, fields | changes)
    assert answer.status_code == status
    return answer.content.decode()

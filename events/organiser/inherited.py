"""Beside each field of a session's page: whether it is from the tour, or the session's own and what the tour has."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Session
from events.programme import words
from events.programme.resolving import LINES, agrees, resolved


def mark(form: forms.Form, session: Session) -> SafeString:
    """Adds it to the hints of the form's fields; returns the same of the session's times, which have no field there."""
    if session.template_row is None:
        return SafeString()
    values = resolved(session.template_row, session.event)
    marks = {line: _mark(session, values, line) for line in LINES}
    for line, columns in LINES.items():
        for field in (form.fields[column] for column in columns if column in form.fields):
            field.help_text = format_html("{} {}", field.help_text or "", marks[line])
    return marks["times"]


def _mark(session: Session, values: dict[str, Any], line: str) -> SafeString:
    if agrees(session, values, line):
        return format_html('<span class="tag go">{}</span>', _("from the tour"))
    told = _("the tour: %(value)s") % {"value": words.shown(line, values, session.event)}
    return format_html('<span class="tag wait">{}</span> {}', _("own here"), told)

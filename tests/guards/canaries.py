"""Strings that stand nowhere else, planted in every private column, and a search for them in an answer.

A text column of ours is private unless PUBLIC names it; where some rows are for everybody and others are not,
WITHHELD says which are not. So a new column is guarded, or named here.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.http import HttpResponseBase

from events import tokens
from events.models import (
    ApiToken,
    Contact,
    Document,
    Event,
    Heartbeat,
    LogEntry,
    Organiser,
    ProgrammeItem,
    RateBucket,
    Session,
    Tour,
)
from events.tokens import TokenDigestField
from registrations.models import (
    Answer,
    InvitedSession,
    Organisation,
    Participation,
    Person,
    Question,
    Registration,
    Scan,
)
from venues.models import Municipality, Region, Room, Venue
from webcast.models import Stream, Webcast

PREFIX = "qzcanary"
PLANTED = re.compile(rf"{PREFIX}\d+z")
FLOORS = ("venues", "events", "registrations", "webcast")
TEXTS = (models.CharField, models.TextField, models.JSONField)

PUBLIC: dict[type[models.Model], set[str] | None] = {  # None: the whole row
    Region: None,
    Municipality: None,
    Venue: None,
    Organiser: None,
    Organisation: None,
    Contact: None,
    Heartbeat: None,
    RateBucket: None,
    ApiToken: {"scopes"},
    LogEntry: {"verb", "target"},
    Session: {"spoken_languages", "digest"},
    Tour: {"languages", "slug"},
    Event: {"languages", "slug"},
    Scan: {"verdict"},
    Participation: {"told_digest"},
    Question: None,
    Answer: {"choice"},
    InvitedSession: {"told_digest"},
    Webcast: {"trouble_text", "help_line"},
}
_DRAFT = Q(status="draft")
_OF_DRAFT = Q(event__status="draft")
_HIDDEN = Q(listing="hidden")
_INVITED = Q(admission="invitation")
WITHHELD: dict[type[models.Model], dict[str, Q]] = {
    Session: {
        "draft": _OF_DRAFT,
        "hidden": ~_OF_DRAFT & _HIDDEN,
        "invited": ~_OF_DRAFT & ~_HIDDEN & _INVITED,
    },
    Room: {"hidden": Q(sessions__listing="hidden"), "invited": Q(sessions__admission="invitation")},
    Tour: {"draft": _DRAFT},
    Event: {"draft": _DRAFT},
    ProgrammeItem: {
        "draft": Q(session__event__status="draft"),
        "hidden": ~Q(session__event__status="draft") & Q(session__listing="hidden"),
        "invited": ~Q(session__event__status="draft")
        & ~Q(session__listing="hidden")
        & Q(session__admission="invitation"),
    },
    Document: {"registered": Q(audience="registered"), "invited": Q(audience="invited")},
}
OUTLINE = {"invited Session.title", "invited Session.short_title", "invited Session.audience"}
"""What an event's and its tour's own pages tell of an invited session."""
Canaries = dict[str, str]
"""What is looked for, in lower case → the column it stands in, `Person.name`, or `manage token`."""


def columns(model: type[models.Model]) -> set[str]:
    """The private text columns of a model of ours; a column with choices tells nothing."""
    open_ones = PUBLIC.get(model, set())
    texts = (field for field in model._meta.fields if isinstance(field, TEXTS) and not field.choices)
    return set() if open_ones is None else {field.name for field in texts} - open_ones


def plant() -> Canaries:
    """Put a string of its own into each private column of each row; returns them, with all tokens and ids of people."""
    found: Canaries = {}
    number = itertools.count(1)
    for model in _ours():
        for which, rows in WITHHELD.get(model, {"": Q()}).items():
            label = f"{which} {model.__name__}".strip()
            for row in list(model._default_manager.filter(rows).distinct()):
                found |= _plant_in(row, label, number)
    return found | dict(_tokens()) | dict(_ids())


def _ours() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if model._meta.app_label in FLOORS)


def _plant_in(row: models.Model, label: str, number: Iterator[int]) -> Canaries:
    found: Canaries = {}
    for name in sorted(columns(type(row))):
        field, word = row._meta.get_field(name), f"{PREFIX}{next(number)}z"
        value, sought = _value(field, word, number)
        type(row)._default_manager.filter(pk=row.pk).update(**{name: value})
        found[sought.lower()] = f"{label}.{name}"
    return found


def _value(field: Any, word: str, number: Iterator[int]) -> tuple[Any, str]:
    """What goes into the column, and what of it is looked for."""
    shapes: dict[type[Any], Callable[[], Any]] = {
        models.EmailField: lambda: f"{word}@example.org",
        models.URLField: lambda: f"https://meet.example.org/{word}",
        models.JSONField: lambda: {"text": word},
    }
    for kind, shape in shapes.items():
        if isinstance(field, kind):
            return shape(), word
    if field.max_length and field.max_length < len(word):
        short = f"QZ{next(number):06}"
        return short, short
    return word, word


def _tokens() -> Iterator[tuple[str, str]]:
    for model in _ours():
        for field in model._meta.fields:
            if isinstance(field, TokenDigestField):
                for row in model._default_manager.all():
                    yield tokens.token_of(field.purpose, row).lower(), f"{field.purpose} token"


def _ids() -> Iterator[tuple[str, str]]:
    """Ids are no secrets, but those of people and of what is withheld have no business on another's page."""
    for model in (Registration, Person, Stream):
        yield from ((str(row.uuid), f"{model.__name__}.uuid") for row in model._default_manager.all())


def hits(canaries: Canaries, response: HttpResponseBase, asked: str = "") -> set[str]:
    """Where the canaries in an answer come from; what the visitor has just said (`asked`) is no news."""
    heard = _text(response)
    said = unquote(asked).lower()
    planted = set(PLANTED.findall(heard)) & canaries.keys()
    others = {word for word in canaries if not word.startswith(PREFIX) and word in heard}
    return {canaries[word] for word in planted | others if word not in said}


def _text(response: HttpResponseBase) -> str:
    """Headers and body, an XLSX unpacked, percent-encoding undone."""
    content: bytes = getattr(response, "content", b"")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(map(archive.read, archive.namelist()))
    text = f"{response.headers}\n{response.cookies}\n{content.decode(errors='replace')}".lower()
    return f"{text}\n{unquote(text)}"

"""Who bears a token. A wrong one is 404, always the same; very many wrong ones are told to wait."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest

from events import limits, tokens
from events.actors import Actor
from events.tokens import Purpose
from registrations.actions.manage import invited_sessions
from registrations.models import Registration

M = TypeVar("M", bound=models.Model)


class TooManyGuesses(PermissionDenied):
    """This address has tried many links that open nothing."""


def opened_by(request: HttpRequest, rows: models.QuerySet[M], purpose: Purpose, token: str) -> M:
    """The row that the token opens, else 404."""
    row = tokens.find(rows, purpose, token)
    if row is not None:
        return row
    if not limits.allow("miss", limits.address_of(request)):
        raise TooManyGuesses
    raise Http404


def registration_of(request: HttpRequest, token: str) -> tuple[Actor, Registration]:
    """The registration behind a manage link, and what its bearer may see."""
    rows = Registration.objects.whole().select_related("invitation").filter(erased_at=None)
    registration = opened_by(request, rows, Purpose.MANAGE, token)
    actor = Actor(registration_ids=frozenset({registration.pk}), session_ids=invited_sessions(registration))
    return actor, registration

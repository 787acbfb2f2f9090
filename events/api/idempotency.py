"""Done once, however often it is sent: the key is written in the transaction of what it was sent for.

A crash leaves neither, so that the repeat simply runs. Of two at the same moment the later waits for the
earlier at the unique index, and answers as it did. What was refused or wrong is not kept: it has changed nothing.
"""

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from events.api.mistakes import KeyReused
from events.models import ApiToken, IdempotencyKey
from events.transactions import in_transaction, turn

HEADER = "Idempotency-Key"
KEPT = datetime.timedelta(hours=24)
LONGEST = 255
Effect = Callable[[], Any]


def once(request: Request, effect: Effect) -> UUID:
    """Run the effect, which returns a row with a uuid; or not again, and the uuid of then.

    Whatever collides in a unique constraint is tried once more, with what stands then. Raises KeyReused.
    """
    try:
        return _once(request, effect)
    except IntegrityError:
        return _once(request, effect)


def _once(request: Request, effect: Effect) -> UUID:
    key = request.headers.get(HEADER, "")
    if not key:
        return _run(effect)
    if len(key) > LONGEST:
        raise ValidationError(_("An Idempotency-Key may be at most 255 characters long."))
    assert isinstance(request.auth, ApiToken)  # noqa: S101  # whoever writes has one
    row = IdempotencyKey(
        token=request.auth, key_digest=_digest(key), request_digest=_digest(_request(request))
    )
    rows = IdempotencyKey.objects.filter(token=row.token, key_digest=row.key_digest)
    known = rows.filter(created_at__gt=timezone.now() - KEPT).first()
    if known is None:
        return _run_with(row, effect)
    if bytes(known.request_digest) != row.request_digest or known.answer is None:
        raise KeyReused
    return known.answer


@in_transaction
def _run(effect: Effect) -> UUID:
    answer: UUID = effect().uuid
    return answer


@in_transaction
def _run_with(row: IdempotencyKey, effect: Effect) -> UUID:
    IdempotencyKey.objects.filter(
        token=row.token, key_digest=row.key_digest, created_at__lte=timezone.now() - KEPT
    ).delete()
    row.pk, row._state.adding = None, True
    row.save()
    answer: UUID = effect().uuid
    row.answer = answer
    row.save(update_fields=["answer"])
    return answer


def _request(request: Request) -> str:
    return f"{request.method} {request.path}\n{json.dumps(request.data, sort_keys=True)}"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def sweep() -> None:
    """Hourly: a day later nobody repeats a request."""
    with turn():
        IdempotencyKey.objects.filter(created_at__lte=timezone.now() - KEPT).delete()

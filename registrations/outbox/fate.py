"""What became of a letter. Only who still holds its claim may say so; each word is one short transaction."""

import re
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from events import log
from events.actors import SYSTEM
from registrations.models import Invitation, OutgoingMail, Person

State = OutgoingMail.State
BACK_OFF = [timedelta(minutes=minutes) for minutes in (0.5, 5, 20, 60, 6 * 60)]
MOST_ATTEMPTS = len(BACK_OFF) + 1
MOST_DRAFTS = 3
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")  # RFC 3463
_NO_SUCH_MAILBOX = "5.1."


def sent(mail: OutgoingMail, digest: str) -> None:
    """It left. An invitation counts as sent from now on."""
    with transaction.atomic():
        now = timezone.now()
        told = _close(mail, State.SENT, sent_at=now, sent_digest=digest, error="")
        if told and mail.kind in OutgoingMail.INVITING:
            _invitation(mail, Invitation.State.SENT, sent_at=now)


def overtaken(mail: OutgoingMail) -> None:
    """What it says does not hold any more."""
    _close(mail, State.OVERTAKEN)


def answered(mail: OutgoingMail, code: int, answer: bytes | str, *, to_address: bool) -> None:
    """The server said no: for now (4xx) or for good (5xx). Its words may hold addresses: only codes are kept.

    `to_address`: it said so when it heard whom the letter is for, not when it had read it.
    """
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    enhanced = _ENHANCED.search(text)
    error = f"{code} {enhanced[0]}" if enhanced else str(code)
    if code < 500:
        postponed(mail, error)
        return
    with transaction.atomic():
        if enhanced[0].startswith(_NO_SUCH_MAILBOX) if enhanced else to_address:
            Person.objects.filter(pk=mail.recipient_id).update(bounced_at=timezone.now())
        _fail(mail, State.FAILED, error)


def postponed(mail: OutgoingMail, error: str) -> None:
    """Try again later, and each time later still; dead when the last attempt has failed."""
    if mail.attempts >= MOST_ATTEMPTS:
        dead(mail, error)
        return
    _close(mail, State.QUEUED, due_at=timezone.now() + BACK_OFF[mail.attempts - 1], error=error)


def unwritable(mail: OutgoingMail, error: str) -> None:
    """Our own mistake: a few more drafts, in case the fault was the moment's."""
    if mail.attempts >= MOST_DRAFTS:
        dead(mail, error)
    else:
        postponed(mail, error)


def dead(mail: OutgoingMail, error: str) -> None:
    """Nobody tries again by itself; the organiser sees it."""
    with transaction.atomic():
        _fail(mail, State.DEAD, error)


def _fail(mail: OutgoingMail, state: str, error: str) -> None:
    if _close(mail, state, error=error) and mail.kind in OutgoingMail.INVITING:
        _invitation(mail, Invitation.State.FAILED)


def _close(mail: OutgoingMail, state: str, **values: Any) -> bool:
    """End this claim, unless its lease ran out and somebody else holds the letter now."""
    own = OutgoingMail.objects.filter(pk=mail.pk, state=mail.state, due_at=mail.due_at)
    return bool(own.update(state=state, **values))


def _invitation(mail: OutgoingMail, state: str, **values: Any) -> None:
    before = {Invitation.State.DRAFT, Invitation.State.SENT, Invitation.State.FAILED} - {state}
    invitation = mail.invitation
    rows = Invitation.objects.filter(pk=mail.invitation_id or 0, state__in=before)
    if invitation and rows.update(state=state, **values):
        log.write(SYSTEM, f"invitation {state}", invitation, mail.recipient.organiser_id)

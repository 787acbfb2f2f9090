"""Sending what stands in the outbox. Whoever claims a letter sends it; the row tells what became of it.

There is no exactly-once in SMTP: a worker killed between the server's 250 and our commit repeats the letter
after its lease, with the same Message-ID. Nothing here holds a transaction while it talks to a mail server.
"""

import hashlib
import logging
import time
from contextlib import closing, suppress
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet
from django.utils import timezone

from events.jobs import nudge_once
from registrations.letters import letter_for
from registrations.models import OutgoingMail
from registrations.outbox import fate
from registrations.outbox.mime import Post
from registrations.outbox.overtaken import is_overtaken

State = OutgoingMail.State
DRAIN = "registrations.outbox.sending.drain"
LEASE = timedelta(seconds=45)
"""How long a claim holds; the queue ends a task after 30."""
LATELY = timedelta(seconds=5)
"""A transaction commits its letter later than it wrote it, and the web's clock may be another machine's."""
PATIENCE = 8
"""Seconds after which no letter is begun: the slowest (20 s of SMTP) must end before the task's 30."""

logger = logging.getLogger(__name__)


def sweep() -> None:
    """Each minute: send what a lost nudge missed, and give up what was claimed too often."""
    for mail in _due().filter(attempts__gte=fate.MOST_ATTEMPTS):
        fate.dead(mail, "The worker was lost.")
    drain()


def drain(limit: int = 50) -> int:
    """The task: send what is due; another goes on if time or `limit` ran out. How many were dealt with."""
    done = send_due(limit)
    if done and _due().exists():
        nudge_once(DRAIN)
    return done


def send_due(limit: int = 50) -> int:
    """Send letters that are due, at most `limit`; returns how many were dealt with.

    A mail server out of reach costs no letter an attempt: nothing is claimed until the line is open.
    """
    due = list(_due().order_by("due_at", "pk").values_list("pk", flat=True)[:limit])
    until, done = time.monotonic() + PATIENCE, 0
    with closing(get_connection()) as line:
        for pk in due:
            if time.monotonic() > until or not _is_open(line):
                break
            if mail := claim(pk):
                _deal_with(mail, line)
                done += 1
    return done


def nudge_if_due(*, lately: bool) -> None:
    """Each second the supervisor looks for what was written since: whoever writes a letter need not call anybody.

    At times it looks for everything, not only for what has become due `lately`: one whose worker was lost is older, and
    so is everything once the mail server can be reached again.
    """
    due = _due()
    if lately:
        due = due.filter(due_at__gt=timezone.now() - LATELY)
    if due.exists():
        nudge_once(DRAIN)


def claim(pk: int) -> OutgoingMail | None:
    """Take a letter for this process, for as long as the lease; None if somebody else was quicker."""
    free = _due().filter(pk=pk, attempts__lt=fate.MOST_ATTEMPTS)
    if not free.update(state=State.CLAIMED, attempts=F("attempts") + 1, due_at=timezone.now() + LEASE):
        return None
    return OutgoingMail.objects.select_related("recipient__organiser").get(pk=pk)


def _due() -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(state__in=OutgoingMail.UNDER_WAY, due_at__lte=timezone.now())


def _is_open(line: BaseEmailBackend) -> bool:
    try:
        line.open()
    except OSError as error:
        logger.error("The mail server cannot be reached: %s", type(error).__name__)
        return False
    return True


def _deal_with(mail: OutgoingMail, line: BaseEmailBackend) -> None:
    """One letter's trouble is its own: whatever cannot be written is put aside, and the next one follows."""
    try:
        post = None if is_overtaken(mail) else Post(mail, letter_for(mail))
    except Exception as error:
        logger.exception("Letter %s cannot be written.", mail)
        fate.unwritable(mail, type(error).__name__)
        return
    if post:
        _send(mail, post, line)
    else:
        fate.overtaken(mail)


def _send(mail: OutgoingMail, post: Post, line: BaseEmailBackend) -> None:
    try:
        line.send_messages([post])
    except SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        fate.answered(mail, code, answer, to_address=True)
    except SMTPDataError as error:
        fate.answered(mail, error.smtp_code, error.smtp_error, to_address=False)
    except OSError as error:  # the line, the server, our own sender address: not the letter's fault
        fate.postponed(mail, type(error).__name__)
        with suppress(OSError):
            line.close()
    else:
        fate.sent(mail, hashlib.sha256(post.message().as_bytes()).hexdigest())

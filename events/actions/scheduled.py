"""A tour that publishes itself at a set time, with all its stops: all of it, or nothing and a word why."""

import datetime
import logging

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.actions.permission import editor_only
from events.actions.publishing import publish_event, publish_tour
from events.actors import SYSTEM, Actor
from events.models import Event, LogEntry, Tour
from events.refusals import Refused
from events.transactions import in_transaction

logger = logging.getLogger(__name__)
SET = ["publish_at", "publication_refused_at"]


@in_transaction
def set_publication(actor: Actor, tour: Tour, *, at: datetime.datetime) -> Tour:
    """Publish the tour with its stops at a time to come. What is missing may still be missing now.

    Raises NotAllowed, and Refused for a time that has passed and a tour that is published.
    """
    editor_only(actor, tour)
    row = _locked(tour.pk)
    if row.status != Tour.Status.DRAFT:
        raise Refused(_("This tour is published already."))
    if at <= timezone.now():
        raise Refused(_("Choose a time that is still to come."))
    _put(row, at)
    log.write(actor, "set publication", row, row.organiser_id, at=at.astimezone(datetime.UTC).isoformat())
    return row


@in_transaction
def call_off_publication(actor: Actor, tour: Tour) -> Tour:
    """The tour waits until somebody publishes it. Raises NotAllowed."""
    editor_only(actor, tour)
    row = _locked(tour.pk)
    if row.publish_at and row.status == Tour.Status.DRAFT:
        _put(row, None)
        log.write(actor, "call off publication", row, row.organiser_id)
    return row


def set_by(tour: Tour) -> str:
    """The name of whoever set the time last; empty for somebody who has left."""
    entries = LogEntry.objects.filter(target_uuid=tour.uuid, verb="set publication").select_related("user")
    entry = entries.first()
    return entry.user.name if entry and entry.user else ""


def sweep() -> int:
    """Every minute: publish each tour whose time has come; returns how many were. One that fails stops no other."""
    waiting = Q(status=Tour.Status.DRAFT, publication_refused_at=None)
    due = Tour.objects.filter(waiting, publish_at__lte=timezone.now())
    return sum(_publish_or_say_no(pk) for pk in due.values_list("pk", flat=True))


def _publish_or_say_no(pk: int) -> bool:
    try:
        return _publish(pk)
    except Refused:
        _refuse(pk)
    except Exception:
        logger.exception("Tour %s could not be published; it is tried again.", pk)
    return False


@in_transaction
def _publish(pk: int) -> bool:
    """False when somebody was faster, or has called it off. Raises Unready."""
    tour = _locked(pk)
    if not _is_due(tour):
        return False
    for stop in tour.stops.filter(status=Event.Status.DRAFT).order_by("pk"):
        publish_event(SYSTEM, stop)
    publish_tour(SYSTEM, tour)
    return True


@in_transaction
def _refuse(pk: int) -> None:
    """It is not tried again: whoever mends what is missing decides when, and may have meanwhile."""
    tour = _locked(pk)
    if not _is_due(tour):
        return
    tour.publication_refused_at = timezone.now()
    tour.save(update_fields=SET)
    log.write(SYSTEM, "publication refused", tour, tour.organiser_id)


def _is_due(tour: Tour) -> bool:
    if tour.status != Tour.Status.DRAFT or tour.publication_refused_at:
        return False
    return tour.publish_at is not None and tour.publish_at <= timezone.now()


def _locked(pk: int) -> Tour:
    return Tour.objects.select_for_update(no_key=True).get(pk=pk)


def _put(row: Tour, at: datetime.datetime | None) -> None:
    row.publish_at, row.publication_refused_at = at, None
    row.save(update_fields=SET)

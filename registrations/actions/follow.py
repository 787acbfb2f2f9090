"""Somebody followed on the web."""

from django.utils import timezone

from events import log
from events.actors import Actor
from events.transactions import in_transaction
from registrations.models import Participation


@in_transaction
def follow_on_the_web(actor: Actor, part: Participation) -> None:
    """Mark a live participation as attended by webcast, once; whoever is present already stays so."""
    absent = Participation.objects.live().filter(pk=part.pk, attended_at=None)
    if absent.update(attended_at=timezone.now(), attended_by=Participation.AttendedBy.WEBCAST):
        log.write(actor, "follow on the web", part, part.session.event.organiser_id)

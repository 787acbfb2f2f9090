"""Who came, marked by hand from a paper list or a door without a phone, and the mark taken back."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models.session import Mode
from events.refusals import Refused
from events.transactions import in_transaction
from registrations.checkin.present import ABSENT
from registrations.models import Participation

AttendedBy = Participation.AttendedBy
BY_HAND = (AttendedBy.PAPER, AttendedBy.DOOR)


class NotYet(Refused):
    sentence = _("The day has not come yet. Nobody can have arrived.")


class NotInTheRoom(Refused):
    sentence = _("This person has no place in the room. Move them to the room first.")


@in_transaction
def mark(actor: Actor, part: Participation, by: AttendedBy = AttendedBy.PAPER) -> bool:
    """They came; False if that was known already. What is marked after the session counts from its start."""
    session = part.session
    editor_only(actor, session.event)
    if session.event.date > timezone.localdate(timezone=session.zone):
        raise NotYet
    if part.status != Participation.Status.ATTENDING or part.mode != Mode.IN_PERSON:
        raise NotInTheRoom
    at = session.starts_at if session.is_over and session.starts_at else timezone.now()
    rows = Participation.objects.filter(Q(pk=part.pk) & ABSENT)
    if not rows.update(attended_at=at, attended_by=by):
        return False
    log.write(actor, "check in by hand", part, session.event.organiser_id, by=by)
    return True


@in_transaction
def unmark(actor: Actor, part: Participation) -> bool:
    """They did not come after all; False if no mark stands. Whoever followed the webcast keeps that."""
    editor_only(actor, part.session.event)
    rows = Participation.objects.filter(~ABSENT, pk=part.pk)
    if not rows.update(attended_at=None, attended_by=""):
        return False
    log.write(actor, "undo check-in by hand", part, part.session.event.organiser_id)
    return True

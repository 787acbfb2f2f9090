"""A letter once more, from the list of letters. Pressed twice, it leaves once."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.refusals import Refused
from events.transactions import in_transaction
from registrations.actions.by_hand import OnItsWay, write_again
from registrations.actions.invite import UNANSWERED, send
from registrations.models import Invitation, OutgoingMail
from registrations.outbox.overtaken import is_overtaken
from registrations.outbox.posting import about_invitation, post

State = OutgoingMail.State
UNDELIVERED = (State.FAILED, State.DEAD)


class SaysNoMore(Refused):
    sentence = _("What this letter says does not hold any more. Look at the newer letters.")


@in_transaction
def send_again(actor: Actor, mail: OutgoingMail) -> None:
    """One that was not delivered leaves as it is; for one that was, a new letter says what holds now.

    Raises OnItsWay, SaysNoMore, NotAllowed.
    """
    row = OutgoingMail.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=mail.pk)
    about = row.participation or row.invitation
    if about is None:
        raise SaysNoMore
    editor_only(actor, about.event if isinstance(about, Invitation) else about.session.event)
    if row.state in OutgoingMail.UNDER_WAY:
        raise OnItsWay
    if row.state in UNDELIVERED:
        _requeue(actor, row, about)
    elif isinstance(about, Invitation):
        _invitation_again(actor, row, about)
    else:
        write_again(actor, about)


def _requeue(actor: Actor, row: OutgoingMail, about: object) -> None:
    if is_overtaken(row):
        raise SaysNoMore
    row.state, row.attempts, row.due_at, row.error = State.QUEUED, 0, timezone.now(), ""
    row.save(update_fields=["state", "attempts", "due_at", "error"])
    log.write(actor, "send letter again", about, row.recipient.organiser_id, kind=row.kind)


def _invitation_again(actor: Actor, row: OutgoingMail, about: Invitation) -> None:
    """The invitation while it is unanswered; thanks for an answer as long as that answer stands."""
    Invitation.objects.select_for_update(of=("self",)).get(pk=about.pk)
    if about.letters.filter(state__in=OutgoingMail.UNDER_WAY).exists():
        raise OnItsWay
    if about.state in UNANSWERED:
        send(actor, about)
        return
    if is_overtaken(row):
        raise SaysNoMore
    revision = about.letters.filter(kind=row.kind).count()
    log.write(actor, "send letter again", about, row.recipient.organiser_id, kind=row.kind)
    post(about_invitation(about, row.kind, revision))

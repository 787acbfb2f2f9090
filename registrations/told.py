"""News travels up as state: whoever was told of an older revision of a coming session gets one letter.

A session is looked at when it has rested for the quiet time, so that ten quick edits are one letter. Equal digest
means that it is as last told (moved and moved back): marked as told, no letter.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from events.transactions import in_transaction
from registrations import news
from registrations.models import Invitation, InvitedSession, OutgoingMail, Participation
from registrations.outbox.posting import TOLD, about, about_invitation, post

Kind = OutgoingMail.Kind
BATCH = 200


def sweep() -> int:
    """Tell everybody concerned of every session that has changed and come to rest; returns letters written."""
    rested = Q(session__changed_at__lte=timezone.now() - timedelta(seconds=settings.QUIET_SECONDS))
    behind = Q(told_sequence__lt=F("session__sequence"))
    coming = Q(session__starts_at__gt=timezone.now()) | Q(
        session__starts_at=None, session__event__date__gte=timezone.localdate()
    )
    parts = Participation.objects.live().filter(rested & behind & coming)
    letters = sum(_tell(pk) for pk in parts.values_list("pk", flat=True)[:BATCH])
    silent = Q(invitation__state__in=[Invitation.State.SENT])
    invited = InvitedSession.objects.filter(rested & behind & coming & silent)
    return letters + sum(_tell_invited(pk) for pk in invited.values_list("pk", flat=True)[:BATCH])


@in_transaction
def _tell(pk: int) -> int:
    part = Participation.objects.whole().get(pk=pk)
    session, told = part.session, part.told_sequence
    claimed = Participation.objects.filter(pk=pk, told_sequence__lt=session.sequence)
    if not claimed.update(told_sequence=session.sequence):
        return 0
    if part.told_digest == session.notice_digest():
        return 0
    since = news.unheard_since(part.letters, told)
    letter = about(part, Kind.CALLED_OFF if session.is_cancelled else Kind.CHANGED)
    letter.news_of, letter.news_since = session, since
    part.save(update_fields=TOLD)
    post(letter)
    return 1


@in_transaction
def _tell_invited(pk: int) -> int:
    opened = InvitedSession.objects.select_related("session__event__venue", "invitation").get(pk=pk)
    session = opened.session
    digest = session.notice_digest()
    claimed = InvitedSession.objects.filter(pk=pk, told_sequence__lt=session.sequence)
    if not claimed.update(told_sequence=session.sequence, told_digest=digest) or opened.told_digest == digest:
        return 0
    invitation = Invitation.objects.whole().get(pk=opened.invitation_id)
    revision = session.sequence * 1_000_000 + session.pk % 1_000_000
    letter = about_invitation(invitation, Kind.INVITATION_CHANGED, revision)
    of_the_same = invitation.letters.filter(news_of=session)
    letter.news_of, letter.news_since = session, news.unheard_since(of_the_same, opened.told_sequence)
    post(letter)
    return 1

"""Letters that events have overtaken between the writing of the row and its sending."""

from registrations.models import Invitation, OutgoingMail, Participation

Kind = OutgoingMail.Kind
Status = Participation.Status
Answer = Invitation.State

_LIVE = {Status.ATTENDING, Status.WAITING}
_HOLDS: dict[str, set[Status]] = {
    Kind.CONFIRMED: {Status.ATTENDING},
    Kind.PROMOTED: {Status.ATTENDING},
    Kind.WAITING: {Status.WAITING},
    Kind.CHANGED: _LIVE,
    Kind.REMINDER: {Status.ATTENDING},
    Kind.ALREADY: _LIVE,
    Kind.CANCELLED: {Status.CANCELLED, Status.DECLINED},
    Kind.CALLED_OFF: set(Status),
}
_TO_COME = {Kind.CONFIRMED, Kind.PROMOTED, Kind.WAITING, Kind.CHANGED, Kind.REMINDER}
_UNANSWERED = {Answer.DRAFT, Answer.SENT, Answer.FAILED}
_ANSWERS: dict[str, set[Answer]] = {
    Kind.INVITED: _UNANSWERED,
    Kind.ASKED_AGAIN: _UNANSWERED,
    Kind.INVITATION_CHANGED: _UNANSWERED,
    Kind.DECLINED: {Answer.DECLINED},
    Kind.SUBSTITUTED: {Answer.SUBSTITUTED},
}


def is_overtaken(mail: OutgoingMail) -> bool:
    """Whether what it would say has ceased to hold, or its reader is not to be written to any more."""
    reader = mail.recipient
    if not mail.is_wanted or reader.erased_at:
        return True
    if mail.participation:
        return _part_moved_on(mail, mail.participation)
    if mail.invitation:
        return _invitation_moved_on(mail, mail.invitation)
    return False


def _part_moved_on(mail: OutgoingMail, part: Participation) -> bool:
    session = part.session
    if mail.kind == Kind.CALLED_OFF and not session.is_cancelled:
        return True
    if mail.kind in _TO_COME and (session.is_cancelled or session.is_over):
        return True
    if mail.kind == Kind.REMINDER and session.has_begun:
        return True
    if mail.kind == Kind.MESSAGE:  # one does not take the place of another
        return mail.written is None or not part.registration.participations.live().exists()
    newer = part.letters.filter(kind=mail.kind, revision__gt=mail.revision)
    return part.status not in _HOLDS[mail.kind] or newer.exists()


def _invitation_moved_on(mail: OutgoingMail, invitation: Invitation) -> bool:
    if invitation.state not in _ANSWERS[mail.kind]:
        return True
    sessions = list(invitation.sessions.select_related("event__venue"))
    if all(session.is_over for session in sessions):
        return True
    if mail.kind == Kind.INVITATION_CHANGED:
        news = invitation.letters.filter(kind=mail.kind, news_of=mail.news_of_id)
        return news.filter(revision__gt=mail.revision).exists()
    return mail.kind in OutgoingMail.INVITING and all(session.is_cancelled for session in sessions)

"""Tokens for an organiser's own programs: made, and revoked."""

from collections.abc import Sequence

from django.utils import timezone

from events import log
from events.actors import Actor
from events.models import ApiToken, Organiser, Tour
from events.refusals import NotAllowed
from events.transactions import in_transaction


@in_transaction
def make_token(
    actor: Actor, organiser: Organiser, *, name: str, scopes: Sequence[str], tour: Tour | None = None
) -> ApiToken:
    """For all that the organiser has, or for one tour of its own. Raises NotAllowed.

    `token` of what is returned opens the API; it is shown once.
    """
    if organiser.pk not in actor.begins_for or (tour and tour.organiser_id != organiser.pk):
        raise NotAllowed
    made = ApiToken.objects.create(
        organiser=organiser, tour=tour, name=name, scopes=sorted(scopes), created_by=actor.user
    )
    log.write(actor, "make token", made, organiser, scopes=made.scopes)
    return made


@in_transaction
def revoke_token(actor: Actor, token: ApiToken) -> None:
    """It opens nothing any more, from the next request on. Raises NotAllowed."""
    if token.organiser_id not in actor.begins_for:
        raise NotAllowed
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        log.write(actor, "revoke token", token, token.organiser_id)

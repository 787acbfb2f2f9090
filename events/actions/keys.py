"""An organiser's keys for its own programs: made, and revoked."""

from collections.abc import Sequence

from django.utils import timezone

from events import log
from events.actors import EDITING, Actor
from events.models import ApiToken, Organiser
from events.refusals import NotAllowed
from events.transactions import in_transaction


def organisers_of(actor: Actor) -> frozenset[int]:
    """Those whose keys the actor may make: an editor of the whole house, not of chosen tours or events."""
    whole = (m for m in actor.team if m.role in EDITING and not m.tour_ids and not m.event_ids)
    return frozenset(membership.organiser_id for membership in whole)


@in_transaction
def make_key(actor: Actor, organiser: Organiser, *, name: str, scopes: Sequence[str]) -> ApiToken:
    """Raises NotAllowed. `token` of what is returned opens the API; it is shown once."""
    if organiser.pk not in organisers_of(actor):
        raise NotAllowed
    key = ApiToken.objects.create(
        organiser=organiser, name=name, scopes=sorted(scopes), created_by=actor.user
    )
    log.write(actor, "make token", key, organiser, scopes=key.scopes)
    return key


@in_transaction
def revoke_key(actor: Actor, key: ApiToken) -> None:
    """It opens nothing any more, from the next request on. Raises NotAllowed."""
    if key.organiser_id not in organisers_of(actor):
        raise NotAllowed
    if ApiToken.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        log.write(actor, "revoke token", key, key.organiser_id)

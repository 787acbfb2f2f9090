"""Who may come to a session, and whether the public page shows it. Nobody is written to about it."""

from django.utils.translation import gettext as _

from events import log
from events.actions.change import locked
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Session
from events.models.session import Mode
from events.refusals import Refused
from events.transactions import in_transaction


@in_transaction
def change_admission(actor: Actor, session: Session, *, admission: str, listing: str) -> Session:
    """Open or by invitation, shown or hidden. Raises NotAllowed, and Refused where somebody would be uninvited."""
    editor_only(actor, session)
    if admission not in Session.Admission.values or listing not in Session.Listing.values:
        raise Refused
    (row,) = locked(pk=session.pk)
    if (row.admission, row.listing) == (admission, listing):
        return row
    closes = admission == Session.Admission.INVITATION and row.is_open_to_all
    if closes and any(getattr(row, f"{mode}_taken") + getattr(row, f"{mode}_waiting") for mode in Mode):
        raise Refused(_("Somebody is registered already, and would have no invitation."))
    row.admission, row.listing = admission, listing
    row.save(update_fields=["admission", "listing"])
    log.write(actor, "change_admission", row, row.event.organiser_id)
    return row

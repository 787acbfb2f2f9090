"""Who may come to a session, and whether the public page shows it. Nobody is written to about it."""

from django.utils.translation import gettext_lazy as _

from events import log
from events.actions.change import locked
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Session
from events.models.session import Mode
from events.refusals import Refused
from events.transactions import in_transaction

UNINVITED = _("Somebody is registered already, and would have no invitation.")
OPEN_BUT_HIDDEN = _("Only a part by invitation can be hidden: nobody would find the form of an open one.")


def is_open_but_hidden(admission: str | None, listing: str | None) -> bool:
    return (admission, listing) == (Session.Admission.OPEN, Session.Listing.HIDDEN)


def refuse_open_but_hidden(admission: str, listing: str) -> None:
    """Raises Refused: an open form that no page shows."""
    if is_open_but_hidden(admission, listing):
        raise Refused(OPEN_BUT_HIDDEN)


@in_transaction
def change_admission(actor: Actor, session: Session, *, admission: str, listing: str) -> Session:
    """Open or by invitation, shown or hidden. Raises NotAllowed, and Refused for an open but hidden one.

    Refused too where somebody who has a place, or waits for one, would be uninvited.
    """
    editor_only(actor, session)
    if admission not in Session.Admission.values or listing not in Session.Listing.values:
        raise Refused
    refuse_open_but_hidden(admission, listing)
    (row,) = locked(pk=session.pk)
    if (row.admission, row.listing) == (admission, listing):
        return row
    closes = admission == Session.Admission.INVITATION and row.is_open_to_all
    if closes and any(getattr(row, f"{mode}_taken") + getattr(row, f"{mode}_waiting") for mode in Mode):
        raise Refused(UNINVITED)
    row.admission, row.listing = admission, listing
    row.save(update_fields=["admission", "listing"])
    log.write(actor, "change_admission", row, row.event.organiser_id)
    return row

"""A session takes place after all: what was given back while it was called off goes to whoever waits."""

from events.actions import sessions
from events.actors import Actor
from events.models import Session
from events.transactions import in_transaction
from registrations.actions.manage import hand_on


@in_transaction
def reinstate(actor: Actor, session: Session) -> Session:
    """The verb, and the line behind it, in one transaction. Raises NotAllowed, Over."""
    session = sessions.reinstate(actor, session)
    hand_on(actor, session)
    return session

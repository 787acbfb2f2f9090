"""It takes place after all: what was given back while it was called off goes to whoever waits."""

from events.actions import sessions
from events.actions.stops import follow_stops, reinstate_event
from events.actors import Actor
from events.models import Event, Session
from events.transactions import in_transaction
from registrations.actions.manage import hand_on


@in_transaction
def reinstate(actor: Actor, what: Session | Event) -> Session | Event:
    """The verb, and the line behind it, in one transaction; its tour takes place with it. Raises NotAllowed, Over."""
    done = reinstate_event(actor, what) if isinstance(what, Event) else sessions.reinstate(actor, what)
    event = done if isinstance(done, Event) else done.event
    for session in event.sessions.order_by("pk") if isinstance(done, Event) else [done]:
        session.event = event
        hand_on(actor, session)
    if event.tour:
        follow_stops(actor, event.tour)
    return done

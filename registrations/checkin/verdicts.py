"""What the door says of somebody: words from facts, and for everybody expected one big button."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import when
from events.models import Event, Session
from events.models.session import Mode
from registrations.models import Invitation, Participation, Registration

Status = Participation.Status


class Kind(StrEnum):
    """The names that scans keep."""

    EXPECTED = "expected"
    WELCOME = "welcome"
    ALREADY_IN = "already_in"
    WEB = "web"
    WAITING = "waiting"
    PENDING = "pending"
    INVITED = "invited"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    SUBSTITUTED = "substituted"
    ANOTHER_SESSION = "another_session"
    ANOTHER_EVENT = "another_event"
    UNKNOWN = "unknown"
    UNDONE = "undone"


class Colour(StrEnum):
    GO = "go"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Presence:
    """Since when somebody is in, and by which door (empty: marked on a list)."""

    at: datetime.datetime
    door: str = ""


@dataclass(frozen=True)
class Facts:
    """What is known of whoever stands at the door of `session`.

    `elsewhere`: the sessions of the same event that they are registered for or invited to. `foreign`: the
    event that the code belongs to, if not this one. `mistyped`: the code's check character does not fit.
    """

    session: Session
    registration: Registration | None = None
    participation: Participation | None = None
    invitation: Invitation | None = None
    invited_here: bool = False
    elsewhere: tuple[Session, ...] = ()
    foreign: Event | None = None
    presence: Presence | None = None
    mistyped: bool = False

    @property
    def free(self) -> int | None:
        """Free places in the room; None is no limit."""
        return self.session.places_left(Mode.IN_PERSON)


@dataclass(frozen=True)
class Verdict:
    """One screen: what, who, about, and the one button (no label: there is none)."""

    kind: Kind
    colour: Colour
    heading: str
    name: str = ""
    organisation: str = ""
    about: str = ""
    button: str = ""
    can_undo: bool = False


HEADINGS = {
    Kind.EXPECTED: gettext_lazy("On the list"),
    Kind.WELCOME: gettext_lazy("Welcome"),
    Kind.ALREADY_IN: gettext_lazy("Already in"),
    Kind.WEB: gettext_lazy("Registered for the web"),
    Kind.WAITING: gettext_lazy("In line for a place"),
    Kind.PENDING: gettext_lazy("Not approved yet"),
    Kind.INVITED: gettext_lazy("Invited, has not answered"),
    Kind.DECLINED: gettext_lazy("Had said no"),
    Kind.CANCELLED: gettext_lazy("Had cancelled"),
    Kind.SUBSTITUTED: gettext_lazy("Sends a substitute"),
    Kind.ANOTHER_SESSION: gettext_lazy("Another session"),
    Kind.ANOTHER_EVENT: gettext_lazy("Another event"),
    Kind.UNKNOWN: gettext_lazy("Not on the list"),
    Kind.UNDONE: gettext_lazy("Undone"),
}
_GO = {Kind.EXPECTED, Kind.WELCOME}
_RED = {Kind.ANOTHER_EVENT, Kind.UNKNOWN}
_LET_IN = {Kind.WEB, Kind.WAITING, Kind.PENDING, Kind.INVITED, Kind.DECLINED, Kind.CANCELLED}
_OF_LIVE: dict[str, Kind] = {Status.WAITING: Kind.WAITING, Status.PENDING: Kind.PENDING}
_OF_PAST: dict[str, Kind] = {Status.CANCELLED: Kind.CANCELLED, Status.DECLINED: Kind.DECLINED}
_OF_INVITATION = {
    Invitation.State.SENT: Kind.INVITED,
    Invitation.State.FAILED: Kind.INVITED,
    Invitation.State.DECLINED: Kind.DECLINED,
}
_NOT_COMING = {Invitation.State.SUBSTITUTED: Kind.SUBSTITUTED, Invitation.State.EXPIRED: Kind.CANCELLED}


def judge(facts: Facts) -> Kind:
    """Which case this is: what holds now before what once held, what holds here before elsewhere."""
    if facts.foreign:
        return Kind.ANOTHER_EVENT
    if facts.presence:
        return Kind.ALREADY_IN
    status = facts.participation.status if facts.participation else ""
    if facts.participation and status == Status.ATTENDING:
        return Kind.EXPECTED if facts.participation.mode == Mode.IN_PERSON else Kind.WEB
    return _OF_LIVE.get(status) or _of_invitation(facts) or _OF_PAST.get(status) or _of_the_rest(facts)


def _of_invitation(facts: Facts) -> Kind | None:
    """One invitation seats one person: who sends a substitute, or was one, has no seat to come back to."""
    if facts.invitation is None or not facts.invited_here:
        return None
    state = Invitation.State(facts.invitation.state)
    return _NOT_COMING.get(state) or (None if facts.participation else _OF_INVITATION.get(state))


def _of_the_rest(facts: Facts) -> Kind:
    if facts.elsewhere:
        return Kind.ANOTHER_SESSION
    return Kind.CANCELLED if facts.registration else Kind.UNKNOWN


def lets_in(kind: Kind, facts: Facts) -> bool:
    """Whether the door may let this person in. A part by invitation opens to nobody else."""
    if facts.invited_here and facts.invitation and facts.invitation.state in _NOT_COMING:
        return False
    if not facts.invited_here and not _was_here(facts):
        walk_in = facts.session.is_open_to_all and facts.session.walk_ins_welcome
        return walk_in and kind in (Kind.ANOTHER_SESSION, Kind.CANCELLED)
    return kind == Kind.EXPECTED or kind in _LET_IN or kind == Kind.ANOTHER_SESSION


def _was_here(facts: Facts) -> bool:
    """Registered for this part now; or once, if it needs no invitation."""
    part = facts.participation
    return part is not None and (part.is_live or facts.session.is_open_to_all)


def tell(kind: Kind, facts: Facts) -> Verdict:
    """The words for a case, in the active language; of a ticket for another event nothing personal."""
    known = kind not in _RED
    return Verdict(
        kind=kind,
        colour=Colour.GO if kind in _GO else Colour.RED if kind in _RED else Colour.AMBER,
        heading=str(HEADINGS[kind]),
        name=_name(facts) if known else "",
        organisation=_organisation(facts) if known else "",
        about=_about(kind, facts),
        button=_button(kind, facts),
        can_undo=kind == Kind.WELCOME
        or (kind == Kind.ALREADY_IN and bool(facts.presence and facts.presence.door)),
    )


def verdict(facts: Facts) -> Verdict:
    return tell(judge(facts), facts)


def _name(facts: Facts) -> str:
    known = facts.registration or facts.invitation
    return known.person.name if known else ""


def _organisation(facts: Facts) -> str:
    registration, invitation = facts.registration, facts.invitation
    if registration is None:
        return invitation.organisation_text if invitation else ""
    if registration.role == registration.Role.PARTICIPANT:
        return registration.organisation_name
    return ", ".join(filter(None, [registration.organisation_name, registration.get_role_display()]))


def _about(kind: Kind, facts: Facts) -> str:
    if kind in _GO:
        return str(facts.session)
    if kind == Kind.ALREADY_IN:
        return _since(facts)
    if kind == Kind.ANOTHER_SESSION:
        return _("Expected at: %(sessions)s") % {"sessions": " · ".join(map(_other, facts.elsewhere))}
    if kind == Kind.ANOTHER_EVENT and facts.foreign:
        stop = f"{facts.foreign.city or facts.foreign.title} {when.day(facts.foreign.date, short=True)}"
        return _("This ticket is for %(stop)s") % {"stop": stop}
    if kind == Kind.UNKNOWN:
        return _unknown(facts)
    if kind == Kind.UNDONE:
        return _("This person is not marked as present.")
    if kind == Kind.SUBSTITUTED:
        return _("The substitute has the place.")
    return _room(facts) if lets_in(kind, facts) else _("The place belongs to somebody else now.")


def _since(facts: Facts) -> str:
    if facts.presence is None:
        return ""
    time = when.clock(facts.presence.at, facts.session.zone, full=True)
    if not facts.presence.door:
        return _("Marked as present at %(time)s") % {"time": time}
    return _("Came in at %(time)s, %(door)s") % {"time": time, "door": facts.presence.door}


def _other(session: Session) -> str:
    return ", ".join(filter(None, [str(session), when.times(session), str(session.room or "")]))


def _unknown(facts: Facts) -> str:
    if facts.mistyped:
        return _("There is a slip in the code. Check it and type it again.")
    return _("Scan once more, type the code, or search by name.")


def _room(facts: Facts) -> str:
    if facts.free is None:
        return _("There is room.")
    if facts.free:
        return ngettext(
            "The room has %(free)d free place.", "The room has %(free)d free places.", facts.free
        ) % {"free": facts.free}
    return _("All the places in the room are taken or promised.")


def _button(kind: Kind, facts: Facts) -> str:
    if not lets_in(kind, facts):
        return ""
    if kind == Kind.EXPECTED:
        return _("Check in")
    return _("Let in although the room is full") if facts.free == 0 else _("Let in")

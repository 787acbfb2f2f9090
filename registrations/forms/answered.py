"""What stands in the form of an answer before anybody writes in it: what may be chosen, and what was answered earlier."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.actors import ANYONE
from events.models import Session
from events.models.session import Mode
from registrations.actions.answer import Answer, answered_by_link, came_alone
from registrations.actions.both_ways import MIXED, ONLINE, held_by, to_come, wish_of
from registrations.actions.details import Way
from registrations.actions.manage import way_of
from registrations.actions.replies import is_open
from registrations.forms.choices import NOT, Label
from registrations.forms.questions import digests_of, shown
from registrations.models import Invitation, Question, Registration
from registrations.questions.asking import Replies, anything_asked, asked_with, heard_from, replies_in
from venues.fields import in_language

By = Invitation.AnsweredBy
YES = {Answer.ATTENDS.value: Way.IN_PERSON, **{way.value: way for way in (Way.ONLINE, Way.QUEUE_AND_ONLINE)}}
"""What a yes says of the way, as the form has it; a session that is not held both ways has its own."""


@dataclass(frozen=True)
class SoFar:
    """The open sessions of the day, the invited ones to come, the questions, what has been answered, and in which way."""

    open_sessions: list[Session]
    invited: list[Session]
    questions: list[Question]
    initial: dict[str, Any]
    held: Way | None = None
    """How whoever comes by the answer so far takes part in what is held both ways; another one gets that place."""

    @property
    def both_ways(self) -> list[Session]:
        """The invited sessions with a choice between the room and the web."""
        return [session for session in self.invited if session.attendance == MIXED]

    @property
    def has_a_web(self) -> bool:
        return any(Mode.ONLINE in session.modes for session in self.invited)

    @property
    def only_online(self) -> bool:
        return all(session.attendance == ONLINE for session in self.invited)

    def answers(self, name: str) -> list[tuple[str, Label]]:
        """Each answer with its words, in the third person."""
        who = {"name": name}
        return [
            *self._yes(who),
            (Answer.SUBSTITUTE.value, Label.of(_("%(name)s sends a substitute") % who)),
            (Answer.CANNOT.value, Label.of(_("%(name)s cannot attend") % who)),
        ]

    def _yes(self, who: dict[str, str]) -> list[tuple[str, Label]]:
        if not self.both_ways:
            comes = _("%(name)s takes part online") if self.only_online else _("%(name)s attends")
            return [(Answer.ATTENDS.value, Label.of(comes % who))]
        offered = self._offered()
        said = {
            Way.IN_PERSON: _("%(name)s attends in person"),
            Way.QUEUE: _("%(name)s stands in line for the room"),
            Way.QUEUE_AND_ONLINE: _("%(name)s follows online, and stands in line for the room"),
            Way.ONLINE: _("%(name)s follows online"),
        }
        return [(_value(way), Label.of(said[way] % who, hint)) for way, hint in offered.items()]

    def substitutes_ways(self) -> list[tuple[str, Label]]:
        """How the one who comes instead may take part."""
        said = {
            Way.IN_PERSON: _("In person"),
            Way.QUEUE: _("Only in line for the room"),
            Way.QUEUE_AND_ONLINE: _("Online, and in line for the room"),
            Way.ONLINE: _("Online"),
        }
        offered = self._offered()
        return [(_wish(way).value, Label.of(said[way], hint)) for way, hint in offered.items()]

    def _offered(self) -> dict[Way, str]:
        """The ways offered, each with a second line. A full room offers the line and the web, but for who has a place."""
        web = self._web(full=self._full(Mode.ONLINE) and self.held not in (Way.ONLINE, Way.QUEUE_AND_ONLINE))
        if self.held == Way.IN_PERSON or not self._full(Mode.IN_PERSON):
            return {Way.IN_PERSON: "", Way.ONLINE: web}
        return {
            Way.QUEUE_AND_ONLINE: _("The room is full. On the web until a place in the room becomes free."),
            Way.QUEUE: _("The room is full. We write if a place becomes free."),
            Way.ONLINE: web,
        }

    def _full(self, mode: Mode) -> bool:
        return any(session.places_left(mode) == 0 for session in self.both_ways)

    def _web(self, *, full: bool) -> str:
        if full:
            return _("The web is full: this is a place in line.")
        room_only = [
            session for session in self.invited if session.attendance == Session.Attendance.IN_PERSON
        ]
        if not room_only:
            return _("The letter leads to the webcast.")
        return _("Not possible at: %(sessions)s.") % {"sessions": ", ".join(map(name_of, room_only))}


def name_of(session: Session) -> str:
    return in_language(session.short_title, get_language() or "fi")[0]


def _wish(way: Way) -> Way:
    """Whoever stands in line for the room wishes to come."""
    return Way.IN_PERSON if way == Way.QUEUE else way


def _value(way: Way) -> str:
    """The value of a yes in the form."""
    return next(value for value, wish in YES.items() if wish == _wish(way))


def so_far(invitation: Invitation, *, by_organiser: bool = False) -> SoFar:
    """What the form shows at first."""
    stand_in = Invitation.objects.select_related("person").filter(substitute_for=invitation).first()
    open_ = Session.objects.open_to(ANYONE).open_for_registration().whole().filter(event=invitation.event)
    sessions = Session.objects.whole().filter(invited__invitation=invitation)
    invited = to_come(sessions.annotate(anything_asked=anything_asked()))
    open_sessions, own, theirs, held = list(open_), None, None, None
    if any(session.attendance == MIXED for session in invited):
        own, theirs = (None, wish_of(stand_in)) if stand_in else (wish_of(invitation), None)
        held = held_by(stand_in or invitation)
    registration = _registration(invitation, stand_in)
    questions, said = _asked(
        invitation, invited, None if stand_in else registration, by_organiser=by_organiser
    )
    initial = _answered(invitation, stand_in, own, theirs) | _ways(registration, open_sessions)
    initial |= shown(said) | {"shown_before": digests_of(said)}
    return SoFar(open_sessions, invited, questions, initial, held)


def _registration(invitation: Invitation, stand_in: Invitation | None) -> Registration | None:
    """Of whoever comes; not what a substitute had chosen before they were named."""
    comes = stand_in or invitation
    registration = Registration.objects.live().filter(person=comes.person, event=invitation.event).first()
    return None if stand_in and registration and came_alone(registration, stand_in) else registration


def _asked(
    invitation: Invitation, invited: list[Session], registration: Registration | None, *, by_organiser: bool
) -> tuple[list[Question], Replies]:
    """The questions, and what this link has answered of them for the invited person.

    What they said on another form is not the link's to read, and they are not asked it again. An organiser may write
    answers down when the event has begun.
    """
    questions = asked_with(invited)
    if not questions or not (by_organiser or is_open(invitation.event)):
        return [], {}
    if registration is None:
        return questions, {}
    said = replies_in(heard_from(registration))
    if answered_by_link(registration, invitation):
        return questions, said
    return [question for question in questions if not said.get(question)], {}


def _ways(registration: Registration | None, sessions: list[Session]) -> dict[str, Any]:
    """What was said of the open sessions."""
    parts = registration.participations.live() if registration else []
    chosen = {part.session_id: way_of(part) for part in parts}
    return {f"session-{session.uuid}": chosen.get(session.pk, NOT) for session in sessions}


def _answered(
    invitation: Invitation, stand_in: Invitation | None, own: Way | None, theirs: Way | None
) -> dict[str, Any]:
    states = {
        Invitation.State.ACCEPTED: _value(own or Way.IN_PERSON),
        Invitation.State.SUBSTITUTED: Answer.SUBSTITUTE.value,
        Invitation.State.DECLINED: Answer.CANNOT.value,
    }
    initial: dict[str, Any] = {
        "answer": states.get(Invitation.State(invitation.state), ""),
        "answered_by": invitation.answered_by or (By.PROXY if invitation.letters_to else ""),
        "substitute_way": _wish(theirs or Way.IN_PERSON).value,
    }
    if stand_in:
        initial |= {"substitute_name": stand_in.person.name, "substitute_email": stand_in.person.email}
    return initial

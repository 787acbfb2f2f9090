"""Letters about an invitation, to the invited person or to whoever answers for them."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from events.models import Session
from events.when import bare_day, moment
from registrations.letters import facts
from registrations.letters.letter import Action, Fact, Words
from registrations.letters.voice import Voice
from registrations.models import Invitation


@dataclass(frozen=True)
class About:
    """An invitation with its sessions, and the voice that speaks of it. `asks`: for an answer."""

    invitation: Invitation
    sessions: list[Session]
    voice: Voice
    asks: bool

    @classmethod
    def of(cls, invitation: Invitation, voice: Voice, *, asks: bool = False) -> "About":
        sessions = Session.objects.whole().filter(invited__invitation=invitation)
        return cls(invitation, list(sessions), voice, asks)

    def words(self, headline: str, *lead: str, answer: str = "", notes: tuple[str, ...] = ()) -> Words:
        """A letter with the facts of every session; `answer` names the button to the answering page."""
        link = self.voice.addresses.invitation(self.invitation)
        return self.voice.words(
            event=self.voice.event_name(self.invitation.event),
            headline=headline,
            lead=lead,
            facts=tuple(fact for session in self.sessions for fact in self._facts(session)),
            actions=(Action(answer, link, main=True),) if answer else (),
            notes=notes,
        )

    def _facts(self, session: Session) -> list[Fact]:
        what, when, where = facts.core(session, session.modes[0])
        if session.is_cancelled:
            return [what, Fact(_("Cancelled"), _("This part will not be held."))]
        if len(session.modes) > 1:
            where = replace(where, text=f"{where.text}\n{_('Or on the web.')}")
        return [what, when, where, *(facts.filmed(session) if self.asks else ())]

    def asks_by(self) -> tuple[str, ...]:
        """The day by which to answer, where there is one; after it, that an answer is welcome still."""
        event = self.invitation.event
        if event.answer_by is None:
            return ()
        if not event.is_past_answer_by(self.voice.mail.sent_at):
            return (_("Please answer by %(day)s.") % {"day": bare_day(event.answer_by)},)
        late = _(
            "We asked for an answer by %(day)s. You can still answer: we take the answer if there is room."
        )
        return (late % {"day": bare_day(event.answer_by)},)

    def says_who_answers(self) -> str:
        """What may be answered: with a web, or with nothing but a web, in other words than for a room."""
        held = [session for session in self.sessions if not session.is_cancelled]
        if any(len(session.modes) > 1 for session in held):
            return self.voice.say(
                _(
                    "Tell us with the link below whether you come, follow online, "
                    "somebody takes part in your place, or you cannot take part."
                ),
                _(
                    "You answer for %(name)s. Tell us with the link below whether %(name)s comes, follows online, "
                    "somebody takes part in their place, or they cannot take part."
                ),
            )
        if held and all(session.attendance == Session.Attendance.ONLINE for session in held):
            return self.voice.say(
                _(
                    "Tell us with the link below whether you take part online, "
                    "somebody takes part in your place, or you cannot take part."
                ),
                _(
                    "You answer for %(name)s. Tell us with the link below whether %(name)s takes part online, "
                    "somebody takes part in their place, or they cannot take part."
                ),
            )
        return self.voice.say(
            _(
                "Tell us with the link below whether you come, "
                "somebody comes in your place, or you cannot come."
            ),
            _(
                "You answer for %(name)s. Tell us with the link below whether %(name)s comes, "
                "somebody comes in their place, or they cannot come."
            ),
        )


def invited(invitation: Invitation, voice: Voice) -> Words:
    """The invitation."""
    return _inviting(invitation, voice, voice.say(_("You are invited."), _("%(name)s is invited.")))


def asked_again(invitation: Invitation, voice: Voice) -> Words:
    """The same to somebody who has had it and not answered."""
    nothing = voice.say(
        _("We have not had your answer yet."), _("We have not had an answer for %(name)s yet.")
    )
    return _inviting(invitation, voice, nothing)


def _inviting(invitation: Invitation, voice: Voice, headline: str) -> Words:
    about = About.of(invitation, voice, asks=True)
    organiser = voice.name(invitation.event.organiser.name)
    title = invitation.job_title
    notes = [
        _("You need no account. One answer is enough for the whole day, and it can be changed later."),
        _(
            "The invitation is for one person. Please do not forward this letter: "
            "name a substitute on the page instead."
        ),
    ]
    if len(about.sessions) == 1:
        notes.append(_("The attached file keeps the time free in a calendar. It is not yet an answer."))
    return about.words(
        headline,
        voice.say(
            _("%(organiser)s invites you."),
            _("%(organiser)s invites %(name)s, %(title)s.")
            if title
            else _("%(organiser)s invites %(name)s."),
            organiser=organiser,
            title=title,
        ),
        about.says_who_answers(),
        *about.asks_by(),
        answer=_("Answer here"),
        notes=tuple(notes),
    )


def invitation_changed(invitation: Invitation, voice: Voice) -> Words:
    """What somebody is invited to has changed, before they have answered."""
    about = About.of(invitation, voice, asks=True)
    if all(session.is_cancelled for session in about.sessions):
        return about.words(
            _("Cancelled by the organiser."),
            _("What the invitation is for will not be held. We are sorry. No answer is needed any more."),
        )
    return about.words(
        _("There has been a change."),
        voice.say(
            _("You are invited, and we have not yet had your answer."),
            _("%(name)s is invited, and we have not yet had the answer."),
        ),
        _("Please look at the day, the time and the place below: this is how they are now."),
        about.says_who_answers(),
        *about.asks_by(),
        answer=_("Answer here"),
    )


def declined(invitation: Invitation, voice: Voice) -> Words:
    """Thanks for a no; it can still become a yes."""
    about = About.of(invitation, voice)
    begins = min((session.starts_at for session in about.sessions if session.starts_at), default=None)
    can_change = _("The answer can be changed with the link below.")
    if begins:
        until = moment(begins, invitation.event.zone)
        can_change = _("The answer can be changed with the link below until %(moment)s.") % {"moment": until}
    return about.words(
        _("Thank you for answering."),
        voice.say(
            _("You have told us that you cannot come."), _("You have told us that %(name)s cannot come.")
        ),
        can_change,
        answer=_("Change the answer"),
    )


def substituted(invitation: Invitation, voice: Voice) -> Words:
    """Somebody else comes instead."""
    about = About.of(invitation, voice)
    stand_in = Invitation.objects.select_related("person").get(substitute_for=invitation)
    substitute = stand_in.person.name
    return about.words(
        voice.say(
            _("%(substitute)s comes in your place."),
            _("%(substitute)s comes in the place of %(name)s."),
            substitute=substitute,
        ),
        _("Thank you for answering. %(substitute)s gets a letter of their own.") % {"substitute": substitute},
        _("If this is not right, the answer can be changed with the link below."),
        answer=_("Change the answer"),
    )

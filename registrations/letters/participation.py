"""Letters about one participation: what holds now, for the person or for whoever answers for them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Session
from events.models.session import Mode
from registrations import news
from registrations.letters import facts
from registrations.letters.letter import Action, Words
from registrations.letters.voice import Voice
from registrations.models import Announcement, Participation, Registration

Status = Participation.Status
Announced = Announcement.Kind


@dataclass(frozen=True)
class About:
    """A participation, and the voice that speaks of it."""

    part: Participation
    voice: Voice

    @property
    def session(self) -> Session:
        return self.part.session

    @property
    def registration(self) -> Registration:
        return self.part.registration

    @property
    def in_room(self) -> bool:
        return self.part.status == Status.ATTENDING and self.part.mode == Mode.IN_PERSON

    @property
    def on_web(self) -> bool:
        return self.part.status == Status.ATTENDING and self.part.mode == Mode.ONLINE

    def live(self, headline: str, *lead: str) -> Words:
        """A letter to somebody who takes part or waits: everything needed for the day."""
        mode = self.part.waits_for if self.part.status == Status.WAITING else self.part.mode
        return self.voice.words(
            event=self.voice.session_name(self.session),
            headline=headline,
            lead=(*lead, *self._how(), *self._why_you()),
            facts=(*facts.core(self.session, mode or ""), *facts.practical(self.session, mode or "")),
            ticket=self._ticket(),
            actions=(self._own_page(),),
            notes=self._notes(),
        )

    def _how(self) -> list[str]:
        if not self.on_web:
            return []
        lines = [
            _("Open your own page with the link below and press “Go to the watch page”."),
            _(
                "The webcast opens a little before the beginning; the watch page tells when. You need no account."
            ),
        ]
        return [" ".join(lines)]

    def _why_you(self) -> list[str]:
        if self.voice.to_them:
            return []
        return [_("You get this letter because you answer for %(name)s.") % {"name": self.voice.person.name}]

    def _ticket(self) -> str:
        if not self.in_room:
            return ""
        return self.voice.say(
            _("Show this code at the door, on your phone or on paper. Your name is enough too."),
            _("%(name)s shows this code at the door, on a phone or on paper. The name is enough too."),
        )

    def _own_page(self) -> Action:
        label = _("Follow the webcast, change or cancel") if self.on_web else _("Change or cancel")
        return Action(label, self.voice.addresses.manage(self.registration), main=True)

    def _notes(self) -> tuple[str, ...]:
        personal = _("The link is personal: whoever has it can change the registration.")
        if self.part.status != Status.ATTENDING:
            return (personal,)
        cancel = _(
            "If you cannot take part, please cancel with the link above: somebody else gets the place."
        )
        entry = _("Removing the entry from your calendar does not cancel your place.")
        return (f"{entry} {cancel}" if self.voice.to_them else cancel, personal)


def confirmed(part: Participation, voice: Voice) -> Words:
    """You have a place: in the room, on the web, or on the web while in line for the room."""
    about = About(part, voice)
    say = voice.say
    if about.in_room:
        return about.live(say(_("You have a place."), _("%(name)s has a place.")))
    if about.part.waiting_since is None:
        return about.live(say(_("You take part on the web."), _("%(name)s takes part on the web.")))
    return about.live(
        say(
            _("You take part on the web and are in line for the room."),
            _("%(name)s takes part on the web and is in line for the room."),
        ),
        _("When a place in the room comes free, it goes to the first in line, and we write to them at once."),
    )


def waiting(part: Participation, voice: Voice) -> Words:
    """Everything is taken: you are in line."""
    about = About(part, voice)
    say = voice.say
    full = _("The web is full.") if about.part.mode == Mode.ONLINE else _("The room is full.")
    line = _("When a place comes free, it goes to the first in line, and we write to them at once.")
    come = _("Please come only when you have a letter that says you have a place.")
    return about.live(
        say(_("You are in line for a place."), _("%(name)s is in line for a place.")),
        f"{full} {line}",
        *([] if about.part.mode == Mode.ONLINE else [come]),
    )


def promoted(part: Participation, voice: Voice) -> Words:
    """The line has moved: the place is yours."""
    about = About(part, voice)
    return about.live(
        voice.say(_("You have got a place."), _("%(name)s has got a place.")),
        voice.say(
            _("A place came free, and you were the first in line. It is yours; nothing more is needed."),
            _("A place came free, and %(name)s was the first in line. Nothing more is needed."),
        ),
    )


def changed(part: Participation, voice: Voice) -> Words:
    """Time, place or something else has changed; what you have is kept."""
    about = About(part, voice)
    kept = (
        _("The place is kept.") if about.part.status == Status.ATTENDING else _("The place in line is kept.")
    )
    look = _("Please look at the day, the time and the place below: this is how they are now.")
    told = [each.kind for each in news.of(voice.mail)]
    if Announced.ONLINE in told and about.part.mode == Mode.ONLINE:
        return about.live(_("Held on the web only."), *_held_online(about))
    if told and told[-1] == Announced.REINSTATED:
        return about.live(_("This is held after all."), f"{look} {kept}")
    return about.live(_("There has been a change."), f"{look} {kept}")


def _held_online(about: About) -> tuple[str, ...]:
    """The room is closed; whoever had a place in it, or waited for one, follows on the web."""
    nobody = _("This part is now held on the web only: nobody comes to the room.")
    if not about.on_web:
        return (nobody, _("The place in line is kept."))
    return (
        nobody,
        about.voice.say(
            _("You take part on the web. You need not do anything now."),
            _("%(name)s takes part on the web. You need not do anything now."),
        ),
    )


def reminder(part: Participation, voice: Voice) -> Words:
    """It is soon: when, where, and what to bring; nothing has changed."""
    headline = voice.say(_("A reminder: you take part."), _("A reminder: %(name)s takes part."))
    return About(part, voice).live(headline, facts.standing(part))


def cancelled(part: Participation, voice: Voice) -> Words:
    """The participation has ended, as asked."""
    about = About(part, voice)
    return voice.words(
        event=voice.session_name(about.session),
        headline=voice.say(
            _("Your registration has been cancelled."), _("The registration of %(name)s has been cancelled.")
        ),
        lead=(_("The place can now go to somebody else. If this is a mistake, please answer this letter."),),
        facts=tuple(facts.core(about.session, about.part.mode)),
        actions=(Action(_("See the page of the event"), voice.addresses.event(about.session.event)),),
    )


def called_off(part: Participation, voice: Voice) -> Words:
    """The organiser has cancelled the session."""
    about = About(part, voice)
    return voice.words(
        event=voice.event_name(about.session.event),
        headline=_("%(title)s will not be held.") % {"title": voice.name(about.session.short_title)},
        lead=(_("The organiser has cancelled it. We are sorry. Nothing is needed from you."),),
        facts=tuple(facts.core(about.session, about.part.mode)),
        actions=(Action(_("See the page of the event"), voice.addresses.event(about.session.event)),),
    )

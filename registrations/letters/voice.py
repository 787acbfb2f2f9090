"""To whom a letter speaks, and how it begins and ends."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.models import Event, Organiser, Session
from registrations import news
from registrations.addresses import Addresses
from registrations.letters.letter import Action, Fact, Words
from registrations.models import OutgoingMail, Person
from venues.fields import in_language


@dataclass(frozen=True)
class Voice:
    """Speaks to the person concerned, or about them to whoever reads their letters."""

    mail: OutgoingMail
    person: Person
    addresses: Addresses

    @property
    def language(self) -> str:
        return self.addresses.language

    @property
    def to_them(self) -> bool:
        """Whether the reader is the person concerned."""
        return self.mail.recipient_id == self.person.pk

    def say(self, to_them: str, about_them: str, **values: Any) -> str:
        """One of two translated sentences, with `%(name)s` and the values filled in."""
        return (to_them if self.to_them else about_them) % {"name": self.person.name, **values}

    def words(self, *, event: str, headline: str, **rest: Any) -> Words:
        """The words of a letter: the subject begins with what it is about, the end says whom to ask."""
        organiser = self.mail.recipient.organiser
        return Words(
            language=self.language,
            subject=f"{event}: {headline.rstrip('.')}" if event else headline.rstrip("."),
            headline=headline,
            sender=self.name(organiser.name),
            contact=_contact(organiser),
            message=self._message(),
            privacy=Action(_("How your data is handled"), self.addresses.privacy(organiser)),
            **rest,
        )

    def _message(self) -> tuple[Fact, ...]:
        """What the organiser wrote, alone or with the changes, in the letter's language or in one that there is."""
        texts = [self.mail.written.text] if self.mail.written else [each.text for each in news.of(self.mail)]
        written = (in_language(text, self.language) for text in texts)
        return tuple(
            Fact(_("A message from the organiser"), text, "" if language == self.language else language)
            for text, language in written
            if text
        )

    def name(self, text: Any) -> str:
        """A name or title in the letter's language."""
        return in_language(text, self.language)[0]

    def event_name(self, event: Event) -> str:
        """'LAPE Vaasa', 'LAPE, Vaasa': the tour, the event and the city, none of them twice."""
        title = Truncator(self.name(event.title)).chars(60)
        tour = self.name(event.tour.short_title) if event.tour else ""
        name = title if tour in title else f"{tour}, {title}"
        city = self.name(event.city)
        return name if city in name else f"{name}, {city}"

    def session_name(self, session: Session) -> str:
        """'LAPE Vaasa, Open afternoon'."""
        event, part = self.event_name(session.event), self.name(session.short_title)
        return event if part in event else f"{event}, {part}"


def _contact(organiser: Organiser) -> str:
    write = _("Questions? Answer this letter, or write to %(mailbox)s.") % {"mailbox": organiser.mailbox}
    call = _("Telephone: %(phone)s.") % {"phone": organiser.phone}
    return f"{write} {call}" if organiser.phone else write

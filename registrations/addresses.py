"""The addresses that letters name: the contract of DESIGN §6. A letter sent today must open next year."""

from dataclasses import dataclass

from django.conf import settings

from events import tokens
from events.models import Event, Organiser
from events.tokens import Purpose
from registrations.models import Invitation, Person, Registration

MASK = "…"


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses in one language. Masked, every token is '…': for eyes other than the reader's."""

    language: str
    masked: bool = False

    def manage(self, registration: Registration) -> str:
        """The person's own page."""
        return self._page(f"my/{self._secret(registration.manage_token)}/")

    def another(self, registration: Registration) -> str:
        """Where somebody else is registered from the same address."""
        return f"{self.manage(registration)}another/"

    def invitation(self, invitation: Invitation) -> str:
        """Where an invitation is answered."""
        return self._page(f"invitation/{self._secret(invitation.token)}/")

    def feed(self, person: Person) -> str:
        """The person's own calendar."""
        token = self._secret(tokens.token_of(Purpose.FEED, person))
        return f"{settings.SITE_URL}/calendar/{self.language}/my/{token}.ics"

    def event(self, event: Event) -> str:
        return self._page(f"events/{event.slug}/")

    def privacy(self, organiser: Organiser) -> str:
        """How the organiser handles people's data."""
        return self._page(f"organisers/{organiser.slug}/privacy/")

    def _page(self, path: str) -> str:
        return f"{settings.SITE_URL}/{self.language}/{path}"

    def _secret(self, token: str) -> str:
        return MASK if self.masked else token

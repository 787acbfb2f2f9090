"""A message of the organiser's own to those who take part."""

from django.utils.translation import gettext as _

from registrations.letters.letter import Action, Words
from registrations.letters.voice import Voice
from registrations.models import Participation


def message(part: Participation, voice: Voice) -> Words:
    """What the organiser wrote, and nothing that has changed; the own page is where one looks things up."""
    registration = part.registration
    return voice.words(
        event=voice.event_name(registration.event),
        headline=_("A message from the organiser."),
        lead=(
            voice.say(
                _("You get this letter because you are registered for the event."),
                _(
                    "You get this letter because you read the letters of %(name)s, who is registered for the event."
                ),
            ),
        ),
        actions=(Action(_("See your own page"), voice.addresses.manage(registration), main=True),),
    )

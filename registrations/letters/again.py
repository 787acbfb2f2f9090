"""The letter to somebody who has sent the form again: nothing has changed, and this is what holds."""

from django.utils.translation import gettext as _

from events.actors import ANYONE
from events.models import Session
from events.when import when
from registrations.letters.facts import standing
from registrations.letters.letter import Action, Fact, Words
from registrations.letters.voice import Voice
from registrations.models import Participation


def already(part: Participation, voice: Voice) -> Words:
    """What the registration holds, what can be added, and how somebody else is registered from here."""
    registration, addresses = part.registration, voice.addresses
    parts = list(registration.participations.live().whole())
    own_page = addresses.manage(registration)
    to_add = Session.objects.open_to(ANYONE).open_for_registration().filter(event=registration.event)
    to_add = to_add.exclude(pk__in=[each.session_id for each in parts])
    return voice.words(
        event=voice.event_name(registration.event),
        headline=voice.say(_("You are already registered."), _("%(name)s is already registered.")),
        lead=(
            _("Somebody, most likely you, has sent the registration form again with this address."),
            _("Nothing has changed. This is what holds:"),
        ),
        facts=tuple(
            Fact(voice.name(each.session.short_title), f"{when(each.session)}\n{standing(each)}")
            for each in parts
        ),
        actions=(
            Action(_("See, change or cancel"), own_page, main=True),
            *(
                Action(_("Add: %(title)s") % {"title": voice.name(more.short_title)}, own_page)
                for more in to_add
            ),
            Action(_("Register another person from this address"), addresses.another(registration)),
        ),
        notes=(_("The links are personal: whoever has them can change the registration."),),
    )

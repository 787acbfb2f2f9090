"""The letter that somebody asks for with *Send me my links*."""

from django.db.models import Q
from django.utils.translation import gettext as _

from events.models import Event
from events.when import day
from registrations.addresses import Addresses
from registrations.letters.letter import Action, Fact, Words
from registrations.letters.voice import Voice
from registrations.models import Invitation, OutgoingMail, Person, Registration


def links(mail: OutgoingMail, addresses: Addresses) -> Words:
    """Every live registration and unanswered invitation whose letters this person reads, and the calendar."""
    reader = mail.recipient
    voice = Voice(mail, reader, addresses)
    reads = Q(letters_to=reader) | Q(letters_to=None, person=reader)
    actions = [
        Action(_title(voice, row.event, row.person), addresses.manage(row))
        for row in Registration.objects.live().whole().filter(reads).order_by("event__date", "pk")
    ]
    unanswered = Invitation.objects.whole().filter(reads, state=Invitation.State.SENT)
    for row in unanswered.order_by("event__date", "pk"):
        title = _("Answer the invitation: %(title)s") % {"title": _title(voice, row.event, row.person)}
        actions.append(Action(title, addresses.invitation(row)))
    return voice.words(
        event=voice.name(reader.organiser.name),
        headline=_("Your links"),
        lead=(_found(actions),),
        actions=tuple(actions),
        facts=(Fact(_("The address of your own calendar, to subscribe to"), addresses.feed(reader)),),
        notes=(
            _("The links and the calendar's address are personal: whoever has them sees what is yours."),
            _("If you did not ask for this letter, you need not do anything."),
        ),
    )


def _found(actions: list[Action]) -> str:
    if actions:
        return _("You asked for your links. Each opens without an account.")
    return _("You asked for your links. We have no registration and no open invitation for this address.")


def _title(voice: Voice, event: Event, person: Person) -> str:
    """'LAPE Vaasa, Tuesday 7 June 2016', and the name where it is somebody else's."""
    title = f"{voice.event_name(event)}, {day(event.date)}"
    return title if person == voice.person else f"{title}: {person.name}"

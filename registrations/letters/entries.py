"""What a letter brings to the reader's calendar: at most one entry, for the person concerned (RFC 5546)."""

from dataclasses import replace

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.ical.entry import Entry
from events.ical.letter import Mailbox, cancel, hold, request
from events.ical.sessions import entry_of
from events.models import Session
from events.models.session import Mode
from registrations.letters.letter import Calendar
from registrations.models import OutgoingMail, Participation
from venues.fields import in_language

Kind = OutgoingMail.Kind
_TAKES_PART = {Kind.CONFIRMED, Kind.PROMOTED, Kind.CHANGED}
_NO_LONGER = {Kind.CANCELLED, Kind.CALLED_OFF}


def calendar_of(mail: OutgoingMail, language: str) -> Calendar | None:
    """The entry of a letter about one participation, or a file to keep the date of one invited session."""
    if mail.participation:
        return _message(mail, mail.participation, language)
    if mail.invitation and mail.kind in (*OutgoingMail.INVITING, Kind.INVITATION_CHANGED):
        sessions = list(Session.objects.whole().filter(invited__invitation=mail.invitation))
        return Calendar(hold(entry_of(sessions[0], language))) if len(sessions) == 1 else None
    return None


def _message(mail: OutgoingMail, part: Participation, language: str) -> Calendar | None:
    """None for whoever answers for somebody else, and where the organiser's mailbox would write to itself."""
    reader, organiser = mail.recipient, part.session.event.organiser
    is_organiser = (reader.email or "").casefold() == organiser.mailbox.casefold()
    if reader.pk != part.registration.person_id or is_organiser:
        return None
    stamp, sequence = timezone.now(), mail.ical_sequence or 0
    organizer = Mailbox(in_language(organiser.name, language)[0], organiser.mailbox)
    attendee = Mailbox(reader.name, reader.email or "")
    entry = _entry(part, language)
    if mail.kind in _TAKES_PART and part.status == Participation.Status.ATTENDING:
        content = request(entry, organizer=organizer, attendee=attendee, sequence=sequence, stamp=stamp)
        return Calendar(content, "REQUEST")
    if mail.kind in _NO_LONGER and _has_entry(part):
        whole = mail.kind == Kind.CALLED_OFF
        content = cancel(
            entry, organizer=organizer, attendee=attendee, sequence=sequence, stamp=stamp, whole_event=whole
        )
        return Calendar(content, "CANCEL")
    return None


def _has_entry(part: Participation) -> bool:
    """Whether a letter has put the session into the person's calendar."""
    return part.letters.filter(kind__in=_TAKES_PART, state=OutgoingMail.State.SENT).exists()


def _entry(part: Participation, language: str) -> Entry:
    entry = entry_of(part.session, language)
    if part.mode != Mode.ONLINE:
        return entry
    with translation.override(language):
        return replace(entry, location=_("On the web"), geo=None)

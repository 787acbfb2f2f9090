"""What organisers do about a session's webcast: its addresses, how it goes, what came of it.

The log tells what was done and to which row; never an address.
"""

from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Session
from events.refusals import Refused
from events.transactions import in_transaction
from webcast import gate
from webcast.addresses import Address
from webcast.models import Stream, Webcast
from webcast.models.stream import CAPTIONED_WITHIN


@in_transaction
def add_stream(actor: Actor, session: Session, address: Address, **fields: Any) -> Stream:
    """Another stream, after the others. Raises NotAllowed, and Refused for what the session's access forbids."""
    editor_only(actor, session)
    last = session.streams.aggregate(last=Max("order"))["last"]
    stream = Stream(session=session, order=0 if last is None else last + 1, url=address.url)
    _write(actor, "add stream", stream, fields)
    return stream


@in_transaction
def change_stream(actor: Actor, stream: Stream, address: Address | None, **fields: Any) -> Stream:
    """Change what is given; a new `address` takes the old one's place at once, for every link that was ever sent."""
    editor_only(actor, stream.session)
    replaced = address is not None and address.url != stream.url
    if address and replaced:
        stream.url, stream.replaced_at, stream.tried_at = address.url, timezone.now(), None
    _write(actor, "replace address" if replaced else "change stream", stream, fields)
    return stream


@in_transaction
def try_stream(actor: Actor, stream: Stream) -> Stream:
    """Note that somebody of the team has opened the address, as it is now. Raises NotAllowed."""
    editor_only(actor, stream.session)
    stream.tried_at = timezone.now()
    stream.save(update_fields=["tried_at"])
    log.write(actor, "try stream", stream, stream.session.event.organiser_id)
    return stream


@in_transaction
def remove_stream(actor: Actor, stream: Stream) -> None:
    editor_only(actor, stream.session)
    log.write(actor, "remove stream", stream, stream.session.event.organiser_id)
    stream.delete()


def _write(actor: Actor, verb: str, stream: Stream, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(stream, name, value)
    _refuse_strangers(stream)
    _see_to_captions(stream)
    stream.save()
    log.write(actor, verb, stream, stream.session.event.organiser_id, provider=stream.address.provider)


def _refuse_strangers(stream: Stream) -> None:
    if stream.access == Stream.Access.PUBLIC and not stream.session.is_open_to_all:
        raise Refused(_("The session is by invitation: its webcast cannot be for everybody."))


def _see_to_captions(stream: Stream) -> None:
    """The term begins when the recording is published, and not again when its address changes."""
    if not stream.recording_url:
        stream.captions_due = None
    elif stream.captions_due is None:
        stream.captions_due = timezone.localdate() + CAPTIONED_WITHIN


@in_transaction
def go_live(actor: Actor, session: Session) -> Webcast:
    """It begins now, whatever the clock says; a delay is over. Raises NotAllowed, and Refused before the day."""
    _refuse_before_the_day(session)
    webcast = _locked(actor, session)
    delayed = webcast.trouble == Webcast.Trouble.DELAYED
    trouble = Webcast.Trouble.NONE if delayed else webcast.trouble
    return _put(actor, "go live", webcast, went_live_at=timezone.now(), ended_at=None, trouble=trouble)


@in_transaction
def end(actor: Actor, session: Session) -> Webcast:
    """It is over now. Raises NotAllowed, and Refused before the day."""
    _refuse_before_the_day(session)
    webcast = _locked(actor, session)
    return _put(actor, "end webcast", webcast, ended_at=timezone.now(), trouble=Webcast.Trouble.NONE)


@in_transaction
def go_by_the_clock(actor: Actor, session: Session) -> Webcast:
    """Take back what was pressed: the times of the session hold again. Raises NotAllowed."""
    return _put(actor, "go by the clock", _locked(actor, session), went_live_at=None, ended_at=None)


@in_transaction
def tell_trouble(actor: Actor, session: Session, *, trouble: str, text: dict[str, str]) -> Webcast:
    """Tell the viewers that it is delayed or broken, in words of their languages; or that all is well again."""
    said = text if trouble else {}
    return _put(actor, "tell trouble", _locked(actor, session), trouble=trouble, trouble_text=said)


@in_transaction
def change_webcast(actor: Actor, session: Session, **fields: Any) -> Webcast:
    """How else to follow, where the slides and the help are, and whether viewers are named."""
    return _put(actor, "change webcast", _locked(actor, session), **fields)


@in_transaction
def take_questions(actor: Actor, session: Session) -> Webcast:
    """Whoever may follow may ask, in writing, while the webcast is open. Raises NotAllowed."""
    return _put(actor, "take questions", _locked(actor, session), takes_questions=True)


@in_transaction
def take_no_questions(actor: Actor, session: Session) -> Webcast:
    """Nobody asks any more; what has been asked stays. Raises NotAllowed."""
    return _put(actor, "take no questions", _locked(actor, session), takes_questions=False)


def _locked(actor: Actor, session: Session) -> Webcast:
    editor_only(actor, session)
    Webcast.objects.get_or_create(session=session)
    return Webcast.objects.select_for_update().get(session=session)


def _put(actor: Actor, verb: str, webcast: Webcast, **values: Any) -> Webcast:
    for name, value in values.items():
        setattr(webcast, name, value)
    webcast.save(update_fields=list(values))
    said = {"trouble": webcast.trouble} if "trouble" in values else {}
    log.write(actor, verb, webcast.session, webcast.session.event.organiser_id, **said)
    return webcast


def _refuse_before_the_day(session: Session) -> None:
    if session.is_cancelled:
        raise Refused(_("The session has been cancelled."))
    if not gate.is_the_day(session, timezone.now()):
        raise Refused(_("That is done on the day itself. Before it, a rehearsal opens the watch page."))

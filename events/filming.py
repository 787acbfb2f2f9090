"""That a session is seen or heard beyond its room, told wherever somebody decides to come, and at the door."""

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Session
from venues.templatetags.words import plain, say


def told(session: Session) -> str:
    """One sentence in the language that is active; nothing when the session is neither streamed nor recorded."""
    if session.is_streamed:
        return (
            _("This part is streamed on the web and recorded.")
            if session.recorded
            else _("This part is streamed on the web.")
        )
    return _("This part is recorded.") if session.recorded else ""


def shown(session: Session) -> SafeString:
    """The sentence and what the organiser says of it, for a page; empty when there is nothing to say."""
    return format_html_join(
        " ", "{}", [(words,) for words in (told(session), say(session.filming_note)) if words]
    )


class Shown:
    """`shown` for a form's field, put into words when it is read: most forms that are sent are shown to nobody again."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __bool__(self) -> bool:
        return bool(self.session.is_streamed or self.session.recorded or self.session.filming_note)

    def __html__(self) -> SafeString:
        return shown(self.session)

    __str__ = __html__


def has_sign(session: Session) -> bool:
    """Whether people come through a door and are to know something there."""
    has_door = session.attendance != Session.Attendance.ONLINE and not session.is_cancelled
    return has_door and bool(told(session) or plain(session.filming_note))

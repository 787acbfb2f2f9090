"""How somebody asks to take part in one session, as one radio group."""

from typing import Any, cast

from django import forms
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import filming
from events.models import Session
from events.models.session import Mode
from registrations.actions.details import Way
from registrations.forms.copied import copied

NOT = "no"


class Label(str):
    """A choice's label with a second line under it."""

    __slots__ = ("hint",)
    hint: str

    @classmethod
    def of(cls, text: str, hint: str = "") -> "Label":
        label = cls(text)
        label.hint = hint
        return label

    def on_one_line(self) -> str:
        return f"{self} – {self.hint.rstrip('.')}" if self.hint else str(self)


def ways_of(session: Session) -> dict[Way, Label]:
    """The ways offered now, with the second line that helps to choose. A full room offers the line and the web."""
    ways: dict[Way, Label] = {}
    online = Mode.ONLINE in session.modes
    if Mode.IN_PERSON in session.modes:
        left = session.places_left(Mode.IN_PERSON)
        if left != 0:
            ways[Way.IN_PERSON] = Label.of(_("In person"), _places_left(left))
        else:
            if online:
                ways[Way.QUEUE_AND_ONLINE] = Label.of(
                    _("Online, and in line for the room"),
                    _("You follow on the web unless a place in the room becomes free for you."),
                )
            ways[Way.QUEUE] = Label.of(
                _("Only in line for the room"),
                _("The room is full. We write to you if a place becomes free."),
            )
    if online:
        left = session.places_left(Mode.ONLINE)
        hint = _("Your own page leads to the webcast. It opens a little before the start.")
        ways[Way.ONLINE] = Label.of(
            _("Online"), hint if left != 0 else _("The web is full: you stand in line.")
        )
    return ways


def _places_left(left: int | None) -> str:
    if left is None:
        return ""
    return ngettext("%(left)d place left.", "%(left)d places left.", left) % {"left": left}


def possible_ways(session: Session) -> list[Way]:
    """All that may be asked for; what was free when the page was made may be full when it comes back."""
    room, web = Mode.IN_PERSON in session.modes, Mode.ONLINE in session.modes
    wanted = {Way.IN_PERSON: room, Way.QUEUE: room, Way.ONLINE: web, Way.QUEUE_AND_ONLINE: room and web}
    return [way for way, is_possible in wanted.items() if is_possible]


class WayField(forms.TypedChoiceField):
    """One session: radio cards. Among several sessions, a list in which "not this one" stands first."""

    session: Session
    optional: bool
    valid: set[str]

    def __init__(self, *, cards: bool) -> None:
        self.cards = cards
        super().__init__(
            coerce=lambda value: None if value == NOT else Way(value),
            widget=forms.RadioSelect if cards else forms.Select,
            label=gettext_lazy("How do you take part?"),
            error_messages={"required": gettext_lazy("Choose how you take part.")},
        )

    @staticmethod
    def of(
        session: Session,
        *,
        optional: bool = False,
        cards: bool = True,
        label: Any = None,
        initial: str | None = None,
    ) -> "WayField":
        """The field of this session; a label is the usual question if it is not given, `initial` the only way."""
        field = copied(_CARDS if cards else _LIST, {})
        field.session, field.optional = session, optional
        field.valid = {way.value for way in possible_ways(session)} | ({NOT} if optional else set())
        field.label = (
            field.label if label is None else label
        )  # a label may be one that is made when it is read
        field.help_text = cast("str", filming.Shown(session))
        field.widget.choices = CallableChoiceIterator(field._shown)
        field.initial = initial or field._first
        return field

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.valid

    def _shown(self) -> list[tuple[str, str]]:
        """The choices with their words; asked for only when the field is shown."""
        shown: list[tuple[str, str]] = [
            (way.value, label if self.cards else label.on_one_line())
            for way, label in ways_of(self.session).items()
        ]
        if self.optional:
            shown.insert(len(shown) if self.cards else 0, (NOT, Label.of(_("Not here"))))
        return shown

    def _first(self) -> str | None:
        """What stands chosen on an empty form: nothing among several ways."""
        if self.optional:
            return NOT
        ways = list(ways_of(self.session))
        return ways[0].value if len(ways) == 1 else None


_CARDS, _LIST = WayField(cards=True), WayField(cards=False)

"""What an organiser writes about a webcast. Addresses are judged by webcast/addresses; nothing is fetched."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Session
from events.organiser.fields import ProseField
from events.refusals import Refused
from venues.text import clean_line, clean_text
from webcast.addresses import Address, read
from webcast.models import Stream, Webcast

LONGEST_PASTE = 4000  # an address as mail programs wrap it
EARLIEST = 240


class AddressField(forms.CharField):
    """An address of the web. Cleans to an Address, or None."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=LONGEST_PASTE, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read(text) if text else None
        except Refused as refused:
            raise ValidationError(str(refused)) from refused


class StreamForm(forms.Form):
    """One stream. The address it has is not shown; an empty field keeps it."""

    address = AddressField(label=_("Address of the webcast"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    title = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("If there are several streams and the language does not tell them apart."),
    )
    access = forms.ChoiceField(label=_("For whom"), choices=Stream.Access)
    opens_minutes_before = forms.IntegerField(
        label=_("Opens, minutes before the start"), min_value=0, max_value=EARLIEST
    )
    recording_url = AddressField(label=_("Recording"), required=False)
    captions_url = AddressField(
        label=_("Captions or transcript of the recording"),
        required=False,
        help_text=_(
            "A published recording must have captions within 14 days. If they are in the recording itself, write its "
            "address here too."
        ),
    )

    def __init__(self, *args: Any, session: Session, stream: Stream | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _initial(session, stream)
        if stream:
            address = self.fields["address"]
            address.required, address.label = False, _("New address of the webcast")
            address.help_text = _(
                "Leave this empty to keep the address. Every link that was sent stays good."
            )
        if not session.is_open_to_all:
            choices = [choice for choice in Stream.Access.choices if choice[0] != Stream.Access.PUBLIC]
            self.fields["access"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, as said above

    def clean_title(self) -> str:
        return clean_line(self.cleaned_data["title"])

    @property
    def address_given(self) -> Address | None:
        given: Address | None = self.cleaned_data["address"]
        return given

    @property
    def columns(self) -> dict[str, Any]:
        """What else the stream becomes."""
        kept = ("language", "title", "access", "opens_minutes_before")
        columns = {name: self.cleaned_data[name] for name in kept}
        for name in ("recording_url", "captions_url"):
            address = self.cleaned_data[name]
            columns[name] = address.url if address else ""
        return columns


def _initial(session: Session, stream: Stream | None) -> dict[str, Any]:
    access = Stream.Access.REGISTERED if session.is_open_to_all else Stream.Access.INVITED
    shown = stream or Stream(session=session, access=access)
    names = ("language", "title", "access", "opens_minutes_before", "recording_url", "captions_url")
    return {name: getattr(shown, name) for name in names}


class TroubleForm(forms.Form):
    """What the viewers are told at once."""

    trouble = forms.ChoiceField(
        label=_("What is the matter"), choices=Webcast.Trouble, required=False, widget=forms.RadioSelect
    )
    text = ProseField(
        label=_("In your words"),
        max_length=500,
        help_text=_("For example when you go on. It stands on the watch page within half a minute."),
    )

    def __init__(self, *args: Any, webcast: Webcast, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"trouble": webcast.trouble, "text": webcast.trouble_text}


class DetailsForm(forms.Form):
    """What holds for all streams of the session."""

    slides_url = AddressField(label=_("Slides"), required=False)
    dial_in = forms.CharField(
        label=_("By telephone"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The number and the code, as they should be dialled. Shown to viewers while the webcast is open."
        ),
    )
    help_line = forms.CharField(
        label=_("Help"),
        required=False,
        max_length=150,
        help_text=_("A number or an address for those for whom it does not work. Everybody sees it."),
    )
    presence = forms.ChoiceField(label=_("Viewers"), choices=Webcast.Counting, widget=forms.RadioSelect)

    def __init__(self, *args: Any, webcast: Webcast, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("slides_url", "dial_in", "help_line", "presence")
        self.initial = {name: getattr(webcast, name) for name in names}
        self.fields["presence"].help_text = gettext(
            "The watch page says which of the two holds. Change it before the webcast opens, not after."
        )

    @property
    def columns(self) -> dict[str, Any]:
        slides = self.cleaned_data["slides_url"]
        return {
            "slides_url": slides.url if slides else "",
            "dial_in": clean_text(self.cleaned_data["dial_in"]),
            "help_line": clean_line(self.cleaned_data["help_line"]),
            "presence": self.cleaned_data["presence"],
        }

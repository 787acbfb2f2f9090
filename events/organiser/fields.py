"""Fields that an organiser fills in: a text in each language with a label of its own, and times on the wall."""

import datetime
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from i18nfield.forms import I18nFormField, I18nTextarea, I18nTextInput, I18nWidget
from i18nfield.strings import LazyI18nString

from events.actions.clocks import exists
from events.refusals import ImpossibleTime
from venues.text import clean_line, clean_text

LONGEST_NAME = 250
LONGEST_PROSE = 10_000
YEARS_AHEAD = 10
NAMES = dict(settings.LANGUAGES)


class _EachLanguage:
    """Renders an I18nWidget as labelled inputs; `notes` says of a language what its label adds."""

    template_name = "organiser/parts/languages.html"
    use_fieldset = True
    notes: dict[str, Any] = {}

    def render(
        self: Any, name: str, value: Any, attrs: Any = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        context = self.get_context(name, value, attrs)
        for language, part in zip(self.locales, context["widget"]["subwidgets"], strict=True):
            part["language"], part["note"] = NAMES[language], self.notes.get(language, "")
        shown: SafeString = self._render(self.template_name, context, renderer)
        return shown


class NameInput(_EachLanguage, I18nTextInput):
    pass


class ProseInput(_EachLanguage, I18nTextarea):
    def __init__(self, *args: Any, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, attrs={"rows": 3} | (attrs or {}), **kwargs)


class SpokenField(I18nFormField):
    """A text in several languages, one line each. At least one is needed unless it is not `required`."""

    clean_one = staticmethod(clean_line)
    default_widget: type[I18nWidget] = NameInput

    def __init__(self, *, max_length: int = LONGEST_NAME, required: bool = True, **kwargs: Any) -> None:
        kwargs["widget"] = self.default_widget
        super().__init__(max_length=max_length, required=required, **kwargs)
        self.required = required

    def ask_for(self, languages: Iterable[str], *, now: bool) -> None:
        """These are needed for publication, and `now` means at once; the others are optional."""
        notes: dict[str, Any] = {field.locale: _("optional") for field in self.fields}
        for field in self.fields if self.required else ():
            if field.locale in languages:
                notes[field.locale] = "" if now else _("needed for publication")
                field.required = now
                field.error_messages["required"] = _("Write this in %(language)s too.") % {
                    "language": NAMES[field.locale]
                }
        self.widget.notes = notes if self.required else {}

    def compress(self, data_list: list[str]) -> LazyI18nString:
        texts = zip(self.locales, data_list, strict=False)
        return LazyI18nString(
            {locale: clean for locale, text in texts if (clean := type(self).clean_one(text or ""))}
        )


class ProseField(SpokenField):
    """Several lines in several languages; not needed unless said otherwise."""

    clean_one = staticmethod(clean_text)
    default_widget = ProseInput

    def __init__(self, *, max_length: int = LONGEST_PROSE, required: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, required=required, **kwargs)


class LanguagesField(forms.MultipleChoiceField):
    """Codes of languages that we know, ticked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, **kwargs)


class ClockField(forms.TimeField):
    """A time on the wall."""

    default_error_messages = {"invalid": _("Write the time as hours and minutes, for example 13:00.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(required=False, widget=widget, **kwargs)


class DayField(forms.DateField):
    """A day."""

    default_error_messages = {"invalid": _("Choose a day of the calendar.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class ComingDayField(DayField):
    """A day that is still to come."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        today = timezone.localdate()
        if value and not today <= value <= today + datetime.timedelta(days=366 * YEARS_AHEAD):
            raise ValidationError(gettext("Choose a day that is still to come, within ten years."))


class MomentField(forms.Field):
    """A day and a time on the clock of `zone`, or None. Cleans to an aware moment."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    zone = ZoneInfo("Europe/Helsinki")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime.datetime):
            return value.astimezone(self.zone).strftime("%Y-%m-%dT%H:%M")
        return value

    def to_python(self, value: Any) -> datetime.datetime | None:
        if not value:
            return None
        try:
            written = datetime.datetime.fromisoformat(value)
        except ValueError as error:
            raise ValidationError(gettext("Write a day and a time.")) from error
        if written.tzinfo or not datetime.MINYEAR + 1 < written.year < datetime.MAXYEAR:
            raise ValidationError(gettext("Write a day and a time."))
        moment = written.replace(tzinfo=self.zone)
        if not exists(moment):
            raise ValidationError(ImpossibleTime.sentence)
        return moment

"""Model fields whose text arrives clean."""

from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from venues.text import clean_line, clean_text


class CleanCharField(models.CharField):  # type: ignore[type-arg]  # the stubs' parameters do not survive subclassing
    """One line of clean text; longer than max_length is refused by forms and cut nowhere."""

    def to_python(self, value: Any) -> Any:
        return clean_line(super().to_python(value)) if value is not None else value

    def get_prep_value(self, value: Any) -> Any:
        return clean_line(value) if isinstance(value, str) else super().get_prep_value(value)


class CleanTextField(models.TextField):  # type: ignore[type-arg]  # as above
    """Several lines of clean text."""

    def to_python(self, value: Any) -> Any:
        return clean_text(super().to_python(value)) if value is not None else value

    def get_prep_value(self, value: Any) -> Any:
        return clean_text(value) if isinstance(value, str) else super().get_prep_value(value)


def _cleaned(value: Any, clean: Any) -> Any:
    if isinstance(value, LazyI18nString):
        value = value.data
    if isinstance(value, dict):
        return LazyI18nString({language: clean(text) for language, text in value.items() if text})
    return LazyI18nString(clean(value)) if isinstance(value, str) else value


class _Translated(DeferredAttribute):
    """Whatever is assigned, a text in several languages is read back: before the first save as after it."""

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = LazyI18nString(value) if isinstance(value, dict) else value


@lru_cache(maxsize=4096)
def _as_read(stored: str | None) -> LazyI18nString:
    """The same few hundred titles and names are read for every page: nobody changes one in place."""
    return LazyI18nString(stored)


class NameField(I18nCharField):
    """A name or title in several languages, one line each. Shown and stored; searched through `search_text`."""

    descriptor_class = _Translated

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> LazyI18nString:
        return _as_read(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(_cleaned(value, clean_line))


class ProseField(I18nTextField):
    """A text in several languages."""

    descriptor_class = _Translated

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> LazyI18nString:
        return _as_read(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(_cleaned(value, clean_text))


def in_language(text: LazyI18nString | str | None, language: str) -> tuple[str, str]:
    """The text for a reader and the language it is really in: asked one, else fi, sv, en, else any."""
    data = getattr(text, "data", text) or ""
    if isinstance(data, str):
        return data, language
    for candidate in (language, "fi", "sv", "en", *data):
        if data.get(candidate):
            return str(data[candidate]), candidate
    return "", language


def all_languages(text: LazyI18nString | str | None) -> list[str]:
    """Every language version, for search keys."""
    data = getattr(text, "data", text) or ""
    return [data] if isinstance(data, str) else [str(value) for value in data.values() if value]


def languages_of(text: LazyI18nString | dict[str, str] | str | None) -> list[str]:
    """The codes of the languages in which there is any text."""
    data = getattr(text, "data", text) or {}
    return sorted(code for code, words in data.items() if words) if isinstance(data, dict) else []

"""Text in several languages on a page: what stands in another language says so."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from i18nfield.strings import LazyI18nString

from venues.fields import in_language

register = template.Library()


@register.filter
def say(text: LazyI18nString | str | None) -> str | SafeString:
    """The text in the reader's language; in a span with `lang` when it exists in another only."""
    asked = get_language() or "fi"
    words, language = in_language(text, asked)
    if language == asked:
        return words
    return format_html('<span lang="{}">{}</span>', language, words)


@register.filter
def plain(text: LazyI18nString | str | None) -> str:
    """The same without mark-up, for titles and attributes."""
    return in_language(text, get_language() or "fi")[0]

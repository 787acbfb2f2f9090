"""Text on the public pages: paragraphs, lists of groups; what is in another language says so."""

from django import template
from django.conf import settings
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from events import filming as filmed
from events.models import Session
from events.public import subscribing
from venues.fields import in_language

register = template.Library()


@register.filter
def prose(text: LazyI18nString | str | None) -> SafeString:
    """Paragraphs in the reader's language; in a div with `lang` when they exist in another only."""
    asked = get_language() or "fi"
    words, language = in_language(text, asked)
    paragraphs = mark_safe(linebreaks(words, autoescape=True))  # noqa: S308  # linebreaks has escaped it
    return paragraphs if language == asked else format_html('<div lang="{}">{}</div>', language, paragraphs)


@register.filter
def filming(session: Session) -> SafeString:
    """That the session is streamed or recorded, and what its organiser says of it."""
    return filmed.shown(session)


@register.filter
def has_sign(session: Session) -> bool:
    return filmed.has_sign(session)


@register.filter
def lines(text: LazyI18nString | str | None) -> list[str | SafeString]:
    """Each line of the text by itself, with `lang` like prose."""
    asked = get_language() or "fi"
    words, language = in_language(text, asked)
    found = [line for line in words.splitlines() if line]
    if language == asked:
        return list(found)
    return [format_html('<span lang="{}">{}</span>', language, line) for line in found]


@register.simple_tag
def webcal(route: str, *args: str) -> str:
    """The address at which a calendar program subscribes to this feed, in the reader's language."""
    return subscribing.to(route, get_language() or "fi", *args, name="").webcal


@register.filter
def language_name(code: str) -> str:
    return languages([code])


@register.filter
def languages(codes: list[str]) -> str:
    """'Finnish, Swedish': names of languages in the reader's own."""
    names = dict(settings.LANGUAGES)
    return ", ".join(_(str(names.get(code, code))) for code in codes)

"""Days and times in templates; the words are made in events/when.py."""

import datetime

from django import template

from events import when as words
from events.models import Event, Session

register = template.Library()


@register.filter
def when(session: Session) -> str:
    return words.when(session)


@register.filter
def times(session: Session) -> str:
    return words.times(session)


@register.filter
def day(date: datetime.date) -> str:
    return words.day(date)


@register.filter
def bare_day(date: datetime.date) -> str:
    return words.bare_day(date)


@register.filter
def short_day(date: datetime.date) -> str:
    return words.day(date, short=True)


@register.filter
def moment(at: datetime.datetime) -> str:
    return words.moment(at)


@register.filter
def wall_clock(time: datetime.time) -> str:
    return words.wall_clock(time)


@register.simple_tag
def span(first: Event, last: Event) -> str:
    return words.span(first, last)

"""Calendars to subscribe to. Only what is open to everybody: an invited morning is in no public feed.

The 304 path costs one statement: the holder of the feed (tour, region, organiser) and the state of its
sessions come together, and nothing is rendered. Answers are cookie-free, in the language of the path.
"""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, F, IntegerField, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from i18nfield.strings import LazyI18nString

from events.actors import ANYONE
from events.declared import public
from events.ical.feed import etag, feed
from events.ical.sessions import absolute, entry_of
from events.models import Event, Organiser, Session, Tour
from events.models.session import SessionQuerySet
from events.prepared import Prepared, Slot
from venues.fields import in_language
from venues.models import Region

log = logging.getLogger("kiertue.feeds")

PAST = datetime.timedelta(days=60)
CANCELLED_PAST = datetime.timedelta(days=30)
MOST = 1000
FRESH_SECONDS = 900

Rows = list[tuple[UUID, int, str]]
"""(uuid, sequence, digest) of each session: what the ETag is made of."""
Sessions = Callable[[], SessionQuerySet]
"""Asked for only when something has changed."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a feed is called and how it is kept; `url` is the page that shows the same.

    `private` is for feeds behind a token: the subscriber alone keeps them, and their address is not in them.
    """

    name: str
    language: str
    filename: str
    private: bool = False
    attached: bool = False
    url: str = ""


@public
@require_safe
def every(request: HttpRequest, language: str) -> HttpResponseBase:
    """Everything that is open to all, of every organiser."""
    with translation.override(language):
        about = Feed(name=_("Tours and meetings"), language=language, filename="all.ics")
    sessions = recent(Session.objects.all())
    return _answer(request, _state(sessions), lambda: sessions, about)


@public
@require_safe
def tour(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """A whole tour, however long ago."""
    about = Feed(name="", language=language, filename=f"{slug}.ics", url=_page("tour", language, slug))
    return _named(request, _tour_and_sessions(slug=slug), lambda: _on_tour(slug), about)


@public
@require_safe
def region(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """What serves the region, or takes place in it."""
    served = Event.objects.filter(Q(regions__slug=slug) | Q(venue__municipality__region__slug=slug))
    sessions = recent(Session.objects.filter(event__in=served.values("pk")))
    return held_feed(request, Region.objects.filter(slug=slug), "name", sessions, _wide(language, slug))


@public
@require_safe
def organiser(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """What the organiser holds, alone or with others."""
    held = Event.objects.filter(Q(organiser__slug=slug) | Q(co_organisers__slug=slug))
    sessions = recent(Session.objects.filter(event__in=held.values("pk")))
    return held_feed(request, Organiser.objects.filter(slug=slug), "name", sessions, _wide(language, slug))


@public
@require_safe
def session(request: HttpRequest, language: str, uuid: UUID) -> HttpResponseBase:
    """One session, as a file to keep."""
    sessions = Session.objects.open_to(ANYONE).filter(uuid=uuid)
    rows = _state(sessions)
    if not rows:
        raise Http404
    about = Feed(name="", language=language, filename=f"{uuid}.ics", attached=True)
    return _answer(request, rows, lambda: sessions, about)


def recent(sessions: SessionQuerySet) -> SessionQuerySet:
    """Those of them that are open to everybody and not long over; cancelled ones go sooner."""
    today = timezone.localdate()
    cancelled = Q(status=Session.Status.CANCELLED, event__date__lt=today - CANCELLED_PAST)
    return sessions.open_to(ANYONE).filter(event__date__gte=today - PAST).exclude(cancelled)


def _state(sessions: SessionQuerySet) -> Rows:
    return list(sessions.order_by().values_list("uuid", "sequence", "digest"))


def held_feed(
    request: HttpRequest, holder: QuerySet[Any], name_field: str, sessions: SessionQuerySet, about: Feed
) -> HttpResponseBase:
    """The feed of something with a name: its row and those of its sessions come in one statement.

    The caller has limited the sessions to what the subscriber may see. 404 without a holder.
    """
    return _named(request, list(_with_holder(holder, name_field, sessions)), lambda: sessions, about)


def _with_holder(
    holder: QuerySet[Any], name_field: str, sessions: SessionQuerySet
) -> QuerySet[Any, tuple[UUID | None, int, str]]:
    """The holder's row has no uuid, and its name in the digest's place."""
    nobody, no_sequence = Value(None, output_field=UUIDField()), Value(0, output_field=IntegerField())
    head = holder.order_by().values_list(nobody, no_sequence, Cast(F(name_field), TextField()))
    return head.union(sessions.order_by().values_list("uuid", "sequence", "digest"), all=True)


def _on_tour(slug: str | Slot) -> SessionQuerySet:
    return Session.objects.open_to(ANYONE).filter(event__tour__slug=slug)


_SLUG = Slot("slug", CharField())
_tour_and_sessions = Prepared(
    lambda: _with_holder(Tour.objects.visible_to(ANYONE).filter(slug=_SLUG), "short_title", _on_tour(_SLUG))
)


def _named(request: HttpRequest, rows: list[Any], sessions: Sessions, about: Feed) -> HttpResponseBase:
    names = [text for uuid, _sequence, text in rows if uuid is None]
    if not names:
        raise Http404
    about = replace(about, name=in_language(LazyI18nString(names[0]), about.language)[0])
    return _answer(request, [row for row in rows if row[0] is not None], sessions, about)


def _answer(request: HttpRequest, rows: Rows, sessions: Sessions, about: Feed) -> HttpResponseBase:
    state = [(uuid, sequence, digest.encode()) for uuid, sequence, digest in rows]
    tag = etag(state, about.language, name=about.name)
    response = get_conditional_response(request, etag=tag) or _whole(request, len(rows), sessions(), about)
    response["ETag"] = tag
    if about.private:
        patch_cache_control(response, private=True, no_cache=True, no_transform=True)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS, no_transform=True)
    return response


def _whole(request: HttpRequest, count: int, sessions: SessionQuerySet, about: Feed) -> HttpResponse:
    """The newest MOST sessions: some calendars take no more."""
    if count > MOST:
        log.warning("%s sessions in %s: the oldest are left out", count, about.filename)
    newest = sessions.whole().order_by("-event__date", "-pk")[:MOST]
    entries = [entry_of(each, about.language) for each in newest]
    body = feed(
        entries,
        name=about.name or entries[0].summary,
        language=about.language,
        timezone=settings.TIME_ZONE,
        url=about.url,
        source="" if about.private else f"{settings.SITE_URL}{request.path}",
    )
    how = "attachment" if about.attached else "inline"
    headers = {"Content-Disposition": f'{how}; filename="{about.filename}"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _wide(language: str, slug: str) -> Feed:
    return Feed(name="", language=language, filename=f"{slug}.ics", url=_page("front", language))


def _page(route: str, language: str, *args: str) -> str:
    with translation.override(language):
        return absolute(route, *args)

"""The pages for everybody: what is coming, a tour, an event. Cookie-free, and the same for whoever looks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from events import availability
from events.actors import ANYONE
from events.declared import public
from events.models import Event, Session, Tour
from events.public import listing, subscribing
from events.public.kept import kept, places_at_event, places_on_tour
from venues.fields import in_language
from venues.models import Region
from venues.text import clean_line

cached = cache_control(public=True, max_age=60)
LEAST_LETTERS = 3


@public
@require_safe
@cached
def front(request: HttpRequest) -> HttpResponse:
    """Upcoming tours and meetings, then past ones; or what a search finds."""
    words = clean_line(request.GET.get("q", ""))[:100]
    context: dict[str, object] = {"words": words, "least": LEAST_LETTERS}
    if len(words) >= LEAST_LETTERS:
        context["found"] = listing.found(words)
    else:
        context |= {
            "coming": listing.coming(),
            "past": listing.past(),
            "regions": Region.objects.filter(kind=Region.Kind.REGION),
        }
        context["subscription"] = subscribing.to("feed_all", language(), name=_("Tours and meetings"))
    return render(request, "events/front.html", context)


@public
@require_safe
@cached
@kept(places_on_tour)
def tour(request: HttpRequest, slug: str) -> HttpResponse:
    """A tour: its stops with their places, the day's programme, whom to ask."""
    tour = get_object_or_404(Tour.objects.visible_to(ANYONE).select_related("organiser"), slug=slug)
    return render(request, "events/tour.html", about_tour(tour, listing.stops_of(tour)))


def about_tour(tour: Tour, stops: list[listing.Stop]) -> dict[str, object]:
    """What the page says of a tour with these stops."""
    return {
        "tour": tour,
        "stops": stops,
        "whole": availability.of_all(session for stop in stops for session in stop.sessions),
        "over": bool(stops) and all(stop.event.is_over for stop in stops),
        "programme": listing.common_programme(stops),
        "contacts": tour.contacts.all(),
        "documents": listing.papers(tour, over=bool(stops) and all(stop.event.is_over for stop in stops)),
        "others": listing.other_seasons(tour),
        "subscription": subscribing.to(
            "feed_tour", language(), tour.slug, name=in_language(tour.short_title, language())[0]
        ),
    }


@public
@require_safe
@cached
@kept(places_at_event)
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """An event: its sessions, of an invited one the outline only; the place; whom to ask."""
    rows = Event.objects.visible_to(ANYONE).select_related("organiser", "tour", "venue__municipality")
    event = get_object_or_404(
        rows.prefetch_related("regions", listing.SESSIONS, "sessions__items"), slug=slug
    )
    return render(request, "events/event.html", about_event(event))


def about_event(event: Event) -> dict[str, object]:
    """What the page says of an event, whose sessions are those that it shows."""
    sessions = [availability.of(session) for session in event.sessions.all()]
    return {
        "event": event,
        "sessions": sessions,
        "whole": availability.of_all(each.session for each in sessions),
        "in_person": any(each.room for each in sessions),
        "online_only": _online_only(event),
        "contacts": [*event.contacts.all(), *(event.tour.contacts.all() if event.tour else [])],
        "documents": listing.papers(event, over=event.is_over),
        "previous": Event.objects.visible_to(ANYONE).filter(followed_by=event).first(),
        "following": Event.objects.visible_to(ANYONE).filter(preceded_by=event).first(),
    }


def _online_only(event: Event) -> bool:
    """Whether nobody comes to the venue although there is one."""
    held = [session for session in event.sessions.all() if not session.is_cancelled]
    return bool(held) and all(session.attendance == Session.Attendance.ONLINE for session in held)


def language() -> str:
    """The page's language."""
    return get_language() or "fi"

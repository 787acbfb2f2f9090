"""The doors of the desk: signed-in staff, in their own language, and the rows that are theirs."""

import functools
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_http_methods

from events.actors import Actor
from events.declared import for_team
from events.models import Event, Session, Tour
from events.models.event import EventQuerySet


class TeamRequest(HttpRequest):
    """A request of signed-in staff, as `desk` hands it to its views."""

    actor: Actor


def desk(
    methods: Sequence[str] = ("GET", "HEAD"), **statuses: int
) -> Callable[[Callable[..., HttpResponseBase]], Any]:
    """Like for_team, with the page in the language that the user has chosen; what the whole team sees is read only."""

    def wrap(view: Callable[..., HttpResponseBase]) -> Any:
        @functools.wraps(view)
        def in_own_language(request: TeamRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            language = request.actor.user.language
            with translation.override(language):
                response = view(request, *args, **kwargs)
            response.headers.setdefault("Content-Language", language)
            return response

        return for_team(**statuses)(require_http_methods(methods)(in_own_language))

    return wrap


editors_read = functools.partial(desk, viewer=404, door=404)
editors_only = functools.partial(editors_read, ("GET", "HEAD", "POST"))
admins_read = functools.partial(editors_read, editor=404, admin=200)
admins_only = functools.partial(editors_only, editor=404, admin=200)
editors_post = functools.partial(desk, ("POST",), viewer=405, door=405, editor=405, foreign_editor=405)


def own_events(actor: Actor) -> EventQuerySet:
    """The events that the actor's teams may read; what the public may see of others is not meant here."""
    team = actor.team_rows("organiser", tour="tour", event="pk")
    return Event.objects.filter(team).select_related("tour", "organiser", "venue__municipality")


def own_session(actor: Actor, uuid: UUID) -> Session:
    """A session that the actor's teams may read, else 404."""
    team = actor.team_rows("event__organiser", tour="event__tour", event="event")
    return get_object_or_404(Session.objects.whole().filter(team), uuid=uuid)


def editable_session(actor: Actor, uuid: UUID) -> Session:
    """A session that the actor's teams may change, else 404."""
    return get_object_or_404(Session.objects.whole().editable_by(actor), uuid=uuid)


def editable_event(actor: Actor, slug: str) -> Event:
    """An event that the actor's teams may change, else 404."""
    return get_object_or_404(own_events(actor).editable_by(actor), slug=slug)


def may_edit(actor: Actor, event: Event) -> bool:
    return Event.objects.editable_by(actor).filter(pk=event.pk).exists()


def editable_tour(actor: Actor, slug: str) -> Tour:
    """A tour that the actor's teams may change, else 404."""
    return get_object_or_404(Tour.objects.editable_by(actor).select_related("organiser"), slug=slug)

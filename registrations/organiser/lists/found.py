"""The lists and entries that an actor may work with, and the event that a page of theirs is about."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from events.actors import Actor
from events.models import Event, Organiser
from events.organiser.team import TeamRequest, editable_event
from registrations.models import ContactList, ListEntry


def organisers_of(actor: Actor) -> list[Organiser]:
    """Those whose lists the actor may see, else 404."""
    found = list(Organiser.objects.filter(pk__in=actor.begins_for))
    if not found:
        raise Http404
    return found


def list_of(actor: Actor, uuid: UUID) -> ContactList:
    """The list, else 404."""
    rows = ContactList.objects.editable_by(actor).select_related("organiser").prefetch_related("regions")
    return get_object_or_404(rows, uuid=uuid)


def entry_of(actor: Actor, uuid: UUID) -> ListEntry:
    """Somebody on a list, else 404."""
    rows = ListEntry.objects.editable_by(actor).whole().select_related("contact_list__organiser", "added_by")
    return get_object_or_404(rows, uuid=uuid)


def event_asked(request: TeamRequest) -> Event | None:
    """The event that `?event=` names; 404 when its organiser's lists, or the event itself, are not the actor's."""
    slug = request.GET.get("event", "")[:100]
    if not slug:
        return None
    event = editable_event(request.actor, slug)
    if event.organiser_id not in request.actor.begins_for:
        raise Http404
    return event

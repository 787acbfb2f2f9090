"""The contact lists of the workspace, and one of them with its people."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render

from events.models import Event, Organiser
from events.organiser.team import TeamRequest, editors_read
from registrations.models import ContactList
from registrations.organiser.held import source_of
from registrations.organiser.lists.found import event_asked, list_of, organisers_of

PER_PAGE = 100


@editors_read(foreign_editor=200, host=404)
def desk_lists(request: TeamRequest) -> HttpResponse:
    """All lists with how many are on each; `?event=` chooses one for that event, those of its regions first.

    `?archived` shows the archive.
    """
    organisers, event = organisers_of(request.actor), event_asked(request)
    archived = "archived" in request.GET and not event
    rows = ContactList.objects.filter(organiser__in=[event.organiser] if event else organisers)
    rows = rows.exclude(archived_at=None) if archived else rows.in_use()
    lists = list(
        rows.counted()
        .annotate(told=Max("entries__dated"))
        .select_related("organiser")
        .prefetch_related("regions")
    )
    page = {
        "groups": _for_event(lists, event) if event else _by_organiser(lists, organisers),
        "several": len(organisers) > 1 and not event,
        "event": event,
        "archived": archived,
        "here": "lists",
    }
    return render(request, "organiser/lists/lists.html", page)


@editors_read()
def desk_list(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Who is on the list; `?q=` narrows it to a name, an organisation, a job title or an address."""
    contact_list = list_of(request.actor, uuid)
    words = request.GET.get("q", "")[:100]
    rows = contact_list.entries.whole().holding(words).sorted()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    others = (
        ContactList.objects.filter(organiser=contact_list.organiser_id).in_use().exclude(pk=contact_list.pk)
    )
    context = {
        "list": contact_list,
        "page_obj": page,
        "rows": [(entry, source_of(entry)) for entry in page],
        "words": words,
        "others": list(others),
        "here": "lists",
    }
    return render(request, "organiser/lists/list.html", context)


Groups = list[tuple[Organiser | str, list[ContactList]]]


def _by_organiser(lists: list[ContactList], organisers: list[Organiser]) -> Groups:
    return [(each, [row for row in lists if row.organiser_id == each.pk]) for each in organisers]


def _for_event(lists: list[ContactList], event: Event) -> Groups:
    """Those that share a region with the event, then the others."""
    served = set(event.regions.values_list("pk", flat=True))
    near = [row for row in lists if served & {region.pk for region in row.regions.all()}]
    groups: Groups = [("near", near), ("others", [row for row in lists if row not in near])]
    return [group for group in groups if group[1]]

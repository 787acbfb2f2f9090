"""Whom the letters about changes did not reach, by list: somebody has to call them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from events.models import Event, Session
from events.organiser.team import TeamRequest, desk, may_edit, own_events
from registrations.models import InvitedSession, Participation, Person
from registrations.organiser.progress import OF_INVITED, SILENT, lost_parts

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody, what they wait to hear about, and why no letter reaches them."""

    name: str
    session: Session
    why: str
    registration: Any = None
    invitation: Any = None


@desk()
def unreached(request: TeamRequest, slug: str) -> HttpResponse:
    """The registered by name, page by page, then the invited who have not answered."""
    event = get_object_or_404(own_events(request.actor), slug=slug)
    page = Paginator(_parts(event), PER_PAGE).get_page(request.GET.get("page"))
    rows = [_registered(part) for part in page]
    if not page.has_next():
        rows += [_invited(opened) for opened in _opened(event)]
    context = {"event": event, "rows": rows, "page_obj": page, "may_edit": may_edit(request.actor, event)}
    return render(request, "organiser/changes/unreached.html", context)


def changed(event: Event) -> Q:
    """Sessions of the event that have changed since they were published."""
    return Q(session__event=event, session__sequence__gt=0)


def _parts(event: Event) -> QuerySet[Participation]:
    rows = Participation.objects.live().whole().filter(changed(event)).filter(lost_parts())
    return rows.order_by("registration__sort_key", "pk")


def _opened(event: Event) -> QuerySet[InvitedSession]:
    rows = InvitedSession.objects.select_related("session", "invitation__person", "invitation__letters_to")
    rows = rows.filter(SILENT, OF_INVITED.lost, changed(event))
    return rows.order_by("invitation__person__sort_key", "pk")


def _registered(part: Participation) -> Lost:
    registration = part.registration
    why = _why(registration.addressee)
    return Lost(registration.person.name, part.session, why, registration=registration.uuid)


def _invited(opened: InvitedSession) -> Lost:
    invitation = opened.invitation
    why = _why(invitation.addressee)
    return Lost(invitation.person.name, opened.session, why, invitation=invitation.uuid)


def _why(reader: Person) -> str:
    if not reader.email:
        return _("No e-mail address")
    if reader.do_not_write_at:
        return _("Has asked not to be written to")
    return (
        _("Letters to this address come back")
        if reader.bounced_at
        else _("The last letter was not delivered")
    )

"""The day of one event as its team needs it: programme, people, places, papers; and the same on one sheet of paper."""

from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from events.models import ChecklistItem, Event, Session, TeamMember
from events.models.checklist import lines_of
from events.models.session import Mode
from events.organiser.team import TeamRequest, desk, may_edit, own_events
from registrations.models import Participation, Registration, SensitiveAnswer
from registrations.models.registration import ON_THE_ROAD
from registrations.organiser import figures, seats
from venues.text import fold

PROGRAMME = Prefetch("sessions", Session.objects.select_related("room").prefetch_related("items"))
BESIDE = ("contacts", "documents", "tour__contacts", "tour__documents")
MOST_TO_DO, MOST_NOTES = 8, 2
"""What a sheet of A4 holds beside the programme."""


@desk()
def desk_day(request: TeamRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(own_events(request.actor).prefetch_related(PROGRAMME, *BESIDE), slug=slug)
    page = _day(request, event) | {"here": "plan"}
    return render(request, "organiser/day.html", page)


@desk()
def desk_run_sheet(request: TeamRequest, slug: str) -> HttpResponse:
    """For print: one page of A4. What does not fit is counted, not shown."""
    rows = own_events(request.actor).prefetch_related(PROGRAMME, *BESIDE, "checklist", "tour__checklist")
    event = get_object_or_404(rows, slug=slug)
    to_do, notes = _to_do(event), list(event.notes.select_related("written_by"))
    page = _day(request, event) | {
        "here": "sheet",
        "to_do": [(item, item.due(event.date)) for item in to_do[:MOST_TO_DO]],
        "more_to_do": len(to_do[MOST_TO_DO:]),
        "notes": notes[:MOST_NOTES],
        "more_notes": len(notes[MOST_NOTES:]),
    }
    return render(request, "organiser/run_sheet.html", page)


def _day(request: TeamRequest, event: Event) -> dict[str, Any]:
    """What both pages show, in as many statements for one session as for ten."""
    sessions = event.sessions.all()
    known = figures.of(sessions)
    tour, editor = event.tour, may_edit(request.actor, event)
    return {
        "event": event,
        "may_edit": editor,
        "seats": seats.of(sessions) if editor else [],
        "diets": diets(event) if editor and event.serves_food else [],
        "numbers": [(session, known[session.pk]) for session in sessions],
        "people": _people(event),
        "team": _team(event),
        "contacts": [*event.contacts.all(), *(tour.contacts.all() if tour else ())],
        "documents": [*event.documents.all(), *(tour.documents.all() if tour else ())],
    }


def diets(event: Event) -> list[tuple[str, int]]:
    """What the kitchen has to know of those who come to the room, most often first: each text and how many wrote it.

    Without names, and in no order that tells of whom. A text in other letters is the same.
    """
    coming = Participation.objects.attending().filter(mode=Mode.IN_PERSON).values("registration")
    told = SensitiveAnswer.objects.filter(
        kind=SensitiveAnswer.Kind.DIET, registration__event=event, registration__in=coming
    )
    texts = sorted(told.values_list("text", flat=True), key=fold)
    alike = [list(each) for _key, each in groupby(texts, key=fold)]
    return sorted(((each[0], len(each)) for each in alike), key=lambda row: -row[1])


def _people(event: Event) -> list[Registration]:
    """Who speaks and who belongs to the party, with the live parts that they take."""
    rows = Registration.objects.live().filter(event=event, role__in=ON_THE_ROAD).select_related("person")
    parts = Prefetch("participations", Participation.objects.live().select_related("session"))
    return list(rows.prefetch_related(parts).order_by("role", "sort_key"))


def _team(event: Event) -> list[TeamMember]:
    """Whose role reaches this event: everybody's who is not limited, and those chosen for it or its tour."""
    everywhere = Q(limited=False, tours=None, events=None)
    chosen = Q(events=event) | (Q(tours=event.tour) if event.tour else Q())
    rows = TeamMember.objects.filter(everywhere | chosen, organiser=event.organiser_id)
    return list(rows.select_related("user").order_by("user__name").distinct())


def _to_do(event: Event) -> list[ChecklistItem]:
    done = set(event.checklist_marks.values_list("item", flat=True))
    return [item for item in lines_of(event) if item.pk not in done]

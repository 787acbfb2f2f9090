"""Repeat a tour or a meeting: the same places, weekdays and clock times, another season. The copy is a draft."""

import datetime
import re
from collections.abc import Collection
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import log
from events.actions.beginning import free_slug
from events.actions.clocks import days_later
from events.actions.colleagues import extent_in_log
from events.actions.moves import shift
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, ProgrammeTemplate, Session, SessionTemplate, TeamMember, Tour
from events.programme.resolving import tell_anew, told_by_the_day
from events.refusals import Refused
from events.transactions import in_transaction
from venues.text import fold

WEEK = 7
M = TypeVar("M", bound=models.Model)
Old = TypeVar("Old", Tour, Event)
Rows = dict[int, SessionTemplate]
"""The rows of the copied programme, by the key of the old ones."""


class Along(models.TextChoices):
    """What comes along into the copy."""

    PROGRAMME = "programme", gettext_lazy("The programme, with its places and times")
    TEAM = "team", gettext_lazy("The team: who may see or edit this alone gets the copy too")
    CONTACTS = "contacts", gettext_lazy("The contacts")
    DOCUMENTS = "documents", gettext_lazy("The documents")
    CHECKLISTS = "checklists", gettext_lazy("The checklists, with nothing done yet")


class Keep(models.TextChoices):
    """How the first day is understood; the days between the stops stay as they are."""

    WEEKDAYS = "weekdays", gettext_lazy("Keep the weekdays: the tour begins in the week from this day on")
    DAYS = "days", gettext_lazy("Begin on this very day, whatever weekday it is")


PAPERS = frozenset({Along.PROGRAMME, Along.CONTACTS, Along.DOCUMENTS, Along.CHECKLISTS})


def days_to(old: datetime.date, first_day: datetime.date, keep: str) -> int:
    """How many days later: whole weeks, to the first such weekday on or after the first day; or to that very day."""
    days = (first_day - old).days
    return days + (-days) % WEEK if keep == Keep.WEEKDAYS else days


@in_transaction
def repeat_tour(
    actor: Actor,
    tour: Tour,
    *,
    first_day: datetime.date,
    keep: str = Keep.WEEKDAYS,
    along: Collection[str] = PAPERS,
    slug: str | None = None,
    submission: UUID | None = None,
) -> Tour:
    """A draft of the same tour; with weekdays kept it begins in the seven days from `first_day`.

    Clock times stay as they are read on the wall. Nobody is registered, no number is carried over.
    Slugs are `<tour>-<year>` and `<tour>-<year>-<city>`. The same `submission` twice is one copy, whose uuid it is.
    Raises NotAllowed, ImpossibleTime, Refused for a tour without stops.
    """
    editor_only(actor, tour)
    if made := made_before(actor, tour, submission):
        return made
    stops = list(tour.stops.select_related("venue__municipality"))
    if not stops:
        raise Refused(_("This tour has no stops to repeat."))
    days = days_to(stops[0].date, first_day, keep)
    slug = slug or f"{_base(tour.slug)}-{(stops[0].date + datetime.timedelta(days=days)).year}"
    copy = _copied(tour, slug, submission)
    _copy_beside(tour, along, tour=copy)
    rows = _copy_programme(tour, copy) if Along.PROGRAMME in along else {}
    for stop in stops:
        _copy_event(actor, stop, days, along, rows, tour=copy, slug=f"{copy.slug}-{_city(stop)}")
    for member in _team(actor, copy.organiser_id, along, tours=tour):
        member.tours.add(copy)
        _log_part(actor, member)
    log.write(actor, "repeat", copy, copy.organiser_id, repeats=str(tour.uuid))
    return copy


@in_transaction
def repeat_meeting(
    actor: Actor,
    meeting: Event,
    *,
    date: datetime.date,
    along: Collection[str] = PAPERS,
    follows: bool = False,
    submission: UUID | None = None,
) -> tuple[Event, dict[int, Session]]:
    """A draft of the same meeting on another day, and its sessions by the key of the old ones.

    `follows`: it carries the old one on, and names it as what came before. `submission`: the copy's uuid.
    Raises NotAllowed, ImpossibleTime, and Refused for a stop: a tour is repeated as a whole.
    """
    editor_only(actor, meeting)
    if meeting.tour_id:
        raise Refused(_("This is a stop of a tour: repeat the tour."))
    made: dict[int, Session] = {}
    days, slug = (date - meeting.date).days, f"{_base(meeting.slug)}-{date.year}"
    copy = _copy_event(actor, meeting, days, along, {}, made=made, tour=None, slug=slug, uuid=submission)
    if follows:
        copy.preceded_by = meeting
        copy.save(update_fields=["preceded_by"])
    log.write(actor, "repeat", copy, copy.organiser_id, repeats=str(meeting.uuid))
    return copy, made


def made_before(actor: Actor, old: Old, submission: UUID | None) -> Old | None:
    """The copy that this form has made already: whoever sends it twice waits here for the first. Raises NotAllowed."""
    rows = type(old)._base_manager
    rows.select_for_update(no_key=True).get(pk=old.pk)
    made = rows.filter(uuid=submission).first() if submission else None
    if made:
        editor_only(actor, made)
    return made


def _copied(tour: Tour, slug: str, uuid: UUID | None) -> Tour:
    copy = _again(tour, uuid)
    copy.slug = free_slug(Tour, slug)
    copy.status, copy.publish_at, copy.published_at = Tour.Status.DRAFT, None, None
    copy.publication_refused_at = None
    copy.case_number, copy.repeats = "", tour
    copy.save()
    copy.co_organisers.set(tour.co_organisers.all())
    return copy


def _copy_programme(tour: Tour, copy: Tour) -> Rows:
    rows = list(SessionTemplate.objects.filter(programme__tour=tour).order_by("pk"))
    if not rows:
        return {}
    programme, made = ProgrammeTemplate.objects.create(tour=copy), {}
    for row in rows:
        made[row.pk] = _again(row)
        made[row.pk].programme = programme
        made[row.pk].save()
    return made


def _copy_event(
    actor: Actor,
    event: Event,
    days: int,
    along: Collection[str],
    rows: Rows,
    *,
    tour: Tour | None,
    slug: str,
    made: dict[int, Session] | None = None,
    uuid: UUID | None = None,
) -> Event:
    copy = _again(event, uuid)
    copy.tour, copy.date = tour, event.date + datetime.timedelta(days=days)
    copy.answer_by = days_later(event.answer_by, days)
    copy.slug = free_slug(Event, slug)
    copy.status, copy.published_at = Event.Status.DRAFT, None
    copy.preceded_by, copy.rehearsing_since, copy.case_number = None, None, ""
    copy.save()
    copy.regions.set(event.regions.all())
    copy.co_organisers.set(event.co_organisers.all())
    _copy_beside(event, along, event=copy)
    for member in _team(actor, copy.organiser_id, along, events=event):
        member.events.add(copy)
        _log_part(actor, member)
    sessions = event.sessions.select_related("room", "template_row", "event__venue").order_by("pk")
    for session in sessions if Along.PROGRAMME in along else []:
        copied = _copy_session(session, copy, days, rows)
        (made if made is not None else {})[session.pk] = copied
    return copy


def along_for(actor: Actor, organiser: int) -> list[Along]:
    """What the actor may let come along: the team only as one who may begin something for the organiser."""
    return [each for each in Along if each != Along.TEAM or organiser in actor.begins_for]


def _team(actor: Actor, organiser: int, along: Collection[str], **of: Tour | Event) -> QuerySet[TeamMember]:
    """Who is limited to the old one and gets the copy besides; whoever makes the copy always does."""
    limited = TeamMember.objects.filter(**of)
    whole_team = Along.TEAM in along and Along.TEAM in along_for(actor, organiser)
    return limited if whole_team else limited.filter(user=actor.user)


def _log_part(actor: Actor, member: TeamMember) -> None:
    log.write(actor, "change part", member, member.organiser_id, was=member.role, **extent_in_log(member))


def _copy_session(session: Session, event: Event, days: int, rows: Rows) -> Session:
    told = told_by_the_day(session)
    copy = _again(session)
    copy.event, copy.status, copy.sequence = event, Session.Status.SCHEDULED, 0
    copy.template_row = rows.get(session.template_row_id or 0)
    for mode in ("in_person", "online"):
        for count in ("overflow", "taken", "waiting"):
            setattr(copy, f"{mode}_{count}", 0)
    shift(copy, days)
    tell_anew(copy, told)
    copy.save()
    for item in session.items.all():
        line = _again(item)
        line.session = copy
        line.save()
    return copy


def _copy_beside(row: Tour | Event, along: Collection[str], **of: Tour | Event) -> None:
    """Its contacts, documents and checklist, as far as they come along; nothing of the list is done yet."""
    contacts = row.contacts.all() if Along.CONTACTS in along else []
    documents = row.documents.all() if Along.DOCUMENTS in along else []
    checklist = row.checklist.all() if Along.CHECKLISTS in along else []
    for beside in (*contacts, *documents, *checklist):
        copy = _again(beside)
        for name in ("tour", "event"):
            setattr(copy, name, of.get(name))
        copy.save()


def _again(row: M, uuid: UUID | None = None) -> M:
    """The same row, not yet saved."""
    copy = type(row)._base_manager.get(pk=row.pk)
    copy.pk, copy._state.adding = None, True
    if hasattr(copy, "uuid"):
        copy.uuid = uuid or uuid4()
    return copy


def _base(slug: str) -> str:
    return re.sub(r"-(19|20)\d\d(-\d+)*$", "", slug)


def _city(stop: Event) -> str:
    """The city's Finnish name in ASCII."""
    if stop.city is None:
        return "online"
    return slugify(fold(stop.city.localize("fi")))

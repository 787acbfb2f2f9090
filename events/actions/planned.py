"""A tour made of a memo: a few stops at once, many by the worker, stop by stop. The same form twice is one tour."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _

from events import log, work
from events.actions.planning import Venues, add_planned, begin_planned, in_order, refuse_unfinished
from events.actors import SYSTEM, Actor
from events.declared import actor_of
from events.memo.paper import Paper
from events.memo.plan import Plan
from events.models import Job, Organiser, Session, Tour
from events.refusals import NotAllowed, Refused
from events.transactions import in_transaction
from events.work import Made
from venues.models import Venue

MOST_AT_ONCE = 12
"""Stops that are made while somebody waits for the page."""
TASK = "events.actions.planned.task"


@dataclass(frozen=True, slots=True)
class Names:
    """What the tour is called, by language."""

    title: Mapping[str, str]
    short_title: Mapping[str, str]


def make(
    actor: Actor, organiser: Organiser, *, submission: UUID, names: Names, paper: Paper, plan: Plan
) -> Job:
    """The job that makes the tour, over already where the stops are few. `plan` is what `paper` says.

    Raises NotAllowed, ImpossibleTime, Refused for a plan with mistakes or without stops.
    """
    if organiser.pk not in actor.begins_for:
        raise NotAllowed
    refuse_unfinished(plan)
    if job := work.known(actor, submission):
        return job
    return work.once(actor, submission, lambda: _begun(actor, organiser, submission, names, paper, plan))


@in_transaction
def _begun(
    actor: Actor, organiser: Organiser, submission: UUID, names: Names, paper: Paper, plan: Plan
) -> Job:
    wanted = {
        "title": dict(names.title),
        "short_title": dict(names.short_title),
        "paper": paper.to_json(),
        "mend": reverse("desk_plan"),
    }
    asked = work.Asked(submission, Job.Kind.PLAN_TOUR, TASK, wanted, len(plan.stops))
    if len(plan.stops) > MOST_AT_ONCE:
        return work.begin(actor, organiser, asked)
    steps = Planning(actor, organiser, names, plan)
    return work.at_once(actor, organiser, asked, steps)


def task(pk: int) -> None:
    """Make the tour of a job, or go on with it."""
    work.carry_out(pk, _planning, undo)


def _planning(job: Job) -> "Planning":
    names = Names(job.wanted["title"], job.wanted["short_title"])
    plan = Paper.from_json(job.wanted["paper"]).read().plan
    if len(plan.stops) != job.total:
        raise Refused(_("The register of places has changed in the meantime. Look at the preview once more."))
    return Planning(actor_of(job.user), job.organiser, names, plan)


class Planning:
    """One stop a step; the first begins the tour."""

    def __init__(self, actor: Actor, organiser: Organiser, names: Names, plan: Plan) -> None:
        self.actor, self.organiser, self.names, self.plan = actor, organiser, names, plan
        self.stops = in_order(plan)

    def step(self, number: int, made: Made) -> None:
        if number == 0:
            names = {"title": self.names.title, "short_title": self.names.short_title}
            tour = begin_planned(self.actor, self.organiser, **names, plan=self.plan)
            made["tour"], made["venues"] = tour.pk, []
        tour = Tour.objects.select_related("organiser").get(pk=made["tour"])
        venues = _venues(made)
        add_planned(self.actor, tour, self.stops[number], self.plan, venues)
        made["venues"] = [[city, name, venue.pk] for (city, name), venue in venues.items()]

    def result(self, made: Made) -> str:
        return reverse("desk_tour_publish", args=[Tour.objects.get(pk=made["tour"]).slug])


def undo(job: Job) -> None:
    """Take the draft away again with its stops, and the new places that nobody else has taken up. Raises Refused."""
    tour = Tour.objects.filter(pk=job.made.get("tour")).first()
    if tour is None:
        return
    if tour.status != Tour.Status.DRAFT:
        raise Refused(_("The tour is published already, so it stays as far as it was made."))
    try:
        Session.objects.filter(event__tour=tour).delete()
        tour.stops.all().delete()
        tour.delete()
    except ProtectedError as relied:
        raise Refused(
            _("Somebody relies on the tour already, so it stays as far as it was made.")
        ) from relied
    log.write(SYSTEM, "remove", tour, job.organiser_id)
    made = Venue.objects.filter(pk__in=[pk for *_name, pk in job.made["venues"]])
    made.filter(events=None).delete()


def _venues(made: Made) -> Venues:
    """The places that the earlier steps have added."""
    found = Venue.objects.select_related("municipality__region").in_bulk(
        [pk for *_name, pk in made["venues"]]
    )
    return {(city, name): found[pk] for city, name, pk in made["venues"] if pk in found}

"""The seven cities of 2016 with their venues, and a memo read and matched with them."""

import datetime
from typing import Any

from config.example.places import load_regions, read, venue_of
from events.actions.planning import Venues, add_planned, begin_planned, in_order
from events.actors import Actor
from events.memo import plan, programme
from events.memo.plan import Plan
from events.models import Organiser, Tour
from events.transactions import in_transaction
from tests import world
from tests.planning.memos import DAY_FI, DAY_SV, LIST_SV, RELEASE_DAY, TODAY, memo

TITLE = {"sv": "Programmet presenteras i landskapen", "fi": "Muutosohjelma esittäytyy maakunnissa"}
SHORT = {"sv": "LAPE", "fi": "LAPE"}


def cities() -> None:
    """The register of places as it was in 2016: no hall, and no address."""
    load_regions()
    for stop in read("tour_2016.json")["stops"]:
        venue_of(stop)


def planned(
    lines: str | bytes, days: dict[str, str] | None = None, *, today: datetime.date = TODAY, **options: Any
) -> Plan:
    """A memo and its day, language → text, as the organiser sees them before anything is made."""
    programmes = {language: programme.read(text) for language, text in (days or {}).items()}
    return plan.made(memo(lines, today=today, **options), programmes, today=today)


@in_transaction
def plan_tour(actor: Actor, organiser: Organiser, *, plan: Plan, **names: Any) -> Tour:
    """The whole tour at once, by the steps that a job takes one by one."""
    tour, venues = begin_planned(actor, organiser, plan=plan, **names), Venues()
    for stop in in_order(plan):
        add_planned(actor, tour, stop, plan, venues)
    return tour


def tour_of_2016() -> Tour:
    """The tour of the release, made from its two lists and the Finnish day beside."""
    cities()
    made = planned(LIST_SV, {"sv": DAY_SV, "fi": DAY_FI}, today=RELEASE_DAY)
    return plan_tour(world.editor(), world.organiser(), title=TITLE, short_title=SHORT, plan=made)

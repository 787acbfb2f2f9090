"""The product as it is served, with the example in it, and a look at its rows from outside."""

import datetime
import json
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from tests.harness.served import Product, Serve
from tests.harness.smtp import Letter

HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True)
class Stop:
    """A stop of the coming tour; its sessions by their public ids."""

    slug: str
    tour: str
    date: datetime.date
    morning: str
    afternoon: str

    def at(self, hour: int, minute: int = 0) -> datetime.datetime:
        """On its day, by the clock on its wall."""
        return datetime.datetime.combine(self.date, datetime.time(hour, minute), HELSINKI)


class Stage:
    """`example` is what load_example printed."""

    def __init__(self, product: Product, example: dict[str, Any]) -> None:
        self.product, self.example = product, example

    def stop(self, city: str) -> Stop:
        """Of the tour's repeat, which comes after the tour."""
        tour = self.example["tours"][1]
        (stop,) = (stop for stop in tour["stops"] if stop["slug"].endswith(city))
        morning, afternoon = (session["id"] for session in stop["sessions"])
        return Stop(stop["slug"], tour["slug"], datetime.date.fromisoformat(stop["date"]), morning, afternoon)

    def letters(self, address: str, count: int) -> list[Letter]:
        """To an address, as soon as there are so many."""
        return self.product.post.sink.wait_for(count, address)

    def rows(self, expression: str) -> Any:
        """What a Python expression over events' and registrations' models gives, read from the database."""
        models = "from events.models import *; from registrations.models import *"
        code = f"import json; {models}; print(json.dumps({expression}, default=str))"
        return json.loads(self.product.ask(code))

    def guests(self, stop: Stop) -> list[str]:
        """The invited to the stop's morning: with an own address, through the office, through it and answered."""
        invited = f"Invitation.objects.filter(event__slug='{stop.slug}').order_by('pk')"
        return list(self.rows(f"list({invited}.values_list('person__name', flat=True))"))

    def nudge(self, sweep: str) -> None:
        """Let the worker run a sweep now: its clock would take up to a minute."""
        code = f"from events.jobs import nudge; nudge({sweep!r})"
        self.product.ask(code)


def raise_curtain(serve: Serve, **environment: str) -> Stage:
    """A few people only: the story needs a full Helsinki and a tour, not a crowd."""
    product = serve(started=False, **environment)
    example = json.loads(product.manage("load_example", "--people=24", "--json"))
    product.start()
    return Stage(product, example)

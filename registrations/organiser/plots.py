"""Small pictures of numbers, drawn here and put on the page as SVG; their facts stand beside them as text."""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from events.when import clock, day
from registrations.organiser.figures import FIVE_MINUTES, Figures

WIDTH, HEIGHT, TOP, FLOOR, WIDEST = 320, 128, 20, 104, 24
MOST_COLUMNS = 60
LINE, NAME = 40, 22
BY = {
    1: gettext_lazy("Registrations by day"),
    7: gettext_lazy("Registrations by week"),
    28: gettext_lazy("Registrations by four weeks"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; its measures are text, as no language may put commas into them."""

    x: str
    y: str
    width: str
    height: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A text at a point; `anchor` is start, middle or end."""

    x: str
    y: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture WIDTH wide. `rows` are its facts as a table, none when the page has them in another."""

    name: str
    title: str
    summary: str
    height: int
    bars: list[Bar]
    words: list[Word]
    head: tuple[str, str] = ("", "")
    rows: list[tuple[str, int]] = field(default_factory=list)


def by_day(days: dict[datetime.date, int]) -> Plot | None:
    """Registrations by day; by weeks when there are many days. None while there are none."""
    if not days:
        return None
    first, last = min(days), max(days)
    span = (last - first).days + 1
    step = next((step for step in BY if span <= step * MOST_COLUMNS), max(BY))
    numbers = [0] * -(-span // step)
    for date, number in days.items():
        numbers[(date - first).days // step] += number
    names = [day(first + datetime.timedelta(days=step * at), short=True) for at in range(len(numbers))]
    head = (_("Day") if step == 1 else _("From"), _("Registrations"))
    return _columns("by-day", str(BY[step]), head, names, numbers)


def arrivals(event: Event, slots: dict[datetime.datetime, int]) -> Plot | None:
    """Who came through the doors in each five minutes, from the first to the last. None before anybody has."""
    if not slots:
        return None
    step = datetime.timedelta(seconds=FIVE_MINUTES)
    first, last = min(slots), max(slots)
    starts = [first + at * step for at in range((last - first) // step + 1)]
    title = _("%(event)s: arrivals in each five minutes") % {"event": event.title}
    names = [clock(start, event.zone, full=True) for start in starts]
    numbers = [slots.get(start, 0) for start in starts]
    return _columns(f"arrivals-{event.slug}", title, (_("From"), _("Arrived")), names, numbers)


def by_stop(stops: Iterable[tuple[Event, Figures]]) -> Plot | None:
    """Who takes part in the room and online, a line for each stop. None while nobody does."""
    known = list(stops)
    most = max((figures.room + figures.web for _event, figures in known), default=0)
    if not most:
        return None
    bars, words = [], []
    for top, (event, figures) in zip(itertools.count(0, LINE), known, strict=False):
        room, web = (WIDTH * number / most for number in (figures.room, figures.web))
        words.append(_word(0, top + 14, "start", Truncator(str(event.city or event.title)).chars(NAME)))
        words.append(_word(WIDTH, top + 14, "end", f"{figures.room} + {figures.web}"))
        bars += [_bar(0, top + 20, room, 10), _bar(room, top + 20, web, 10, "web")]
    summary = _("First those in the room, then those online.")
    return Plot("by-stop", _("Registered by stop"), summary, len(known) * LINE, bars, words)


def _columns(name: str, title: str, head: tuple[str, str], names: list[str], numbers: list[int]) -> Plot:
    """Columns on a line, the first and the last named below, the highest with its number above."""
    most, each = max(numbers), min(WIDTH / len(numbers), WIDEST)
    highs = [(FLOOR - TOP) * number / most for number in numbers]
    bars = [_bar(at * each, FLOOR - high, each * 0.85, high) for at, high in enumerate(highs) if high]
    peak = (numbers.index(most) + 0.4) * each
    words = [
        _word(min(max(peak, 12), WIDTH - 12), TOP - 6, "middle", str(most)),
        _word(0, HEIGHT - 8, "start", names[0]),
    ]
    if len(names) * each > WIDTH / 2:
        words.append(_word(len(names) * each, HEIGHT - 8, "end", names[-1]))
    summary = _("Most: %(most)d, %(when)s. All together: %(total)d.") % {
        "most": most,
        "when": names[numbers.index(most)].removesuffix("."),  # a Finnish day brings a full stop of its own
        "total": sum(numbers),
    }
    rows = [row for row in zip(names, numbers, strict=True) if row[1]]
    return Plot(name, title, summary, HEIGHT, [_bar(0, FLOOR, WIDTH, 1, "axis"), *bars], words, head, rows)


def _bar(x: float, y: float, width: float, height: float, kind: str = "") -> Bar:
    return Bar(f"{x:.1f}", f"{y:.1f}", f"{width:.1f}", f"{height:.1f}", kind)


def _word(x: float, y: float, anchor: str, text: str) -> Word:
    return Word(f"{x:.1f}", f"{y:.1f}", anchor, text)

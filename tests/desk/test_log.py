"""The log of an event: sentences made from ids, for who may read them."""

import ast
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from events import log
from events.actions.sessions import reschedule
from events.actors import SYSTEM
from events.models import LogEntry, Session
from registrations.checkin import devices
from registrations.erasure import erase_person
from registrations.organiser.log import page as log_page
from registrations.organiser.log.sentences import SAID
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.letters import cast

Queries = Callable[[int], Any]
DESK = "/organiser/events/lape-2030-vaasa/log/"
ROOT = Path(__file__).parents[2]
FLOORS = ("events", "registrations", "webcast", "config")
WRITERS = {"write", "entry", "put", "_put", "_write", "written", "settled"}


@pytest.fixture
def day(session: Session) -> Session:
    """A day on which something of each kind was done."""
    actor = world.editor()
    comes(session, "Elle Yksi")
    cast.invited()
    claim = devices.create_claim(actor, event=session.event, name="Pääovi")
    devices.take_into_use(claim, language="fi")
    reschedule(actor, session, starts_at=session.event.at(datetime.time(14)), ends_at=None)
    return session


def test_each_entry_is_a_sentence_with_todays_names(day: Session, sign_in: SignIn) -> None:
    page = " ".join(sign_in().get(DESK).content.decode().split())
    for words in (
        "Somebody registered:",
        "Elle Yksi",
        "An invitation was sent:",
        "Liisa Leader",
        "A phone was taken into use: Pääovi",
        "Phone: Pääovi",
        "The time of a session was changed: Afternoon",
        "Editor of stm",
        "The event was published",
    ):
        assert words in page
    assert LogEntry.objects.filter(event=day.event).count() == page.count("<tr>") - 1


def test_it_is_narrowed_by_actor_verb_and_day_and_read_in_pages(
    day: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in()
    phones = client.get(f"{DESK}?who=device").content.decode().split("<tbody>")[1]
    assert "taken into use" in phones
    assert "registered" not in phones
    sent = client.get(DESK, {"what": "invitation|send invitation"}).content.decode().split("<tbody>")[1]
    assert "Liisa Leader" in sent
    assert "Elle" not in sent
    today = LogEntry.objects.latest("pk").at.astimezone(day.event.zone).date()
    assert "<tbody>" in client.get(f"{DESK}?day={today}").content.decode()
    before = today - datetime.timedelta(days=1)
    assert "Nothing of this kind was done." in client.get(f"{DESK}?day={before}").content.decode()
    monkeypatch.setattr(log_page, "PER_PAGE", 3)
    seen, path = 0, f"{DESK}?who="
    while path:
        answered = client.get(path)
        seen += len(answered.context["lines"])
        older = answered.context["older"]
        path = f"{DESK}?before={older}" if older else ""
    assert seen == LogEntry.objects.filter(event=day.event).count()


def test_who_was_erased_has_no_name_and_others_events_stay_theirs(day: Session, sign_in: SignIn) -> None:
    oulu = world.afternoon_of(day.event.tour or world.coming_tour(), "oulu")
    there = comes(oulu, "Oululainen Osallistuja")
    here = comes(day, "Poistettu Henkilö")
    erase_person(SYSTEM, here.registration.person)
    page = sign_in().get(DESK).content.decode()
    assert "Poistettu" not in page
    assert "somebody who has been erased" in page
    assert "Oululainen" not in page
    assert str(there.registration.uuid) not in page
    assert sign_in(of="thl").get(DESK).status_code == 404


def test_a_place_over_the_capacity_says_why(day: Session, sign_in: SignIn) -> None:
    part = comes(day, "Toinen Tulija")
    details = {"over_capacity": "speaks", "status": "attending", "mode": "in_person"}
    log.write(world.editor(), "put by hand", part, day.event.organiser_id, **details)
    page = sign_in().get(DESK).content.decode()
    assert "over the capacity: Speaks or hosts" in page
    taken = {"format": "csv", "count": 1, "purpose": "report"}
    log.write(world.editor(), "export", day.event, day.event.organiser_id, **taken)
    page = " ".join(sign_in().get(DESK).content.decode().split())
    assert "The list of participants was taken out as a file" in page
    assert "CSV, 1 row · Reporting and follow-up" in page
    assert "Attending, in person" in page


@pytest.mark.parametrize("more", [0, 3])
def test_it_takes_the_same_statements_however_much_was_done(
    day: Session, sign_in: SignIn, more: int, django_assert_num_queries: Queries
) -> None:
    client = sign_in()
    for number in range(more):
        comes(day, f"Nimi {number}")
    with django_assert_num_queries(14):  # session, user, team (3), event, entries, names (5), right, silent
        client.get(DESK)


def verbs() -> Iterator[tuple[str, str]]:
    """Each verb that our code writes into the log as it stands, and where."""
    for path in (path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and _name(call.func) in WRITERS and len(call.args) > 2:
                verb = call.args[2 if _name(call.func) == "settled" else 1]
                if isinstance(verb, ast.Constant) and isinstance(verb.value, str):
                    yield verb.value, str(path.relative_to(ROOT))


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def test_every_verb_that_is_written_has_its_sentence() -> None:
    known = {verb for _target, verb in SAID}
    found = list(verbs())
    assert len(found) > 30
    assert [(verb, where) for verb, where in found if verb not in known] == []

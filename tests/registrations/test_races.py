"""Many at once: never overbooked, never a free place with somebody waiting, never twice."""

import json
import threading
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from benchmarks.attempts import run
from config.management.commands.audit_invariants import breaches
from events.models import Session
from events.models.session import Mode
from registrations import places
from registrations.actions import manage
from registrations.actions.details import Choice, Details, Way
from registrations.actions.register import register
from registrations.models import Participation, Registration
from tests import world
from tests.harness.served import Product, Serve
from tests.registrations.conftest import with_places

pytestmark = pytest.mark.serial
TEN_PLACES = """
from tests import world
from tests.registrations.conftest import with_places
session = with_places(world.afternoon_of(world.coming_tour(cities=("oulu",)), "oulu"), 10)
print(session.event.slug, session.uuid)
"""
COUNT = """
import json
from registrations.models import Participation
rows = Participation.objects.filter(session__uuid="{session}").values_list("status", flat=True)
print(json.dumps({{state: list(rows).count(state) for state in ("attending", "waiting")}}))
"""


@pytest.fixture
def product(serve: Serve) -> Product:
    return serve("--web-only", PROXIES="1")


def test_two_hundred_attempts_at_ten_places_through_http(product: Product) -> None:
    slug, session = product.ask(TEN_PLACES).split()
    outcome = run(product.url, slug, session, attempts=200, clients=16)
    assert outcome.statuses == {200: 200}
    assert json.loads(product.ask(COUNT.format(session=session))) == {"attending": 10, "waiting": 190}
    product.manage("audit_invariants")


def details(name: str) -> Details:
    return Details(name=name, language="fi", is_private_person=True)


def come(session: Session, name: str, way: Way = Way.IN_PERSON) -> list[Registration]:
    email = f"{name}@example.org"
    return register(
        choices=[Choice(session, way)], details=details(name), email=email, submission=uuid.uuid4()
    )


@pytest.fixture
def afternoon(transactional_db: None) -> Iterator[Session]:
    yield with_places(world.afternoon_of(world.coming_tour()), 1)
    assert breaches() == []


class Beside:
    """An action on a connection of its own, in a thread that can be waited for."""

    def __init__(self, action: Callable[[], object]) -> None:
        self.begun = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(action,))
        self.thread.start()

    def _run(self, action: Callable[[], object]) -> None:
        try:
            self.begun.set()
            action()
        finally:
            connection.close()

    def has_ended(self, seconds: float) -> bool:
        self.thread.join(seconds)
        return not self.thread.is_alive()


def test_a_newcomer_queues_while_the_seat_is_given_back(afternoon: Session) -> None:
    """The cancel has freed the seat and not committed; the newcomer comes to the same row and has to wait."""
    (registration,) = come(afternoon, "seated")
    with transaction.atomic():
        manage.leave(world.editor(), registration, session=afternoon)
        newcomer = Beside(lambda: come(afternoon, "newcomer"))
        assert newcomer.begun.wait(5)
        assert not newcomer.has_ended(0.5)
    assert newcomer.has_ended(10)
    assert Participation.objects.get(registration__person__name="newcomer").status == "attending"


def test_a_seat_is_given_back_while_a_newcomer_queues(afternoon: Session) -> None:
    """The newcomer stands in line and has not committed; the cancel waits, and then hands the seat on."""
    (registration,) = come(afternoon, "seated")
    with transaction.atomic():
        come(afternoon, "newcomer")
        leaver = Beside(lambda: manage.leave(world.editor(), registration, session=afternoon))
        assert leaver.begun.wait(5)
        assert not leaver.has_ended(0.5)
    assert leaver.has_ended(10)
    assert Participation.objects.get(registration__person__name="newcomer").status == "attending"


def test_the_same_person_in_two_tabs_is_one_registration(afternoon: Session) -> None:
    tabs = [Beside(lambda: come(afternoon, "same")) for _ in range(6)]
    assert all(tab.has_ended(30) for tab in tabs)
    assert Registration.objects.count() == 1


def test_coming_and_going_keeps_the_count(afternoon: Session) -> None:
    registrations = [come(afternoon, f"p{number}")[0] for number in range(8)]
    leavers = [Beside(lambda r=r: manage.leave_all(world.editor(), r)) for r in registrations[:4]]  # type: ignore[misc]  # bound now
    comers = [Beside(lambda n=n: come(afternoon, f"new{n}")) for n in range(4)]  # type: ignore[misc]  # bound now
    assert all(each.has_ended(60) for each in [*leavers, *comers])
    afternoon.refresh_from_db()
    assert (afternoon.in_person_taken, afternoon.in_person_waiting) == (1, 7)


def test_a_full_room_gives_no_second_place(afternoon: Session) -> None:
    assert places.take(afternoon.pk, Mode.IN_PERSON)
    assert not places.take(afternoon.pk, Mode.IN_PERSON)
    places.free(afternoon.pk, Mode.IN_PERSON)

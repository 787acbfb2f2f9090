"""A long walk at random through everything that takes or frees a place: all invariants hold on the way.

One walk is always the same; the other begins from a seed that is printed when it fails (WALK_SEED= repeats it).
"""

import os
import random
import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from django.db.models import Model
from django.utils import timezone

from config.management.commands.audit_invariants import breaches
from events.actions import sessions as verbs
from events.actions.publishing import publish_event
from events.actors import ANYONE, SYSTEM
from events.models import Event, Session
from events.models.session import Mode
from events.refusals import Refused
from registrations import told
from registrations.actions import manage
from registrations.actions.answer import Answer, Substitute, answer
from registrations.actions.correct import correct_address
from registrations.actions.details import Choice, Details, Way
from registrations.actions.invite import invite, person_at, send
from registrations.actions.register import register
from registrations.actions.reinstate import reinstate
from registrations.checkin import devices, scans
from registrations.checkin.scans import Act, Sent
from registrations.erasure import erase_person
from registrations.models import Invitation, Person, Registration
from tests import world

STEPS, LEG = 100, 5
"""How many steps, and after how many of them everything is recounted: that takes longer than to walk."""
NAMES = [f"guest{number}" for number in range(9)]
M = TypeVar("M", bound=Model)
BY = Invitation.AnsweredBy.PROXY


@pytest.mark.parametrize("known", [True, False], ids=["known", "new"])
def test_no_place_is_lost_or_counted_twice_on_a_long_walk(known: bool, db: None) -> None:
    seed = 2016 if known else int(os.environ.get("WALK_SEED") or random.randrange(10**6))
    walk = Walk(random.Random(seed))
    for number in range(0, STEPS, LEG):
        leg = [walk.step() for _ in range(LEG)]
        found = breaches()
        assert not found, f"WALK_SEED={seed}, after step {number + LEG}, {leg}: {found}"


class Walk:
    """Today's stop with an invited morning and an open afternoon, both small; and another stop of the same day.

    Their times are not known, so all is open at any hour: the form, the links and the doors.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.events = [self._stop("helsinki"), self._stop("vaasa")]
        self.open = [self._session(event, Session.Admission.OPEN) for event in self.events]
        self.sent: list[tuple[uuid.UUID, list[Choice]]] = []
        claims = [devices.create_claim(SYSTEM, event=event, name="Door") for event in self.events]
        self.phones = [devices.take_into_use(claim, language="fi") for claim in claims]
        self.steps: dict[Callable[[], object], int] = {
            self.register: 8,
            self.correct: 2,
            self.take_part: 6,
            self.leave: 4,
            self.leave_all: 2,
            self.register_another: 1,
            self.invite: 2,
            self.answer: 8,
            self.stand_at_the_door: 8,
            self.call_off: 1,
            self.reinstate: 2,
            self.change_places: 2,
            self.tell: 1,
            self.erase: 1,
        }

    def step(self) -> str:
        """Do something; a refusal is an answer too. Returns what was done."""
        (done,) = self.chance.choices(list(self.steps), list(self.steps.values()))
        try:
            done()
        except Refused as refusal:
            return f"{done.__name__}, refused: {refusal}"
        return done.__name__

    def register(self) -> None:
        chosen = self.chance.sample(self.open, self.chance.randint(1, 2))
        choices = [Choice(self._fresh(session), self._way()) for session in chosen]
        self.sent.append((uuid.uuid4(), choices))
        self._send(register)

    def correct(self) -> None:
        if self.sent:
            self._send(correct_address)

    def _send(self, action: Callable[..., object]) -> None:
        submission, choices = self.sent[-1]
        name = self._name()
        action(choices=choices, details=details(name), email=address(name), submission=submission)

    def take_part(self) -> None:
        registration = self._registration()
        session = self.chance.choice(list(Session.objects.whole().filter(event=registration.event)))
        manage.take_part(ANYONE, registration, session=session, way=self._way())

    def leave(self) -> None:
        registration = self._registration()
        session = self.chance.choice(list(Session.objects.whole().filter(event=registration.event)))
        manage.leave(ANYONE, registration, session=session)

    def leave_all(self) -> None:
        manage.leave_all(ANYONE, self._registration())

    def register_another(self) -> None:
        registration = self._registration()
        session = Session.objects.whole().get(event=registration.event, admission="open")
        manage.register_another(
            ANYONE,
            registration,
            session=session,
            way=self._way(),
            details=details("A colleague"),
            submission=uuid.uuid4(),
        )

    def invite(self) -> None:
        event, name = self.chance.choice(self.events), self._name()
        session = self._session(event, Session.Admission.INVITATION)
        person = person_at(event.organiser, name=name, email=address(name))
        send(SYSTEM, invite(SYSTEM, event=event, sessions=[session], person=person))

    def answer(self) -> None:
        invitation = self._any(Invitation.objects.filter(person__erased_at=None))
        session = self._session(invitation.event, Session.Admission.OPEN)
        name = self._name()
        answer(
            ANYONE,
            invitation,
            answer=self.chance.choice(list(Answer)),
            answered_by=BY,
            language="sv",
            substitute=Substitute(name, address(name)),
            way=self.chance.choice([Way.IN_PERSON, Way.ONLINE, Way.QUEUE_AND_ONLINE]),
            afternoon={session: self.chance.choice([None, self._way()])},
        )

    def stand_at_the_door(self) -> None:
        phone = self.chance.choice(self.phones)
        who: Any = self._any([*Registration.objects.all(), *Invitation.objects.all()])
        about: dict[str, Any] = {type(who).__name__.lower(): who.uuid}
        if isinstance(who, Registration) and self.chance.random() < 0.4:
            about = {"code": who.door_code}
        session = self.chance.choice(list(phone.event.sessions.all()))
        act = self.chance.choice([Act.SCAN, Act.LET_IN, Act.LET_IN, Act.UNDO])
        try:
            scans.record(phone, session.uuid, Sent(scan_id=uuid.uuid4(), act=act, **about))
        except Session.DoesNotExist:
            assert session.is_cancelled

    def call_off(self) -> None:
        verbs.cancel(SYSTEM, self.chance.choice(list(Session.objects.whole())))

    def reinstate(self) -> None:
        reinstate(SYSTEM, self._any(Session.objects.whole().filter(status="cancelled")))

    def change_places(self) -> None:
        """As DESIGN §4 has it: what is over the new capacity is overflow, and who waits gets what is free."""
        session, mode = self.chance.choice(list(Session.objects.whole())), self.chance.choice(list(Mode))
        capacity = self.chance.choice([None, 0, 1, 2, 3])
        over = max(getattr(session, f"{mode}_taken") - capacity, 0) if capacity is not None else 0
        changes = {f"{mode}_capacity": capacity, f"{mode}_overflow": over}
        Session.objects.filter(pk=session.pk).update(**changes)
        if not session.is_cancelled:
            manage.hand_on(SYSTEM, session)

    def tell(self) -> None:
        Session.objects.update(changed_at=timezone.now() - timedelta(hours=1))
        told.sweep()

    def erase(self) -> None:
        erase_person(SYSTEM, self._any(Person.objects.filter(erased_at=None)))

    def _stop(self, city: str) -> Event:
        made = world.event(f"walk-{city}", timezone.localdate(), city=city)
        small: dict[str, Any] = {"starts_at": None, "ends_at": None, "in_person_capacity": 2}
        world.morning(made, **small, attendance="mixed", online_capacity=2)
        world.afternoon(made, **small, online_capacity=2)
        return publish_event(SYSTEM, made)

    def _session(self, event: Event, admission: str) -> Session:
        return Session.objects.whole().get(event=event, admission=admission)

    def _fresh(self, session: Session) -> Session:
        return Session.objects.whole().get(pk=session.pk)

    def _registration(self) -> Registration:
        return self._any(Registration.objects.whole().select_related("invitation").filter(erased_at=None))

    def _any(self, rows: Iterable[M]) -> M:
        if not (found := sorted(rows, key=lambda row: (type(row).__name__, row.pk))):
            raise Refused("Nobody is there.")
        return self.chance.choice(found)

    def _name(self) -> str:
        return self.chance.choice(NAMES)

    def _way(self) -> Way:
        return self.chance.choice(list(Way))


def address(name: str) -> str:
    return f"{name}@example.org"


def details(name: str) -> Details:
    return Details(name=name, language="fi", is_private_person=True, assistant=True)

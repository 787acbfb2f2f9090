"""Freezing while somebody is being erased: whoever comes second sees what the first has done."""

from uuid import uuid4

import pytest
from django.db import transaction

from config.management.commands.audit_invariants import breaches
from events.actors import ANYONE, SYSTEM
from events.models import Session
from events.refusals import Changed
from registrations.actions import manage
from registrations.actions.freeze import freeze
from registrations.erasure import erase_person
from registrations.models import FrozenList
from tests import world
from tests.attendance.test_frozen import walks_in, why
from tests.registrations.test_races import Beside

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("quick")
def test_a_list_waits_for_an_erasure_under_way_and_does_not_name_the_erased(begun: Session) -> None:
    """Dora has left, so her erasure locks no session; the draft names her among the removed."""
    dora, editor = walks_in(begun, "Dora Dahl").registration, world.editor()
    freeze(editor, begun, why=why(begun), submission=uuid4())
    manage.leave(ANYONE, dora, session=begun)
    outcome: list[str] = []

    def freezes() -> None:
        try:
            freeze(editor, begun, why=why(begun), submission=uuid4())
            outcome.append("stored")
        except Changed:
            outcome.append("changed")

    with transaction.atomic():
        erase_person(SYSTEM, dora.person)
        slower = Beside(freezes)
        assert slower.begun.wait(5)
        assert not slower.has_ended(0.5)
    assert slower.has_ended(10)
    assert outcome == ["changed"]
    freeze(editor, begun, why=why(begun), submission=uuid4())
    assert not FrozenList.objects.filter(number=2, registrations=dora).exists()
    assert breaches() == []

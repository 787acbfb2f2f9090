"""What happens to people, lifetimes and files while a list is frozen, and after it has been."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from config.management.commands.audit_invariants import breaches
from events.models import Event, Organiser, Session
from events.when import day
from registrations import retention, timeline
from registrations.models import FrozenFile, FrozenList, Person
from registrations.models.frozen_list import lists_kept_until
from tests.attendance.test_frozen import english, frozen_by, path
from webcast.organiser.person.held import held_about


@pytest.mark.usefixtures("quick")
def test_an_organiser_who_keeps_lists_for_a_shorter_time_keeps_those_frozen_before_no_longer(
    begun: Session, client: Client
) -> None:
    frozen_by(english(client), begun)
    person = Person.objects.get(name="Aino Österman")
    admin = english(Client(), "admin")
    before = lists_kept_until(begun.event)
    Organiser.objects.filter(pk=begun.event.organiser_id).update(frozen_kept_months=2)
    until = lists_kept_until(Event.objects.get(pk=begun.event_id))
    assert until < before
    with translation.override("en"):
        told, stale = day(until), day(before)
        held = str(held_about(person))
    pages = (
        path(begun),
        f"/organiser/people/{person.uuid}/erase/",
        f"/organiser/events/{begun.event.slug}/ahead/",
    )
    shown = {page: admin.get(page).content.decode() for page in pages} | {"held": held}
    assert [page for page, text in shown.items() if told not in text and page != pages[2]] == []
    assert [page for page, text in shown.items() if stale in text] == []
    steps = timeline.of(Event.objects.get(pk=begun.event_id))
    assert until + datetime.timedelta(days=1) in [step.at.date() for step in steps if step.at]
    noon = datetime.datetime.combine(until, datetime.time(12), tzinfo=begun.zone)
    with time_machine.travel(noon, tick=False):
        retention.sweep()
        assert FrozenList.objects.kept().exists()
    with time_machine.travel(noon + datetime.timedelta(days=4), tick=False):
        assert "12 no frozen list outlives its lifetime" in [line.split(":")[0] for line in breaches()]
        retention.sweep()
        assert not FrozenList.objects.kept().exists()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda: None, False),
        (lambda: FrozenFile.objects.filter(kind="pdf").delete(), True),
        (lambda: FrozenList.objects.update(removed_at=timezone.now()), True),
    ],
    ids=["nothing", "a file is missing", "the bytes are still there"],
)
def test_a_missing_file_and_bytes_that_outlived_their_list_are_named(
    begun: Session, client: Client, spoil: Callable[[], Any], named: bool
) -> None:
    frozen_by(english(client), begun)
    spoil()
    found = [line.split(":")[0] for line in breaches()]
    assert found == (["11 a frozen list is what was frozen"] if named else [])

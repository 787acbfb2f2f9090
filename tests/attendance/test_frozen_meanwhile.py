"""What happens to people, lifetimes and files while a list is frozen, and after it has been."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from config.management.commands.audit_invariants import breaches
from events.actors import ANYONE, SYSTEM
from events.models import Event, Organiser, Session
from events.when import day
from registrations import retention, timeline
from registrations.actions import manage
from registrations.attendance.frozen import files
from registrations.erasure import erase_person
from registrations.models import FrozenFile, FrozenList, Person
from registrations.models.frozen_list import lists_kept_until
from tests.attendance.cast import part
from tests.attendance.test_frozen import english, form, frozen_by, path, walks_in
from webcast.organiser.person.held import held_about


def erased(session: Session) -> None:
    erase_person(SYSTEM, part(session, "Cecilia Ceder").registration.person)


def corrected(session: Session) -> None:
    Person.objects.filter(name="Cecilia Ceder").update(name="Cecilia Cedersköld")


def erased_after_leaving(session: Session) -> None:
    """No longer on the list, so the digest of the content is the same; but among the removed."""
    erase_person(SYSTEM, Person.objects.get(name="Dora Dahl"))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("meanwhile", [erased, corrected, erased_after_leaving])
def test_what_changes_while_the_document_is_typeset_is_looked_at_once_more(
    begun: Session, client: Client, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Session], None]
) -> None:
    left = walks_in(begun, "Dora Dahl")
    frozen_by(english(client), begun)
    manage.leave(ANYONE, left.registration, session=begun)
    typeset = files.files_of

    def while_it_is_typeset(*given: Any) -> Any:
        made = typeset(*given)
        meanwhile(begun)
        return made

    with monkeypatch.context() as patched:
        patched.setattr("registrations.actions.freeze.files_of", while_it_is_typeset)
        answer = client.post(path(begun), form(begun))
    assert answer.status_code == 422
    assert "Look at it once more" in answer.content.decode()
    assert FrozenList.objects.count() == 1
    frozen_by(client, begun)
    stored = bytes(FrozenFile.objects.get(frozen_list__number=2, kind="json").content or b"").decode()
    assert ("Cecilia" in stored) is (meanwhile is not erased)
    assert ("Dora" in stored) is (meanwhile is not erased_after_leaving)
    assert ("Cedersköld" in stored) is (meanwhile is corrected)
    assert not FrozenList.objects.filter(number=2, registrations__person__name="").exists()


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

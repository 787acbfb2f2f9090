"""Long imports and long sendings: by one worker at a time, gone on with, cancelled, and nobody's address kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ

from events import work
from events.actors import SYSTEM
from events.models import Job, LogEntry, Session, TeamMember
from registrations.actions import imported, sent_out
from registrations.actions.imported import Table, draft_all
from registrations.actions.invite import send_all
from registrations.erasure import erase_person
from registrations.invitees.reading import read
from registrations.models import Invitation, OutgoingMail, Person
from tests import world
from tests.invitees.tables import crowd

MANY = 150
Patch = pytest.MonkeyPatch


def asked(morning: Session, people: int = MANY, **options: Any) -> Job:
    table = Table(crowd(people), (morning,))
    return imported.take_in(
        world.editor(), morning.event, table, submission=options.pop("submission", uuid4()), **options
    )


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def counted() -> list[int]:
    return [Person.objects.count(), Invitation.objects.count()]


def people_of(number: int) -> int:
    """They, and their one secretary."""
    return number + 1


def after_the_first_step(patch: Patch, act: Callable[[], object]) -> None:
    """Something happens while the second step is being done."""
    steps = []

    def step(*given: Any) -> Any:
        steps.append(given)
        if len(steps) == 2:
            act()
        return draft_all(*given)

    patch.setattr(imported, "draft_all", step)


def test_many_are_left_to_the_worker_and_a_form_sent_twice_is_one_import(morning: Session) -> None:
    submission = uuid4()
    job = asked(morning, submission=submission)
    assert asked(morning, submission=submission) == job
    assert (job.state, job.total, job.rows, counted()) == ("queued", 2, MANY, [0, 0])
    assert OrmQ.objects.get().task["func"] == imported.TASK
    imported.task(job.pk)
    imported.task(job.pk)
    assert (fresh(job).state, fresh(job).wanted, counted()) == ("done", {}, [people_of(MANY), MANY])
    assert LogEntry.objects.get(verb="import invitations").details == {"drafts": MANY, "left": 0}


def test_the_page_tells_how_many_rows_are_done(morning: Session, patch: Patch) -> None:
    job = asked(morning)
    Job.objects.filter(pk=job.pk).update(done=1, state="running")
    client = Client()
    client.force_login(world.member(world.organiser()))
    assert (
        '<progress class="bar" max="150" value="75"'
        in client.get(f"/organiser/work/{job.uuid}/").content.decode()
    )


@pytest.fixture
def patch(monkeypatch: Patch) -> Patch:
    return monkeypatch


def test_what_a_lost_worker_has_made_is_gone_on_with(morning: Session, patch: Patch) -> None:
    job = asked(morning)

    def dies() -> None:
        raise KeyboardInterrupt

    after_the_first_step(patch, dies)
    with pytest.raises(KeyboardInterrupt):
        imported.task(job.pk)
    patch.undo()
    assert (fresh(job).state, fresh(job).done, Invitation.objects.count()) == ("running", 1, MANY // 2)
    Job.objects.update(leased_until=timezone.now())
    imported.task(job.pk)
    assert (fresh(job).state, counted()) == ("done", [people_of(MANY), MANY])


def test_cancelled_halfway_leaves_nothing_and_forgets_the_table(morning: Session, patch: Patch) -> None:
    before, job = counted(), asked(morning)
    after_the_first_step(patch, lambda: work.cancel(world.editor(), job))
    imported.task(job.pk)
    assert (fresh(job).state, fresh(job).wanted, counted()) == ("cancelled", {}, before)
    assert LogEntry.objects.get(verb="take back import").details == {"drafts": MANY}


def test_cancelled_before_its_turn_forgets_the_table(morning: Session) -> None:
    job = asked(morning)
    assert work.cancel(world.editor(), job)
    assert (fresh(job).state, fresh(job).wanted) == ("cancelled", {})


def test_what_was_sent_meanwhile_stays_and_is_said(morning: Session, patch: Patch) -> None:
    job = asked(morning)

    def sends_three_and_cancels() -> None:
        first = Invitation.objects.order_by("pk").values_list("pk", flat=True)[:3]
        send_all(SYSTEM, Invitation.objects.filter(pk__in=list(first)))
        work.cancel(world.editor(), job)

    after_the_first_step(patch, sends_three_and_cancels)
    imported.task(job.pk)
    assert (fresh(job).state, Invitation.objects.count(), OutgoingMail.objects.count()) == ("cancelled", 3, 3)
    assert fresh(job).refusal.startswith("3 ")


def test_a_refused_table_is_kept_until_it_is_mended(morning: Session) -> None:
    job = asked(morning)
    Session.objects.filter(pk=morning.pk).update(admission="open")
    imported.task(job.pk)
    assert (fresh(job).state, counted()) == ("refused", [0, 0])
    Session.objects.filter(pk=morning.pk).update(admission="invitation")
    client = Client()
    client.force_login(world.member(world.organiser()))
    page = client.get(f"/organiser/work/{job.uuid}/").content.decode()
    path = f"/organiser/events/{morning.event.slug}/invitations/import/?again={job.uuid}"
    assert path in page
    assert "h149@example.org" in client.get(path).content.decode()
    assert asked(morning, mended=fresh(job)).state == "queued"
    assert fresh(job).wanted == {}
    assert "h149@example.org" not in client.get(path).content.decode()


def test_a_refused_table_that_nobody_mends_is_swept(morning: Session) -> None:
    job = asked(morning)
    Job.objects.update(state="refused", ended_at=timezone.now() - timedelta(days=6))
    work.sweep()
    assert fresh(job).wanted
    Job.objects.update(ended_at=timezone.now() - timedelta(days=8))
    work.sweep()
    assert fresh(job).wanted == {}


def test_who_is_erased_stands_in_no_refused_table(morning: Session) -> None:
    job = asked(morning)
    Job.objects.update(state="refused", ended_at=timezone.now())
    erase_person(
        SYSTEM,
        Person.objects.create(organiser=job.organiser, name="Henkilö 1 Esimerkki", email="h1@example.org"),
    )
    assert fresh(job).wanted == {}


def test_who_may_no_longer_invite_makes_nothing(morning: Session) -> None:
    job = asked(morning)
    TeamMember.objects.update(role="viewer")
    imported.task(job.pk)
    assert (fresh(job).state, counted()) == ("refused", [0, 0])


def test_a_step_of_a_hundred_rows_takes_hardly_more_statements_than_one_of_a_single_row(
    morning: Session,
) -> None:
    actor = world.editor()

    def statements(first: int, number: int) -> int:
        rows = read(crowd(number, first=first)).rows
        with CaptureQueriesContext(connection) as queries:
            draft_all(actor, morning.event, (morning,), rows)
        return len(queries)

    one, hundred = statements(0, 1), statements(10, 100)
    assert one < 20
    assert hundred <= one + 4  # SQLite takes them in a few pieces


def drafted(morning: Session, number: int) -> None:
    job = asked(morning, number)
    imported.task(job.pk)


def send(morning: Session) -> Job:
    job = sent_out.send_out(world.editor(), morning.event, submission=uuid4())
    assert isinstance(job, Job)
    return job


@pytest.fixture
def a_few_are_many(patch: Patch) -> None:
    patch.setattr(sent_out, "MOST_AT_ONCE", 10)
    patch.setattr(sent_out, "PER_STEP", 20)


def test_many_drafts_are_sent_by_the_worker_each_once(morning: Session, a_few_are_many: None) -> None:
    drafted(morning, 45)
    job = send(morning)
    drafted_later = asked(morning, 46)
    assert drafted_later.state == "done"
    other = send(morning)
    sent_out.task(job.pk)
    sent_out.task(job.pk)
    assert (fresh(job).state, OutgoingMail.objects.count()) == ("done", 45)
    assert Invitation.objects.filter(state="draft").count() == 1
    sent_out.task(other.pk)
    assert (fresh(other).state, OutgoingMail.objects.count()) == ("done", 46)


def test_a_sending_that_is_cancelled_says_how_many_have_left(
    morning: Session, a_few_are_many: None, patch: Patch
) -> None:
    drafted(morning, 45)
    job = send(morning)

    def sent_and_cancelled(*given: Any) -> int:
        work.cancel(world.editor(), job)
        return send_all(*given)

    patch.setattr(sent_out, "send_all", sent_and_cancelled)
    sent_out.task(job.pk)
    assert (fresh(job).state, OutgoingMail.objects.count()) == ("cancelled", 15)
    assert Invitation.objects.filter(state="draft").count() == 30
    assert "15" in fresh(job).refusal

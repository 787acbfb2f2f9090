"""The door to the queue: rows that live and die with the business transaction."""

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from events import jobs
from events.models.heartbeat import Heartbeat

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_nudge_is_forgotten_with_the_transaction_it_belongs_to() -> None:
    with transaction.atomic():
        jobs.nudge("events.jobs.beat")
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()
    jobs.nudge("events.jobs.beat", 7, "x")
    queued = OrmQ.objects.get().task
    assert (queued["func"], queued["args"]) == ("events.jobs.beat", (7, "x"))


def test_a_sweep_that_waits_in_the_queue_is_not_queued_again_until_somebody_has_taken_it() -> None:
    jobs.nudge("events.jobs.beat")
    jobs.nudge_once("events.jobs.tick")
    jobs.nudge_once("events.jobs.tick")
    jobs.nudge_once("events.jobs.sweep")
    assert [row.task["func"] for row in OrmQ.objects.order_by("pk")] == [
        "events.jobs.beat", "events.jobs.tick", "events.jobs.sweep"
    ]  # fmt: skip
    OrmQ.objects.update(lock="2100-01-01T00:00Z")
    jobs.nudge_once("events.jobs.tick")
    assert OrmQ.objects.filter(lock__lte=timezone.now()).get().task["func"] == "events.jobs.tick"


def test_the_clock_holds_exactly_what_is_listed_and_keeps_its_hour() -> None:
    jobs.ensure_schedules({"events.jobs.tick": 1, "events.jobs.beat": 60})
    before = Schedule.objects.get(name="events.jobs.tick").next_run
    jobs.ensure_schedules({"events.jobs.tick": 5})
    row = Schedule.objects.get()
    assert (row.func, row.minutes, row.next_run) == ("events.jobs.tick", 5, before)


def test_what_a_killed_cluster_had_taken_is_due_at_once_and_the_loss_is_counted() -> None:
    jobs.nudge("events.jobs.beat")
    OrmQ.objects.update(lock="2100-01-01T00:00Z")
    jobs.take_over(after_loss=False)
    assert OrmQ.objects.get().lock.year < 2100
    jobs.take_over(after_loss=True)
    jobs.beat()
    assert Heartbeat.objects.get(name=jobs.WORKER).restarts == 1

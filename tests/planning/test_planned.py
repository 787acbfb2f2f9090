"""A tour made in steps: by one worker at a time, whole or not at all, and the same form twice is one tour."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ

from events import work
from events.actions import planned
from events.actions.planned import Names, task
from events.actions.planning import add_planned
from events.actions.publishing import publish_tour
from events.actors import SYSTEM
from events.memo.paper import Paper
from events.models import Event, Job, LogEntry, Session, TeamMember, Tour
from tests import world
from tests.planning import cast
from tests.planning.memos import TODAY
from venues.models import Venue

pytestmark = pytest.mark.django_db
NAMES = Names(cast.TITLE, cast.SHORT)
MANY = 14


def lines(number: int) -> str:
    return "\n".join(f"{day}.6. Vasa, Sal {day // 2}" for day in range(1, number + 1))


def asked(number: int = MANY, submission: UUID | None = None, day: str = "9–11 Möte") -> Job:
    paper = Paper(lines(number), {"sv": day}, TODAY)
    return planned.make(
        world.editor(), world.organiser(), submission=submission or uuid4(), names=NAMES, paper=paper, plan=paper.read().plan
    )  # fmt: skip


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    world.venue("vaasa")


def rows() -> list[int]:
    return [model.objects.count() for model in (Tour, Event, Session, Venue)]


def test_a_few_stops_are_made_at_once() -> None:
    job = asked(3)
    assert (job.state, job.done, job.total, job.result) == (
        "done",
        3,
        3,
        "/organiser/tours/lape-2027/publish/",
    )
    assert (job.wanted, job.made, OrmQ.objects.count()) == ({}, {}, 0)
    assert Tour.objects.get().stops.count() == 3
    assert Venue.objects.count() == 1 + 2


def test_many_are_left_to_the_worker_and_a_form_sent_twice_is_one_tour() -> None:
    submission = uuid4()
    job = asked(submission=submission)
    assert asked(submission=submission) == job
    assert (job.state, job.total, rows()[0]) == ("queued", MANY, 0)
    assert OrmQ.objects.get().task["func"] == "events.actions.planned.task"
    task(job.pk)
    task(job.pk)
    assert asked(submission=submission).state == "done"
    assert rows() == [1, MANY, MANY, 1 + 1 + MANY // 2]
    assert LogEntry.objects.filter(verb="add", target="tour").get().user == job.user


def test_a_small_form_sent_twice_is_one_tour_too() -> None:
    submission = uuid4()
    assert asked(2, submission) == asked(2, submission)
    assert rows()[0] == 1


def test_what_a_lost_worker_has_made_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked()
    monkeypatch.setattr(work, "PATIENCE", 0.0)
    task(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == ("queued", 0)
    monkeypatch.undo()
    made: list[Event] = []

    def dies_at_the_sixth(*given: object) -> Event:
        made.append(add_planned(*given))  # type: ignore[arg-type]  # whatever it takes
        if len(made) == 6:
            raise KeyboardInterrupt
        return made[-1]

    monkeypatch.setattr(planned, "add_planned", dies_at_the_sixth)
    with pytest.raises(KeyboardInterrupt):
        task(job.pk)
    monkeypatch.undo()
    job.refresh_from_db()
    assert (job.state, job.done, Event.objects.count()) == ("running", 5, 5)
    task(job.pk)  # its lease holds still
    assert Event.objects.count() == 5
    Job.objects.update(leased_until=timezone.now())
    OrmQ.objects.all().delete()
    work.resume()
    assert OrmQ.objects.get().task["args"] == (job.pk,)
    task(job.pk)
    assert rows() == [1, MANY, MANY, 1 + 1 + MANY // 2]


def test_cancelled_halfway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before, job = rows(), asked()

    def cancelled_meanwhile(*given: object) -> Event:
        if Event.objects.count() == 3:
            assert work.cancel(world.editor(), job)
        return add_planned(*given)  # type: ignore[arg-type]  # whatever it takes

    monkeypatch.setattr(planned, "add_planned", cancelled_meanwhile)
    task(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.made, rows()) == ("cancelled", 4, {}, before)
    assert not work.cancel(world.editor(), job)
    verbs = LogEntry.objects.filter(target="job").values_list("verb", flat=True)
    assert sorted(verbs) == ["begin job", "cancel job"]


def test_cancelled_before_its_turn_never_begins() -> None:
    job = asked()
    assert work.cancel(world.editor(), job)
    task(job.pk)
    job.refresh_from_db()
    assert (job.state, rows()[0]) == ("cancelled", 0)


def test_what_is_refused_halfway_is_taken_back_and_said_in_the_users_language() -> None:
    before = rows()
    world.member(world.organiser()).__class__.objects.update(language="sv")
    clocks = "\n".join([*(f"{day}.3. Vasa, Sal" for day in range(15, 29)), "29.3. Vasa"])
    paper = Paper(clocks, {"sv": "3.30–5 Möte"}, TODAY)
    job = planned.make(
        world.editor(), world.organiser(), submission=uuid4(), names=NAMES, paper=paper, plan=paper.read().plan
    )  # fmt: skip
    task(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, rows()) == ("refused", 13, before)
    assert job.refusal.startswith("Klockslaget finns inte")
    assert job.wanted["paper"]["lines"] == clocks


def test_our_own_mistake_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    before, job = rows(), asked()

    def breaks(*_given: object) -> Event:
        raise ZeroDivisionError

    monkeypatch.setattr(planned, "add_planned", breaks)
    task(job.pk)
    job.refresh_from_db()
    assert (job.state, rows()) == ("refused", before)
    Job.objects.filter(pk=asked().pk).update(attempts=work.MOST_ATTEMPTS)
    task(Job.objects.latest("pk").pk)
    assert Job.objects.latest("pk").state == "refused"


def test_who_may_no_longer_begin_for_the_organiser_makes_nothing() -> None:
    before, job = rows(), asked()
    TeamMember.objects.update(role="viewer")
    task(job.pk)
    job.refresh_from_db()
    assert (job.state, rows()) == ("refused", before)


def test_a_tour_that_is_published_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    job = asked()

    def cancelled_meanwhile(*given: object) -> Event:
        if Event.objects.count() == 3:
            publish_tour(SYSTEM, Tour.objects.get())
            assert work.cancel(world.editor(), job)
        return add_planned(*given)  # type: ignore[arg-type]  # whatever it takes

    monkeypatch.setattr(planned, "add_planned", cancelled_meanwhile)
    task(job.pk)
    job.refresh_from_db()
    assert (job.state, Event.objects.count()) == ("refused", 4)
    assert "published" in job.refusal or "julkais" in job.refusal


def test_a_job_is_forgotten_a_month_after_its_end() -> None:
    job = asked(2)
    work.sweep()
    assert Job.objects.filter(pk=job.pk).exists()
    Job.objects.update(ended_at=timezone.now() - work.KEPT)
    work.sweep()
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_are_one_tour() -> None:
    world.venue("vaasa")
    actor, organiser, submission = world.editor(), world.organiser(), uuid4()
    paper = Paper(lines(2), {"sv": "9–11 Möte"}, TODAY)
    plan, at_once = paper.read().plan, threading.Barrier(2)

    def click() -> int:
        try:
            at_once.wait()
            job = planned.make(actor, organiser, submission=submission, names=NAMES, paper=paper, plan=plan)
            return job.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        clicks = [hands.submit(click) for _ in range(2)]
        assert len({click.result() for click in clicks}) == 1
    assert (Tour.objects.count(), Event.objects.count(), Job.objects.get().state) == (1, 2, "done")

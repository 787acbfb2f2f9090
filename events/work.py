"""Long work in steps: asked for in one request, done by the worker, watched and cancelled from its page.

    begin(actor, organiser, Asked(…, task="events.actions.planned.task", total=60))    in the transaction that asks
    carry_out(pk, build, undo)                                                         what the task does

Each step is a transaction of its own and counts itself in the job's row, so a worker that is lost costs at most its
last step, and the task may run twice. Whatever is cancelled or refused is taken back whole.
"""

import logging
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.db import IntegrityError, OperationalError
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from events import log
from events.actors import SYSTEM, Actor
from events.jobs import nudge
from events.models import Job, Organiser
from events.models.job import PERSONAL
from events.refusals import Refused
from events.transactions import Busy, in_transaction

LEASE = timedelta(seconds=60)
"""How long a claim holds after each step; the queue ends a task after 30 seconds."""
PATIENCE = 12.0
"""Seconds after which a task hands the rest to another, so that letters need not wait for it."""
MOST_ATTEMPTS = 5
WRONG = gettext_lazy("Something went wrong on our side. Nothing was made.")
IN_VAIN = gettext_lazy("This has been tried several times, in vain. Nothing was made.")
KEPT = timedelta(days=30)
State = Job.State
Made = dict[str, Any]

logger = logging.getLogger(__name__)


class Steps(Protocol):
    """One kind of work, built from a job's row; both are called within a transaction."""

    def step(self, number: int, made: Made) -> None:
        """Do the step with this number, from 0. `made` is kept from step to step. Raises Refused."""

    def result(self, made: Made) -> str:
        """The path of the page that shows what came of it."""


Build = Callable[[Job], Steps]
Undo = Callable[[Job], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form has asked for: `task` is the dotted path that does it, `total` the number of its steps.

    `rows`: what the steps hold in equal parts, where one is not one step. `wanted["mend"]` is the path of the page
    where a refused job is mended.
    """

    submission: UUID
    kind: str
    task: str
    wanted: Made
    total: int
    rows: int = 0


def once(actor: Actor, submission: UUID, begun: Callable[[], Job]) -> Job:
    """The job that `begun` gives, in a transaction of its own; of a form sent twice at the same moment the first one's.

    Raises Busy when something else has collided.
    """
    try:
        return begun()
    except IntegrityError as error:
        if job := known(actor, submission):
            return job
        raise Busy from error


def begin(actor: Actor, organiser: Organiser, asked: Asked) -> Job:
    """Queue the work, in the caller's transaction. The same submission twice raises IntegrityError."""
    job = _written(actor, organiser, asked)
    nudge(asked.task, job.pk)
    return job


def at_once(actor: Actor, organiser: Organiser, asked: Asked, steps: Steps) -> Job:
    """Do the work in the caller's transaction, so that it is done whole or not at all; otherwise like `begin`."""
    job = _written(actor, organiser, asked)
    made: Made = {}
    for number in range(asked.total):
        steps.step(number, made)
    ended = {"state": State.DONE, "done": asked.total, "result": steps.result(made), **_ended(), "wanted": {}}
    Job.objects.filter(pk=job.pk).update(**ended)
    job.refresh_from_db()
    return job


def _written(actor: Actor, organiser: Organiser, asked: Asked) -> Job:
    facts = {name: getattr(asked, name) for name in Asked.__slots__}
    job = Job.objects.create(organiser=organiser, user=actor.user, **facts)
    log.write(actor, "begin job", job, organiser)
    return job


def known(actor: Actor, submission: UUID) -> Job | None:
    """The job of a form that the actor has sent already."""
    return Job.objects.filter(submission=submission, user=actor.user).first()


@in_transaction
def cancel(actor: Actor, job: Job) -> bool:
    """Ask for an end; what was made goes away again. False when the work is over already."""
    asked = Job.objects.under_way().filter(pk=job.pk, cancel_requested=False)
    if not asked.update(cancel_requested=True):
        return False
    log.write(actor, "cancel job", job, job.organiser_id)
    if not Job.objects.filter(pk=job.pk, worker=None).update(state=State.CANCELLED, **_over(job)):
        nudge(job.task, job.pk)
    return True


def carry_out(pk: int, build: Build, undo: Undo) -> None:
    """The task: go on with the job as long as patience lasts. Nothing, when somebody else does or it is over."""
    job = _claim(pk)
    if job is None:
        return
    with translation.override(job.user.language):
        try:
            _work(job, build, undo)
        except Refused as refused:
            _give_up(job, undo, State.REFUSED, str(refused))
        except (Busy, OperationalError):
            _hand_back(job)
        except Exception:
            logger.exception("Job %s cannot be done.", job.uuid)
            _give_up(job, undo, State.REFUSED, str(WRONG))


def resume() -> None:
    """Each minute: nudge the jobs that nobody works on."""
    for task, pk in Job.objects.due().values_list("task", "pk"):
        nudge(task, pk)


def sweep() -> None:
    """Nightly: what was pasted of people goes a week after it was refused; a job is forgotten after a month."""
    Job.objects.outlived().update(wanted={})
    Job.objects.filter(ended_at__lt=timezone.now() - KEPT).delete()


def _claim(pk: int) -> Job | None:
    worker, until = uuid4(), timezone.now() + LEASE
    free = Job.objects.due().filter(pk=pk)
    if not free.update(state=State.RUNNING, worker=worker, attempts=F("attempts") + 1, leased_until=until):
        return None
    return Job.objects.select_related("user", "organiser").get(pk=pk, worker=worker)


def _work(job: Job, build: Build, undo: Undo) -> None:
    if job.attempts > MOST_ATTEMPTS:
        raise Refused(IN_VAIN)
    steps, until = build(job), time.monotonic() + PATIENCE
    while job.done < job.total and time.monotonic() < until:
        made = _step(job, steps)
        if made is None:
            break
        job.done, job.made = job.done + 1, made
    if _ours(job).filter(cancel_requested=True).exists():
        _give_up(job, undo, State.CANCELLED)
    elif job.done < job.total:
        _hand_back(job)
    elif not _finish(job, steps):
        _give_up(job, undo, State.CANCELLED)


@in_transaction
def _step(job: Job, steps: Steps) -> Made | None:
    """What is made so far, after one more step; None when it is cancelled, or no longer ours."""
    ours = _ours(job).filter(cancel_requested=False, done=job.done)
    if not ours.update(done=F("done") + 1, attempts=0, leased_until=timezone.now() + LEASE):
        return None
    made = deepcopy(job.made)
    steps.step(job.done, made)
    if made != job.made:
        Job.objects.filter(pk=job.pk).update(made=made)
    return made


@in_transaction
def _finish(job: Job, steps: Steps) -> bool:
    result = steps.result(job.made)
    ended = (
        _ours(job)
        .filter(cancel_requested=False)
        .update(state=State.DONE, result=result, wanted={}, **_ended())
    )
    return bool(ended)


def _hand_back(job: Job) -> None:
    if _ours(job).update(state=State.QUEUED, leased_until=None):
        nudge(job.task, job.pk)


def _give_up(job: Job, undo: Undo, state: State, sentence: str = "") -> None:
    """End it, with all that it has made; where others rely on that already, it stays and the page says so."""
    try:
        _take_back(job, undo, state, sentence)
    except Refused as refused:
        _ours(job).update(state=State.REFUSED, refusal=f"{sentence} {refused}".strip(), **_ended())


@in_transaction
def _take_back(job: Job, undo: Undo, state: State, sentence: str) -> None:
    ended = _over(job) if state == State.CANCELLED else _ended()
    if _ours(job).update(state=state, refusal=sentence, **ended):
        undo(job)
        if state != State.CANCELLED:
            log.write(SYSTEM, "refuse job", job, job.organiser_id)


def _ours(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, worker=job.worker, state=State.RUNNING)


def _ended() -> dict[str, Any]:
    """The columns of a job that is over. What came to nothing can be mended: its wishes are kept with the job."""
    return {"ended_at": timezone.now(), "leased_until": None, "made": {}}


def _over(job: Job) -> dict[str, Any]:
    """Those of a cancelled one: what was pasted of people is not kept for a change of mind."""
    return _ended() | ({"wanted": {}} if job.kind in PERSONAL else {})

"""What watchers are told: enough to wake somebody up, and nobody's name."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from django_q.models import Failure, OrmQ
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries, Settings

from config import environment
from events import jobs
from events.models import Heartbeat
from registrations.models import OutgoingMail
from tests.guards.canaries import PREFIX
from tests.guards.house import build

TOKEN = "for-prometheus-only-for-prometheus"
pytestmark = pytest.mark.django_db


def ago(**since: int) -> None:
    """Nobody has done anything meanwhile."""
    before = timezone.now() - timedelta(**since)
    Heartbeat.objects.update(beat_at=before)
    OutgoingMail.objects.update(due_at=before)


def test_health_tells_of_letters_that_wait_and_of_a_silent_worker(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build()
    with django_assert_num_queries(2):
        answer = visitor.get("/healthz")
    facts = answer.json()
    assert (answer.status_code, facts["status"], facts["worker_beat_seconds"]) == (200, "ok", None)
    assert facts["letters_waiting"] == OutgoingMail.objects.count() > 0
    jobs.take_over(after_loss=False)
    ago(minutes=4)
    assert visitor.get("/healthz").status_code == 200
    ago(minutes=6)
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "silent")
    jobs.beat()
    assert visitor.get("/healthz").json()["status"] == "silent", "its clock stands still"
    jobs.tick()
    assert visitor.get("/healthz").json()["oldest_letter_seconds"] >= 360
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(minutes=16))
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "late")
    assert visitor.get("/readyz").json() == {"status": "ok"}


def test_a_worker_that_is_lost_again_and_again_does_not_look_alive(visitor: Client) -> None:
    jobs.take_over(after_loss=False)
    ago(minutes=6)
    jobs.take_over(after_loss=True)
    facts = visitor.get("/healthz").json()
    assert (facts["status"], facts["worker_restarts"]) == ("silent", 1)
    jobs.take_over(after_loss=False)
    assert visitor.get("/healthz").json()["status"] == "ok"


def figures(page: str) -> dict[str, float]:
    """`name` or `name value-of-the-label` → figure."""
    return {
        " ".join([sample.name.removeprefix("kiertue_"), *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def test_metrics_count_what_there_is_and_name_nobody(visitor: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    house = build()
    jobs.take_over(after_loss=True)
    jobs.nudge("events.jobs.beat")
    answer = visitor.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer["Content-Type"].startswith("text/plain")
    found = figures(answer.content.decode())
    assert found["participations attending"] == house.registration.participations.count() == 1
    assert found["letters queued"] == found["letters_due"] == OutgoingMail.objects.count()
    assert found["letters dead"] == found["scans_today"] == 0, "a rehearsal's scan does not count"
    assert (found["registrations"], found["restarts_total worker"]) == (1, 1)
    assert found["queue_length"] == OrmQ.objects.count() == 1
    assert found["web_processes"] >= 1
    assert found["web_resident_bytes"] > 10**7
    assert {"heartbeat_age_seconds worker", "oldest_letter_seconds", "rate_buckets"} <= found.keys()
    for name in (PREFIX, "Näkkäläjärvi", "example.org", house.stop.slug, str(house.registration.uuid)):
        assert name not in answer.content.decode()


def test_metrics_are_not_there_without_their_token(visitor: Client, settings: Settings) -> None:
    asked = [
        {},
        {"authorization": "Bearer "},
        {"authorization": f"Bearer {TOKEN}x"},
        {"authorization": TOKEN},
    ]
    for settings.METRICS_TOKEN in ("", TOKEN):
        statuses = [visitor.get("/metrics", headers=headers).status_code for headers in asked]
        assert statuses == [404] * 4


def test_a_short_token_for_metrics_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_TOKEN", "guess")
    with pytest.raises(ImproperlyConfigured):
        environment.metrics_token()


@pytest.mark.parametrize("word", ["yse", "enabled", "2"])
def test_a_word_that_is_neither_yes_nor_no_refuses_to_start(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MFA_FOR_ADMINS", word)
    with pytest.raises(ImproperlyConfigured, match="MFA_FOR_ADMINS must be yes or no"):
        environment.yes_or_no("MFA_FOR_ADMINS")


@pytest.mark.parametrize(
    ("word", "on"), [("Yes", True), ("true", True), ("1", True), ("no", False), ("", False)]
)
def test_yes_and_no_have_several_spellings(word: str, on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MFA_FOR_ADMINS", word)
    assert environment.yes_or_no("MFA_FOR_ADMINS") is on


def test_failed_tasks_are_forgotten_after_a_fortnight() -> None:
    for number, days in enumerate([1, 15]):
        stopped = timezone.now() - timedelta(days=days)
        Failure.objects.create(
            id=str(number), name="task", func="x", started=stopped, stopped=stopped, success=False
        )
    jobs.sweep()
    assert Failure.objects.get().id == "0"

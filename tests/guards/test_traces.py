"""What people tell us stands in the rows that are theirs, and leaves no trace in logs, outbox, queue or sessions."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as BrowserSession
from django.core import signing
from django.test import Client
from django_q.models import OrmQ
from pytest_django import Settings

from events.models import LogEntry
from registrations.models import (
    Device,
    DeviceClaim,
    Invitation,
    OutgoingMail,
    Person,
    Registration,
    SensitiveAnswer,
)
from registrations.outbox import sending
from tests.guards.canaries import PLANTED, PREFIX
from tests.guards.doors import client_of
from tests.guards.house import House
from tests.harness.smtp import Sink, post_office
from webcast.models import AudienceQuestion

OWN_ROWS = {Person, Registration, Invitation, SensitiveAnswer, DeviceClaim, Device, AudienceQuestion}


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A mail server that knows none of the people, and says so with their addresses."""
    with post_office() as post:
        place = urlsplit(post.url)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = place.hostname, place.port
        yield post.sink


def words(number: int) -> dict[str, str]:
    """A form in which every text is a canary."""
    names = ("name", "organisation_text", "job_title", "municipality_text")
    said = {name: f"{PREFIX}{number}{place}z" for place, name in enumerate(names)}
    return said | {"email": f"{PREFIX}{number}9z@example.org", "made": signing.dumps(0, salt="form")}


def everything_happens(house: House, client: Client) -> None:
    """People register, correct, change, ask, cancel, answer, ask for links and are looked for at the door."""
    at, form = f"session-{house.afternoon.uuid}", {"assistant": "on", "consents": ["news"]}
    same = {"submission": "6f1a8e4e-6f3f-4d43-9a35-0e8f7d2f4b11", at: "online"} | form
    register = f"/fi/events/{house.stop.slug}/register/"
    client.post(register, same | words(1))
    client.post(register, same | words(2) | {"correct": "1"})
    client.post(register, same | words(2) | {"submission": "7f1a8e4e-6f3f-4d43-9a35-0e8f7d2f4b11"})
    client.post("/fi/my/", {"email": words(2)["email"]})
    mine = f"/fi/my/{Registration.objects.get(person__email=words(2)['email']).manage_token}"
    client.post(f"{mine}/details/", words(3))
    client.post(
        f"{mine}/another/", words(4) | {"submission": "8f1a8e4e-6f3f-4d43-9a35-0e8f7d2f4b11", "way": "online"}
    )
    asked = {"r": mine.rpartition("/")[2], "text": f"{PREFIX}70z", "named": "on", "made": words(3)["made"]}
    client.post(f"/fi/watch/{house.afternoon.uuid}/ask", same | asked)
    client.post(f"{mine}/cancel/{house.afternoon.uuid}/")
    instead = {"substitute_name": words(5)["name"], "substitute_email": words(5)["email"]}
    client.post(
        f"/fi/invitation/{house.invitation.token}/", instead | {"answered_by": "substitute", at: "no"}
    )
    phone = client_of(house, "device")
    phone.post(f"/checkin/{house.afternoon.uuid}/found/", {"name": words(3)["name"]})
    editor = client_of(house, "editor")
    editor.post(f"/organiser/events/{house.stop.slug}/doors/new/", {"name": f"{PREFIX}60z"})


def stored() -> Iterator[tuple[str, str]]:
    """Every row of every table but people's own, as text; queued work and browsers' sessions unpacked."""
    for model in apps.get_models():
        if model not in OWN_ROWS:
            yield from ((model.__name__, str(row)) for row in model._default_manager.values())
    yield from (("queued work", str(row.task)) for row in OrmQ.objects.all())
    yield from (("browser's session", str(row.get_decoded())) for row in BrowserSession.objects.all())


def keys(house: House) -> set[str]:
    own = Registration.objects.get(person__email=words(2)["email"])
    return {
        own.manage_token,
        own.ticket_token,
        own.person.feed_token,
        house.invitation.token,
        house.device.token,
    }


def traces(house: House) -> set[str]:
    sought = keys(house)
    return {
        f"{where}: {text}"
        for where, text in stored()
        if PLANTED.search(text) or any(one in text for one in sought)
    }


def test_nothing_that_people_say_is_kept_anywhere_else(house: House, client: Client, sink: Sink) -> None:
    everything_happens(house, client)
    sink.answers.extend(["550", "451"])
    for person in Person.objects.filter(email__startswith=PREFIX):
        sink.refused[str(person.email)] = f"550 5.1.1 <{person.email}> unknown here"
    sending.drain()
    assert {"register", "change details", "correct address"} <= set(
        LogEntry.objects.values_list("verb", flat=True)
    )
    assert AudienceQuestion.objects.filter(text=f"{PREFIX}70z").exclude(participation=None).exists()
    assert OutgoingMail.objects.filter(state="failed").exclude(error="").count() > 1
    assert traces(house) == set()


def test_a_trace_is_found(house: House, client: Client) -> None:
    everything_happens(house, client)
    LogEntry.objects.filter(verb="register").update(details={"who": words(1)["name"]})
    OutgoingMail.objects.update(error=f"550 {house.invitation.token}")
    assert {found.split(":")[0] for found in traces(house)} == {"LogEntry", "OutgoingMail"}

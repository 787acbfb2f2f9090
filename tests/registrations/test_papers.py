"""Documents for the registered and for the invited are shown to them, and to nobody else."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from events.actors import SYSTEM
from events.models import Document, Session
from registrations.actions import manage
from registrations.models import Registration
from tests.registrations.conftest import Fill
from tests.registrations.test_answer import invited

pytestmark = pytest.mark.django_db


def shown(client: Client, path: str) -> list[str]:
    page = client.get(path).content.decode()
    return [name for name in NAMES if name in page]


NAMES = ("Paper public", "Paper registered", "Paper invited", "Slides registered", "Tour registered")
FOR_REGISTERED = ["Paper public", "Paper registered", "Tour registered"]


@pytest.fixture(autouse=True)
def _papers(afternoon: Session) -> None:
    for name in NAMES:
        what, audience = name.split()
        of = {"tour": afternoon.event.tour} if what == "Tour" else {"event": afternoon.event}
        phase = "after" if what == "Slides" else "before"
        Document.objects.create(title={"en": name}, audience=audience, phase=phase, **of)


def test_the_registered_find_theirs_on_their_own_page_and_the_slides_when_the_day_is_over(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    fill(afternoon)
    registration = Registration.objects.get()
    mine = f"/en/my/{registration.manage_token}/"
    assert shown(client, f"/en/events/{afternoon.event.slug}/") == ["Paper public"]
    assert shown(client, mine) == FOR_REGISTERED
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=False):
        assert shown(client, mine) == sorted([*FOR_REGISTERED, "Slides registered"], key=NAMES.index)
    manage.leave_all(SYSTEM, registration)
    assert shown(client, mine) == []


def test_the_invited_find_theirs_besides_and_still_when_the_day_is_over(
    morning: Session, client: Client
) -> None:
    path = f"/en/invitation/{invited(morning, 'Raija Esimerkki', 'raija@example.org').token}/"
    assert shown(client, path) == ["Paper public", "Paper registered", "Paper invited", "Tour registered"]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=False):
        assert shown(client, path) == list(NAMES)

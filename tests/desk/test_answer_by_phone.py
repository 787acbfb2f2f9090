"""An answer by telephone: written down at the desk, it does what the page of the invitation does."""

from typing import Any

import pytest

from events.models import LogEntry, Session, Tour
from registrations.models import Invitation, OutgoingMail, Participation
from tests import world
from tests.desk.conftest import SignIn
from tests.desk.test_invitations_desk import drafted, page_of
from tests.harness.audit import assert_house_is_true


@pytest.fixture
def morning(tour: Tour) -> Session:
    """Vaasa's invited morning."""
    return world.morning_of(tour, "vaasa")


def answer_of(row: Invitation) -> str:
    return f"{page_of(row)}answer/"


def afternoon_of(morning: Session) -> str:
    """The name of the field about the open part of the day."""
    return f"session-{morning.event.sessions.exclude(pk=morning.pk).get().uuid}"


def now(row: Invitation) -> Invitation:
    return Invitation.objects.get(pk=row.pk)


def kinds() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("kind", flat=True))


def test_a_yes_seats_and_is_confirmed_and_may_become_a_no(morning: Session, sign_in: SignIn) -> None:
    row, client = drafted(morning), sign_in()
    assert "Write down their answer" in client.get(page_of(row)).content.decode()
    afternoon = afternoon_of(morning)
    page = client.post(answer_of(row), {"answer": "attends", afternoon: "online"}, follow=True)
    assert "The answer is written down." in page.content.decode()
    assert (now(row).state, now(row).answered_by) == ("accepted", "organiser")
    ways = Participation.objects.live().order_by("session__starts_at").values_list("mode", flat=True)
    assert list(ways) == ["in_person", "online"]
    assert kinds() == ["confirmed", "confirmed"]
    assert 'value="attends"' in client.get(answer_of(row)).content.decode()
    client.post(answer_of(row), {"answer": "cannot", afternoon: "no"})
    assert now(row).state == "declined"
    assert not Participation.objects.live().exists()
    client.post(answer_of(row), {"answer": "cannot", afternoon: "no"})
    assert kinds().count("declined") == 1, "nothing has changed, nobody is written to"
    who = LogEntry.objects.filter(target_uuid=row.uuid, verb="answer: cannot").latest("pk").user
    assert who == world.member(world.organiser(), "editor")
    assert_house_is_true()


def test_a_substitute_needs_a_name_and_no_address(morning: Session, sign_in: SignIn) -> None:
    row, client = drafted(morning), sign_in()
    empty = client.post(answer_of(row), {"answer": "substitute"})
    assert empty.status_code == 422
    assert "Write the name of the one who comes instead." in empty.content.decode()
    only_then = {afternoon_of(morning): "no"}
    client.post(answer_of(row), {"answer": "substitute", "substitute_name": "Sari Sijainen"} | only_then)
    stand_in = Invitation.objects.select_related("person").get(substitute_for=row)
    assert (stand_in.person.name, stand_in.person.email) == ("Sari Sijainen", None)
    assert (now(row).state, now(row).answered_by) == ("substituted", "organiser")
    told = kinds()
    client.post(answer_of(row), {"answer": "substitute", "substitute_name": "sari sijainen"} | only_then)
    assert Invitation.objects.get(substitute_for=row) == stand_in, "the same substitute, pressed again"
    assert kinds() == told
    assert Participation.objects.live().get().registration.person == stand_in.person
    assert_house_is_true()


@pytest.mark.parametrize("change", [{"state": "expired"}, {"state": "draft"}])
def test_only_what_is_still_open_is_answered(
    morning: Session, sign_in: SignIn, change: dict[str, Any]
) -> None:
    row, client = drafted(morning), sign_in()
    Invitation.objects.filter(pk=row.pk).update(**change)
    if change["state"] == "draft":
        Session.objects.filter(pk=morning.pk).update(status="cancelled")
    assert answer_of(row) not in client.get(page_of(row)).content.decode()
    assert client.post(answer_of(row), {"answer": "attends"}).status_code == 302
    assert now(row).state == change["state"]


def test_who_only_reads_writes_nothing_down(morning: Session, sign_in: SignIn) -> None:
    row = drafted(morning)
    assert sign_in("viewer").post(answer_of(row), {"answer": "cannot"}).status_code == 404
    assert now(row).state == "draft"

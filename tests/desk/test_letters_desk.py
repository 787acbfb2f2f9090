"""Letters at the desk: found, told of, read with every token masked, sent again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from events.models import LogEntry, Session
from registrations.models import OutgoingMail, Participation
from registrations.organiser.letters.delivery import trouble_of
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.letters import cast

Queries = Callable[[int], Any]
DESK = "/organiser/events/lape-2030-vaasa/letters/"


def letter_of(part: Participation) -> OutgoingMail:
    return OutgoingMail.objects.filter(participation=part).latest("pk")


def page_of(mail: OutgoingMail) -> str:
    return f"{DESK}{mail.uuid}/"


def left(mail: OutgoingMail, state: str = "sent", error: str = "") -> OutgoingMail:
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, error=error, attempts=1)
    mail.refresh_from_db()
    return mail


def test_letters_are_listed_by_kind_and_state_and_found_by_name(session: Session, sign_in: SignIn) -> None:
    one, other = letter_of(comes(session, "Elle Yksi")), letter_of(comes(session, "Maija Kaksi"))
    left(one, "failed", "550 5.1.1")
    invitation = cast.invited()
    client = sign_in()
    page = " ".join(client.get(DESK).content.decode().split())
    for words in (
        'All <span class="num">3',
        'Delivery failed <span class="num">1',
        "Elle Yksi",
        "Liisa Leader",
    ):
        assert words in page
    assert "There is no such mailbox" in page
    failed = client.get(f"{DESK}?state=failed").content.decode()
    assert str(one.uuid) in failed
    assert str(other.uuid) not in failed
    assert str(invitation.letters.get().uuid) in client.get(f"{DESK}?kind=invited").content.decode()
    for words in ("kaksi", str(other.recipient.email)):
        found = client.get(DESK, {"q": words}).content.decode()
        assert str(other.uuid) in found
        assert str(one.uuid) not in found


def test_a_letter_reads_as_it_went_but_opens_nothing(session: Session, sign_in: SignIn) -> None:
    part = comes(session, "Elle Yksi")
    page = sign_in().get(page_of(letter_of(part))).content.decode()
    assert "Sinulla on paikka" in page or "my/…/" in page
    registration = part.registration
    secrets = [registration.manage_token, registration.ticket_token, registration.door_code]
    assert not [secret for secret in secrets if secret in page]


def test_a_letter_that_was_not_delivered_leaves_again_once(session: Session, sign_in: SignIn) -> None:
    mail, client = left(letter_of(comes(session, "Elle Yksi")), "dead", "TimeoutError"), sign_in()
    assert "The mail server could not be reached." in client.get(page_of(mail)).content.decode()
    again = client.post(f"{page_of(mail)}send/", follow=True).content.decode()
    assert "The letter is on its way." in again
    assert "already on its way" in client.post(f"{page_of(mail)}send/", follow=True).content.decode()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == ("queued", 0, "")
    assert OutgoingMail.objects.count() == 1
    assert LogEntry.objects.filter(verb="send letter again").count() == 1


def test_for_a_letter_that_arrived_a_new_one_says_what_holds(session: Session, sign_in: SignIn) -> None:
    mail, client = left(letter_of(comes(session, "Elle Yksi"))), sign_in()
    for _press in range(2):
        client.post(f"{page_of(mail)}send/")
    newer = OutgoingMail.objects.exclude(pk=mail.pk).get()
    assert (newer.kind, newer.participation_id) == ("confirmed", mail.participation_id)
    invited = left(cast.invited().letters.get())
    for _press in range(2):
        client.post(f"{page_of(invited)}send/")
    kinds = (
        OutgoingMail.objects.filter(recipient=invited.recipient).order_by("pk").values_list("kind", flat=True)
    )
    assert list(kinds) == ["invited", "asked_again"]


def test_what_does_not_hold_any_more_is_not_sent_again(session: Session, sign_in: SignIn) -> None:
    part = comes(session, "Elle Yksi")
    mail = left(letter_of(part), "failed", "451")
    cast.cancelled(part.registration, session)
    page = sign_in().post(f"{page_of(mail)}send/", follow=True).content.decode()
    assert "does not hold any more" in page
    mail.refresh_from_db()
    assert mail.state == "failed"


@pytest.mark.parametrize(("error", "words"), [
    ("550 5.1.1", "no such mailbox"),
    ("552 5.2.2", "full"),
    ("550", "refused the letter"),
    ("451 4.7.1", "try later"),
    ("SMTPServerDisconnected", "could not be reached"),
    ("KeyError", "could not be written"),
    ("The worker was lost.", "interrupted"),
])  # fmt: skip
def test_trouble_is_told_in_words(error: str, words: str) -> None:
    with translation.override("en"):
        assert words in trouble_of(OutgoingMail(error=error))


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_takes_the_same_statements_however_many(
    session: Session, sign_in: SignIn, more: int, django_assert_num_queries: Queries
) -> None:
    client = sign_in()
    for number in range(1 + more):
        comes(session, f"Nimi {number}")
    with django_assert_num_queries(11):  # session, user, team (3), event, right, states, number, rows, silent
        client.get(DESK)


def test_who_only_reads_sees_no_address_no_error_and_no_letter(session: Session, sign_in: SignIn) -> None:
    mail, client = left(letter_of(comes(session, "Elle Yksi")), "failed", "550 5.1.1"), sign_in("viewer")
    page = client.get(DESK).content.decode()
    assert "Elle Yksi" in page
    assert str(mail.recipient.email) not in page
    assert "no such mailbox" not in page
    assert client.get(page_of(mail)).status_code == 404
    assert client.post(f"{page_of(mail)}send/").status_code == 404
    assert sign_in(of="thl").get(page_of(mail)).status_code == 404

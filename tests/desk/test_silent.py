"""Reminding those who have not answered: who is, who is left out and why, and one letter each."""

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import work
from events.actors import SYSTEM
from events.models import Event, Job, LogEntry, Session, TeamMember, Tour
from registrations.actions import sent_out
from registrations.actions.answer import Answer, answer
from registrations.actions.invite import invite, person_at, send, send_all
from registrations.actions.readdress import move_mailbox
from registrations.models import Invitation, OutgoingMail, Person
from registrations.outbox import fate, sending
from registrations.outbox.overtaken import is_overtaken
from tests import world
from tests.desk.conftest import SignIn
from tests.desk.silence import PAGE, REMIND, left, reminders, silent

MISSING = "/organiser/events/lape-2030-vaasa/missing/"


@pytest.fixture
def morning(tour: Tour) -> Session:
    """Vaasa's invited morning."""
    return world.morning_of(tour, "vaasa")


def shown(client: Client, path: str) -> str:
    answered = client.get(path)
    assert answered.status_code == 200
    return " ".join(html.unescape(answered.content.decode()).split())


def press(client: Client) -> str:
    return " ".join(client.post(REMIND, {"submission": uuid4()}, follow=True).content.decode().split())


def test_the_page_asks_first_and_one_press_sends(morning: Session, sign_in: SignIn) -> None:
    for name, language in (
        ("Aino A", "fi"),
        ("Bo B", "sv"),
        ("Outi O", ""),
        ("Eve E", "en"),
        ("Eja F", "en"),
    ):
        silent(morning, name, language=language)
    client = sign_in()
    assert "Remind those who have not answered (5)" in shown(client, PAGE)
    asked = shown(client, REMIND)
    assert "5 letters will be sent." in asked
    for language in ("<dt>English</dt><dd>2 letters", "<dt>Swedish</dt><dd>1 letter</dd>"):
        assert language in asked
    for words in ("Emme ole vielä saaneet vastaustasi.", "Vi har inte fått ditt svar ännu."):
        assert asked.count(words) == 2, "once for that language, once for whoever's is not known"
    assert "We have not had your answer yet." in asked
    assert "invitation/…/" in asked
    assert "Who is left out" not in asked
    assert not reminders()
    assert "5 reminders are on their way." in press(client)
    everybody = [
        "aino@example.org",
        "bo@example.org",
        "eja@example.org",
        "eve@example.org",
        "outi@example.org",
    ]
    assert reminders() == everybody
    assert set(Invitation.objects.values_list("state", flat=True)) == {"sent"}
    assert "nobody left to remind" in press(client)
    assert reminders() == everybody


def test_who_is_left_out_is_named_with_the_reason(morning: Session, sign_in: SignIn) -> None:
    rows = {name: silent(morning, name) for name in ("Due D", "Gone G", "Quiet Q", "Back B", "Failed F")}
    recent = silent(morning, "Recent R", days=2.9)
    Person.objects.filter(pk=rows["Gone G"].person_id).update(email=None)
    Person.objects.filter(pk=rows["Quiet Q"].person_id).update(do_not_write_at=timezone.now())
    Person.objects.filter(pk=rows["Back B"].person_id).update(bounced_at=timezone.now())
    Invitation.objects.filter(pk=rows["Failed F"].pk).update(state="failed")
    client = sign_in()
    page = shown(client, REMIND)
    assert "1 letter will be sent." in page
    assert "5 people are left out" in page
    _before, *parts = page.split("Who is left out")[1].split("<summary>")
    found = {part.split("</summary>")[0]: part for part in parts}
    assert list(found) == [
        "No e-mail address: 1",
        "Has asked not to be written to: 1",
        "Delivery failed: 2",
        "Written to within the last three days: 1",
    ]
    for reason, name in zip(found, ("Gone G", "Quiet Q", "Back B", "Recent R"), strict=True):
        assert name in found[reason]
    assert "Failed F" in found["Delivery failed: 2"]
    assert f"{PAGE}{recent.uuid}/" in page
    press(client)
    assert reminders() == ["due@example.org"]


def test_a_letter_that_waits_to_leave_or_told_of_a_change_was_written_lately(
    morning: Session, sign_in: SignIn
) -> None:
    waits, changed = silent(morning, "Waits W"), silent(morning, "Changed C")
    OutgoingMail.objects.filter(invitation=waits).update(state="queued", sent_at=None)
    OutgoingMail.objects.create(
        kind="inv_changed", revision=9, invitation=changed, recipient=changed.person,
        state="sent", sent_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    client = sign_in()
    assert "Written to within the last three days: 2" in shown(client, REMIND)
    press(client)
    assert not reminders()


def test_whoever_answers_between_the_page_and_the_press_gets_no_letter(
    morning: Session, sign_in: SignIn
) -> None:
    rows = [silent(morning, f"{name} Esimerkki") for name in ("Yes", "No", "Instead", "Withdrawn", "Silent")]
    client = sign_in()
    assert "5 letters will be sent." in shown(client, REMIND)
    for row, what in zip(rows, (Answer.ATTENDS, Answer.CANNOT), strict=False):
        answer(SYSTEM, row, answer=what, answered_by="invitee", language="en")
    Invitation.objects.filter(pk=rows[2].pk).update(state="substituted")
    Invitation.objects.filter(pk=rows[3].pk).update(state="expired")
    assert "1 reminder is on its way." in press(client)
    assert reminders() == ["silent@example.org"]


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Event.objects.filter(pk=row.event_id).update(status="cancelled"),
        lambda row: Event.objects.filter(pk=row.event_id).update(date=timezone.localdate() - timedelta(days=1)),
        lambda row: Session.objects.filter(event=row.event_id, admission="invitation").update(status="cancelled"),
        lambda row: Session.objects.filter(event=row.event_id).update(
            starts_at=timezone.now() - timedelta(hours=1)
        ),
    ],
    ids=["event cancelled", "event over", "session cancelled", "session begun"],
)  # fmt: skip
def test_nobody_is_asked_about_what_does_not_come(
    morning: Session, sign_in: SignIn, change: Callable[[Invitation], Any]
) -> None:
    row, client = silent(morning, "Late L"), sign_in()
    change(row)
    assert "Remind those" not in shown(client, PAGE)
    assert "There is nobody to remind now." in shown(client, REMIND)
    press(client)
    assert not reminders()


def test_the_statements_are_as_many_for_3_as_for_30(morning: Session, sign_in: SignIn) -> None:
    client, taken = sign_in(), []
    for first, last in ((0, 3), (3, 33)):
        for number in range(first, last):
            silent(morning, f"N{number} Esimerkki")
            silent(morning, f"Recent{number} Esimerkki", days=1)
        with CaptureQueriesContext(connection) as asking:
            assert f"{last - first} letter" in shown(client, REMIND)
        with CaptureQueriesContext(connection) as sending:
            client.post(REMIND)
        taken.append((len(asking), len(sending)))
    assert taken[0] == taken[1]
    assert len(reminders()) == 33


@pytest.fixture
def a_few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_out, "MOST_AT_ONCE", 3)
    monkeypatch.setattr(sent_out, "PER_STEP", 2)


def test_many_are_asked_by_the_worker_each_once(
    morning: Session, sign_in: SignIn, a_few_are_many: None
) -> None:
    rows = [silent(morning, f"N{number} Esimerkki") for number in range(5)]
    client, form = sign_in(), {"submission": uuid4()}
    asked = client.post(REMIND, form)
    assert asked.headers["Location"] == client.post(REMIND, form).headers["Location"]
    job = Job.objects.get()
    answer(SYSTEM, rows[3], answer=Answer.CANNOT, answered_by="invitee", language="en")
    sent_out.task(job.pk)
    sent_out.task(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", PAGE)
    assert reminders() == [f"n{number}@example.org" for number in (0, 1, 2, 4)]


def test_a_reminding_that_is_cancelled_says_how_many_have_left(
    morning: Session, sign_in: SignIn, a_few_are_many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        silent(morning, f"N{number} Esimerkki")
    sign_in().post(REMIND)
    job = Job.objects.select_related("user").get()

    def sent_and_cancelled(*given: Any) -> int:
        work.cancel(world.editor(), job)
        return send_all(*given)

    monkeypatch.setattr(sent_out, "send_all", sent_and_cancelled)
    sent_out.task(job.pk)
    job.refresh_from_db()
    assert (job.state, len(reminders())) == ("cancelled", 1)
    assert "1 letter was sent, the others were not written to." in job.refusal


def test_one_by_one_whoever_has_had_it_is_asked_again(morning: Session, sign_in: SignIn) -> None:
    row, client = silent(morning, "Liisa Leader"), sign_in()
    page = shown(client, f"{PAGE}{row.uuid}/")
    assert "We have not had your answer yet." in page
    assert "The last letter left" in page
    client.post(f"{PAGE}{row.uuid}/send/", {"email": "liisa@example.org", "letter": 1})
    client.post(f"{PAGE}{row.uuid}/send/", {"email": "liisa@example.org", "letter": 1})
    assert reminders() == ["liisa@example.org"]
    verbs = LogEntry.objects.filter(target_uuid=row.uuid).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["invite", "send invitation", "ask again"]
    assert "Somebody invited was asked again for an answer" in shown(
        client, "/organiser/events/lape-2030-vaasa/log/"
    )
    assert "Reminder of an invitation" in shown(client, f"{PAGE}{row.uuid}/")


def test_whoever_has_not_had_it_is_invited(morning: Session, sign_in: SignIn) -> None:
    """Its letter did not arrive, or somebody else reads at the other address, or it is still to leave."""
    failed, moved, queued = (silent(morning, name) for name in ("Failed F", "Moved M", "Queued Q"))
    client = sign_in()
    OutgoingMail.objects.filter(invitation=failed).update(state="failed", sent_at=None)
    OutgoingMail.objects.filter(invitation=queued).update(state="queued", sent_at=None)
    for row, email in ((failed, "failed"), (moved, "elsewhere"), (queued, "queued")):
        client.post(f"{PAGE}{row.uuid}/send/", {"email": f"{email}@example.org", "letter": 1})
    assert not reminders()
    assert OutgoingMail.objects.filter(kind="invited").count() == 6


def test_a_corrected_address_is_invited_even_after_a_letter_that_failed(morning: Session) -> None:
    row = silent(morning, "Failed F")
    OutgoingMail.objects.filter(invitation=row).update(state="failed", sent_at=None)
    send(SYSTEM, row)
    left(row)
    OutgoingMail.objects.filter(invitation=row, revision=0).update(state="failed", sent_at=None)
    move_mailbox(SYSTEM, row.person, "elsewhere@example.org")
    assert [mail.kind for mail in row.letters.filter(state="queued")] == ["invited"]


def test_a_reminder_has_the_fate_of_an_invitation(morning: Session, sign_in: SignIn) -> None:
    """It is not needed once the session is cancelled; where it does not arrive, the invitation has failed."""
    row = silent(morning, "Liisa Leader")
    press(sign_in())
    mail = sending.claim(row.letters.get(kind="asked_again").pk)
    assert mail is not None
    assert not is_overtaken(mail)
    Session.objects.filter(pk=morning.pk).update(status="cancelled")
    assert is_overtaken(mail)
    fate.answered(mail, 550, "5.1.1 No such mailbox", to_address=True)
    row.refresh_from_db()
    assert row.state == "failed"


def test_the_readiness_list_says_it_within_seven_days(morning: Session, sign_in: SignIn) -> None:
    silent(morning, "Yksi Y")
    silent(morning, "Kaksi K", days=0)
    client, event = sign_in(), Event.objects.filter(pk=morning.event_id)
    soon = timezone.localdate() + timedelta(days=7)
    Session.objects.filter(event=morning.event_id).update(starts_at=timezone.now() + timedelta(days=7))
    event.update(date=soon + timedelta(days=1))
    assert "have not answered." not in shown(client, MISSING)
    event.update(date=soon)
    assert f'<a href="{REMIND}">' in shown(client, MISSING)
    assert "2 of the invited have not answered." in shown(client, MISSING)
    group = client.get(MISSING).context["group"]
    assert "unanswered" in {lack.name for lack in group.warnings}
    Invitation.objects.update(state="declined")
    assert "have not answered." not in shown(client, MISSING)


def test_the_tab_of_the_stop_shows_the_number(morning: Session, sign_in: SignIn) -> None:
    stop, client = "/organiser/events/lape-2030-vaasa/", sign_in("viewer")
    assert "not answered</span></a>" not in shown(client, stop)
    silent(morning, "Yksi Y")
    silent(morning, "Kaksi K", days=0)
    for path in (stop, PAGE, f"{stop}participants/", f"{stop}letters/", f"{stop}log/"):
        assert 'Invitations <span class="num">2</span> <span class="sr">not answered</span></a>' in shown(
            client, path
        ), path


@pytest.mark.parametrize("role", ["viewer", "door"])
def test_who_only_reads_has_no_button_and_no_page(morning: Session, sign_in: SignIn, role: str) -> None:
    silent(morning, "Yksi Y")
    client = sign_in(role)
    assert "Remind those" not in shown(client, PAGE)
    assert client.get(REMIND).status_code == client.post(REMIND).status_code == 404
    assert not reminders()


def test_a_host_reminds_at_their_own_stop_only(morning: Session, tour: Tour) -> None:
    elsewhere = world.morning_of(tour, "oulu")
    silent(morning, "Yksi Y")
    person = person_at(elsewhere.event.organiser, name="Oulu O", email="oulu@example.org")
    row = invite(SYSTEM, event=elsewhere.event, sessions=[elsewhere], person=person)
    send(SYSTEM, row)
    left(row)
    who = world.user("host@example.org", name="Helvi Host")
    member = TeamMember.objects.create(user=who, organiser=world.organiser(), role="editor", limited=True)
    member.events.set([morning.event])
    client = Client()
    client.force_login(who)
    assert client.get(REMIND).status_code == 200
    client.post(REMIND)
    assert client.post(REMIND.replace("vaasa", "oulu")).status_code == 404
    assert reminders() == ["yksi@example.org"]

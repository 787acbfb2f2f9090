"""Writing to those who take part: read first, sent once, to each reader one letter."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import LogEntry, Session
from registrations.actions.details import Way
from registrations.actions.message import write_to
from registrations.letters import layout, letter_for
from registrations.models import Message, OutgoingMail, Participation, Registration
from registrations.outbox.overtaken import is_overtaken
from tests import world
from tests.attendance.cast import came, comes
from tests.desk.conftest import SignIn
from tests.harness.audit import assert_house_is_true

TEXT = {"text_0": "Käyttäkää sivuovea.", "text_1": "Använd sidodörren.", "text_2": ""}


def page_of(session: Session) -> str:
    return f"/organiser/events/{session.event.slug}/letters/new/"


def written() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="message").order_by("pk"))


def looked_at(client: Client, session: Session, audience: str = "all") -> tuple[str, dict[str, str]]:
    """The page that shows how it reads, and what its button sends."""
    asked = TEXT | {"audience": audience, "submission": str(uuid4())}
    shown = client.post(page_of(session), asked)
    return shown.content.decode(), asked | {"seen": shown.context["seen"]}


def test_it_is_read_first_and_sent_once(session: Session, sign_in: SignIn) -> None:
    comes(session, "Aino Österman")
    swede = comes(session, "Åsa Öst", Way.ONLINE)
    Registration.objects.filter(pk=swede.registration_id).update(language="sv")
    client = sign_in()
    page, asked = looked_at(client, session)
    assert "Käyttäkää sivuovea." in page
    assert "Använd sidodörren." in page
    assert "Send 2 letters" in page
    assert swede.registration.manage_token not in page
    assert not written()
    for _press in range(2):
        client.post(page_of(session), asked | {"send": "1"})
    assert [mail.recipient.name for mail in written()] == ["Aino Österman", "Åsa Öst"]
    read = layout.plain(letter_for(written()[1]))
    assert "Använd sidodörren." in read
    assert "Ett meddelande från arrangören" in read
    said = LogEntry.objects.get(verb="write to participants").details
    assert (said["audience"], said["letters"], said["languages"]) == ("all", 2, ["fi", "sv"])
    assert "Message" in client.get(f"/organiser/events/{session.event.slug}/letters/").content.decode()
    assert_house_is_true()


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        ("all", ["Room", "Web", "Came"]),
        ("room", ["Room", "Came"]),
        ("online", ["Web"]),
        ("line", ["Line"]),
        ("came", ["Came"]),
    ],
)
def test_each_audience_is_who_it_says(
    session: Session, sign_in: SignIn, audience: str, names: list[str]
) -> None:
    comes(session, "Room"), comes(session, "Web", Way.ONLINE), came(comes(session, "Came"))
    Session.objects.filter(pk=session.pk).update(in_person_capacity=2)
    comes(session, "Line", Way.QUEUE)
    _page, asked = looked_at(sign_in(), session, audience)
    sign_in().post(page_of(session), asked | {"send": "1"})
    assert [mail.recipient.name for mail in written()] == names


def test_whoever_reads_for_several_gets_one_and_whoever_wants_none_is_named(
    session: Session, sign_in: SignIn
) -> None:
    reader, other, quiet = (comes(session, name) for name in ("Sihteeri", "Johtaja", "Hiljainen"))
    Registration.objects.filter(pk=other.registration_id).update(letters_to=reader.registration.person)
    person = quiet.registration.person
    person.do_not_write_at = person.created_at
    person.save()
    page, asked = looked_at(sign_in(), session)
    assert "Send 1 letter<" in page
    assert "Hiljainen" in page
    sign_in().post(page_of(session), asked | {"send": "1"})
    (mail,) = written()
    assert (mail.recipient, mail.participation) == (reader.registration.person, reader)


def test_two_messages_leave_and_whoever_has_cancelled_gets_none(session: Session, sign_in: SignIn) -> None:
    stays, gone = comes(session, "Stays"), comes(session, "Gone")
    for _number in range(2):
        _page, asked = looked_at(sign_in(), session)
        sign_in().post(page_of(session), asked | {"send": "1"})
    Participation.objects.filter(pk=gone.pk).update(status="cancelled")
    dropped = [(mail.participation_id, is_overtaken(mail)) for mail in written()]
    assert dropped == [(stays.pk, False), (gone.pk, True)] * 2


def test_it_takes_the_same_statements_for_many(session: Session) -> None:
    editor = world.editor()
    counts = []
    for number in (2, 8):
        for each in range(number):
            comes(session, f"Name{each}")
        with CaptureQueriesContext(connection) as asked:
            write_to(editor, session.event, audience="all", text={"fi": "Hei"}, submission=uuid4())
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert Message.objects.count() == 2


def test_an_empty_message_and_a_viewer_write_nothing(session: Session, sign_in: SignIn) -> None:
    comes(session, "Somebody")
    empty = {"audience": "all", "submission": str(uuid4()), "send": "1"}
    assert sign_in().post(page_of(session), empty).status_code == 422
    viewer = sign_in("viewer")
    assert viewer.post(page_of(session), TEXT | empty).status_code == 404
    assert (
        "letters/new"
        not in viewer.get(f"/organiser/events/{session.event.slug}/participants/").content.decode()
    )
    assert not written()


@pytest.mark.parametrize("change", [{"audience": "all"}, {"text_0": "Lukematon"}, {"seen": ""}])
def test_only_what_has_been_read_leaves(session: Session, sign_in: SignIn, change: dict[str, str]) -> None:
    comes(session, "Room"), comes(session, "Web", Way.ONLINE)
    client = sign_in()
    _page, asked = looked_at(client, session, "online")
    again = client.post(page_of(session), asked | change | {"send": "1"})
    assert "not the one that you looked at" in again.content.decode()
    assert not written()
    client.post(page_of(session), asked | change | {"send": "1", "seen": again.context["seen"]})
    assert len(written()) == (2 if "audience" in change else 1)


def test_whom_nobody_reaches_is_said(session: Session) -> None:
    person = comes(session, "Quiet").registration.person
    person.do_not_write_at = person.created_at
    person.save()
    submission = uuid4()
    numbers = [
        write_to(world.editor(), session.event, audience="all", text={"fi": "Hei"}, submission=submission)
        for _press in range(2)
    ]
    assert numbers == [0, None]

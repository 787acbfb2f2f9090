"""Held online: the room is closed, everybody goes along, nobody is left behind, and nobody is told twice."""

import datetime
import uuid

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from config.management.commands.audit_invariants import breaches
from events.actors import SYSTEM
from events.models import LogEntry, Session
from events.refusals import NotThisWay
from registrations import told
from registrations.actions.details import Choice, Details, Way
from registrations.actions.hold_online import hold_online
from registrations.actions.register import register
from registrations.checkin.doorway import doors
from registrations.letters import layout, letter_for
from registrations.models import Device, DeviceClaim, OutgoingMail, Participation
from tests import world
from tests.attendance.cast import comes
from tests.desk.test_verbs import confirmed
from webcast.models import Stream

pytestmark = pytest.mark.django_db
Status = Participation.Status
STATEMENTS = 13


@pytest.fixture
def session(db: None) -> Session:
    """Vaasa's open afternoon: two places in the room, one on the web."""
    row = world.afternoon_of(world.coming_tour(cities=("vaasa",)), "vaasa")
    Session.objects.filter(pk=row.pk).update(in_person_capacity=2, online_capacity=1)
    return Session.objects.whole().get(pk=row.pk)


@pytest.fixture
def editor(db: None) -> Client:
    who = world.member(world.organiser())
    who.language = "en"
    who.save()
    client = Client()
    client.force_login(who)
    return client


def page(session: Session) -> str:
    return f"/organiser/sessions/{session.uuid}/online/"


def rows(session: Session) -> dict[str, tuple[str, str, bool]]:
    found = Participation.objects.filter(session=session).select_related("registration__person")
    return {
        each.registration.person.name: (each.mode, each.status, each.waiting_since is None) for each in found
    }


def test_everybody_of_the_room_goes_along_and_is_told_once(session: Session, editor: Client) -> None:
    seated = comes(session, "Istuu")
    comes(session, "Verkossa", Way.ONLINE)
    comes(session, "Istuu Toinen")
    comes(session, "Jonottaa", Way.QUEUE)
    comes(session, "Jonottaa verkkoon", Way.ONLINE)
    OutgoingMail.objects.update(state="sent")

    confirmed(editor, page(session), message_1="Tågen går inte.")

    session = Session.objects.whole().get(pk=session.pk)
    online = ("online", Status.ATTENDING, True)
    assert rows(session) == {
        "Istuu": online,
        "Verkossa": online,
        "Istuu Toinen": online,
        "Jonottaa": online,
        "Jonottaa verkkoon": ("online", Status.WAITING, False),
    }
    assert (session.in_person_taken, session.in_person_waiting, session.in_person_overflow) == (0, 0, 0)
    assert (session.online_taken, session.online_overflow, session.online_waiting) == (4, 3, 1)
    why = [entry.details.get("over_capacity") for entry in LogEntry.objects.filter(verb="move to the web")]
    assert why == ["closed_room"] * 3
    assert breaches() == []

    Session.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
    assert (told.sweep(), told.sweep()) == (5, 0)
    (mail,) = OutgoingMail.objects.select_related("recipient__organiser").filter(
        kind="changed", participation=seated
    )
    letter = letter_for(mail)
    words = layout.plain(letter)
    assert "Järjestetään vain etänä." in words
    assert "Osallistut etänä." in words
    assert "Tågen går inte." in words
    assert letter.ticket is None
    assert letter.calendar
    (entry,) = icalendar.Calendar.from_ical(letter.calendar.content).walk("VEVENT")
    assert (letter.calendar.method, entry["LOCATION"]) == ("REQUEST", "Verkossa")
    assert entry["SEQUENCE"] == session.sequence == 1


@pytest.mark.parametrize("people", [1, 3])
def test_the_room_is_closed_with_as_many_statements_for_many_as_for_one(
    session: Session, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    for number in range(people):
        comes(session, f"Osallistuja {number}", Way.QUEUE)
    with django_assert_num_queries(STATEMENTS):
        hold_online(SYSTEM, session)


def test_whoever_follows_while_waiting_for_the_room_waits_no_more(session: Session, editor: Client) -> None:
    comes(session, "Istuu")
    comes(session, "Istuu Toinen")
    comes(session, "Molemmat", Way.QUEUE_AND_ONLINE)
    confirmed(editor, page(session))
    assert rows(session)["Molemmat"] == ("online", Status.ATTENDING, True)
    session.refresh_from_db()
    assert (session.in_person_waiting, session.online_taken) == (0, 3)
    assert breaches() == []


def test_the_door_and_the_form_close_and_the_public_pages_say_so(session: Session, editor: Client) -> None:
    whole_day = f"/organiser/events/{session.event.slug}/online/"
    confirmed(editor, whole_day)
    assert set(session.event.sessions.values_list("attendance", flat=True)) == {"online"}
    claim = DeviceClaim.objects.create(
        event=session.event, name="Door", expires_at=timezone.now() + datetime.timedelta(minutes=5)
    )
    device = Device.objects.create(claim=claim, event=session.event, name="Door", language="fi")
    assert not doors(device).exists()
    public = Client().get(f"/en/events/{session.event.slug}/").content.decode()
    assert "This event is held on the web only." in public
    assert "Nobody comes to the venue." in public
    assert "On the web only" in Client().get("/en/tours/lape-2030/").content.decode()
    assert (
        'value="in_person"' not in Client().get(f"/en/events/{session.event.slug}/register/").content.decode()
    )
    assert "Hold it online" not in editor.get(f"/organiser/events/{session.event.slug}/").content.decode()


def test_a_webcast_without_an_address_is_flagged_before(session: Session, editor: Client) -> None:
    assert "No address yet for the webcast of “Afternoon”." in editor.get(page(session)).content.decode()
    Stream.objects.create(session=session, url="https://meet.example.org/l/room")
    assert "No address yet" not in editor.get(page(session)).content.decode()


def test_what_is_cancelled_or_over_is_not_held_online(session: Session, editor: Client) -> None:
    confirmed(editor, f"/organiser/sessions/{session.uuid}/cancel/")
    assert "This has been cancelled." in editor.get(page(session)).content.decode()
    past = world.afternoon_of(world.tour_2016())
    assert "already over" in editor.get(page(past)).content.decode()


def test_a_form_that_was_open_meanwhile_leaves_nobody_in_the_room(session: Session, editor: Client) -> None:
    """The session was read before the room closed; the place is asked for after."""
    confirmed(editor, page(session))
    address = f"/en/events/{session.event.slug}/register/"
    sent = {"name": "Myöhäinen", "email": "late@example.org", "submission": str(uuid.uuid4())}
    answer = Client().post(address, sent | {f"session-{session.uuid}": "in_person"})
    assert answer.status_code == 422
    with pytest.raises(NotThisWay):
        register(
            choices=[Choice(session, Way.IN_PERSON)],
            details=Details(name="Myöhäinen", language="fi"),
            email="late@example.org",
            submission=uuid.uuid4(),
        )
    assert not Participation.objects.exists()


def test_chosen_participants_move_to_the_web_and_the_line_moves_up(session: Session, editor: Client) -> None:
    Session.objects.filter(pk=session.pk).update(online_capacity=None)
    moved, stays = comes(session, "Siirtyy"), comes(session, "Jää")
    waits, first = comes(session, "Jonottaa Siirtyy", Way.QUEUE), comes(session, "Jonottaa", Way.QUEUE)
    act = f"/organiser/events/{session.event.slug}/participants/act/"
    ticked = {"rows": [str(moved.uuid), str(waits.uuid)], "do": "online"}
    asking = editor.post(act, ticked).content.decode()
    assert "2 people take part on the web instead." in asking
    assert asking.count("<details") == 3
    assert asking.partition('name="notify"')[2].partition(">")[0].endswith("checked")
    assert rows(session)["Siirtyy"][0] == "in_person"
    editor.post(act, ticked | {"sure": "1", "notify": "on"})
    assert {name: row[:2] for name, row in rows(session).items()} == {
        "Siirtyy": ("online", Status.ATTENDING),
        "Jää": ("in_person", Status.ATTENDING),
        "Jonottaa Siirtyy": ("online", Status.ATTENDING),
        "Jonottaa": ("in_person", Status.ATTENDING),
    }
    kinds = OutgoingMail.objects.exclude(kind="waiting").order_by("pk").values_list("participation", "kind")
    assert list(kinds)[2:] == [(waits.pk, "confirmed"), (moved.pk, "confirmed"), (first.pk, "promoted")]
    assert stays.letters.count() == 1
    assert breaches() == []


def test_whoever_has_cancelled_is_not_moved_and_a_full_web_says_so(session: Session, editor: Client) -> None:
    gone, one, two = comes(session, "Peruttu"), comes(session, "Yksi"), comes(session, "Kaksi", Way.QUEUE)
    act = f"/organiser/events/{session.event.slug}/participants/act/"
    editor.post(act, {"rows": [str(gone.uuid)], "do": "cancel", "sure": "1"})
    every = {"rows": [str(part.uuid) for part in (gone, one, two)], "do": "online", "sure": "1"}
    said = editor.post(act, every, follow=True).content.decode()
    assert "Peruttu: This person has no place here any more." in said
    assert "There are no free places left." in said
    assert "Done for 1 participant." in said
    assert rows(session)["Peruttu"][1] == Status.CANCELLED
    assert breaches() == []

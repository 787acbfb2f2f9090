"""Scanning, letting in, undoing; each scan is one row."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actors import SYSTEM
from events.models import Event, LogEntry, Session
from events.models.session import Mode
from registrations import places
from registrations.actions import manage
from registrations.actions.by_hand import Seat, put
from registrations.actions.details import Way
from registrations.checkin import admitting, devices
from registrations.models import Invitation, OutgoingMail, Participation, Scan
from tests import world
from tests.checkin import cast
from tests.harness.audit import assert_house_is_true

Status = Participation.Status
AttendedBy = Participation.AttendedBy


def fresh(part: Participation) -> Participation:
    return Participation.objects.get(pk=part.pk)


@pytest.mark.parametrize(
    "form", ["{token}", "HTTP://TESTSERVER/T/{token}", "http>&&testserver&t&{token}", "{code}"]
)
def test_a_green_code_is_let_in_at_once(afternoon: Session, phone: cast.Phone, form: str) -> None:
    part = cast.registered(afternoon)
    registration = part.registration
    code = form.format(token=registration.ticket_token.lower(), code=registration.door_code.lower())
    said = phone.scan(afternoon, code=code)
    assert (said["kind"], said["colour"], said["name"]) == ("welcome", "go", "Elle-Máret Näkkäläjärvi")
    assert said["counter"] == "1 of 1 present"
    assert fresh(part).attended_at
    assert fresh(part).attended_by == AttendedBy.SCAN
    assert_house_is_true()


@pytest.mark.parametrize("days", [0, 5])
def test_who_came_without_a_seat_is_counted_on_neither_side(db: None, days: int) -> None:
    """At the door on the day, and in a rehearsal before it."""
    event = cast.rehearsed(cast.stop(days)) if days else cast.stop()
    afternoon, phone = cast.afternoon(event), cast.phone(event)
    speaker = cast.registered(afternoon)
    seat = Seat(afternoon, Way.IN_PERSON, unseated=True)
    put(world.editor(), speaker.registration, seat)
    assert phone.scan(afternoon, code=speaker.registration.ticket_token)["counter"] == "0 of 0 present"
    guest = cast.registered(afternoon, "Veera Vieras")
    assert phone.scan(afternoon, code=guest.registration.ticket_token)["counter"] == "1 of 1 present"


def test_a_check_in_takes_at_most_seven_statements(afternoon: Session, phone: cast.Phone) -> None:
    part = cast.registered(afternoon)
    body = {"scan_id": str(uuid4()), "code": part.registration.ticket_token}
    with CaptureQueriesContext(connection) as queries:
        assert phone.send(afternoon, body).json()["kind"] == "welcome"
    assert len(queries) <= 7, "\n".join(query["sql"] for query in queries)


def test_the_same_scan_sent_again_is_one_row_and_one_answer(afternoon: Session, phone: cast.Phone) -> None:
    part = cast.registered(afternoon)
    scan_id = uuid4()
    answers = [phone.scan(afternoon, scan_id, code=part.registration.ticket_token) for _ in range(3)]
    for answer in answers:
        answer.pop("html")
    assert answers[0] == answers[1] == answers[2]
    assert Scan.objects.count() == 1


def test_a_second_scan_says_when_and_where_they_came_in(event: Event, afternoon: Session) -> None:
    part = cast.registered(afternoon)
    code = part.registration.ticket_token
    cast.phone(event, "Door A").scan(afternoon, code=code)
    came = fresh(part).attended_at
    said = cast.phone(event, "Door B").scan(afternoon, code=code)
    assert said["kind"] == "already_in"
    assert said["about"].endswith(", Door A")
    assert fresh(part).attended_at == came
    assert list(Scan.objects.values_list("kind", flat=True).order_by("pk")) == [Scan.Kind.IN, Scan.Kind.SEEN]


def test_who_is_marked_by_another_list_meanwhile_stays_as_marked(afternoon: Session) -> None:
    part = cast.registered(afternoon)
    Participation.objects.update(attended_at=afternoon.starts_at, attended_by=AttendedBy.PAPER)
    assert not admitting.mark_present(part, AttendedBy.SCAN)
    assert fresh(part).attended_by == AttendedBy.PAPER


def test_who_cancels_between_two_looks_is_not_let_in(
    afternoon: Session, phone: cast.Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = cast.registered(afternoon)
    mark = admitting.mark_expected

    def cancelled_meanwhile(seen: Participation) -> bool:
        now = fresh(seen)
        places.release(now)
        now.status = Status.CANCELLED
        now.save(update_fields=["status", "waiting_since"])
        manage.close_if_empty(now.registration)
        return mark(seen)

    monkeypatch.setattr(admitting, "mark_expected", cancelled_meanwhile)
    said = phone.scan(afternoon, code=part.registration.ticket_token)
    assert said["kind"] == "cancelled"
    assert fresh(part).attended_at is None
    assert_house_is_true()


def test_undo_is_a_row_of_its_own(afternoon: Session, phone: cast.Phone) -> None:
    part = cast.registered(afternoon)
    phone.scan(afternoon, code=part.registration.ticket_token)
    said = phone.scan(afternoon, act="undo", registration=str(part.registration.uuid))
    assert (said["kind"], said["counter"]) == ("undone", "0 of 1 present")
    assert fresh(part).attended_at is None
    assert fresh(part).attended_by == ""
    assert phone.scan(afternoon, code=part.registration.ticket_token)["kind"] == "welcome"
    assert Scan.objects.count() == 3


def test_what_the_paper_list_says_is_not_undone_at_a_door(afternoon: Session, phone: cast.Phone) -> None:
    part = cast.registered(afternoon)
    Participation.objects.update(attended_at=afternoon.starts_at, attended_by=AttendedBy.PAPER)
    assert phone.scan(afternoon, act="undo", registration=str(part.registration.uuid))["kind"] == "already_in"
    assert fresh(part).attended_at


def test_amber_asks_first_and_a_web_guest_moves_into_the_room(afternoon: Session, phone: cast.Phone) -> None:
    part = cast.registered(afternoon, mode=Mode.ONLINE)
    said = phone.scan(afternoon, code=part.registration.ticket_token)
    assert (said["kind"], said["asks"], said["about"]) == ("web", True, "The room has 80 free places.")
    assert fresh(part).attended_at is None
    said = phone.scan(afternoon, act="let_in", registration=str(part.registration.uuid))
    assert (said["kind"], said["counter"]) == ("welcome", "1 of 1 present")
    assert (fresh(part).mode, fresh(part).attended_by) == (Mode.IN_PERSON, AttendedBy.DOOR)
    afternoon.refresh_from_db()
    assert (afternoon.in_person_taken, afternoon.online_taken) == (1, 0)
    entry = LogEntry.objects.get(verb="let in")
    assert entry.details["over_capacity"] is False
    assert_house_is_true()


def test_who_followed_the_webcast_still_comes_in_at_the_door(afternoon: Session, phone: cast.Phone) -> None:
    part = cast.registered(afternoon, mode=Mode.ONLINE)
    Participation.objects.update(attended_at=afternoon.starts_at, attended_by=AttendedBy.WEBCAST)
    assert phone.scan(afternoon, code=part.registration.ticket_token)["kind"] == "web"
    assert phone.scan(afternoon, act="let_in", registration=str(part.registration.uuid))["kind"] == "welcome"


def test_a_full_room_is_said_and_the_door_decides(db: None) -> None:
    event = cast.stop(in_person_capacity=1, online_capacity=1)
    session, phone = cast.afternoon(event), cast.phone(event)
    cast.registered(session, "Matti Meikäläinen")
    cast.registered(session, "Veera Verkko", mode=Mode.ONLINE)
    next_on_web = cast.registered(session, "Ville Verkko", mode=Mode.ONLINE, status=Status.WAITING)
    part = cast.registered(session, status=Status.WAITING)
    who = str(part.registration.uuid)
    assert "although the room is full" in phone.scan(session, code=part.registration.ticket_token)["html"]
    assert phone.scan(session, act="let_in", registration=who)["kind"] == "welcome"
    session.refresh_from_db()
    assert (session.in_person_taken, session.in_person_overflow, session.in_person_waiting) == (2, 1, 0)
    assert LogEntry.objects.get(verb="let in").details["over_capacity"] is True
    assert fresh(next_on_web).status == Status.WAITING
    assert_house_is_true()


def test_a_web_place_left_for_the_room_goes_to_the_next_in_line(db: None) -> None:
    event = cast.stop(online_capacity=1)
    session, phone = cast.afternoon(event), cast.phone(event)
    part = cast.registered(session, mode=Mode.ONLINE)
    waiting = cast.registered(session, "Ville Verkko", mode=Mode.ONLINE, status=Status.WAITING)
    phone.scan(session, act="let_in", registration=str(part.registration.uuid))
    assert fresh(waiting).status == Status.ATTENDING
    assert OutgoingMail.objects.get().kind == OutgoingMail.Kind.PROMOTED
    assert_house_is_true()


def test_letting_in_who_was_invited_accepts_for_them(morning: Session, phone: cast.Phone) -> None:
    invitation = cast.invited(morning)
    page = phone.get(f"/checkin/{morning.uuid}/invited/{invitation.uuid}/").content.decode()
    assert "Invited, has not answered" in page
    assert not Scan.objects.exists()
    said = phone.scan(morning, act="let_in", invitation=str(invitation.uuid))
    assert (said["kind"], said["name"], said["counter"]) == ("welcome", "Liisa Li", "1 of 1 present")
    invitation.refresh_from_db()
    assert (invitation.state, invitation.answered_by) == (
        Invitation.State.ACCEPTED,
        Invitation.AnsweredBy.ORGANISER,
    )
    part = Participation.objects.get(registration__invitation=invitation)
    assert (part.status, part.mode, bool(part.attended_at)) == (Status.ATTENDING, Mode.IN_PERSON, True)
    again = phone.scan(morning, act="let_in", invitation=str(invitation.uuid))
    assert again["kind"] == "already_in"
    assert_house_is_true()


def test_an_invited_afternoon_guest_is_let_into_the_morning_on_the_same_registration(
    morning: Session, afternoon: Session, phone: cast.Phone
) -> None:
    part = cast.registered(afternoon)
    invitation = cast.invited(morning, state=Invitation.State.DECLINED)
    Invitation.objects.filter(pk=invitation.pk).update(person=part.registration.person)
    assert phone.scan(morning, code=part.registration.ticket_token)["kind"] == "declined"
    assert phone.scan(morning, act="let_in", registration=str(part.registration.uuid))["kind"] == "welcome"
    assert part.registration.participations.count() == 2
    part.registration.refresh_from_db()
    assert part.registration.invitation == invitation
    assert_house_is_true()


def test_a_part_by_invitation_lets_nobody_else_in(
    morning: Session, afternoon: Session, phone: cast.Phone
) -> None:
    part = cast.registered(afternoon)
    said = phone.scan(morning, act="let_in", registration=str(part.registration.uuid))
    assert (said["kind"], said["asks"]) == ("another_session", False)
    assert not Participation.objects.filter(session=morning).exists()


def test_a_morning_guest_may_stay_for_the_open_afternoon(
    morning: Session, afternoon: Session, phone: cast.Phone
) -> None:
    part = cast.registered(morning)
    said = phone.scan(afternoon, code=part.registration.ticket_token)
    assert said["kind"] == "another_session"
    assert all(words in said["about"] for words in ("Morning", "09:30–11:30", "Auditorium"))
    assert phone.scan(afternoon, act="let_in", registration=str(part.registration.uuid))["kind"] == "welcome"
    assert part.registration.participations.count() == 2
    assert_house_is_true()


def test_who_comes_after_having_cancelled_is_registered_again(afternoon: Session, phone: cast.Phone) -> None:
    part = cast.registered(afternoon, status=Status.CANCELLED)
    part.registration.cancelled_at = afternoon.starts_at
    part.registration.save()
    assert phone.scan(afternoon, code=part.registration.door_code)["kind"] == "cancelled"
    assert phone.scan(afternoon, act="let_in", registration=str(part.registration.uuid))["kind"] == "welcome"
    part.registration.refresh_from_db()
    assert part.registration.cancelled_at is None
    assert_house_is_true()


def test_an_old_ticket_finds_the_registration_made_since(afternoon: Session, phone: cast.Phone) -> None:
    old, new = cast.registered(afternoon, status=Status.CANCELLED), cast.registered(afternoon)
    old.registration.cancelled_at = afternoon.starts_at
    old.registration.save()
    new.registration.person = old.registration.person
    new.registration.save()
    assert phone.scan(afternoon, code=old.registration.ticket_token)["kind"] == "welcome"
    assert fresh(new).attended_at


def test_a_ticket_of_another_event_tells_where_it_belongs_and_not_whose(
    afternoon: Session, phone: cast.Phone
) -> None:
    foreign = cast.registered(cast.afternoon(cast.stop(3, city="oulu")))
    said = phone.scan(afternoon, code=foreign.registration.ticket_token)
    assert (said["kind"], said["colour"], said["asks"]) == ("another_event", "red", False)
    assert "Oulu" in said["about"]
    page = phone.get(f"/checkin/{afternoon.uuid}/{said['scan_id']}/").content.decode()
    door = phone.get(f"/checkin/{afternoon.uuid}/").content.decode()
    assert not [text for text in (str(said), page, door) if "Näkkäläjärvi" in text or "Saamelais" in text]
    who = str(foreign.registration.uuid)
    assert phone.scan(afternoon, act="let_in", registration=who)["kind"] == "unknown"
    assert fresh(foreign).attended_at is None


def test_an_unknown_code_is_red_and_the_door_goes_on(afternoon: Session, phone: cast.Phone) -> None:
    for code in ("A" * 26, "https://example.org", "ABCD2345", "🙂"):
        assert phone.scan(afternoon, code=code)["kind"] == "unknown"
    assert (
        phone.scan(afternoon, code=cast.registered(afternoon).registration.ticket_token)["kind"] == "welcome"
    )


def test_a_rehearsal_counts_nothing(db: None) -> None:
    event = cast.rehearsed(cast.stop(5))
    session, phone = cast.afternoon(event), cast.phone(event)
    inside, web = cast.registered(session), cast.registered(session, "Veera Verkko", mode=Mode.ONLINE)
    said = phone.scan(session, code=inside.registration.ticket_token)
    assert (said["kind"], said["counter"]) == ("welcome", "1 of 1 present")
    assert phone.scan(session, code=inside.registration.ticket_token)["kind"] == "already_in"
    assert phone.scan(session, act="let_in", registration=str(web.registration.uuid))["kind"] == "welcome"
    undone = phone.scan(session, act="undo", registration=str(inside.registration.uuid))
    assert (undone["kind"], undone["counter"]) == ("undone", "1 of 1 present")
    invitation = cast.invited(cast.morning(event))
    for kind in ("welcome", "already_in"):
        said = phone.scan(cast.morning(event), act="let_in", invitation=str(invitation.uuid))
        assert said["kind"] == kind
    assert "nothing is counted" in phone.get(f"/checkin/{session.uuid}/").content.decode()
    assert not Participation.objects.exclude(attended_at=None).exists()
    assert fresh(web).mode == Mode.ONLINE
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.SENT
    assert set(Scan.objects.values_list("rehearsal", flat=True)) == {True}


def test_without_a_script_a_form_does_the_same(afternoon: Session, phone: cast.Phone) -> None:
    part = cast.registered(afternoon, mode=Mode.ONLINE)
    door = f"/checkin/{afternoon.uuid}/"
    form = {"scan_id": uuid4(), "code": part.registration.door_code}
    asked = phone.post(door, **form)
    page = phone.get(asked.url).content.decode()
    assert "Registered for the web" in page
    assert phone.post(door, **form).url == asked.url
    let_in = phone.post(door, scan_id=uuid4(), act="let_in", registration=part.registration.uuid)
    assert "Welcome" in phone.get(let_in.url).content.decode()
    assert fresh(part).attended_at
    assert Scan.objects.count() == 2


def test_another_phones_scan_is_not_there(event: Event, afternoon: Session) -> None:
    said = cast.phone(event, "Door A").scan(
        afternoon, code=cast.registered(afternoon).registration.ticket_token
    )
    assert cast.phone(event, "Door B").get(f"/checkin/{afternoon.uuid}/{said['scan_id']}/").status_code == 404


def test_a_scan_needs_the_token_that_its_page_carries(event: Event, afternoon: Session) -> None:
    phone = cast.phone(event, enforce_csrf_checks=True)
    body = {"scan_id": str(uuid4()), "code": "A" * 26}
    assert phone.send(afternoon, body).status_code == 403
    page = phone.get(f"/checkin/{afternoon.uuid}/").content.decode()
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    path = f"/checkin/{afternoon.uuid}/scan"
    headers = {"X-CSRFToken": token}
    assert phone.client.post(path, body, content_type="application/json", headers=headers).status_code == 200


def test_the_camera_and_the_decoder_are_allowed_on_the_scanning_page_only(
    afternoon: Session, phone: cast.Phone
) -> None:
    door, start = phone.get(f"/checkin/{afternoon.uuid}/"), phone.get("/checkin/")
    assert "camera=(self)" in door["Permissions-Policy"]
    assert "'wasm-unsafe-eval'" in door["Content-Security-Policy"]
    assert "camera=()" in start["Permissions-Policy"]
    assert "wasm" not in start["Content-Security-Policy"]


def test_the_phones_language_decides(event: Event, afternoon: Session) -> None:
    phone = cast.Phone(cast.device(event, language="sv"))
    page = phone.get(f"/checkin/{afternoon.uuid}/")
    assert (page["Content-Language"], 'lang="sv"' in page.content.decode()) == ("sv", True)
    assert devices.COOKIE not in page.cookies


def test_a_guest_who_had_said_no_comes_by_the_same_invitation(
    event: Event, morning: Session, phone: cast.Phone
) -> None:
    part = cast.registered(morning)
    invitation = part.registration.invitation
    assert invitation
    manage.leave_all(SYSTEM, part.registration)
    said = phone.scan(morning, registration=str(part.registration.uuid), act="let_in")
    assert said["kind"] == "welcome"
    invitation.refresh_from_db()
    assert (invitation.state, invitation.registration) == ("accepted", part.registration)
    assert_house_is_true()


@pytest.mark.parametrize("state", ["sent", "declined", "substituted", "expired"])
def test_coming_to_the_open_part_answers_no_invitation(
    event: Event, morning: Session, afternoon: Session, phone: cast.Phone, state: str
) -> None:
    invitation = cast.invited(morning, state=state)
    said = phone.scan(afternoon, invitation=str(invitation.uuid), act="let_in")
    assert said["kind"] == "welcome"
    invitation.refresh_from_db()
    assert invitation.state == state
    (part,) = Participation.objects.filter(registration__person=invitation.person)
    assert (part.session, part.registration.invitation) == (afternoon, None)
    assert_house_is_true()

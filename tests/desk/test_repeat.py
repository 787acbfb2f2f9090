"""A tour repeated from the desk, and a meeting that carries another one on."""

import datetime

import pytest
from django.utils import timezone

from events.actions.programme import adopt_day
from events.actions.repeating import repeat_tour
from events.actors import ANYONE, SYSTEM, Actor, Membership
from events.models import ChecklistItem, Event, LogEntry, Session, SessionTemplate, TeamMember, Tour
from events.refusals import NotAllowed
from registrations.actions import invite
from registrations.actions.answer import Answer, Substitute, answer
from registrations.actions.details import Way
from registrations.models import Invitation, OutgoingMail, Registration
from tests import world
from tests.attendance.cast import came, comes
from tests.desk.conftest import SignIn

MIDSUMMER = "2028-06-23"
ALL = ["programme", "team", "contacts", "documents"]


def flat(html: bytes) -> str:
    return " ".join(html.decode().split())


def test_the_new_days_are_looked_at_before_the_draft_is_made(tour: Tour, sign_in: SignIn) -> None:
    adopt_day(world.editor(), world.stop_of(tour, "vaasa"))
    client, at = sign_in(), f"/organiser/tours/{tour.slug}/repeat/"
    asked = {"first_day": MIDSUMMER, "keep": "days", "along": ALL}
    page = flat(client.get(at, asked).content)
    assert "<b>Friday 23 June 2028</b>" in page
    assert "Midsummer" in page
    assert Tour.objects.count() == 1
    done = client.post(at, asked, follow=True)
    assert "The draft is there." in done.content.decode()
    copy = Tour.objects.get(repeats=tour)
    days = [(new.date - old.date).days for new, old in zip(copy.stops.all(), tour.stops.all(), strict=True)]
    assert (copy.stops.all()[0].date, len(set(days))) == (datetime.date(2028, 6, 23), 1)
    rows = SessionTemplate.objects.filter(programme__tour=copy)
    assert [row.sessions.filter(event__tour=copy).count() for row in rows] == [3, 3]
    assert (copy.contacts.count(), copy.documents.count()) == (1, 1)
    assert LogEntry.objects.filter(verb="repeat", target_uuid=copy.uuid).count() == 1
    weekdays = flat(client.get(at, asked | {"keep": "weekdays"}).content)
    first = world.stop_of(tour, "helsinki").date
    assert f"<b>{first:%A}" in weekdays


def test_two_clicks_make_one_copy_of_a_tour(tour: Tour, sign_in: SignIn) -> None:
    client, at = sign_in(), f"/organiser/tours/{tour.slug}/repeat/"
    asked = {"first_day": MIDSUMMER, "keep": "weekdays", "along": ALL}
    sent = asked | {"submission": dict(client.get(at, asked).context["sent"])["submission"]}
    first, second = client.post(at, sent), client.post(at, sent)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert Tour.objects.count() == 2
    client.post(at, asked | {"submission": dict(client.get(at, asked).context["sent"])["submission"]})
    assert Tour.objects.count() == 3


def test_only_what_is_chosen_comes_along(tour: Tour, sign_in: SignIn) -> None:
    client, at = sign_in(), f"/organiser/tours/{tour.slug}/repeat/"
    ChecklistItem.objects.create(tour=tour, title="Book the catering", days=30)
    client.post(at, {"first_day": MIDSUMMER, "keep": "weekdays"})
    copy = Tour.objects.get(repeats=tour)
    assert (copy.contacts.count(), copy.documents.count(), copy.stops.count()) == (0, 0, 3)
    assert not copy.checklist.exists()
    assert not Session.objects.filter(event__tour=copy).exists()


def test_whoever_is_limited_to_a_tour_gets_the_copy_and_others_only_from_who_may_begin(
    tour: Tour, sign_in: SignIn
) -> None:
    mine = TeamMember.objects.get(user=world.member(tour.organiser))
    other = TeamMember.objects.create(
        user=world.user("host@example.org"), organiser=tour.organiser, role="editor"
    )
    for member in (mine, other):
        member.tours.add(tour)
    client, at = sign_in(), f"/organiser/tours/{tour.slug}/repeat/"
    for along in (["programme"], ["programme", "team"]):
        asked = {"first_day": MIDSUMMER, "keep": "days", "along": along}
        assert client.post(at, asked, follow=True).status_code == 200
    assert (mine.tours.count(), other.tours.count()) == (2, 1), (
        "nobody lets others in where they begin nothing"
    )
    with_team = {"first_day": MIDSUMMER, "keep": "days", "along": ["team"]}
    sign_in("admin").post(at, with_team)
    copy = Tour.objects.latest("pk")
    assert (mine.tours.count(), other.tours.count()) == (3, 2)
    entries = LogEntry.objects.filter(verb="change part", target_uuid=other.uuid)
    assert [str(copy.uuid) in entry.details["tours"] for entry in entries] == [True]
    with pytest.raises(NotAllowed):
        repeat_tour(world.editor(role="viewer"), tour, first_day=timezone.localdate())
    limited = Actor("user", mine.user, team=(Membership(tour.organiser_id, "editor", frozenset({tour.pk})),))
    repeat_tour(limited, tour, first_day=timezone.localdate(), along=ALL)
    assert (mine.tours.count(), other.tours.count()) == (4, 2)


@pytest.mark.parametrize(
    "asked",
    [
        {"first_day": "2020-01-01", "keep": "days"},
        {"first_day": "tomorrow", "keep": "days"},
        {"first_day": MIDSUMMER, "keep": "never"},
        {"first_day": MIDSUMMER, "keep": "days", "along": "secrets"},
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(
    tour: Tour, sign_in: SignIn, asked: dict[str, str]
) -> None:
    answered = sign_in().post(f"/organiser/tours/{tour.slug}/repeat/", asked)
    assert (answered.status_code, "Check one thing" in answered.content.decode()) == (200, True)
    assert Tour.objects.count() == 1


@pytest.fixture
def meeting(db: None) -> Event:
    """A meeting by invitation: one came, one declined, one sent a substitute who came, one was silent, one speaks."""
    made = world.event(
        "tyokokous-2026-04-27", timezone.localdate() + datetime.timedelta(days=10), city="oulu"
    )
    closed, talk = world.morning(made), world.afternoon(made)
    Event.objects.filter(pk=made.pk).update(status="published", published_at=timezone.now())
    for name, said in (("Anna", "attends"), ("Dan", "cannot"), ("Sten", "substitute"), ("Tytti", "")):
        who = invite.person_at(made.organiser, name=name, email=f"{name}@example.org", language="fi")
        row = invite.invite(SYSTEM, event=made, sessions=[closed], person=who, organisation_text="Oulu")
        invite.send(SYSTEM, row)
        if said:
            _answered(row, said)
    for person in ("Anna", "Ville"):
        came(Registration.objects.get(person__name=person).participations.get())
    speaks = comes(talk, "Sari Speaker", Way.ONLINE).registration
    Registration.objects.filter(pk=speaks.pk).update(role="speaker")
    comes(talk, "Erik Extra", Way.ONLINE)
    return Event.objects.get(pk=made.pk)


def _answered(row: Invitation, said: str) -> None:
    stand_in = Substitute(name="Ville", email="ville@example.org") if said == "substitute" else None
    answer(ANYONE, row, answer=Answer(said), answered_by="invitee", language="fi", substitute=stand_in)


def test_a_meeting_carries_another_on_with_its_guests_and_their_roles(
    meeting: Event, sign_in: SignIn
) -> None:
    client, at = sign_in(), f"/organiser/events/{meeting.slug}/next/"
    letters = OutgoingMail.objects.count()
    asked = {"date": "2028-05-20", "along": ["programme", "people"], "follows": "on"}
    assert "5 invitations will be drafted." in flat(client.get(at, asked).content)
    assert Event.objects.count() == 1
    page = flat(client.post(at, asked, follow=True).content)
    assert "5 invitations are drafted; they leave when you send them." in page
    made = Event.objects.get(preceded_by=meeting)
    assert (made.status, made.slug, str(made.date)) == ("draft", "tyokokous-2028", "2028-05-20")
    rows = Invitation.objects.filter(event=made).order_by("person__name")
    assert [(row.person.name, row.state, row.role) for row in rows] == [
        ("Anna", "draft", ""),
        ("Dan", "draft", ""),
        ("Sari Speaker", "draft", "speaker"),
        ("Sten", "draft", ""),
        ("Tytti", "draft", ""),
    ]
    assert {session.admission for session in rows[0].sessions.all()} == {"invitation"}
    assert rows[0].sessions.get().event == made
    assert OutgoingMail.objects.count() == letters
    Event.objects.filter(pk=made.pk).update(status="published", published_at=timezone.now())
    _answered(Invitation.objects.get(pk=rows[2].pk), "attends")
    assert Registration.objects.get(event=made).role == "speaker"


def test_two_clicks_make_one_meeting_and_invite_once(meeting: Event, sign_in: SignIn) -> None:
    client, at = sign_in(), f"/organiser/events/{meeting.slug}/next/"
    asked = {"date": "2028-05-20", "along": ["programme", "people"], "follows": "on"}
    sent = asked | {"submission": dict(client.get(at, asked).context["sent"])["submission"]}
    first, second = client.post(at, sent), client.post(at, sent)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert Invitation.objects.filter(event=Event.objects.get(preceded_by=meeting)).count() == 5
    foreign = world.meeting("foreign", organiser=world.organiser("thl"))
    answer = client.post(at, asked | {"submission": str(foreign.uuid)})
    assert "You are not allowed to do this." in answer.content.decode()


def test_who_was_absent_last_time_is_listed_for_whoever_may_see_it(meeting: Event, sign_in: SignIn) -> None:
    client = sign_in()
    asked = {"date": "2028-05-20", "along": ["programme"], "follows": "on"}
    client.post(f"/organiser/events/{meeting.slug}/next/", asked)
    made = Event.objects.get(preceded_by=meeting)
    at = f"/organiser/events/{made.slug}/absent/"
    rows = client.get(at).context["absent"]
    assert [(row.name, row.why) for row in rows] == [
        ("Dan", "Declined"),
        ("Erik Extra", "Did not come"),
        ("Sari Speaker", "Did not come"),
        ("Tytti", "Did not come"),
    ]
    assert {row.expected_now for row in rows} == {False}
    host = TeamMember.objects.get(user=world.member(made.organiser, "viewer"))
    host.events.add(made)
    page = sign_in("viewer").get(at)
    assert (page.status_code, "Tytti" in page.content.decode()) == (200, False)
    assert sign_in(of="thl").get(at).status_code == 404


def test_people_come_along_only_with_a_programme_and_a_stop_is_no_meeting(
    meeting: Event, tour: Tour, sign_in: SignIn
) -> None:
    client = sign_in()
    asked = {"date": "2028-05-20", "along": ["people"]}
    page = client.post(f"/organiser/events/{meeting.slug}/next/", asked).content.decode()
    assert "let the programme come along too" in page
    assert not Event.objects.filter(preceded_by=meeting).exists()
    assert client.get(f"/organiser/events/{world.stop_of(tour, 'oulu').slug}/next/").status_code == 404


def test_where_nobody_was_expected_nobody_is_said_to_have_come(meeting: Event, sign_in: SignIn) -> None:
    made = Event.objects.create(
        organiser=meeting.organiser, slug="next", title={"en": "Next"}, date=MIDSUMMER
    )
    last = Event.objects.create(
        organiser=meeting.organiser, slug="last", title={"en": "Last"}, date=MIDSUMMER
    )
    Event.objects.filter(pk=made.pk).update(preceded_by=last)
    page = sign_in().get(f"/organiser/events/{made.slug}/absent/").content.decode()
    assert "Nobody was expected last time." in page
    assert "Everybody who was expected came." not in page
    assert "this lists everybody" not in page

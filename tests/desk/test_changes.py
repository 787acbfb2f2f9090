"""What a change means is shown before it is done, at the height of a session, a stop and a tour."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from config.management.commands.audit_invariants import breaches
from events.models import Event, LogEntry, Session, TeamMember, Tour
from registrations import told
from registrations.actions.announce import announce
from registrations.actions.details import Way
from registrations.letters import layout, letter_for
from registrations.models import Announcement, OutgoingMail, Participation, Person, Registration
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.test_verbs import confirmed, now, path
from tests.registrations.test_answer import invited

SWEDISH = {"message_1": "Tågen går inte.\nVälkommen till webbsändningen!"}


def stop(session: Session, verb: str) -> str:
    return f"/organiser/events/{session.event.slug}/{verb}/"


def of_tour(tour: Tour, verb: str) -> str:
    return f"/organiser/tours/{tour.slug}/{verb}/"


def speaks(part: Participation, language: str) -> Participation:
    Registration.objects.filter(pk=part.registration_id).update(language=language)
    Person.objects.filter(pk=part.registration.person_id).update(language=language)
    return part


def rest() -> int:
    """The quiet time passes, and the sweep writes; how many letters."""
    Session.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=3))
    return told.sweep()


def letters(kind: str) -> list[str]:
    rows = OutgoingMail.objects.select_related("recipient__organiser").filter(kind=kind).order_by("pk")
    return [layout.plain(letter_for(mail)) for mail in rows]


def test_the_page_shows_old_and_new_and_who_is_told_and_does_nothing(
    session: Session, sign_in: SignIn
) -> None:
    for name, language in (("A", "fi"), ("B", "fi"), ("C", "sv"), ("D", "")):
        speaks(comes(session, name), language)
    client, before = sign_in(), (LogEntry.objects.count(), OutgoingMail.objects.count())
    fields = {"starts": "14:30", "ends": "16:00", "message_1": "Vi börjar senare."}
    page = client.post(path(session, "reschedule"), fields)
    html = page.content.decode()
    assert "13:00–16:00</del>" in html
    assert "14:30–16:00</ins>" in html
    assert "4 letters" in html
    assert "2 in Finnish, 1 in Swedish, 1 in both Finnish and Swedish" in html
    assert [sample.letter.words[0].language for sample in page.context["preview"].samples] == [
        "fi",
        "sv",
        "fi",
    ]
    assert (
        html.count("Vi börjar senare.") == 1 + 3 + 1
    )  # the field, a letter each, and two languages in the last
    assert "/my/…/" in html
    assert now(session).sequence == session.sequence
    assert (LogEntry.objects.count(), OutgoingMail.objects.count()) == before
    assert not Announcement.objects.exists()


def test_nobody_is_named_on_the_page(session: Session, sign_in: SignIn) -> None:
    part = comes(session, "Aino Österman")
    page = sign_in().get(path(session, "cancel")).content.decode()
    assert "1 letter<" in page
    assert "Aino" not in page
    assert str(part.registration.person.email) not in page


def test_only_what_was_shown_is_done(session: Session, sign_in: SignIn) -> None:
    client, address = sign_in(), path(session, "reschedule")
    seen = client.post(address, {"starts": "14:30", "ends": "16:00"}).context["seen"]
    for fields in ({"starts": "15:00", "ends": "16:00"}, {"starts": "14:30", "ends": "16:00", **SWEDISH}):
        assert "Something has changed" in client.post(address, fields | {"seen": seen}).content.decode()
    confirmed(client, path(session, "cancel"))
    again = client.post(address, {"starts": "14:30", "ends": "16:00", "seen": seen})
    assert again.status_code == 200
    assert now(session).starts_at == session.starts_at


@pytest.mark.parametrize("height", ["session", "stop", "tour"])
def test_a_draft_that_has_changed_since_is_shown_again_and_shifted_once(height: str, sign_in: SignIn) -> None:
    draft = world.draft_tour("draft-2031", datetime.date(2031, 5, 6), cities=("oulu",))
    session, client = world.afternoon_of(draft, "oulu"), sign_in()
    address, fields = {
        "session": (path(session, "reschedule"), {"starts": "14:30", "ends": "16:00"}),
        "stop": (stop(session, "day"), {"date": session.event.date.isoformat(), "minutes": "30"}),
        "tour": (of_tour(draft, "shift"), {"stops": session.event.slug, "days": "0", "minutes": "30"}),
    }[height]
    fields["seen"] = client.post(address, fields).context["seen"]
    assert client.post(address, fields).status_code == 302
    once = now(session).starts_at
    assert once != session.starts_at
    again = client.post(address, fields)
    assert again.status_code == 200
    assert "Something has changed since you looked." in again.content.decode()
    assert now(session).starts_at == once


def test_a_day_without_sessions_is_shifted_once(sign_in: SignIn) -> None:
    draft, client = world.draft_tour("draft-2031", datetime.date(2031, 5, 6), cities=("oulu",)), sign_in()
    draft.stops.get().sessions.all().delete()
    address, fields = of_tour(draft, "shift"), {"stops": draft.stops.get().slug, "days": "7"}
    fields["seen"] = client.post(address, fields).context["seen"]
    assert [client.post(address, fields).status_code for _press in "12"] == [302, 200]
    assert draft.stops.get().date == datetime.date(2031, 5, 13)


def test_a_second_click_is_compared_once_more_when_the_first_is_through(
    session: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have been sent before either was done: what counts is what the locked rows say."""
    client, address = sign_in(), stop(session, "day")
    fields = {"date": session.event.date.isoformat(), "minutes": "30"}
    fields["seen"] = client.post(address, fields).context["seen"]
    first = iter([True])

    def after_the_other(*args: Any, **kwargs: Any) -> list[Session]:
        if next(first, False):
            assert client.post(address, fields).status_code == 302
        return announce(*args, **kwargs)

    monkeypatch.setattr("registrations.organiser.changes.page.announce", after_the_other)
    assert client.post(address, fields).status_code == 200
    assert session.starts_at
    assert now(session).starts_at == session.starts_at + datetime.timedelta(minutes=30)
    assert Announcement.objects.count() == session.event.sessions.count()


def test_the_message_goes_into_each_letter_in_the_language_that_there_is(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    speaks(comes(session, "Fia"), "sv")
    speaks(comes(session, "Aino"), "fi")
    invited(world.morning_of(tour, "vaasa"), "Raija Esimerkki", "raija@example.org")
    confirmed(sign_in(), stop(session, "cancel"), **SWEDISH)
    assert rest() == 3
    assert len(letters("called_off")) == 2
    for letter in (*letters("called_off"), *letters("inv_changed")):
        assert "Tågen går inte.\nVälkommen till webbsändningen!" in letter
    assert rest() == 0
    entry = LogEntry.objects.filter(verb="announce").first()
    assert entry
    assert entry.details == {"languages": ["sv"]}


def test_a_message_is_not_lost_with_a_letter_that_never_left(session: Session, sign_in: SignIn) -> None:
    comes(session, "Aino")
    client = sign_in()
    confirmed(client, path(session, "reschedule"), starts="14:00", ends="16:00", message_0="Yksi.")
    rest()
    confirmed(client, path(session, "reschedule"), starts="14:30", ends="16:00", message_0="Kaksi.")
    rest()
    *_, newest = letters("changed")
    assert "Yksi." in newest
    assert "Kaksi." in newest
    OutgoingMail.objects.update(state="sent")
    confirmed(client, path(session, "reschedule"), starts="15:00", ends="16:00")
    rest()
    assert "Kaksi." not in letters("changed")[-1]


@pytest.mark.parametrize(
    "text", ["x" * 1001, "\x00", "\u202eabc\x07", "<script>alert(1)</script>", "{{ 7|add:7 }}"]
)
def test_a_message_is_plain_text(session: Session, sign_in: SignIn, text: str) -> None:
    speaks(comes(session, "Aino"), "fi")
    page = sign_in().post(path(session, "cancel"), {"message_0": text})
    assert page.status_code == 200
    html = page.content.decode()
    assert "<script>alert" not in html
    assert "\u202e" not in html.partition('id="letter"')[2].partition("</section>")[0]
    assert (page.context["preview"] is None) == (len(text) > 1000 or text == "\x00")


def test_a_whole_stop_is_cancelled_and_reinstated(tour: Tour, session: Session, sign_in: SignIn) -> None:
    comes(session, "Aino")
    client = sign_in()
    confirmed(client, stop(session, "cancel"))
    assert now(session).event.status == Event.Status.CANCELLED
    assert set(session.event.sessions.values_list("status", flat=True)) == {"cancelled"}
    public = Client().get(f"/en/events/{session.event.slug}/").content.decode()
    assert "This event has been cancelled." in public
    assert Tour.objects.get(pk=tour.pk).status == "published"
    assert rest() == 1
    confirmed(client, stop(session, "reinstate"))
    assert set(session.event.sessions.values_list("status", flat=True)) == {"scheduled"}
    assert rest() == 1
    assert "Järjestetään sittenkin." in letters("changed")[0]
    assert breaches() == []


def test_a_stop_moves_to_another_day_and_hour_in_one_go(session: Session, sign_in: SignIn) -> None:
    later = session.event.date + datetime.timedelta(days=7)
    confirmed(sign_in(), stop(session, "day"), date=later.isoformat(), minutes="-30")
    assert now(session).starts_at == now(session).event.at(datetime.time(12, 30))
    assert now(session).event.date == later


@pytest.mark.parametrize("minutes", ["600", "9" * 400, "1e3", "-720"])
def test_no_session_leaves_its_day(session: Session, sign_in: SignIn, minutes: str) -> None:
    fields = {"date": session.event.date.isoformat(), "minutes": minutes}
    page = sign_in().post(stop(session, "day"), fields)
    assert page.context["preview"] is None
    assert now(session).sequence == session.sequence


def test_a_stop_moves_to_another_place(session: Session, sign_in: SignIn) -> None:
    confirmed(sign_in(), stop(session, "move"), place=str(world.venue("oulu").uuid))
    assert now(session).event.venue == world.venue("oulu")


def test_the_whole_tour_is_shifted_or_not_at_all(tour: Tour, sign_in: SignIn) -> None:
    stops = list(tour.stops.all())
    client, fields = sign_in(), {"stops": [each.slug for each in stops], "days": "7", "minutes": "15"}
    page = client.post(of_tour(tour, "shift"), fields)
    assert len(page.context["preview"].differences) == 6
    client.post(of_tour(tour, "shift"), fields | {"seen": page.context["seen"]})
    week = datetime.timedelta(days=7)
    assert [each.date for each in tour.stops.all()] == [each.date + week for each in stops]
    assert world.afternoon_of(tour).starts_at == stops[0].at(datetime.time(13, 15)) + week
    early = client.post(of_tour(tour, "shift"), fields | {"days": "-40", "minutes": ""})
    assert "still to come" in early.content.decode()
    assert [each.date for each in tour.stops.all()] == [each.date + week for each in stops]


def test_stops_that_are_ticked_get_another_place(tour: Tour, sign_in: SignIn) -> None:
    stops = list(tour.stops.all())
    client, fields = sign_in(), {"stops": [stops[0].slug, stops[1].slug], "place": ""}
    page = client.post(of_tour(tour, "move"), fields)
    client.post(of_tour(tour, "move"), fields | {"seen": page.context["seen"]})
    assert [each.venue is None for each in tour.stops.order_by("date")] == [True, True, False]


def test_a_tour_is_cancelled_with_its_last_stop_and_comes_back_with_any(tour: Tour, sign_in: SignIn) -> None:
    comes(world.afternoon_of(tour, "oulu"), "Aino")
    first, *rest_of_it = [each.slug for each in tour.stops.all()]
    client = sign_in()

    def tick(verb: str, slugs: list[str]) -> str:
        page = client.post(of_tour(tour, verb), {"stops": slugs})
        client.post(of_tour(tour, verb), {"stops": slugs, "seen": page.context["seen"]})
        return str(Tour.objects.get(pk=tour.pk).status)

    assert tick("cancel", rest_of_it) == "published"
    assert tick("cancel", [first]) == "cancelled"
    assert "This tour has been cancelled." in Client().get(f"/en/tours/{tour.slug}/").content.decode()
    assert rest() == 1
    assert tick("reinstate", [first]) == "published"
    assert set(tour.stops.values_list("status", flat=True)) == {"published", "cancelled"}
    assert "no stop" in client.get(of_tour(world.tour_2016(), "cancel")).content.decode()


def test_stops_cancelled_one_by_one_take_their_tour_along(tour: Tour, sign_in: SignIn) -> None:
    client, states = sign_in(), []
    for each in tour.stops.all():
        confirmed(client, f"/organiser/events/{each.slug}/cancel/")
        states.append(Tour.objects.get(pk=tour.pk).status)
    assert states == ["published", "published", "cancelled"]


def test_whom_no_letter_reaches_stands_on_a_list(tour: Tour, session: Session, sign_in: SignIn) -> None:
    for name in ("Saa Kirjeen", "Ei Osoitetta", "Palautuu Aina", "Ei Kirjeitä", "Posti Täynnä"):
        comes(session, name)
    people = Person.objects
    people.filter(name="Ei Osoitetta").update(email=None)
    people.filter(name="Palautuu Aina").update(bounced_at=timezone.now())
    people.filter(name="Ei Kirjeitä").update(do_not_write_at=timezone.now())
    client = sign_in()
    page = client.get(path(session, "cancel")).content.decode()
    assert "2 letters" in page
    assert "3 people are not reached" in page
    confirmed(client, path(session, "cancel"))
    rest()
    OutgoingMail.objects.filter(kind="called_off", recipient__name="Posti Täynnä").update(state="failed")
    for address in (f"/organiser/events/{session.event.slug}/", f"/organiser/tours/{tour.slug}/"):
        shown = client.get(address).content.decode()
        assert "The latest change: 1 of 5 told." in shown
        assert "4 people are not reached by letter" in shown
    listed = sign_in("viewer").get(stop(session, "unreached")).content.decode()
    assert listed.count("<tr>") == 1 + 4
    for why in ("No e-mail", "come back", "not to be written to", "last letter was not delivered"):
        assert why in listed
    assert "Saa Kirjeen" not in listed


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(
    session: Session, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    for number in range(people):
        comes(session, f"Osallistuja {number}", Way.ONLINE)
    Person.objects.update(email=None)
    confirmed(sign_in(), path(session, "cancel"))
    client = sign_in("viewer")
    with django_assert_num_queries(10):
        client.get(stop(session, "unreached"))


@pytest.mark.parametrize(("role", "of"), [("viewer", "stm"), ("door", "stm"), ("editor", "thl")])
def test_nobody_else_changes_a_stop_or_a_tour(
    tour: Tour, session: Session, sign_in: SignIn, role: str, of: str
) -> None:
    client = sign_in(role, of)
    pages = [stop(session, verb) for verb in ("day", "move", "cancel", "reinstate", "online")]
    pages += [of_tour(tour, verb) for verb in ("shift", "move", "cancel", "reinstate")]
    assert {client.post(each).status_code for each in pages} == {404}
    assert now(session).sequence == session.sequence


def test_a_host_of_one_stop_changes_that_stop_alone(tour: Tour, session: Session, sign_in: SignIn) -> None:
    client, elsewhere = sign_in(), world.afternoon_of(tour, "oulu")
    TeamMember.objects.get(user__email="editor@stm.example.org").events.set([session.event])
    verbs = ("day", "move", "cancel", "reinstate", "online", "unreached")
    assert {client.get(stop(session, verb)).status_code for verb in verbs} == {200}
    assert {client.get(stop(elsewhere, verb)).status_code for verb in verbs} == {404}
    whole = ("shift", "move", "cancel", "reinstate")
    assert {client.get(of_tour(tour, verb)).status_code for verb in whole} == {404}
    assert "Shift the tour" not in client.get(f"/organiser/tours/{tour.slug}/").content.decode()

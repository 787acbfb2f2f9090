"""Editing a tour, a stop, a session, a place and what stands beside them, in three languages."""

import datetime
from typing import Any

import pytest

from events.actions.publishing import publish_event
from events.actors import SYSTEM
from events.models import Contact, Event, LogEntry, Session, Tour
from registrations.actions.details import Way
from registrations.models import OutgoingMail, Participation
from tests import world
from tests.attendance.cast import comes
from tests.desk.conftest import SignIn
from tests.desk.filled import listed, opened, refused, send


def edit(session: Session) -> str:
    return f"/organiser/sessions/{session.uuid}/edit/"


def of(session: Session, page: str) -> str:
    return f"/organiser/events/{session.event.slug}/{page}/"


def now(session: Session) -> Session:
    return Session.objects.whole().get(pk=session.pk)


def verbs(row: Any) -> list[str]:
    return list(LogEntry.objects.filter(target_uuid=row.uuid).order_by("pk").values_list("verb", flat=True))


def test_saving_an_unchanged_page_changes_nothing(tour: Tour, session: Session, sign_in: SignIn) -> None:
    client, before = sign_in(), LogEntry.objects.count()
    Session.objects.filter(pk=session.pk).update(
        registration_opens=session.event.at(datetime.time(0)), doors_open_at=session.starts_at
    )
    session = now(session)
    for path in (
        edit(session),
        of(session, "edit"),
        of(session, "place"),
        f"/organiser/tours/{tour.slug}/edit/",
    ):
        send(client, path, opened(client, path))
    for path in (of(session, "contacts"), f"/organiser/tours/{tour.slug}/contacts/"):
        send(client, path, listed(client, path))
    assert LogEntry.objects.count() == before
    after = now(session)
    assert (after.sequence, after.changed_at, after.registration_opens) == (
        session.sequence,
        session.changed_at,
        session.registration_opens,
    )


def test_a_new_title_is_a_verb_and_says_how_many_are_written_to(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    for number in range(3):
        comes(session, f"Nimi {number}")
    page = client.get(edit(session)).content.decode()
    assert "3 people are written to" in page
    assert page.count('lang="sv"') >= 6
    done = send(
        client, edit(session), opened(client, edit(session)), title_0="Uusi otsikko", captions_0="Kyllä"
    )
    assert "3 people are written to when nothing has changed" in done
    after = now(session)
    assert (after.sequence, after.title.data["fi"], after.captions.data) == (
        session.sequence + 1,
        "Uusi otsikko",
        {"fi": "Kyllä"},
    )
    assert verbs(session) == ["retitle", "describe"]


def test_a_published_title_keeps_the_languages_of_its_municipality(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    page = refused(client, edit(session), opened(client, edit(session)), title_1="", short_title_2="x" * 41)
    assert "Write this in Swedish too." in page
    assert "at most 40" in page
    assert now(session).title.data == session.title.data


def test_fewer_places_take_nobody_s_and_more_go_to_the_line(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    for number in range(4):
        comes(session, f"Nimi {number}")
    send(client, edit(session), opened(client, edit(session)), in_person_capacity="2")
    row = now(session)
    assert (row.in_person_capacity, row.in_person_taken, row.in_person_overflow) == (2, 4, 2)
    waiting = [comes(session, f"Jono {number}") for number in range(3)]
    assert "3 people are in line" in client.get(edit(session)).content.decode()
    done = send(client, edit(session), opened(client, edit(session)), in_person_capacity="6")
    assert "2 people in line got a place" in done
    row = now(session)
    assert (row.in_person_taken, row.in_person_waiting, row.in_person_overflow) == (6, 1, 0)
    states = [Participation.objects.get(pk=each.pk).status for each in waiting]
    assert states == ["attending", "attending", "waiting"]
    assert OutgoingMail.objects.filter(kind=OutgoingMail.Kind.PROMOTED).count() == 2
    assert verbs(session) == ["set places", "set places"]


def test_no_limit_empties_the_line(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    Session.objects.filter(pk=session.pk).update(in_person_capacity=0)
    comes(session, "Jono", Way.IN_PERSON)
    assert now(session).in_person_waiting == 1
    send(client, edit(session), opened(client, edit(session)), in_person_capacity="")
    assert (now(session).in_person_taken, now(session).in_person_waiting) == (1, 0)


def test_a_way_of_taking_part_ends_only_when_nobody_uses_it(session: Session, sign_in: SignIn) -> None:
    client = sign_in()
    part = comes(session, "Huoneessa")
    page = refused(client, edit(session), opened(client, edit(session)), attendance="online", captions_0="Ei")
    assert "1 person takes part or waits" in page
    assert (now(session).attendance, now(session).captions.data) == ("mixed", session.captions.data)
    Participation.objects.filter(pk=part.pk).delete()
    Session.objects.filter(pk=session.pk).update(in_person_taken=0)
    send(client, edit(session), opened(client, edit(session)), attendance="online")
    assert now(session).attendance == "online"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"registration_opens": "2030-03-31T03:30"}, "This time does not exist"),
        ({"registration_opens": "yesterday"}, "Write a day and a time."),
        ({"registration_opens": "2030-01-02T10:00", "registration_closes": "2030-01-01T10:00"}, "only after"),
        ({"in_person_capacity": "-1"}, "greater than or equal to 0"),
        ({"attendance": "teleport"}, "teleport"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    session: Session, sign_in: SignIn, changes: dict[str, str], words: str
) -> None:
    client = sign_in()
    assert words in refused(client, edit(session), opened(client, edit(session)), **changes)


def test_the_second_of_two_editors_sees_both_values(tour: Tour, session: Session, sign_in: SignIn) -> None:
    client, at = sign_in(), of(session, "edit")
    for path, column in (
        (edit(session), "title_0"),
        (at, "title_0"),
        (f"/organiser/tours/{tour.slug}/edit/", "summary_0"),
    ):
        mine = opened(client, path)
        send(client, path, opened(client, path), **{column: "Ensimmäinen"})
        before = LogEntry.objects.count()
        page = refused(client, path, mine, status=409, **{column: "Toinen"})
        assert "you, in another window" in page
        assert 'lang="fi">Ensimmäinen</span>' in page
        assert 'lang="fi">Toinen</span>' in page
        assert LogEntry.objects.count() == before
        asked = client.post(path, mine | {column: "Toinen"}).context["versions"]
        chosen = {f"version-{each.part}": f"mine {each.digest}" for each in asked}
        send(client, path, mine | {column: "Toinen"} | chosen)
    assert now(session).title.data["fi"] == "Toinen"
    assert Tour.objects.get(pk=tour.pk).summary.data["fi"] == "Toinen"


def test_a_stop_gets_its_texts_and_its_regions(session: Session, sign_in: SignIn) -> None:
    client, at = sign_in(), of(session, "edit")
    uusimaa = world.region("01", "uusimaa", {"fi": "Uusimaa"})
    fields = opened(client, at)
    send(
        client,
        at,
        fields,
        title_2="Vaasa stop",
        regions=[*fields["regions"], uusimaa.slug],
        languages=["sv", "fi"],
    )
    stop = Event.objects.get(pk=session.event_id)
    assert stop.title.data["en"] == "Vaasa stop"
    assert uusimaa in stop.regions.all()
    assert sorted(stop.languages) == ["fi", "sv"]
    assert verbs(stop)[-1] == "edit"
    assert now(session).digest == now(session).make_digest()


def test_a_place_that_another_organiser_uses_is_changed_by_copy(session: Session, sign_in: SignIn) -> None:
    theirs = world.event("theirs", session.event.date, city="vaasa", organiser=world.organiser("thl"))
    world.afternoon(theirs)
    publish_event(SYSTEM, theirs)
    client, at = sign_in(), of(session, "place")
    send(client, at, opened(client, at), accessibility_0="Esteetön sisäänkäynti pihalta.")
    mine, other = now(session).event.venue, Event.objects.get(pk=theirs.pk).venue
    assert mine
    assert other
    assert mine != other
    assert (mine.accessibility.data["fi"], str(other.accessibility)) == ("Esteetön sisäänkäynti pihalta.", "")
    assert LogEntry.objects.filter(target_uuid=mine.uuid, verb="describe").count() == 1


def test_contacts_are_added_ordered_and_removed(session: Session, sign_in: SignIn) -> None:
    client, at = sign_in(), of(session, "contacts")
    for name in ("Aino", "Bo"):
        empty = {"form-0-ORDER": "9"} if name == "Bo" else {}
        last = "0" if name == "Aino" else "1"
        send(
            client,
            at,
            listed(client, at),
            **empty,
            **{f"form-{last}-name": name, f"form-{last}-role_0": "sihteeri"},
        )
    send(client, at, listed(client, at), **{"form-0-ORDER": "2", "form-1-ORDER": "1"})
    names = [contact.name for contact in Contact.objects.filter(event=session.event).order_by("pk")]
    assert names == ["Bo", "Aino"]
    stale = listed(client, at)
    send(client, at, listed(client, at), **{"form-0-DELETE": "on"})
    page = refused(client, at, stale, status=409, **{"form-0-phone": "040 123"})
    assert "1. Aino, sihteeri" in page
    assert "1. Bo, sihteeri, 040 123" in page
    assert [contact.name for contact in Contact.objects.filter(event=session.event)] == ["Aino"]
    assert verbs(session.event).count("set contacts") == 4
    assert "Aino" in client.get(f"/en/events/{session.event.slug}/").content.decode()


def test_a_document_needs_a_title_and_may_wait_for_its_address(session: Session, sign_in: SignIn) -> None:
    client, at = sign_in(), of(session, "documents")
    first = {"form-0-language": "sv", "form-0-audience": "public"}
    page = refused(client, at, listed(client, at), **first, **{"form-0-url": "not an address"})
    assert "Enter a valid URL." in page
    send(client, at, listed(client, at), **first, **{"form-0-title_1": "Programmet"})
    document = session.event.documents.get()
    assert (document.title.data, document.url, document.language) == ({"sv": "Programmet"}, "", "sv")


def test_a_session_is_added_and_taken_away_while_nobody_has_seen_it(sign_in: SignIn, db: None) -> None:
    client = sign_in()
    stop = world.stop_of(world.draft_tour("draft-2031", datetime.date(2031, 5, 6)), "oulu")
    at = f"/organiser/events/{stop.slug}/session/"
    fields = opened(client, at) | {"title_0": "Iltatilaisuus", "short_title_0": "Ilta", "starts": "17:00"}
    assert "The end must be after the start." in refused(client, at, fields, ends="16:00")
    page = send(client, at, fields, ends="19:00")
    evening = stop.sessions.get(starts_at=stop.at(datetime.time(17)))
    assert "Ilta" in page
    client.post(f"/organiser/sessions/{evening.uuid}/remove/")
    assert not stop.sessions.filter(pk=evening.pk).exists()
    assert verbs(evening) == ["add", "remove"]


def test_what_stands_in_calendars_or_has_guests_is_not_removed(
    tour: Tour, session: Session, sign_in: SignIn
) -> None:
    client, remove = sign_in(), f"/organiser/sessions/{session.uuid}/remove/"
    assert "cancel it instead" in client.post(remove, follow=True).content.decode()
    comes(session, "Joku")
    Event.objects.filter(pk=session.event_id).update(status="draft")
    assert "registered already" in client.post(remove, follow=True).content.decode()
    assert verbs(session) == []
    assert Session.objects.filter(pk=session.pk).exists()


def test_a_tour_begins_with_a_slug_of_its_own(tour: Tour, sign_in: SignIn) -> None:
    client = sign_in()
    names = {"organiser": "stm", "title_0": "Näkymä", "short_title_0": "LAPE 2030"}
    for _twice in range(2):
        send(client, "/organiser/new/tour/", names)
    assert set(Tour.objects.values_list("slug", flat=True)) == {"lape-2030", "lape-2030-2", "lape-2030-3"}
    assert client.get("/organiser/new/tour/").content.decode().count("/organiser/tours/lape-2030-") == 2
    assert "/organiser/new/meeting/" in client.get("/organiser/").content.decode()
    assert "/organiser/new/" not in sign_in("viewer").get("/organiser/").content.decode()
    day = world.stop_of(tour, "oulu").date.isoformat()
    send(client, "/organiser/tours/lape-2030-2/stop/", {"title_0": "Jyväskylä", "date": day, "venue": ""})
    stop = Event.objects.get(slug="lape-2030-2-jyvaskyla")
    assert (stop.status, stop.languages, verbs(stop)) == ("draft", ["fi", "sv"], ["add"])
    meeting = {
        "organiser": "stm",
        "title_0": "Työkokous",
        "date": day,
        "venue": str(world.venue("oulu").uuid),
    }
    send(client, "/organiser/new/meeting/", meeting)
    made = Event.objects.get(slug=f"tyokokous-{day[:4]}")
    assert (made.tour, [region.slug for region in made.regions.all()]) == (None, ["pohjois-pohjanmaa"])
    assert client.post("/organiser/new/tour/", names | {"organiser": "thl"}).status_code == 200


@pytest.mark.parametrize(("role", "of_whom"), [("viewer", "stm"), ("door", "stm"), ("editor", "thl")])
def test_nobody_else_edits(tour: Tour, session: Session, sign_in: SignIn, role: str, of_whom: str) -> None:
    client, before = sign_in(role, of_whom), now(session)
    pages = ["edit", "place", "contacts", "documents", "session", "publish", "preview"]
    paths = [edit(session), *(of(session, page) for page in pages)]
    paths += [
        f"/organiser/tours/{tour.slug}/{page}/" for page in ("edit", "contacts", "stop", "publish", "preview")
    ]
    for path in paths:
        assert client.get(path).status_code == 404, path
        nothing_to_send = path.endswith("/preview/")
        assert client.post(path, {"title_0": "x"}).status_code == (405 if nothing_to_send else 404), path
    assert client.post(f"/organiser/sessions/{session.uuid}/remove/").status_code == 404
    assert now(session).digest == before.digest


def test_a_reminder_of_ones_own_is_set_before_the_beginning(session: Session, sign_in: SignIn) -> None:
    client, path = sign_in(), edit(session)
    assert session.starts_at
    fields = opened(client, path)
    late = fields | {"reminder_at": f"{session.starts_at.astimezone(session.zone):%Y-%m-%dT%H:%M}"}
    assert "A reminder is sent before it begins." in refused(client, path, late)
    day = session.event.date - datetime.timedelta(days=7)
    send(client, path, fields | {"reminder_at": f"{day}T09:00"})
    moment = now(session).reminder_at
    assert moment
    assert moment.astimezone(session.zone).isoformat()[:16] == f"{day}T09:00"
    assert now(session).sequence == session.sequence, "nobody is written to about it"

"""The verbs of a session: what they change, how often the sequence rises, and that nothing else may do it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from events.actions.moves import change_date, move
from events.actions.publishing import publish_event
from events.actions.sessions import cancel, cancel_event, change_attendance, reinstate, reschedule, retitle
from events.actions.texts import describe, edit
from events.actions.venues import change_venue
from events.actors import ANYONE, SYSTEM, Actor
from events.models import Event, LogEntry, Session
from events.models.frozen import SilentChange
from events.refusals import ImpossibleTime, NotAllowed, Over, Refused, Unready
from tests import world
from venues.models import Venue

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = datetime.timedelta(minutes=30)


@pytest.fixture
def actor() -> Actor:
    return world.editor()


@pytest.fixture
def afternoon() -> Session:
    return world.afternoon_of(world.coming_tour(), "oulu")


def later(session: Session) -> dict[str, datetime.datetime]:
    assert session.starts_at
    assert session.ends_at
    return {"starts_at": session.starts_at + HALF_AN_HOUR, "ends_at": session.ends_at + HALF_AN_HOUR}


def put_later(actor: Actor, session: Session) -> object:
    return reschedule(actor, session, **later(session))


def place(session: Session) -> Venue:
    assert session.event.venue
    return session.event.venue


def call_off_and_on(actor: Actor, session: Session) -> object:
    session.status = Session.Status.CANCELLED
    Session.objects.filter(pk=session.pk).update(status=session.status, digest=session.make_digest())
    return reinstate(actor, session)


VERBS: dict[str, Callable[[Actor, Session], object]] = {
    "reschedule": put_later,
    "retitle": lambda actor, session: retitle(
        actor, session, title={"fi": "Uusi"}, short_title={"fi": "Uusi"}
    ),
    "change_attendance": lambda actor, session: change_attendance(actor, session, attendance="online"),
    "cancel": cancel,
    "reinstate": call_off_and_on,
    "move": lambda actor, session: move(
        actor, session, venue=place(session), room=place(session).rooms.get()
    ),
    "change_venue": lambda actor, session: change_venue(actor, place(session), address="Torikatu 1, Oulu"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_raises_the_sequence_once_and_is_logged(verb: str, actor: Actor, afternoon: Session) -> None:
    VERBS[verb](actor, afternoon)
    now = Session.objects.get(pk=afternoon.pk)
    assert (now.sequence, now.uuid) == (1, afternoon.uuid)
    assert now.digest == now.make_digest()
    assert now.changed_at > afternoon.changed_at
    entry = LogEntry.objects.get(target_uuid=afternoon.uuid)
    assert (entry.verb, entry.user, entry.details) == (verb, actor.user, {"sequence": 1})


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_refused_to_a_viewer_and_to_another_organiser(verb: str, afternoon: Session) -> None:
    stranger = world.editor(world.organiser("vm"))
    for nobody in (ANYONE, world.editor(role="viewer"), *([] if verb == "change_venue" else [stranger])):
        with pytest.raises(NotAllowed):
            VERBS[verb](nobody, afternoon)
    assert Session.objects.get(pk=afternoon.pk).sequence == 0


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_leaves_the_sequence_of_a_draft(verb: str, actor: Actor) -> None:
    tour = world.draft_tour("draft-2031", datetime.date(2031, 5, 6))
    afternoon = world.afternoon_of(tour, "oulu")
    VERBS[verb](actor, afternoon)
    now = Session.objects.get(pk=afternoon.pk)
    assert now.sequence == 0
    assert now.digest == now.make_digest()


def test_nothing_happens_when_nothing_changes(actor: Actor, afternoon: Session) -> None:
    reschedule(actor, afternoon, starts_at=afternoon.starts_at, ends_at=afternoon.ends_at)
    retitle(actor, afternoon, title=afternoon.title.data, short_title=afternoon.short_title.data)
    move(actor, afternoon, venue=afternoon.event.venue)
    change_date(actor, afternoon.event, date=afternoon.event.date)
    reinstate(actor, afternoon)
    describe(actor, afternoon, description=afternoon.description)
    change_venue(actor, place(afternoon), name=place(afternoon).name)
    assert Session.objects.get(pk=afternoon.pk).sequence == 0
    assert not LogEntry.objects.filter(target_uuid=afternoon.uuid).exists()


def test_a_description_moves_the_digest_but_not_the_sequence(actor: Actor, afternoon: Session) -> None:
    describe(actor, afternoon, description={"fi": "Kahvit klo 12."})
    now = Session.objects.get(pk=afternoon.pk)
    assert now.sequence == 0
    assert now.digest != afternoon.digest
    assert now.notice_digest() == afternoon.notice_digest()
    assert now.changed_at > afternoon.changed_at


def test_another_name_of_the_tour_reaches_the_digest_of_its_sessions(
    actor: Actor, afternoon: Session
) -> None:
    edit(actor, world.coming_tour(), short_title={"fi": "Muutos", "sv": "Förändring"})
    now = Session.objects.whole().get(pk=afternoon.pk)
    assert (now.sequence, now.digest == afternoon.digest, now.digest) == (0, False, now.make_digest())


def test_other_stops_of_the_tour_are_left_alone(actor: Actor, afternoon: Session) -> None:
    put_later(actor, afternoon)
    assert list(Session.objects.exclude(sequence=0)) == [afternoon]


def test_the_doors_keep_their_distance_to_the_start(actor: Actor, afternoon: Session) -> None:
    doors = afternoon.starts_at - HALF_AN_HOUR  # type: ignore[operator]  # it has a start
    Session.objects.filter(pk=afternoon.pk).update(doors_open_at=doors)
    put_later(actor, afternoon)
    assert Session.objects.get(pk=afternoon.pk).doors_open_at == doors + HALF_AN_HOUR


def test_an_end_before_the_start_and_another_day_are_refused(actor: Actor, afternoon: Session) -> None:
    with pytest.raises(Refused, match="after the start"):
        reschedule(actor, afternoon, starts_at=afternoon.ends_at, ends_at=afternoon.starts_at)
    with pytest.raises(Refused, match="after the start"):
        reschedule(actor, afternoon, starts_at=None, ends_at=afternoon.ends_at)
    tomorrow = {name: at + datetime.timedelta(days=1) for name, at in later(afternoon).items()}
    with pytest.raises(Refused, match="another day"):
        reschedule(actor, afternoon, **tomorrow)


def test_an_hour_that_the_clock_skips_is_refused(actor: Actor) -> None:
    night = world.event("night", datetime.date(2031, 3, 30), city="oulu")
    session = world.afternoon(night)
    with pytest.raises(ImpossibleTime):
        reschedule(
            actor, session, starts_at=night.at(datetime.time(3, 30)), ends_at=night.at(datetime.time(5))
        )
    reschedule(actor, session, starts_at=night.at(datetime.time(2, 30)), ends_at=night.at(datetime.time(4)))


def test_a_title_must_speak_the_required_languages(actor: Actor) -> None:
    vaasa = world.afternoon_of(world.coming_tour(), "vaasa")
    with pytest.raises(Unready, match="missing"):
        retitle(actor, vaasa, title={"fi": "Vain suomeksi"}, short_title={"fi": "Vain"})
    with pytest.raises(Refused, match="40"):
        retitle(actor, vaasa, title=vaasa.title, short_title={"fi": "x" * 41, "sv": "y"})


def test_another_day_keeps_the_clock_times_over_the_change_of_clocks(
    actor: Actor, afternoon: Session
) -> None:
    winter = datetime.date(afternoon.event.date.year + 1, 1, 15)
    change_date(actor, afternoon.event, date=winter)
    event = Event.objects.get(pk=afternoon.event_id)
    assert event.date == winter
    sessions = list(event.sessions.all())
    assert [s.starts_at.astimezone(event.zone).strftime("%H.%M") for s in sessions if s.starts_at] == [
        "09.30",
        "13.00",
    ]
    assert {s.starts_at.astimezone(event.zone).date() for s in sessions if s.starts_at} == {winter}
    assert [s.sequence for s in sessions] == [1, 1]


def test_a_stop_moves_with_both_of_its_sessions_and_is_found_in_its_new_city(
    actor: Actor, afternoon: Session
) -> None:
    with pytest.raises(Refused, match="whole event"):
        move(actor, afternoon, venue=world.venue("vaasa"))
    move(actor, afternoon.event, venue=world.venue("vaasa"))
    event = Event.objects.get(pk=afternoon.event_id)
    assert [s.sequence for s in event.sessions.all()] == [1, 1]
    assert event in Event.objects.search("Vasa")
    with pytest.raises(Refused, match="another venue"):
        move(actor, event, venue=world.venue("oulu"), room=world.venue("vaasa").rooms.get())


def test_a_cancelled_event_takes_its_sessions_along_and_a_reinstated_session_its_event(actor: Actor) -> None:
    stop = world.stop_of(world.coming_tour(), "oulu")
    assert cancel_event(actor, stop).status == Event.Status.CANCELLED
    assert {s.status for s in stop.sessions.all()} == {"cancelled"}
    reinstate(actor, world.afternoon_of(world.coming_tour(), "oulu"))
    assert Event.objects.get(pk=stop.pk).status == Event.Status.PUBLISHED
    assert [s.status for s in stop.sessions.all()] == ["cancelled", "scheduled"]
    assert [s.sequence for s in stop.sessions.all()] == [1, 2]


def test_what_is_over_is_not_cancelled(actor: Actor) -> None:
    tour = world.tour_2016()
    with pytest.raises(Over):
        cancel(actor, world.afternoon_of(tour))
    with pytest.raises(Over):
        cancel_event(actor, world.stop_of(tour, "helsinki"))


def test_a_venue_that_another_organiser_uses_is_changed_by_copy(actor: Actor, afternoon: Session) -> None:
    room = world.venue("oulu").rooms.get()
    move(actor, afternoon, venue=afternoon.event.venue, room=room)
    others = world.event("others", afternoon.event.date, city="oulu", organiser=world.organiser("vm"))
    theirs = world.afternoon(others)
    publish_event(SYSTEM, others)
    copy = change_venue(actor, world.venue("oulu"), address="Torikatu 1, Oulu")
    mine = Session.objects.whole().get(pk=afternoon.pk)
    theirs = Session.objects.whole().get(pk=theirs.pk)
    assert mine.event.venue == copy != theirs.event.venue
    assert mine.room in copy.rooms.all()
    assert (mine.sequence, theirs.sequence) == (2, 0)
    assert theirs.event.venue
    assert theirs.event.venue.address == world.CITIES["oulu"]["address"]
    assert theirs.digest == theirs.make_digest()


def test_a_venue_where_something_was_long_ago_keeps_its_sequence(actor: Actor) -> None:
    past = world.afternoon_of(world.tour_2016(), "oulu")
    change_venue(actor, place(past), name={"fi": "Uusi kirjasto"})
    now = Session.objects.whole().get(pk=past.pk)
    assert (now.sequence, now.digest) == (0, now.make_digest())


@pytest.mark.parametrize(
    ("name", "value"),
    [("starts_at", None), ("title", {"fi": "Hiljaa"}), ("attendance", "online"), ("status", "cancelled")],
)
def test_a_published_session_does_not_change_silently(name: str, value: object, afternoon: Session) -> None:
    setattr(afternoon, name, value)
    if name == "starts_at":
        afternoon.ends_at = None
    with pytest.raises(SilentChange, match=name):
        afternoon.save()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date", datetime.date(2031, 1, 1)),
        ("venue", None),
        ("status", "draft"),
        ("slug", "other"),
        ("tour", None),
    ],
)
def test_a_published_event_does_not_change_silently(name: str, value: object, afternoon: Session) -> None:
    setattr(afternoon.event, name, value)
    with pytest.raises(SilentChange, match=name):
        afternoon.event.save()


def test_what_is_not_material_may_be_saved(afternoon: Session) -> None:
    afternoon.captions = LazyI18nString({"fi": "automaattinen tekstitys"})
    afternoon.save()
    afternoon.event.rehearsing_since = datetime.datetime.now(datetime.UTC)
    afternoon.event.save()


def test_another_day_does_not_close_what_has_opened(afternoon: Session, actor: Actor) -> None:
    now = timezone.now()
    opened, closes = now - datetime.timedelta(days=1), now + datetime.timedelta(days=20)
    Session.objects.filter(pk=afternoon.pk).update(registration_opens=opened, registration_closes=closes)
    change_date(actor, afternoon.event, date=afternoon.event.date + datetime.timedelta(days=7))
    row = Session.objects.open_for_registration().get(pk=afternoon.pk)
    assert row.registration_opens == opened
    assert row.registration_closes
    assert (row.registration_closes - closes).days in (6, 7)


def test_another_zone_keeps_when_registration_closes_on_the_wall(afternoon: Session, actor: Actor) -> None:
    """It had opened already, so that stays the moment it was."""
    opened, closes = timezone.now() - datetime.timedelta(days=1), afternoon.event.at(datetime.time(8))
    Session.objects.filter(pk=afternoon.pk).update(registration_opens=opened, registration_closes=closes)
    west = world.venue("vaasa")
    Venue.objects.filter(pk=west.pk).update(timezone="Europe/Stockholm")
    event = move(actor, afternoon.event, venue=Venue.objects.get(pk=west.pk))
    row = Session.objects.get(pk=afternoon.pk)
    assert event.zone.key == "Europe/Stockholm"
    assert (row.registration_opens, row.registration_closes) == (opened, event.at(datetime.time(8)))


@pytest.mark.parametrize("verb", ["move", "change_date", "cancel", "reinstate"])
def test_a_verb_writes_only_what_it_changes(
    verb: str, afternoon: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody gives the event a number between the verb's look and its writing."""
    if verb == "reinstate":
        cancel_event(actor, afternoon.event)
    save = Event.save

    def late(event: Event, **how: Any) -> None:
        Event.objects.filter(pk=event.pk).update(case_number="STM/7")
        save(event, **how)

    monkeypatch.setattr(Event, "save", late)
    event = Event.objects.get(pk=afternoon.event_id)
    {
        "move": lambda: move(actor, event, venue=None),
        "change_date": lambda: change_date(actor, event, date=event.date + datetime.timedelta(days=7)),
        "cancel": lambda: cancel_event(actor, event),
        "reinstate": lambda: reinstate(actor, afternoon),
    }[verb]()
    assert Event.objects.get(pk=event.pk).case_number == "STM/7"

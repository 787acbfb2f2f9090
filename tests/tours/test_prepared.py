"""Statements that are kept: what they read is what Django reads, and what the database says now."""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BigIntegerField, CharField, Model
from psycopg import _queries

from events import log
from events.actors import SYSTEM
from events.models import ApiToken, Event, LogEntry, Session, TeamMember, User
from events.prepared import Prepared, Slot, insert, insert_together, insert_unless_there
from registrations import door_codes
from registrations.models import Participation, Person, Registration
from tests import world
from tests.checkin import cast


def sessions(slug: Any) -> Any:
    rows = Session.objects.select_related(
        "room", "event__venue__municipality", "event__tour", "event__organiser"
    )
    return rows.filter(event__slug=slug).order_by("pk")


prepared = Prepared(lambda: sessions(Slot("slug", CharField())))
parts = Prepared(
    lambda: Participation.objects.select_related("registration__person", "session").filter(
        session__event__slug=Slot("slug", CharField())
    )
)


def columns(row: Model) -> dict[str, str]:
    return {field.attname: repr(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def kept_by(part: Any) -> Iterator[Any]:
    yield part._kept
    for pointed_to, *_setters in part._pointed_to:
        yield from kept_by(pointed_to)


@pytest.mark.django_db
def test_a_row_is_read_as_django_reads_it_the_second_time_too() -> None:
    event = cast.stop()
    for _time in range(2):
        read, known = prepared(slug=event.slug), list(sessions(event.slug))
        assert list(map(columns, read)) == list(map(columns, known))
        for one, other in zip(read, known, strict=True):
            assert columns(one.event.venue.municipality) == columns(other.event.venue.municipality)
            assert (one.room is None) == (other.room is None)
            assert one.event.tour is other.event.tour is None
            assert not one._state.adding


@pytest.mark.django_db
def test_what_is_read_is_what_the_database_says_now_and_nobody_elses() -> None:
    event = cast.stop()
    first = prepared(slug=event.slug)[0]
    first.event.title = "Changed by somebody who has not saved it"
    assert prepared(slug=event.slug)[0].event.title == event.title
    Event.objects.filter(pk=event.pk).update(case_number="VN/1/2027")
    assert prepared(slug=event.slug)[0].event.case_number == "VN/1/2027"
    assert prepared(slug="nowhere") == []


@pytest.mark.django_db
def test_rows_about_people_are_not_kept() -> None:
    event = cast.stop()
    part = cast.registered(cast.afternoon(event))
    [read] = parts(slug=event.slug)
    [again] = parts(slug=event.slug)
    assert read.registration.person.name == again.registration.person.name == part.registration.person.name
    kept = repr(list(kept_by(inspect.getclosurevars(parts._ready[2]).nonlocals["whole"])))
    assert str(part.session.uuid) in kept
    assert part.registration.person.name not in kept


@pytest.mark.django_db
@pytest.mark.parametrize("model", [User, TeamMember, ApiToken])
def test_neither_are_those_about_the_team(model: type[Model]) -> None:
    member = TeamMember.objects.get(user=world.member(world.organiser()))
    ApiToken.objects.create(organiser=member.organiser, name="Ours", scopes=["read"])
    rows = Prepared(lambda: model._default_manager.filter(pk__gt=Slot("least", BigIntegerField())))
    [read] = rows(least=0)
    assert read == model._default_manager.get()
    assert not any(kept_by(inspect.getclosurevars(rows._ready[2]).nonlocals["whole"]))


@pytest.mark.django_db
def test_it_is_one_statement_each_time(django_assert_num_queries: Any) -> None:
    event = cast.stop()
    prepared(slug=event.slug)
    with django_assert_num_queries(2):
        prepared(slug=event.slug)
        prepared(slug=event.slug)


@pytest.mark.django_db(transaction=True)
def test_the_kept_cursor_outlives_an_error_and_goes_with_its_connection() -> None:
    event = cast.stop()
    people = [
        Person(organiser=event.organiser, name=name, email="one@example.org") for name in ("One", "Other")
    ]
    insert(people[:1])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(people[1:])
    assert [read.pk for read in prepared(slug=event.slug)] == [session.pk for session in sessions(event.slug)]
    connection.close()
    assert len(prepared(slug=event.slug)) == len(sessions(event.slug))
    assert Person.objects.get().name == "One"


@pytest.mark.django_db
def test_a_row_is_written_unless_one_like_it_stands_already() -> None:
    event = cast.stop()
    first, second = (
        Person(organiser=event.organiser, name=name, email="one@example.org") for name in ("One", "Other")
    )
    assert insert_unless_there(first)
    assert not insert_unless_there(second)
    assert first.pk == Person.objects.get().pk
    assert second._state.adding


REGISTERED = LogEntry.objects.filter(verb="register")


def registering(session: Session, *names: str) -> list[Any]:
    """New registrations, each with its entry in the log and its part in the session: nothing is written yet."""
    event = session.event
    registrations = [
        Registration(person=cast.person(name), event=event, door_code=door_codes.new()) for name in names
    ]
    entries = [log.entry(SYSTEM, "register", row, event.organiser_id) for row in registrations]
    return [
        *registrations,
        *entries,
        *(Participation(registration=row, session=session) for row in registrations),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("names", [["Aino"], ["Aino", "Eeva"]])
def test_new_rows_that_point_to_each_other_are_written_together(names: list[str]) -> None:
    session = cast.afternoon(cast.stop())
    rows = registering(session, *names)
    insert_together(rows)
    assert not any(row._state.adding for row in rows)
    assert {*rows} == {*Registration.objects.all(), *REGISTERED.all(), *Participation.objects.all()}
    for part in Participation.objects.select_related("registration__person"):
        [mine] = [row for row in rows if row == part]
        assert columns(part) == columns(mine)
        assert part.registration == mine.registration
        assert part.registration.person == mine.registration.person
        assert LogEntry.objects.get(target_uuid=part.registration.uuid).verb == "register"


@pytest.mark.django_db
def test_of_those_that_are_written_together_either_all_stand_or_none() -> None:
    session = cast.afternoon(cast.stop())
    first, second = registering(session, "Aino"), registering(session, "Eeva")
    second[0].submission = first[0].submission
    insert_together(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_together(second)
    assert Registration.objects.count() == REGISTERED.count() == Participation.objects.count() == 1


@pytest.mark.django_db
def test_postgresql_is_told_of_them_in_one_statement(django_assert_num_queries: Any) -> None:
    session = cast.afternoon(cast.stop())
    rows = registering(session, "Aino")
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 3):
        insert_together(rows)


@pytest.mark.django_db
def test_what_is_written_together_is_split_once_however_many_values_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def anew(*_statement: Any) -> None:
        raise AssertionError("psycopg does not remember it.")

    rows = registering(cast.afternoon(cast.stop()), "Aino")
    monkeypatch.setattr(_queries, "_query2pg_nocache", anew)
    insert_together(rows)

"""Registering on the public form: a place or a place in line, a letter, and never two seats for one person."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from django.db import IntegrityError
from django.db.models import BigIntegerField, CharField, Q

from events import log
from events.actors import ANYONE, Actor
from events.models import Event, Organiser
from events.prepared import Prepared, Slot, insert, insert_together, insert_unless_there
from events.transactions import in_transaction
from registrations import door_codes
from registrations.actions import seating
from registrations.actions.details import Choice, Details
from registrations.actions.quiet import hears_of
from registrations.actions.replies import rows_of, standing
from registrations.models import (
    Consent,
    OutgoingMail,
    Participation,
    Person,
    Registration,
    SensitiveAnswer,
)
from registrations.models.person import normal_email
from registrations.outbox.posting import about, already, post, wanted


class SentBefore(Exception):
    """This very form has registered somebody already."""


def register(
    *, choices: Sequence[Choice], details: Details, email: str, submission: uuid.UUID, actor: Actor = ANYONE
) -> list[Registration]:
    """As `register_once`; the same submission sent again changes nothing."""
    with suppress(SentBefore):
        return register_once(
            choices=choices, details=details, email=email, submission=submission, actor=actor
        )
    return []


def register_once(
    *, choices: Sequence[Choice], details: Details, email: str, submission: uuid.UUID, actor: Actor = ANYONE
) -> list[Registration]:
    """One registration per event chosen; somebody already registered gets a letter that says what holds, no row.

    The person comes first and the places next; all the rest follows at once, so that the next one waits for the
    session's row as short as may be.

    SentBefore when the submission stands. Two forms of one person at the same moment meet in the database's unique
    constraints: the later one starts again and finds the earlier. So does whoever answers a question that is removed
    at the same moment, and leaves that answer out.
    """
    seating.refuse_what_is_closed(choices)
    try:
        return _register(actor, choices, details, normal_email(email), submission)
    except IntegrityError:
        return _register(actor, choices, details, normal_email(email), submission, again=True)


@in_transaction
def _register(
    actor: Actor,
    choices: Sequence[Choice],
    details: Details,
    email: str,
    submission: uuid.UUID,
    *,
    again: bool = False,
) -> list[Registration]:
    if again:
        details = replace(details, replies=standing(details.replies))
    events = {choice.session.event_id: choice.session.event for choice in choices}
    organiser = choices[0].session.event.organiser
    submissions = {pk: submission_for(submission, event) for pk, event in events.items()}
    person, is_new = _whoever(organiser, email, details)
    known = _known(person, events, submissions.values()) if again or not is_new else []
    if any(registration.submission in submissions.values() for registration in known):
        raise SentBefore
    hears_of(actor, person)
    taken = {registration.event_id for registration in known}
    fresh = {pk: draft(person, events[pk], details, submissions[pk]) for pk in events if pk not in taken}
    chosen = sorted((c for c in choices if c.session.event_id in fresh), key=lambda c: c.session.pk)
    parts = [seating.seat(fresh[choice.session.event_id], choice) for choice in chosen]
    letters = [about(part, seating.letter_kind(part)) for part in parts]
    write(actor, person, list(fresh.values()), details, *parts, *wanted(letters))
    post(*(already(registration) for registration in known))
    return list(fresh.values())


def _whoever(organiser: Organiser, email: str, details: Details) -> tuple[Person, bool]:
    """Whose address it is, and whether nobody's before: most are new, so that is tried first."""
    person = Person(
        organiser=organiser, email=email, name=details.name, language=details.language, source="form"
    )
    person.put_in_order()
    if insert_unless_there(person):
        return person, True
    found = _person.first(organiser=organiser.pk, email=email)
    if found is None:
        raise IntegrityError  # whoever stood in the way has just been removed: once more
    return found, False


_person = Prepared(
    lambda: Person.objects.filter(
        organiser=Slot("organiser", BigIntegerField()), email=Slot("email", CharField())
    )
)


def _known(person: Person, events: Iterable[int], submissions: Iterable[uuid.UUID]) -> list[Registration]:
    """What stands already: registered by this very form, or the person's live registrations for these events."""
    same_person = Q(person=person, event__in=list(events), cancelled_at=None)
    rows = Registration.objects.select_related("person", "letters_to")
    return list(rows.filter(Q(submission__in=list(submissions)) | same_person))


def submission_for(submission: uuid.UUID, event: Event) -> uuid.UUID:
    """The unique id of one form sent, for one of the events chosen on it."""
    return uuid.uuid5(submission, str(event.uuid))


def draft(person: Person, event: Event, details: Details, submission: uuid.UUID) -> Registration:
    """An unsaved registration with what the form said."""
    return Registration(
        person=person,
        event=event,
        submission=submission,
        organisation_text=details.organisation_text,
        is_private_person=details.is_private_person,
        job_title=details.job_title,
        municipality_text=details.municipality_text,
        region=details.region,
        language=details.language,
        notice_version=event.organiser.notice_version,
        door_code=door_codes.new(),
    )


def write(
    actor: Actor,
    person: Person,
    registrations: Sequence[Registration],
    details: Details,
    *their_own: Participation | OutgoingMail,
) -> None:
    """Save a person with new registrations, what is `their_own`, what they agreed to and told us, and the log."""
    if person._state.adding:
        person.put_in_order()
        insert([person])
    for registration in registrations:
        registration.list_anew()
    entries = (
        log.entry(actor, "register", registration, person.organiser_id, event=str(registration.event.uuid))
        for registration in registrations
    )
    insert_together([*registrations, *entries, *their_own])
    if registrations and details.consents:
        Consent.objects.bulk_create(
            Consent(person=person, purpose=purpose) for purpose in sorted(details.consents)
        )
    insert([answer for registration in registrations for answer in _in_confidence(registration, details)])
    insert([answer for registration in registrations for answer in rows_of(registration, details.replies)])


def _in_confidence(registration: Registration, details: Details) -> Iterator[SensitiveAnswer]:
    told = details.in_confidence(serves_food=registration.event.serves_food)
    yield from (
        SensitiveAnswer(registration=registration, kind=kind, text=text) for kind, text in told.items()
    )

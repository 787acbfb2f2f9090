"""A mistyped address, put right on the page that follows the form. The links that went astray open nothing any more."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from events import log
from events.actors import ANYONE
from events.models import Session
from events.transactions import in_transaction
from registrations import places
from registrations.actions import manage, seating
from registrations.actions.details import Choice, Details
from registrations.actions.register import SentBefore, register, register_once, submission_for
from registrations.models import Consent, OutgoingMail, Participation, Person, Registration
from registrations.models.person import normal_email
from registrations.outbox.posting import TOLD, about, already, post

CORRECTABLE_FOR = timedelta(hours=1)
VERSIONS = ["manage_version", "manage_digest", "ticket_version", "ticket_digest"]


def correct_address(
    *, choices: Sequence[Choice], details: Details, email: str, submission: uuid.UUID
) -> None:
    """Take a form in; what this very form registered within the hour for another address is `email`'s now.

    A form that registered nothing (its address was registered already) registers the new address, so that the page
    tells nobody which of the two it was.
    """
    try:
        register_once(choices=choices, details=details, email=email, submission=submission)
    except SentBefore:
        _correct(choices, details, email, submission)


def _correct(choices: Sequence[Choice], details: Details, email: str, submission: uuid.UUID) -> None:
    unique = {submission_for(submission, choice.session.event) for choice in choices}
    known = list(Registration.objects.whole().filter(submission__in=unique).order_by("pk"))
    since = timezone.now() - CORRECTABLE_FOR
    strayed = [
        row for row in known if row.created_at > since and not row.cancelled_at and not row.invitation_id
    ]
    if strayed:
        _readdress(strayed, normal_email(email), details)
    events = {row.event_id for row in strayed}
    rest = [choice for choice in choices if choice.session.event_id not in events]
    if rest:
        anew = submission if len(strayed) == len(known) else uuid.uuid5(submission, normal_email(email))
        register(choices=rest, details=details, email=email, submission=anew)


@in_transaction
def _readdress(strayed: Sequence[Registration], email: str, details: Details) -> None:
    old = strayed[0].person
    if old.email == email:
        return
    places.lock(Session.objects.filter(participations__registration__in=strayed).values_list("pk", flat=True))
    organiser = old.organiser
    right = Person.objects.filter(organiser=organiser, email=email).first()
    right = right or Person.objects.create(
        organiser=organiser, email=email, name=details.name, language=details.language, source="form"
    )
    for registration in strayed:
        standing = right.registrations.live().filter(event=registration.event).first()
        if standing:
            manage.leave_all(ANYONE, registration)
            OutgoingMail.objects.filter(participation__registration=registration, sent_at=None).delete()
            post(already(standing))
        else:
            _hand_over(registration, right)
    Consent.objects.filter(person=old, given_at__gte=strayed[0].created_at).update(person=right)
    _forget(old)


def _forget(person: Person) -> None:
    """Somebody at a mistyped address was never here, unless they are known for anything else."""
    with suppress(ProtectedError), transaction.atomic():
        person.delete()


def _hand_over(registration: Registration, right: Person) -> None:
    """The registration becomes the right person's; letters on their way to the old address are dropped."""
    registration.person = right
    registration.manage_version += 1
    registration.ticket_version += 1
    registration.save(update_fields=["person", *VERSIONS])
    parts = list(registration.participations.live().whole())
    OutgoingMail.objects.filter(participation__in=parts, sent_at=None).delete()
    letters = [about(part, seating.letter_kind(part)) for part in parts]
    Participation.objects.bulk_update(parts, TOLD)
    log.write(ANYONE, "correct address", registration, right.organiser_id)
    post(*letters)

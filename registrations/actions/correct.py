"""A mistyped address, put right on the page that follows the form. The links that went astray open nothing any more."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from events import log
from events.actors import ANYONE
from events.transactions import in_transaction
from registrations.actions import manage, seating
from registrations.actions.details import Choice, Details
from registrations.actions.register import register, submission_for
from registrations.models import OutgoingMail, Participation, Person, Registration
from registrations.models.person import normal_email
from registrations.outbox.posting import TOLD, about, already, post

CORRECTABLE_FOR = timedelta(hours=1)
_VERSIONS = ["manage_version", "manage_digest", "ticket_version", "ticket_digest"]


def correct_address(
    *, choices: Sequence[Choice], details: Details, email: str, submission: uuid.UUID
) -> None:
    """Write to `email` instead, for what this submission registered within the hour.

    A submission that registered nothing (its address was registered already) registers the new address, so that
    the page tells nobody which of the two it was.
    """
    unique = {submission_for(submission, choice.session.event) for choice in choices}
    since = timezone.now() - CORRECTABLE_FOR
    strayed = list(
        Registration.objects.live().whole().filter(submission__in=unique, created_at__gt=since).order_by("pk")
    )
    if strayed:
        _readdress(strayed, normal_email(email), details)
    else:
        register(
            choices=choices,
            details=details,
            email=email,
            submission=uuid.uuid5(submission, normal_email(email)),
        )


@in_transaction
def _readdress(strayed: Sequence[Registration], email: str, details: Details) -> None:
    old = strayed[0].person
    if old.email == email:
        return
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
    if not old.registrations.exists() and not old.invitations.exists():
        old.delete()


def _hand_over(registration: Registration, right: Person) -> None:
    """The registration becomes the right person's; letters on their way to the old address are dropped."""
    registration.person = right
    registration.manage_version += 1
    registration.ticket_version += 1
    registration.save(update_fields=["person", *_VERSIONS])
    parts = list(registration.participations.live().whole())
    OutgoingMail.objects.filter(participation__in=parts, sent_at=None).delete()
    letters = [about(part, seating.letter_kind(part)) for part in parts]
    Participation.objects.bulk_update(parts, TOLD)
    log.write(ANYONE, "correct address", registration, right.organiser_id)
    post(*letters)

"""What people tell in confidence, and what they agree to: told, told anew, taken back."""

from collections.abc import Collection, Mapping

from django.utils import timezone

from events import log
from events.actors import Actor
from events.transactions import in_transaction
from registrations.actions import manage
from registrations.actions.details import Details
from registrations.models import Consent, Person, Registration, SensitiveAnswer

Answers = Mapping[str, str | None]
"""The text that is kept of each kind from now on, None where nothing is. A kind that is not named stays as it is."""
NOTHING: Answers = dict.fromkeys(SensitiveAnswer.Kind.values)


@in_transaction
def change_own(
    actor: Actor,
    registration: Registration,
    *,
    details: Details,
    forget: bool,
    given: Collection[str],
    taken_back: Collection[str],
) -> None:
    """One's own details and consents. What was told in confidence stays, but for what is told anew or with `forget`."""
    manage.change_details(actor, registration, details=details)
    earlier = NOTHING if forget else {}
    told = details.in_confidence(serves_food=registration.event.serves_food)
    keep(actor, registration, {**earlier, **told})
    withdraw(actor, registration, taken_back)
    give(actor, registration, given)


@in_transaction
def keep(actor: Actor, registration: Registration, answers: Answers) -> None:
    """Write them, or take them away; the log says that, and not what."""
    rows = registration.sensitive_answers
    before = dict(rows.values_list("kind", "text"))
    for kind, text in answers.items():
        if text is None:
            rows.filter(kind=kind).delete()
        else:
            rows.update_or_create(kind=kind, defaults={"text": text})
    if dict(rows.values_list("kind", "text")) != before:
        log.write(actor, "change confidences", registration, registration.event.organiser_id)


@in_transaction
def give(actor: Actor, registration: Registration, purposes: Collection[str]) -> None:
    """The person agrees to these; what they agree to already is not written twice."""
    if new := sorted(set(purposes) - set(in_force(registration.person))):
        Consent.objects.bulk_create(Consent(person=registration.person, purpose=each) for each in new)
        log.write(actor, "give consent", registration, registration.event.organiser_id, purposes=new)


@in_transaction
def withdraw(actor: Actor, registration: Registration, purposes: Collection[str]) -> None:
    """A consent that is taken back stays on record, with its time."""
    rows = Consent.objects.filter(person=registration.person, withdrawn_at=None, purpose__in=purposes)
    if rows.update(withdrawn_at=timezone.now()):
        organiser = registration.event.organiser_id
        log.write(actor, "withdraw consent", registration, organiser, purposes=sorted(purposes))


def in_force(person: Person) -> list[str]:
    """What the person agrees to now, in the order of the form."""
    given = set(Consent.objects.filter(person=person, withdrawn_at=None).values_list("purpose", flat=True))
    return [purpose for purpose in Consent.Purpose.values if purpose in given]

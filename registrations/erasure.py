"""Forgetting a person: one function that knows every place where something personal stands.

What stands there for several people at once (texts that were tidied, announcements, messages) goes with the nightly sweep.
A frozen attendance list is an archived document: it is not altered for one person, and goes whole on its own last day
(docs/decisions/0026-a-frozen-list-is-not-altered.md).
"""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events import log
from events.actors import Actor
from events.models import ErasureLedger, Job
from events.transactions import in_transaction
from registrations import erased, places
from registrations.actions import manage
from registrations.actions.strangers import forget_strangers
from registrations.models import (
    Answer,
    Consent,
    Invitation,
    ListEntry,
    OutgoingMail,
    Participation,
    Person,
    Registration,
    SensitiveAnswer,
)

PERSONAL: tuple[str, ...] = (
    "registrations.Person.name",
    "registrations.Person.email",
    "registrations.Person.source",
    "registrations.Person.search_text",
    "registrations.Person.sort_key",
    "registrations.Registration.organisation_text",
    "registrations.Registration.job_title",
    "registrations.Registration.municipality_text",
    "registrations.Registration.sort_key",
    "registrations.Registration.organisation_key",
    "registrations.Registration.search_text",
    "registrations.Invitation.job_title",
    "registrations.Invitation.organisation_text",
    "registrations.ListEntry.organisation_text",
    "registrations.ListEntry.job_title",
    "registrations.ListEntry.source",
    "registrations.ListEntry.search_text",
    "registrations.SensitiveAnswer.text",
    "registrations.Answer.text",
    "registrations.OrganisationAlias.text",
    "registrations.OrganisationAlias.key",
    "registrations.Announcement.text",
    "registrations.Message.text",
    "registrations.FrozenFile.content",
)
_NO_WORDS = {"organisation_text": "", "job_title": ""}


@in_transaction
def erase_person(actor: Actor, person: Person) -> None:
    """Give back what is still to come, then blank every personal column.

    Region, mode, presence and the options chosen stay: the numbers.
    """
    _blank(actor, person)
    Job.objects.personal().filter(organiser=person.organiser_id).update(wanted={})
    log.write(actor, "erase", person, person.organiser_id)


@in_transaction
def erase_attendance(actor: Actor, person: Person) -> None:
    """Somebody who stays on a contact list, and nothing of what they took part in before today.

    Their registrations, invitations, consents and letters go over to a row of nobody, which is blanked as any erased
    person is; so the numbers stay, and nothing leads from them to the name.
    """
    today = timezone.localdate()
    own = Registration.objects.filter(person=person, event__date__lt=today)
    places.lock(Participation.objects.live().filter(registration__in=own).values_list("session", flat=True))
    kept = list(own.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    nobody = Person.objects.create(organiser_id=person.organiser_id, name="")
    past = Q(participation__registration__event__date__lt=today) | Q(invitation__event__date__lt=today)
    person.letters.filter(past).update(recipient=nobody)
    person.consents.filter(given_at__date__lt=today).update(person=nobody)
    for rows in (Registration.objects.all(), Invitation.objects.all()):
        rows.filter(letters_to=person, event__date__lt=today).update(letters_to=nobody)
    # Nobody's letters are read by nobody: whoever read them would lead back to the name.
    Registration.objects.filter(pk__in=kept).update(person=nobody, letters_to=None)
    Invitation.objects.filter(person=person, event__date__lt=today).update(person=nobody, letters_to=None)
    _blank(actor, nobody)
    log.write(actor, "erase attendance", person, person.organiser_id)


def _blank(actor: Actor, person: Person) -> None:
    parts = Participation.objects.live().filter(registration__person=person)
    places.lock(parts.values_list("session", flat=True))
    list(
        Registration.objects.filter(person=person).order_by("pk").select_for_update(no_key=True).values("pk")
    )
    for registration in (
        Registration.objects.live().whole().select_related("invitation").filter(person=person)
    ):
        manage.leave_all(actor, registration)
    OutgoingMail.objects.filter(recipient=person).delete()
    OutgoingMail.objects.filter(participation__registration__person=person).delete()
    OutgoingMail.objects.filter(invitation__person=person).delete()
    Consent.objects.filter(person=person).delete()
    entries = ListEntry.objects.filter(person=person)
    readers = list(entries.exclude(letters_to=None).values_list("letters_to", flat=True))
    entries.delete()
    forget_strangers(readers)
    ListEntry.objects.filter(letters_to=person).update(letters_to=None)
    SensitiveAnswer.objects.filter(registration__person=person).delete()
    Answer.objects.filter(registration__person=person).exclude(text="").delete()
    now = timezone.now()
    Invitation.objects.filter(person=person).update(**_NO_WORDS)
    for registration in Registration.objects.filter(person=person):
        registration.organisation_text = registration.job_title = registration.municipality_text = ""
        registration.manage_version += 1
        registration.ticket_version += 1
        registration.erased_at = now
        registration.save()
    person.name, person.email, person.source, person.erased_at = "", None, "", now
    person.feed_version += 1
    person.save()
    ErasureLedger.objects.get_or_create(person_uuid=person.uuid)
    transaction.on_commit(partial(erased.remember, person.uuid))

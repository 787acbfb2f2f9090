"""Nothing personal outlives its lifetime; the numbers stay."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from events import log
from events.actors import SYSTEM
from events.models import Note, Organiser
from events.transactions import in_transaction
from registrations.actions.strangers import forget_strangers
from registrations.contacts import lifetime
from registrations.erasure import erase_attendance, erase_person
from registrations.lifetimes import as_days
from registrations.models import (
    Announcement,
    Answer,
    FrozenFile,
    FrozenList,
    Invitation,
    ListEntry,
    Message,
    Organisation,
    OrganisationAlias,
    Person,
    Registration,
    Scan,
    SensitiveAnswer,
)
from registrations.models.organisation import alias_key
from registrations.organisations.matching import spellings


def outlived_answers(*, grace_days: int = 0) -> QuerySet[SensitiveAnswer]:
    """Access needs whose stop is longer ago than their organiser keeps them."""
    too_old = Q(pk__in=[])
    today = timezone.localdate()
    for pk, days in Organiser.objects.values_list("pk", "sensitive_kept_days"):
        last = today - timedelta(days=days + grace_days)
        too_old |= Q(registration__event__organiser=pk, registration__event__date__lt=last)
    return SensitiveAnswer.objects.filter(too_old)


def outlived_people(*, grace_days: int = 0) -> QuerySet[Person]:
    """People whose last event, and whose first mention, are longer ago than their organiser keeps names.

    Nobody is one of them who stands on a contact list, or reads for somebody there, as long as that entry lives.
    """
    return Person.objects.filter(_long_ago(grace_days), ~_is_listed(grace_days), erased_at=None)


def outlived_attendances(*, grace_days: int = 0) -> QuerySet[Person]:
    """Those whom a contact list keeps all the same, and of whom more is known still than that they stand there.

    Whoever stands in a frozen list waits for its last day: until then what is held about them must lead to it.
    """
    named = Q(person=OuterRef("pk")) | Q(letters_to=OuterRef("pk"))
    took_part = Exists(Registration.objects.filter(named)) | Exists(Invitation.objects.filter(named))
    frozen = Registration.objects.filter(person=OuterRef("pk"), frozen_lists__in=FrozenList.objects.kept())
    due = Person.objects.filter(_long_ago(grace_days), _is_listed(grace_days), took_part, erased_at=None)
    return due.exclude(Exists(frozen))


def _long_ago(grace_days: int) -> Q:
    """Their last event, and their first mention, are longer ago than their organiser keeps names."""
    too_old = Q(pk__in=[])
    today = timezone.localdate()
    for pk, months in Organiser.objects.values_list("pk", "names_kept_months"):
        last = today - as_days(months) - timedelta(days=grace_days)
        later = Q(person=OuterRef("pk"), event__date__gte=last)
        still_needed = Exists(Registration.objects.filter(later)) | Exists(Invitation.objects.filter(later))
        reads_for = Exists(Registration.objects.filter(letters_to=OuterRef("pk"), event__date__gte=last))
        reads_invitations = Exists(
            Invitation.objects.filter(letters_to=OuterRef("pk"), event__date__gte=last)
        )
        too_old |= (
            Q(organiser=pk, created_at__date__lt=last) & ~still_needed & ~reads_for & ~reads_invitations
        )
    return too_old


def _is_listed(grace_days: int) -> Q:
    """Whether they stand on a contact list, or read for somebody there, and the entry lives."""
    living = ListEntry.objects.filter(kept_until__gte=timezone.localdate() - timedelta(days=grace_days))
    return Q(Exists(living.filter(person=OuterRef("pk")))) | Q(
        Exists(living.filter(letters_to=OuterRef("pk")))
    )


def outlived_entries(*, grace_days: int = 0) -> QuerySet[ListEntry]:
    """Entries of contact lists that nobody has used or confirmed for as long as their organiser keeps them."""
    return ListEntry.objects.filter(kept_until__lt=timezone.localdate() - timedelta(days=grace_days))


def overlong_entries() -> QuerySet[ListEntry]:
    """Entries with more time before them than one that is used today: their organiser keeps contacts for less time now."""
    overlong = Q(pk__in=[])
    for organiser in Organiser.objects.all():
        overlong |= Q(contact_list__organiser=organiser, kept_until__gt=lifetime.of(organiser))
    return ListEntry.objects.filter(overlong)


def shorten_entries() -> None:
    """Their time is counted anew, from today."""
    for organiser in Organiser.objects.all():
        last = lifetime.of(organiser)
        rows = ListEntry.objects.filter(contact_list__organiser=organiser, kept_until__gt=last)
        rows.update(kept_until=last)


def outlived_notes() -> QuerySet[Note]:
    """The team's notes about events that are longer ago than their organiser keeps names."""
    return Note.objects.filter(with_the_names("event"))


def outlived_announcements() -> QuerySet[Announcement]:
    """What was written to those told of a change, at events as long ago."""
    return Announcement.objects.filter(with_the_names("session__event"))


def outlived_messages() -> QuerySet[Message]:
    """What was written to those who took part, at events as long ago."""
    return Message.objects.filter(with_the_names("event"))


def outlived_words() -> QuerySet[Answer]:
    """What was written to an organiser's questions, at events as long ago; the options chosen are numbers, and stay."""
    return Answer.objects.filter(with_the_names("registration__event")).exclude(text="")


def outlived_lists(*, grace_days: int = 0) -> QuerySet[FrozenList]:
    """Frozen attendance lists whose last day is over and whose document is still here."""
    today = timezone.localdate() - timedelta(days=grace_days)
    over = Q(kept_until__lt=today)
    for pk, months in Organiser.objects.values_list("pk", "frozen_kept_months"):
        over |= Q(session__event__organiser=pk, session__event__date__lt=today - as_days(months))
    return FrozenList.objects.kept().filter(over)


@in_transaction
def remove_outlived_lists() -> None:
    """The documents go, and who stood in them; versions, checksums and numbers stay."""
    rows = list(outlived_lists().select_related("session__event").select_for_update(of=("self",)))
    FrozenFile.objects.filter(frozen_list__in=rows).update(content=None)
    FrozenList.registrations.through.objects.filter(frozenlist__in=rows).delete()
    FrozenList.objects.filter(pk__in=[row.pk for row in rows]).update(removed_at=timezone.now())
    log.write_all(
        log.entry(SYSTEM, "remove frozen list", row, row.session.event.organiser_id, number=row.number)
        for row in rows
    )


@in_transaction
def remove_outlived_entries() -> None:
    """Off the list, and forgotten unless known for anything else; whoever reads for them too."""
    rows = list(outlived_entries().select_for_update())
    people = [key for row in rows for key in (row.person_id, row.letters_to_id) if key]
    ListEntry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    forget_strangers(people)


def let_go(people: Sequence[int]) -> None:
    """They are on a list no more: strangers are forgotten, and whom only the list has kept so long is erased."""
    forget_strangers(people)
    for person in outlived_people().filter(pk__in=people):
        erase_person(SYSTEM, person)


def with_the_names(event: str, *, grace: timedelta = timedelta()) -> Q:
    """Rows whose event, by this path, is longer ago than its organiser keeps names."""
    too_old = Q(pk__in=[])
    today = timezone.localdate() - grace
    for pk, months in Organiser.objects.values_list("pk", "names_kept_months"):
        last = today - as_days(months)
        too_old |= Q(**{f"{event}__organiser": pk, f"{event}__date__lt": last})
    return too_old


def forget_texts() -> None:
    """What was decided about a text goes when nobody who wrote it is known any more, and the body made for it too.

    A body with registrations stays: it is in the numbers.
    """
    for organiser in OrganisationAlias.objects.order_by().values_list("organiser", flat=True).distinct():
        written = Registration.objects.filter(event__organiser=organiser).exclude(organisation_text="")
        keys = {alias_key(text) for text in spellings(written)}
        decided = OrganisationAlias.objects.filter(organiser=organiser)
        gone = [row for row in decided if row.key not in keys]
        bodies = {row.organisation_id for row in gone if row.organisation_id}
        for row in gone:
            row.delete()
        Organisation.objects.filter(
            pk__in=bodies, organiser=organiser, texts=None, registrations=None
        ).delete()


def sweep() -> int:
    """The nightly sweep: access needs, words, places on lists and rehearsals go, then names.

    Returns how many people were erased, or are on a list only: so many at most at a time as a task has time for.
    """
    outlived_answers().delete()
    outlived_notes().delete()
    outlived_announcements().delete()
    outlived_messages().delete()
    outlived_words().delete()
    shorten_entries()
    remove_outlived_entries()
    remove_outlived_lists()
    Scan.objects.filter(rehearsal=True, session__event__date__lte=timezone.localdate()).delete()
    people = list(outlived_people()[:1000])
    for person in people:
        erase_person(SYSTEM, person)
    listed = list(outlived_attendances()[:200])
    for person in listed:
        erase_attendance(SYSTEM, person)
    forget_texts()
    return len(people) + len(listed)

"""People whom nothing names any more: they were noted for one list or draft, and go with it."""

from collections.abc import Sequence
from contextlib import suppress

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q

from registrations.models import Invitation, ListEntry, Person, Registration


def forget_strangers(people: Sequence[int]) -> None:
    """Those whom nothing else names; who is taken up by somebody at this very moment stays, with all the others.

    Whoever has asked for no letters is not forgotten: a table might bring them again.
    """
    named = Q(person=OuterRef("pk")) | Q(letters_to=OuterRef("pk"))
    in_use = (
        Exists(Invitation.objects.filter(named))
        | Exists(Registration.objects.filter(named))
        | Exists(ListEntry.objects.filter(named))
    )
    with suppress(ProtectedError), transaction.atomic():
        Person.objects.filter(~in_use, pk__in=people, letters=None, do_not_write_at=None).delete()

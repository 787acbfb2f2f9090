"""What must never be false of people's rows, recounted (DESIGN §4). Each names its offenders."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Window,
)
from django.db.models.functions import Cast, Coalesce

from events.models import LogEntry, Session
from events.models.session import Mode
from registrations.models import (
    FrozenFile,
    FrozenList,
    Invitation,
    ListEntry,
    OutgoingMail,
    Participation,
    Person,
    Registration,
    Scan,
    SensitiveAnswer,
)
from registrations.retention import (
    outlived_answers,
    outlived_attendances,
    outlived_entries,
    outlived_lists,
    outlived_people,
    overlong_entries,
)

ATTENDING = Q(status=Participation.Status.ATTENDING)


def miscounted() -> QuerySet[Session]:
    """2: the counters say what the participations say."""
    rows = Session.objects.all()
    wrong = Q()
    for mode in Mode:
        line = Q(status=Participation.Status.WAITING, mode=mode)
        if mode == Mode.IN_PERSON:
            line |= Q(status=Participation.Status.ATTENDING, mode=Mode.ONLINE, waiting_since__isnull=False)
        rows = rows.annotate(
            **{f"{mode}_sits": _count(ATTENDING & Q(mode=mode, seated=True)), f"{mode}_stands": _count(line)}
        )
        wrong |= ~Q(**{f"{mode}_taken": F(f"{mode}_sits")}) | ~Q(**{f"{mode}_waiting": F(f"{mode}_stands")})
    return rows.filter(wrong)


def _count(which: Q) -> Coalesce:
    parts = Participation.objects.filter(which, session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(parts.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _twice(rows: QuerySet[Any], *fields: str) -> QuerySet[Any]:
    """Rows that share these columns with another one; sorted once, so that a hundred thousand are soon looked at."""
    alike = Window(Count("pk"), partition_by=[F(field) for field in fields])
    return rows.annotate(alike=alike).filter(alike__gt=1)


def one_person_twice() -> QuerySet[Person]:
    """3: one person per organiser and e-mail."""
    return _twice(Person.objects.filter(email__isnull=False), "organiser", "email")


def one_registration_twice() -> QuerySet[Registration]:
    """3: one live registration per person and event."""
    return _twice(Registration.objects.filter(cancelled_at=None), "person", "event")


def one_participation_twice() -> QuerySet[Participation]:
    """4: one participation per registration and session."""
    return _twice(Participation.objects.all(), "registration", "session")


def idle_places() -> QuerySet[Session]:
    """5: no place is free while somebody waits for it."""
    idle = Q()
    for mode in Mode:
        free = Q(**{f"{mode}_capacity": None}) | Q(**{f"{mode}_taken__lt": F(f"{mode}_capacity")})
        idle |= free & Q(**{f"{mode}_waiting__gt": 0})
    return Session.objects.filter(idle, status=Session.Status.SCHEDULED)


def uninvited() -> QuerySet[Participation]:
    """6: an INVITATION session is entered only through an invitation that opens it."""
    opened = Registration.objects.filter(
        pk=OuterRef("registration"), invitation__opens__session=OuterRef("session")
    )
    return Participation.objects.live().filter(
        ~Exists(opened), session__admission=Session.Admission.INVITATION
    )


def two_on_one_invitation() -> QuerySet[Invitation]:
    """6: one invitation seats one person: whoever sends a substitute does not sit there too."""
    sits = Participation.objects.live().filter(
        registration__invitation=OuterRef("pk"), session__admission=Session.Admission.INVITATION
    )
    instead = Participation.objects.live().filter(
        registration__invitation__substitute_for=OuterRef("pk"),
        session__admission=Session.Admission.INVITATION,
    )
    return Invitation.objects.filter(Exists(sits), Exists(instead))


def one_form_twice() -> QuerySet[Registration]:
    """7: the same form sent twice is one row."""
    return _twice(Registration.objects.all(), "submission")


def one_scan_twice() -> QuerySet[Scan]:
    """7: the same scan uploaded twice is one row."""
    return _twice(Scan.objects.all(), "device", "scan_id")


def one_letter_twice() -> QuerySet[OutgoingMail]:
    """7: the same letter posted twice is one row."""
    return _twice(
        OutgoingMail.objects.filter(participation__isnull=False), "participation", "kind", "revision"
    )


def telltale_log() -> QuerySet[LogEntry]:
    """9: no token, code or address stands in the log."""
    rows = LogEntry.objects.annotate(text=Cast("details", TextField()))
    return rows.filter(Q(text__regex=r"[A-Z2-7]{26}") | Q(text__contains="@"))


def open_but_hidden() -> QuerySet[Session]:
    """10: a hidden session has no public form."""
    return Session.objects.filter(admission=Session.Admission.OPEN, listing=Session.Listing.HIDDEN)


def unlogged() -> QuerySet[Registration]:
    """11: whoever is registered came in through an action that wrote it down."""
    own = LogEntry.objects.filter(target_uuid=OuterRef("uuid"))
    parts = Participation.objects.filter(registration=OuterRef("pk"))
    of_parts = parts.filter(Exists(LogEntry.objects.filter(target_uuid=OuterRef("uuid"))))
    return Registration.objects.filter(~Exists(own), ~Exists(of_parts))


def names_too_old() -> QuerySet[Person]:
    """12: no name outlives its lifetime by more than the nightly sweep; on a contact list it stands alone by then."""
    return outlived_people(grace_days=2) | outlived_attendances(grace_days=2)


def answers_too_old() -> QuerySet[SensitiveAnswer]:
    """12: no access need outlives its lifetime by more than the nightly sweep."""
    return outlived_answers(grace_days=2)


def entries_too_old() -> QuerySet[ListEntry]:
    """12: no place on a contact list outlives its lifetime by more than the nightly sweep."""
    return outlived_entries(grace_days=2) | overlong_entries()


def lists_too_old() -> QuerySet[FrozenList]:
    """12: no frozen attendance list outlives its own lifetime by more than the nightly sweep."""
    return outlived_lists(grace_days=2)


def altered_documents() -> QuerySet[FrozenList]:
    """11: a frozen list has its files, to the last bit, until its lifetime is over; then their checksums alone."""
    files = FrozenFile.objects.select_related("frozen_list").iterator(1)
    true = Counter(file.frozen_list_id for file in files if file.is_as_it_should_be)
    kinds = len(FrozenFile.Kind)
    every = FrozenList.objects.values_list("pk", flat=True)
    return FrozenList.objects.filter(pk__in=[pk for pk in every if true[pk] != kinds])


INVARIANTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "2 the counters are what the participations are": miscounted,
    "3 one person per organiser and e-mail": one_person_twice,
    "3 one live registration per person and event": one_registration_twice,
    "4 one participation per registration and session": one_participation_twice,
    "5 no place is free while somebody waits": idle_places,
    "6 an invited session is entered by invitation": uninvited,
    "6 one invitation seats one person": two_on_one_invitation,
    "7 one form is one registration": one_form_twice,
    "7 one scan is one row": one_scan_twice,
    "7 one letter is one row": one_letter_twice,
    "9 the log holds no token and no address": telltale_log,
    "10 a hidden session is not open to all": open_but_hidden,
    "11 every registration is in the log": unlogged,
    "11 a frozen list is what was frozen": altered_documents,
    "12 no name outlives its lifetime": names_too_old,
    "12 no access need outlives its lifetime": answers_too_old,
    "12 no place on a list outlives its lifetime": entries_too_old,
    "12 no frozen list outlives its lifetime": lists_too_old,
}

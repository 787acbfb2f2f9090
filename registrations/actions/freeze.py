"""Freezing an attendance list: it becomes a numbered document that nothing changes afterwards."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events import log
from events.actions.change import locked
from events.actions.permission import editor_only
from events.actors import Actor
from events.models import Event, Session
from events.refusals import CalledOff, Changed, Refused
from events.transactions import in_transaction
from registrations.attendance.frozen.content import Record, content_of
from registrations.attendance.frozen.differences import Differences, differences
from registrations.attendance.frozen.files import Draft, files_of, languages_of, read_back
from registrations.attendance.rows import parts_of
from registrations.models import FrozenFile, FrozenList, Participation, Registration
from registrations.models.frozen_list import lists_kept_until


class NotBegun(Refused):
    sentence = gettext_lazy("The list can be frozen when the session has begun.")


class TooLate(Refused):
    sentence = gettext_lazy("Attendance lists of this day are kept here no longer.")


@dataclass(frozen=True, slots=True)
class Why:
    """What the document is for, in which case, and until which day it is kept here."""

    purpose: str
    case_number: str
    kept_until: datetime.date


def freeze(actor: Actor, session: Session, *, why: Why, submission: UUID) -> FrozenList:
    """The next version, or the one that this very form has made before. `session`: whole.

    The documents are made before anything is written, outside of any transaction: it takes seconds.
    Raises NotAllowed, NotBegun, CalledOff, TooLate, NotTypeset, Changed when somebody else was faster or the list says
    something else by then, and Refused when it says what the latest version says.
    """
    editor_only(actor, session)
    if made := _made(session, submission):
        return made
    refuse_too_early_or_late(session)
    draft = _draft(actor, session, why, submission)
    files = files_of(draft, languages_of(session, get_language() or settings.LANGUAGE_CODE))
    return _store(actor, draft, files)


def refuse_too_early_or_late(session: Session) -> None:
    """Raise what stands against freezing this session's list now."""
    if session.is_cancelled or session.event.status == Event.Status.CANCELLED:
        raise CalledOff
    if not session.has_begun or session.event.status == Event.Status.DRAFT:
        raise NotBegun
    if lists_kept_until(session.event) < timezone.localdate():
        raise TooLate


def _made(session: Session, submission: UUID) -> FrozenList | None:
    made = FrozenList.objects.filter(uuid=submission).first()
    if made and made.session_id != session.pk:
        raise Refused
    return made


def _draft(actor: Actor, session: Session, why: Why, submission: UUID) -> Draft:
    latest = FrozenList.objects.filter(session=session).first()
    parts = parts_of(actor, session)
    content = content_of(session, parts, why.case_number)
    if latest and not latest.removed_at and latest.content_digest == content.digest:
        about = {"number": latest.number}
        raise Refused(
            _("Nothing has changed since version %(number)d: there is nothing new to freeze.") % about
        )
    found = _since(latest, content.people, content.facts) if latest and not latest.removed_at else None
    row = FrozenList(
        uuid=submission,
        session=session,
        number=latest.number + 1 if latest else 1,
        frozen_at=timezone.now(),
        frozen_by=actor.user,
        purpose=why.purpose,
        case_number=why.case_number,
        kept_until=min(why.kept_until, lists_kept_until(session.event)),
        content_digest=content.digest,
        people=len(content.people),
        came=content.counts.came,
        added=len(found.added) if found else None,
        removed=len(found.removed) if found else None,
        changed=len(found.changed) if found else None,
        facts_changed=bool(found and found.facts),
    )
    return Draft(row=row, parts=parts, content=content, found=found)


def _since(latest: FrozenList, people: list[Record], facts: Record) -> Differences:
    """What differs from the latest version; whoever has been erased since is not named again."""
    stored = FrozenFile.objects.get(frozen_list=latest, kind=FrozenFile.Kind.JSON)
    before, facts_before = read_back(bytes(stored.content or b""))
    found = differences(latest.number, before, people, facts_before, facts)
    gone = _parts(found.removed).exclude(registration__erased_at=None).values_list("uuid", flat=True)
    erased = set(map(str, gone))
    removed = [{"id": row["id"], "erased": True} if row["id"] in erased else row for row in found.removed]
    return replace(found, removed=removed)


def _parts(rows: Iterable[Record]) -> QuerySet[Participation]:
    return Participation.objects.filter(uuid__in=[row["id"] for row in rows])


@in_transaction
def _store(actor: Actor, draft: Draft, files: list[FrozenFile]) -> FrozenList:
    row = draft.row
    (session,) = locked(pk=row.session_id)
    if made := _made(row.session, row.uuid):
        return made
    if FrozenList.objects.filter(session=row.session_id, number__gte=row.number).exists():
        raise Changed
    named = _named(draft)
    _refuse_if_overtaken(actor, session, draft, named)
    row.save(force_insert=True)
    for file in files:
        file.frozen_list = row
    FrozenFile.objects.bulk_create(files)
    row.registrations.add(*named)
    log.write(
        actor,
        "freeze",
        row,
        row.session.event.organiser_id,
        number=row.number,
        people=row.people,
        frozen_for=row.purpose,
    )
    return row


def _refuse_if_overtaken(actor: Actor, session: Session, draft: Draft, named: set[int]) -> None:
    """Raise Changed when the list says something else by now, or somebody in the document has been erased meanwhile.

    Their registrations stay locked until the document is stored, so whoever is erased next is told that it names them.
    """
    rows = Registration.objects.filter(pk__in=named).order_by("pk").select_for_update(of=("self",))
    if any(row.erased_at for row in rows):
        raise Changed
    if content_of(session, parts_of(actor, session), draft.row.case_number).digest != draft.content.digest:
        raise Changed


def _named(draft: Draft) -> set[int]:
    """Who stands in the document: on the list, or among the removed."""
    listed = {part.registration_id for part in draft.parts}
    gone = [row for row in draft.found.removed if not row.get("erased")] if draft.found else []
    return listed | set(_parts(gone).values_list("registration", flat=True))

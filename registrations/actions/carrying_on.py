"""What a copy takes along of this floor: the questions of the form; a meeting that carries on, also its people.

They are invited as drafts, with the roles that they had.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from events.actions.permission import editor_only
from events.actions.repeating import PAPERS, Along, Keep, made_before, repeat_meeting, repeat_tour
from events.actors import Actor
from events.models import Event, Session, Tour
from events.refusals import Refused
from events.transactions import in_transaction
from registrations.actions import questions
from registrations.actions.invite import invite
from registrations.models import Invitation, InvitedSession, Person, Question, Registration

PEOPLE, QUESTIONS = "people", "questions"
ALL = frozenset({*PAPERS, QUESTIONS})
NOT_AGAIN = (Invitation.State.EXPIRED,)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of the old meeting: who they are there, and to which of its sessions they had been invited."""

    person: Person
    letters_to: Person | None
    job_title: str
    organisation_text: str
    role: str
    sessions: frozenset[int]


@in_transaction
def repeat_whole_tour(
    actor: Actor,
    tour: Tour,
    *,
    first_day: datetime.date,
    keep: str = Keep.WEEKDAYS,
    along: Collection[str] = ALL,
    submission: UUID | None = None,
) -> Tour:
    """As `repeat_tour`; with QUESTIONS in `along` the tour's and the stops' come too, and nobody's answers."""
    editor_only(actor, tour)
    if made := made_before(actor, tour, submission):
        return made
    stops = list(tour.stops.all())
    copy = repeat_tour(actor, tour, first_day=first_day, keep=keep, along=along, submission=submission)
    if QUESTIONS in along:
        new = copy.stops.order_by("pk")
        of_stops = (row for pair in zip(stops, new, strict=True) for row in questions.copies(*pair))
        Question.objects.bulk_create([*questions.copies(tour, copy), *of_stops])
    return copy


@in_transaction
def next_meeting(
    actor: Actor,
    meeting: Event,
    *,
    date: datetime.date,
    along: Collection[str] = (*ALL, PEOPLE),
    follows: bool = True,
    submission: UUID | None = None,
) -> tuple[Event, int]:
    """A draft of the same meeting on another day, and the number of invitations drafted to it; nobody is written to.

    `along`: events.actions.repeating.Along, QUESTIONS and PEOPLE. The same `submission` twice is one copy.
    Raises NotAllowed, ImpossibleTime, Refused.
    """
    editor_only(actor, meeting)
    if PEOPLE in along and Along.PROGRAMME not in along:
        raise Refused(_("An invitation opens a part of the programme: let the programme come along too."))
    if made := made_before(actor, meeting, submission):
        return made, 0
    event, sessions = repeat_meeting(
        actor, meeting, date=date, along=along, follows=follows, submission=submission
    )
    if QUESTIONS in along:
        Question.objects.bulk_create(questions.copies(meeting, event))
    guests = guests_of(meeting) if PEOPLE in along else []
    return event, sum(_draft(actor, event, guest, sessions) for guest in guests)


def guests_of(meeting: Event) -> list[Guest]:
    """The invited, and whoever had a role there; not those who are not to be written to. Three statements.

    A substitute came for once: the one who had been invited is invited again.
    """
    invited = {guest.person.pk: guest for guest in _invited(meeting)}
    with_role = Registration.objects.live().filter(_writable(), event=meeting)
    rows = with_role.exclude(role=Registration.Role.PARTICIPANT).select_related("person", "letters_to")
    for row in rows.order_by("pk"):
        known = invited.get(row.person_id)
        invited[row.person_id] = Guest(
            row.person,
            row.letters_to,
            row.job_title,
            row.organisation_text,
            row.role,
            known.sessions if known else frozenset(),
        )
    return list(invited.values())


def _invited(meeting: Event) -> Iterator[Guest]:
    rows = Invitation.objects.filter(_writable(), event=meeting, substitute_for=None)
    opens: dict[int, set[int]] = {}
    for invitation, session in InvitedSession.objects.filter(invitation__event=meeting).values_list(
        "invitation", "session"
    ):
        opens.setdefault(invitation, set()).add(session)
    for row in rows.exclude(state__in=NOT_AGAIN).select_related("person", "letters_to").order_by("pk"):
        yield Guest(
            row.person,
            row.letters_to,
            row.job_title,
            row.organisation_text,
            row.role,
            frozenset(opens.get(row.pk, ())),
        )


def _writable() -> Q:
    return Q(person__erased_at=None, person__do_not_write_at=None)


def _draft(actor: Actor, event: Event, guest: Guest, sessions: Mapping[int, Session]) -> bool:
    """To the same parts; to all of the new meeting for somebody who had a role and no invitation."""
    opened = [sessions[key] for key in sorted(guest.sessions) if key in sessions]
    invitation = invite(
        actor,
        event=event,
        sessions=opened or list(sessions.values()),
        person=guest.person,
        letters_to=guest.letters_to,
        job_title=guest.job_title,
        organisation_text=guest.organisation_text,
    )
    if guest.role:
        invitation.role = guest.role
        invitation.save(update_fields=["role"])
    return True

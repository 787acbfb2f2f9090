"""Answering an invitation for the whole day: attends or follows online, sends a substitute, cannot attend.

It never seats two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events import log
from events.actors import Actor
from events.models import Event, Session
from events.models.session import Mode
from events.refusals import InvitationUsed, Over, Refused
from events.transactions import in_transaction
from registrations import door_codes, places
from registrations.actions import confide, manage, seating
from registrations.actions.both_ways import ways_at, wish_of
from registrations.actions.details import Way, told
from registrations.actions.invite import person_at
from registrations.actions.quiet import hears_of
from registrations.actions.replies import is_open, keep
from registrations.actions.seating import Saved
from registrations.models import (
    Invitation,
    InvitedSession,
    OutgoingMail,
    Person,
    Registration,
)
from registrations.outbox.posting import about_invitation, post
from registrations.questions.asking import Replies
from venues.text import fold

State = Invitation.State
Kind = OutgoingMail.Kind


class Answer(StrEnum):
    """What the invited person does about the invited part."""

    ATTENDS = "attends"
    SUBSTITUTE = "substitute"
    CANNOT = "cannot"


@dataclass(frozen=True)
class Substitute:
    """Who comes instead."""

    name: str
    email: str
    job_title: str = ""


@in_transaction
def answer(
    actor: Actor,
    invitation: Invitation,
    *,
    answer: Answer,
    answered_by: str,
    language: str,
    substitute: Substitute | None = None,
    way: Way = Way.IN_PERSON,
    afternoon: Mapping[Session, Way | None] | None = None,
    assistant: bool = False,
    diet: str = "",
    replies: Replies | None = None,
) -> Invitation:
    """Write the answer; it may be changed until the invited part begins. Returns the invitation that seats somebody.

    `way` is how whoever comes takes part in what is held both ways: IN_PERSON, ONLINE or QUEUE_AND_ONLINE. `afternoon`
    holds the way chosen for each open session of the same event, None for "no". It is meant for whoever comes: the
    invited person, or the substitute, to whose own earlier choices it only adds. So are `assistant` and `diet`, which stay
    where they are left empty, and `replies`, which put nothing in the place of what was not told through this link.
    """
    sessions = list(Session.objects.whole().filter(invited__invitation=invitation))
    if all(session.is_over or session.is_cancelled for session in sessions):
        raise Over
    places.lock(invitation.event.sessions.values_list("pk", flat=True))
    invitation = Invitation.objects.select_for_update(of=("self",)).whole().get(pk=invitation.pk)
    if invitation.state == State.EXPIRED:
        raise InvitationUsed
    if invitation.letters_to_id is None:
        hears_of(actor, invitation.person)
    before = _stands(invitation)
    seated, saved = _decide(actor, invitation, answer, language, substitute)
    ways = ways_at(sessions if answer != Answer.CANNOT else [], way)
    _write(actor, invitation, answer, answered_by, _chosen(ways))
    others = bool(seated.substitute_for or before[1])
    _take_parts(actor, seated, ways, afternoon or {}, language, saved, others)
    _tell(actor, seated, assistant, diet, replies or {})
    if _stands(invitation) != before:
        _write_letters(invitation, answer)
    return seated


def _stands(invitation: Invitation) -> tuple[str, int | None]:
    """What has been answered, and whose invitation seats the substitute."""
    return invitation.state, Invitation.objects.filter(substitute_for=invitation).values_list(
        "pk", flat=True
    ).first()


def _decide(
    actor: Actor, invitation: Invitation, answer: Answer, language: str, substitute: Substitute | None
) -> tuple[Invitation, Saved]:
    """Free what an earlier answer holds and this one does not; the invitation of whoever comes, and places for them."""
    earlier = Invitation.objects.whole().filter(substitute_for=invitation).first()
    if answer == Answer.SUBSTITUTE:
        if substitute is None:
            raise Refused
        if earlier and _is_without_address(earlier.person, substitute):
            return earlier, {}
        person = person_at(
            invitation.event.organiser,
            name=substitute.name,
            email=substitute.email,
            language=language,
            source="substitute",
        )
        if earlier and earlier.person == person:
            return earlier, {}
        if person == invitation.person:
            raise Refused(_("This is the address of the one who is invited. Name somebody else."))
        if _standing(person, invitation).exists():
            raise InvitationUsed
        saved = seating.together(_retire(actor, earlier), _give_back(actor, invitation))
        return _substitute_invitation(invitation, person, substitute.job_title), saved
    if _standing(invitation.person, invitation).exclude(pk=invitation.pk).exists():
        raise InvitationUsed
    comes = answer != Answer.CANNOT
    saved = _retire(actor, earlier, save=comes)
    if not comes:
        _leave_invited(actor, invitation)
    return invitation, saved


def _is_without_address(person: Person, substitute: Substitute) -> bool:
    """Named without an address, and named so before: only the name tells."""
    return not (person.email or substitute.email) and fold(person.name) == fold(substitute.name)


def _standing(person: Person, invitation: Invitation) -> QuerySet[Invitation]:
    """What seats this person on the same day: an invitation of their own, or as somebody's substitute."""
    rows = Invitation.objects.filter(person=person, event=invitation.event)
    return rows.exclude(state__in=manage.SEATS_NOBODY)


def came_alone(registration: Registration, invitation: Invitation) -> bool:
    """Whether somebody had registered before the invitation: what they chose then is not others' to change."""
    return registration.created_at < invitation.created_at


def answered_by_link(registration: Registration, invitation: Invitation) -> bool:
    """Whether this invitation's answer made the invited person's registration.

    Only then does its link show and change what is replied to the organiser's questions: on any other form, and
    on a substitute's own page, somebody else may have written it. The unique id of a form that was sent is of version 5.
    """
    own = invitation.substitute_for_id is None and registration.invitation_id == invitation.pk
    return own and not came_alone(registration, invitation) and registration.submission.version != 5


def _substitute_invitation(invitation: Invitation, person: Person, job_title: str) -> Invitation:
    """The substitute's own invitation, opening the same sessions."""
    stand_in = Invitation.objects.create(
        person=person,
        event=invitation.event,
        substitute_for=invitation,
        state=State.ACCEPTED,
        job_title=job_title,
        organisation_text=invitation.organisation_text,
        answered_at=timezone.now(),
        answered_by=Invitation.AnsweredBy.SUBSTITUTE,
    )
    InvitedSession.objects.bulk_create(
        InvitedSession(
            invitation=stand_in,
            session_id=opened.session_id,
            told_sequence=opened.told_sequence,
            told_digest=opened.told_digest,
        )
        for opened in invitation.opens.all()
    )
    return stand_in


def _retire(actor: Actor, stand_in: Invitation | None, *, save: bool = True) -> Saved:
    """An earlier substitute does not come after all."""
    if stand_in is None:
        return {}
    saved = _give_back(actor, stand_in, save=save)
    stand_in.state, stand_in.substitute_for = State.EXPIRED, None
    stand_in.save(update_fields=["state", "substitute_for"])
    return saved


def _give_back(actor: Actor, invitation: Invitation, *, save: bool = True) -> Saved:
    """Somebody else comes for the whole day: the seat count stays one, in the afternoon too.

    What is given back is saved for whoever comes instead, and not handed on to the line.
    """
    registration = _seated_by(invitation)
    if registration is None:
        return {}
    parts = registration.participations.live().select_related("session__event")
    if came_alone(registration, invitation):
        held = list(parts.filter(session__invited__invitation=invitation))
        saved = seating.save(held) if save else {}
        _leave_invited(actor, invitation)
    else:
        saved = seating.save(list(parts)) if save else {}
        manage.leave_all(actor, registration)
    return saved


def _seated_by(invitation: Invitation) -> Registration | None:
    return Registration.objects.live().whole().filter(invitation=invitation).first()


def _leave_invited(actor: Actor, invitation: Invitation) -> None:
    registration = _seated_by(invitation)
    if registration is None:
        return
    for session in Session.objects.whole().filter(invited__invitation=invitation).order_by("pk"):
        if not session.is_over:
            manage.leave(actor, registration, session=session)


def _chosen(ways: Mapping[Session, Way | None]) -> dict[str, str]:
    """For the log: in which way, where both were held."""
    both = [way for session, way in ways.items() if way and len(session.modes) > 1]
    return {"mode": both[0].mode} if both else {}


def _write(
    actor: Actor, invitation: Invitation, answer: Answer, answered_by: str, chosen: dict[str, str]
) -> None:
    states = {
        Answer.ATTENDS: State.ACCEPTED,
        Answer.SUBSTITUTE: State.SUBSTITUTED,
        Answer.CANNOT: State.DECLINED,
    }
    invitation.state, invitation.answered_by, invitation.answered_at = (
        states[answer],
        answered_by,
        timezone.now(),
    )
    invitation.save(update_fields=["state", "answered_by", "answered_at"])
    details = {"answered_by": answered_by, **chosen}
    log.write(actor, f"answer: {answer}", invitation, invitation.event.organiser_id, **details)


def _take_parts(
    actor: Actor,
    seated: Invitation,
    invited: Mapping[Session, Way | None],
    afternoon: Mapping[Session, Way | None],
    language: str,
    saved: Saved,
    others: bool,
) -> None:
    """Seat whoever comes at the invited parts, and see to what was said of the open ones.

    What was `saved` for them and they do not take goes to the line. `others`: the form showed somebody else's open parts,
    so that it takes nothing away from whoever had registered alone. Of several parts those that go on already are left
    out.
    """
    wanted = [(session, way) for session, way in (*invited.items(), *afternoon.items()) if way]
    registration = _registration_of(seated, language) if wanted else _live_registration(seated)
    if registration is None:
        return _hand_on(actor, saved)
    kept = set(registration.participations.live().values_list("session_id", flat=True))
    if not (others and came_alone(registration, seated)):
        kept -= {session.pk for session in afternoon}
    kept -= _otherwise(seated, invited)
    ahead = [(session, way) for session, way in wanted if session.pk in kept or not _goes_on(session, way)]
    for session, way in sorted(ahead or wanted, key=lambda pair: pair[0].pk):
        if session.pk not in kept:
            manage.take_part(actor, registration, session=session, way=way, saved=saved)
    for session, no in (*invited.items(), *afternoon.items()):
        if no is None and session.pk not in kept:
            manage.leave(actor, registration, session=session)
    return _hand_on(actor, saved)


def _goes_on(session: Session, way: Way) -> bool:
    """Too late to be registered for, by the room's door at least."""
    return session.has_begun and way.mode == Mode.IN_PERSON


def _hand_on(actor: Actor, saved: Saved) -> None:
    for session in Session.objects.whole().filter(pk__in=saved):
        places.free(session.pk, saved[session.pk])
        manage.hand_on(actor, session)


def _otherwise(seated: Invitation, invited: Mapping[Session, Way | None]) -> set[int]:
    """The invited parts in which somebody takes part already, and now in another way, or not at all.

    The same answer sent again changes nothing that was arranged one by one on the own page.
    """
    both = {session: way for session, way in invited.items() if len(session.modes) > 1}
    if not both or wish_of(seated) in both.values():
        return set()
    return {session.pk for session in both} | {session.pk for session, way in invited.items() if way is None}


def _tell(actor: Actor, seated: Invitation, assistant: bool, diet: str, replies: Replies) -> None:
    needs = told(assistant=assistant, diet=diet if seated.event.serves_food else "")
    registration = _live_registration(seated) if needs or replies else None
    if registration is None:
        return
    confide.keep(actor, registration, needs)
    if replies and (is_open(seated.event) or Event.objects.editable_by(actor).filter(pk=seated.event_id)):
        keep(actor, registration, replies, only_new=not answered_by_link(registration, seated))


def _live_registration(invitation: Invitation) -> Registration | None:
    rows = Registration.objects.live().whole().select_related("invitation")
    return rows.filter(person=invitation.person, event=invitation.event).first()


def _registration_of(invitation: Invitation, language: str) -> Registration:
    """The person's live registration for the day, with the invitation attached; a new one if there is none."""
    registration = _live_registration(invitation)
    if registration is None:
        return Registration.objects.create(
            person=invitation.person,
            event=invitation.event,
            invitation=invitation,
            letters_to=invitation.letters_to,
            organisation_text=invitation.organisation_text,
            job_title=invitation.job_title,
            role=invitation.role or Registration.Role.PARTICIPANT,
            language=invitation.addressee.language or language,
            notice_version=invitation.event.organiser.notice_version,
            door_code=door_codes.new(),
        )
    if registration.invitation_id != invitation.pk:
        registration.invitation = invitation
        registration.save(update_fields=["invitation"])
    return registration


def _write_letters(invitation: Invitation, answer: Answer) -> None:
    """A no and a substitute are thanked for; a yes has its confirmation already."""
    kinds = {Answer.SUBSTITUTE: Kind.SUBSTITUTED, Answer.CANNOT: Kind.DECLINED}
    if answer in kinds:
        revision = OutgoingMail.objects.filter(invitation=invitation, kind=kinds[answer]).count()
        post(about_invitation(invitation, kinds[answer], revision))

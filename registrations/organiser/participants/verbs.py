"""What an organiser does for one participant: small pages that show the letter before it goes."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.organiser.editing import posted
from events.organiser.team import TeamRequest, editable_event, editors_only
from events.refusals import Refused
from registrations.actions import by_hand, edit, manage, replies
from registrations.actions.details import Way
from registrations.actions.readdress import readdress
from registrations.forms.questions import AnswersForm
from registrations.models import Participation, Registration
from registrations.organiser.changes.verbs import Verb
from registrations.organiser.participants.forms import AddForm, AddressForm, EditForm, NotifyForm, SeatForm
from registrations.organiser.participants.pages import editable_registration, sessions_of
from registrations.organiser.participants.preview import Draft, would_write
from registrations.questions.asking import heard_from

Act = Callable[[Registration], object]

ADD = Verb(
    _("Add a participant"),
    _("For somebody who has called or written. Everybody else registers on the public form."),
    _("Add the participant"),
    _("The participant is added."),
)
EDIT = Verb(
    _("Edit the details"),
    _("The name belongs to the person, the rest to this registration. Nobody is written to."),
    _("Save the details"),
    _("The details are saved."),
)
ADDRESS = Verb(
    _("Correct the address"),
    _(
        "Letters on their way to the old address are dropped, and the links in older letters stop working, "
        "those about other events too. If the address is somebody's whom we know, this registration becomes theirs."
    ),
    _("Save the address"),
    _("The address is saved."),
)
ANSWERS = Verb(
    _("Correct the answers"),
    _("What somebody has told you otherwise. Nobody is written to, and they see it on their own page."),
    _("Save the answers"),
    _("The answers are saved."),
)
PUT = Verb(
    _("Move or give a place"),
    _("To another session, or between the room and the web. What was held before is given back."),
    _("Save the place"),
    _("The place is saved."),
)
CANCEL = Verb(
    _("Cancel the place"),
    _("The place goes to the first in line. The cancellation can be taken back while there is room."),
    _("Cancel the place"),
    _("The place is cancelled."),
)
AGAIN = Verb(
    _("Write again"),
    _("The letter that says what holds now, once more to the same address."),
    _("Send the letter"),
    _("The letter is on its way."),
)


@editors_only()
def add(request: TeamRequest, slug: str) -> HttpResponse:
    event = editable_event(request.actor, slug)
    form = AddForm(posted(request), sessions=sessions_of(event))

    def act() -> Registration:
        return by_hand.add(
            request.actor,
            form.newcomer(),
            form.seat(),
            submission=form.cleaned_data["submission"],
            notify=form.notify_wanted,
        )

    return _answer(request, ADD, event, form, act)


@editors_only()
def change(request: TeamRequest, uuid: UUID) -> HttpResponse:
    registration = editable_registration(request, uuid)
    form = EditForm(posted(request), registration=registration)

    def act(row: Registration) -> None:
        edit.edit(
            request.actor,
            row,
            details=form.details(),
            role=form.cleaned_data["role"],
            answers=form.answers(),
            taken_back=form.cleaned_data.get("taken_back") or [],
        )

    return _page(request, EDIT, registration, form, act)


@editors_only()
def answers(request: TeamRequest, uuid: UUID) -> HttpResponse:
    registration = editable_registration(request, uuid)
    form = AnswersForm(posted(request), heard=heard_from(registration), must=False)

    def act(row: Registration) -> None:
        replies.correct(request.actor, row, form.asked.given())

    return _page(request, ANSWERS, registration, form, act)


@editors_only()
def address(request: TeamRequest, uuid: UUID) -> HttpResponse:
    registration = editable_registration(request, uuid)
    form = AddressForm(posted(request), initial={"email": registration.addressee.email})

    def act(row: Registration) -> None:
        readdress(request.actor, row, form.cleaned_data["email"], notify=form.notify_wanted)

    return _page(request, ADDRESS, registration, form, act)


@editors_only()
def put(request: TeamRequest, uuid: UUID, session_uuid: UUID) -> HttpResponse:
    """Move a part, or take its cancellation back; `session_uuid` is where they are now."""
    registration = editable_registration(request, uuid)
    part = _part(registration, session_uuid)
    now = {
        "session": str(session_uuid),
        "way": part.mode if part.status != part.Status.WAITING else Way.QUEUE,
    }
    sessions = sessions_of(registration.event)
    form = SeatForm(posted(request), sessions=sessions, initial=now, reachable=_reachable(registration))

    def act(row: Registration) -> None:
        seat = form.seat()
        if seat.session.pk == part.session_id or not part.is_live:
            by_hand.put(request.actor, row, seat, notify=form.notify_wanted)
        else:
            by_hand.move(request.actor, row, seat, leaving=part.session, notify=form.notify_wanted)

    return _page(request, PUT, registration, form, act, part)


@editors_only()
def cancel(request: TeamRequest, uuid: UUID, session_uuid: UUID) -> HttpResponse:
    registration = editable_registration(request, uuid)
    part = _part(registration, session_uuid)
    form = NotifyForm(posted(request), reachable=_reachable(registration))

    def act(row: Registration) -> None:
        manage.leave(request.actor, row, session=part.session, notify=form.notify_wanted)

    return _page(request, CANCEL, registration, form, act, part)


@editors_only()
def again(request: TeamRequest, uuid: UUID, session_uuid: UUID) -> HttpResponse:
    registration = editable_registration(request, uuid)
    part = _part(registration, session_uuid)
    form = forms.Form(posted(request))

    def act(row: Registration) -> None:
        by_hand.write_again(request.actor, _part(row, session_uuid))

    return _page(request, AGAIN, registration, form, act, part)


def _part(registration: Registration, session_uuid: UUID) -> Participation:
    return get_object_or_404(registration.participations.whole(), session__uuid=session_uuid)


def _reachable(registration: Registration) -> bool:
    return bool(registration.addressee.email)


def _page(
    request: TeamRequest,
    verb: Verb,
    registration: Registration,
    form: forms.Form,
    act: Act,
    part: Participation | None = None,
) -> HttpResponse:
    """The page of a verb for somebody who is registered; `act` gets the row anew, for a preview leaves its marks."""

    def do() -> Registration:
        row = editable_registration(request, registration.uuid)
        act(row)
        return row

    return _answer(request, verb, registration.event, form, do, registration=registration, part=part)


def _answer(
    request: TeamRequest,
    verb: Verb,
    event: Event,
    form: forms.Form,
    act: Callable[[], Registration],
    **shown: object,
) -> HttpResponse:
    """Ask; show the letters that would go; or do it and go back to the person. A refusal stands in the form."""
    drafts: list[Draft] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                drafts = would_write(event, act)
            else:
                done = act()
                messages.success(request, str(verb.done))
                return redirect("desk_participant", uuid=done.uuid)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"verb": verb, "event": event, "form": form, "drafts": drafts}
    return render(request, "organiser/participants/act.html", context | shown)

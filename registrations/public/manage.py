"""One's own page behind the link in the letter: see, change, switch, add, cancel. GET shows, POST acts."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.actors import ANYONE, Actor
from events.declared import for_token
from events.models import Document, Event, Session
from events.models.session import SessionQuerySet
from events.public import subscribing
from events.public.listing import papers_of_the_day
from events.public.pages import language
from events.refusals import Refused
from registrations import qr
from registrations.actions import manage as actions
from registrations.actions.confide import change_own
from registrations.forms.another import AnotherForm, WayForm
from registrations.forms.own import OwnForm
from registrations.forms.questions import carried
from registrations.models import Participation, Registration
from registrations.public import own_answers
from registrations.public.bearer import registration_of
from registrations.public.register import within_limit
from registrations.questions.asking import anything_asked, asked_with

form_page = require_http_methods(["GET", "HEAD", "POST"])


@for_token("participant")
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """/<lang>/my/<token>/"""
    actor, registration = registration_of(request, token)
    parts = list(registration.participations.whole())
    live = [part for part in parts if part.is_live]
    context = (
        _context(registration)
        | own_answers.shown(registration)
        | {
            "parts": parts,
            "live": live,
            "to_add": _to_add(actor, registration, live),
            "qr": qr.svg(qr.payload(registration)) if live else "",
            "documents": _papers(registration),
            "subscription": subscribing.to(
                "my_feed", language(), registration.person.feed_token, name=_("My tours and meetings")
            ),
            "can_register": bool(registration.cancelled_at) and _open_again(registration.event).exists(),
        }
    )
    return render(request, "registrations/manage.html", context)


@for_token("participant")
@form_page
def change_part(request: HttpRequest, token: str, session_uuid: uuid.UUID) -> HttpResponse:
    """/<lang>/my/<token>/parts/<session>/ — come to a part of the day, or change how."""
    actor, registration = registration_of(request, token)
    session = get_object_or_404(_sessions_for(actor, registration), uuid=session_uuid)
    part = registration.participations.filter(session=session).first()
    now = actions.way_of(part) if part and part.is_live else None
    form = WayForm(request.POST if request.method == "POST" else None, session=session, now=now)
    if form.is_bound and form.is_valid():
        try:
            actions.take_part(actor, registration, session=session, way=form.cleaned_data["way"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. If anything changed, we have written to you."))
            return redirect("manage", token)
    context = _context(registration) | {"session": session, "part": part, "now": now, "form": form}
    return render(request, "registrations/change_part.html", context, status=422 if form.errors else 200)


@for_token("participant")
@form_page
def cancel(request: HttpRequest, token: str, session_uuid: uuid.UUID) -> HttpResponse:
    """/<lang>/my/<token>/cancel/<session>/ — asks once, then gives the place back."""
    actor, registration = registration_of(request, token)
    session = get_object_or_404(_sessions_for(actor, registration), uuid=session_uuid)
    part = get_object_or_404(registration.participations.live(), session=session)
    if request.method != "POST":
        again = _open_again(registration.event).filter(pk=session.pk).exists()
        context = _context(registration) | {"session": session, "part": part, "can_register": again}
        return render(request, "registrations/cancel.html", context)
    try:
        actions.leave(actor, registration, session=session)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your place is cancelled. We have written to you."))
    return redirect("manage", token)


@for_token("participant")
@form_page
def details(request: HttpRequest, token: str) -> HttpResponse:
    """/<lang>/my/<token>/details/ — what was told, corrected and taken back."""
    actor, registration = registration_of(request, token)
    form = OwnForm(request.POST if request.method == "POST" else None, registration=registration)
    if form.is_bound and form.is_valid():
        change_own(
            actor,
            registration,
            details=form.details(),
            forget=bool(form.cleaned_data.get("forget")),
            given=form.given(),
            taken_back=form.taken_back(),
        )
        messages.success(request, _("Your details are saved."))
        return redirect("manage", token)
    context = _context(registration) | {"form": form}
    return render(request, "registrations/details.html", context, status=422 if form.errors else 200)


@for_token("participant")
@form_page
def another(request: HttpRequest, token: str) -> HttpResponse:
    """/<lang>/my/<token>/another/ — register somebody else; the letters come to this address."""
    actor, registration = registration_of(request, token)
    sessions = _open_again(registration.event).whole().annotate(anything_asked=anything_asked())
    session = sessions.order_by("-starts_at").first()
    if session is None:
        return render(request, "registrations/closed.html", _context(registration))
    form = _another_form(request, session)
    if form.is_bound and form.is_valid() and within_limit(request, form):
        try:
            actions.register_another(
                actor,
                registration,
                session=session,
                way=form.cleaned_data["way"],
                details=form.details(),
                submission=form.cleaned_data["submission"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            sent_to = registration.addressee.email
            messages.success(request, _("Registered. We have written to %(address)s.") % {"address": sent_to})
            return redirect("manage", token)
    context = _context(registration) | {"form": form, "session": session, "switch_form": "another"}
    return render(request, "registrations/another.html", context, status=422 if form.errors else 200)


def _another_form(request: HttpRequest, session: Session) -> AnotherForm:
    """Empty, sent, or half filled and carried over to another language."""
    asks: dict[str, Any] = {"session": session, "questions": asked_with([session])}
    if "switch" in request.POST:
        return AnotherForm(**asks, initial=request.POST.dict() | carried(request.POST, asks["questions"]))
    return AnotherForm(request.POST if request.method == "POST" else None, **asks)


def _open_again(event: Event) -> SessionQuerySet:
    """What anybody could register for now."""
    return Session.objects.open_to(ANYONE).open_for_registration().filter(event=event)


def _papers(registration: Registration) -> list[Document]:
    """What the registered may read, and the invited what is for them."""
    if registration.cancelled_at:
        return []
    return papers_of_the_day(registration.event, invited=registration.invitation_id is not None)


def _context(registration: Registration) -> dict[str, object]:
    return {
        "registration": registration,
        "event": registration.event,
        "organiser": registration.event.organiser,
        "token": registration.manage_token,
    }


def _sessions_for(actor: Actor, registration: Registration) -> SessionQuerySet:
    return Session.objects.open_to(actor).whole().filter(event=registration.event)


def _to_add(actor: Actor, registration: Registration, live: list[Participation]) -> list[Session]:
    """What this person could still come to on the same day: open parts, and those the invitation opens."""
    if registration.cancelled_at:
        return []
    sessions = _sessions_for(actor, registration).exclude(pk__in=[part.session_id for part in live])
    open_to_all = set(sessions.open_for_registration().values_list("pk", flat=True))
    return [
        session
        for session in sessions.coming().filter(status=Session.Status.SCHEDULED)
        if session.pk in open_to_all or session.pk in actor.session_ids
    ]

"""The registration form of one event, and of a whole tour: several stops at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, Value
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import format_html_join
from django.views.decorators.http import require_http_methods

from events import limits
from events.actors import ANYONE
from events.concurrency import few_sent_at_once
from events.declared import public
from events.models import Event, Session, Tour
from events.models.event import EventQuerySet
from events.models.session import Mode, SessionQuerySet
from events.prepared import Prepared, Slot, unread
from events.refusals import Refused
from events.transactions import turn
from registrations.actions.correct import correct_address
from registrations.forms import RegistrationForm
from registrations.forms.questions import carried
from registrations.forms.traps import press_once_more
from registrations.models import Organisation
from registrations.questions.asking import anything_asked, asked_with

form_page = require_http_methods(["GET", "HEAD", "POST"])


@public
@form_page
@few_sent_at_once
def register_event(request: HttpRequest, slug: str) -> HttpResponse:
    """/<lang>/events/<event>/register/"""
    sessions = _open_at_event(slug=slug, now=timezone.now(), today=timezone.localdate())
    event = sessions[0].event if sessions else get_object_or_404(_events(), slug=slug)
    return _page(request, sessions, {"event": event, "tour": event.tour, "organiser": event.organiser})


@public
@form_page
@few_sent_at_once
def register_tour(request: HttpRequest, slug: str) -> HttpResponse:
    """/<lang>/tours/<tour>/register/"""
    tour = get_object_or_404(Tour.objects.visible_to(ANYONE).select_related("organiser"), slug=slug)
    return _page(
        request, list(_open_sessions().filter(event__tour=tour)), {"tour": tour, "organiser": tour.organiser}
    )


def _open_sessions(**moment: Slot) -> SessionQuerySet:
    """Each says of itself `found_open`, so that nobody asks again in the same breath, and whether `anything_asked`."""
    sessions = Session.objects.open_to(ANYONE).open_for_registration(**moment)
    rows = sessions.select_related("event__tour", "event__organiser", "event__venue__municipality")
    return rows.defer(*_UNREAD).annotate(found_open=Value(value=True), anything_asked=anything_asked())


_UNREAD = unread(
    "template_row description audience doors_open_at reminder_at walk_ins_welcome spoken_languages interpretation "
    "captions created_at changed_at digest search_text",
    event="published_at preceded_by case_number answer_by search_text",
    event__tour="summary publish_at publication_refused_at published_at project case_number repeats search_text",
    event__organiser="phone required_languages privacy_notice contacts_kept_months frozen_kept_months "
    "sensitive_kept_days",
    event__venue="aliases latitude longitude accessibility directions search_text",
    event__venue__municipality="code region languages search_text",
)

_open_at_event = Prepared(
    lambda: _open_sessions(now=Slot("now", DateTimeField()), today=Slot("today", DateField())).filter(
        event__slug=Slot("slug", CharField())
    )
)


def _events() -> EventQuerySet:
    return Event.objects.visible_to(ANYONE).select_related("tour", "organiser", "venue__municipality")


def _page(request: HttpRequest, sessions: Sequence[Session], about: dict[str, Any]) -> HttpResponse:
    if not sessions:
        return render(request, "registrations/closed.html", about)
    form = _form(request, sessions)
    if form.is_bound and form.is_valid() and _is_done(request, form):
        return _show_done(request, form, about)
    return _show(request, form, about)


def _is_done(request: HttpRequest, form: RegistrationForm) -> bool:
    """In one turn, counted for the address and registered; else the form says why not."""
    try:
        with turn():
            if allowed := within_limit(request, form):
                _act(request, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return allowed


def _form(request: HttpRequest, sessions: Sequence[Session]) -> RegistrationForm:
    """Empty, filled and sent, or filled and carried over to another language or back from the next page."""
    asks: dict[str, Any] = {"sessions": sessions, "questions": asked_with(sessions)}
    if request.method != "POST":
        return RegistrationForm(**asks)
    if "switch" in request.POST or "back" in request.POST:
        kept = request.POST.dict() | carried(request.POST, asks["questions"])
        return RegistrationForm(**asks, initial=kept | {"consents": request.POST.getlist("consents")})
    return RegistrationForm(request.POST, **asks)


def within_limit(request: HttpRequest, form: Form) -> bool:
    """Whether this address may register once more; else the form says so, and keeps what was written."""
    if limits.allow("register", limits.address_of(request)):
        return True
    form.add_error(None, press_once_more())
    return False


def _act(request: HttpRequest, form: RegistrationForm) -> None:
    """Whoever goes back and mends the address sends the same form, with or without our button."""
    correct_address(
        choices=form.choices(),
        details=form.details(),
        email=form.cleaned_data["email"],
        submission=form.cleaned_data["submission"],
    )


def _show(request: HttpRequest, form: RegistrationForm, about: dict[str, Any]) -> HttpResponse:
    context = about | {
        "form": form,
        "switch_form": "register",
        "organisations": Organisation.objects.known_to(about["organiser"].pk)[:400],
        "some_full": any(session.places_left(Mode.IN_PERSON) == 0 for session in form.sessions.values()),
    }
    return render(request, "registrations/register.html", context, status=422 if form.errors else 200)


def _show_done(request: HttpRequest, form: RegistrationForm, about: dict[str, Any]) -> HttpResponse:
    """What was asked, and where we have written. A repeated address sees the same page.

    Its form brings along all that was filled in, the token against forgery too, which has just been found good.
    """
    sent = (
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if value and name not in _OWN
    )
    hidden = format_html_join("", '<input type="hidden" name="{}" value="{}">', sent)
    context = about | {"email": form.cleaned_data["email"], "choices": form.choices(), "sent": hidden}
    return render(request, "registrations/done.html", context)


_OWN = {"email", "correct", "switch", "back", "website"}

"""The pages of a phone at a door. They work without a script; the script adds the camera."""

from typing import Any
from uuid import UUID, uuid4

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.declared import for_device, post_only
from events.models import Session
from events.models.session import Mode
from events.refusals import Refused
from registrations.checkin import devices, doorway, expected, guests, hours, present, scans, search, verdicts
from registrations.checkin.forms import GuestForm, ScanSerializer, sentence
from registrations.checkin.guard import phone_only
from registrations.models import Device

CAMERA = "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
LATEST = 5  # scans shown below the scanner


def choose(request: HttpRequest, device: Device) -> HttpResponse:
    """Straight to the door if there is one; else the doors of the day, the next one first in sight."""
    devices.seen(device)
    sessions = list(doorway.doors(device).order_by("starts_at", "pk"))
    for session in sessions:
        session.event = device.event
    if len(sessions) == 1:
        return redirect("checkin_door", sessions[0].uuid)
    context = {"device": device, "sessions": sessions, "next": next_of(sessions)}
    return render(request, "checkin/choose.html", context)


def next_of(sessions: list[Session]) -> Session | None:
    """The session whose guests arrive now: the first that is not over."""
    return next((session for session in sessions if not session.is_over), None)


@for_device
@require_http_methods(["GET", "POST"])
@csp_update({"script-src": [WASM_UNSAFE_EVAL]})  # type: ignore[arg-type]  # its type knows no arguments
@phone_only
def door(request: HttpRequest, device: Device, session: UUID) -> HttpResponse:
    """The scanning page; a form sent here is one scan, and its verdict has an address of its own."""
    here = doorway.session_at(device, session)
    if not hours.is_open(device.event):
        return _closed(request, device, here)
    if request.method == "GET":
        devices.seen(device)
        return _scanning(request, device, here)
    form = ScanSerializer(data=request.POST.dict())
    if not form.is_valid():
        return _scanning(request, device, here, wrong=sentence(form.errors), status=400)
    try:
        answer = scans.record(device, session, form.sent)
    except Refused as refusal:
        return _scanning(request, device, here, wrong=str(refusal), status=409)
    return redirect("checkin_verdict", session, answer.scan.scan_id)


@post_only
@require_POST
@phone_only
def find(request: HttpRequest, device: Device, session: UUID) -> HttpResponse:
    """Search by name. By POST, so that no name stands in an address."""
    here = doorway.session_at(device, session)
    if not hours.is_open(device.event):
        return _closed(request, device, here)
    typed = request.POST.get("name", "")[:100]
    words = search.words_of(typed)
    hits, more = search.find(here, words) if words else ([], False)
    context = _context(device, here) | {"typed": typed, "words": words, "hits": hits, "more": more}
    context["welcomes_guests"] = guests.are_welcome(here)
    return render(request, "checkin/found.html", context)


@for_device
@require_http_methods(["GET", "POST"])
@phone_only
def guest(request: HttpRequest, device: Device, session: UUID) -> HttpResponse:
    """Somebody on no list is let in by name. A search that found nobody brings the name along."""
    here = doorway.session_at(device, session)
    if not hours.is_open(device.event):
        return _closed(request, device, here)
    brought = {"name": request.POST.get("name", "")[:150], "scan_id": uuid4()}
    form = GuestForm(request.POST if "scan_id" in request.POST else None, initial=brought)
    if form.is_valid():
        try:
            answer = guests.let_in(device, session, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("checkin_verdict", session, answer.scan.scan_id)
    page = {"form": form, "welcome": guests.are_welcome(here), "free": here.places_left(Mode.IN_PERSON)}
    return render(
        request, "checkin/guest.html", _context(device, here) | page, status=422 if form.errors else 200
    )


@for_device
@require_GET
@phone_only
def registered(request: HttpRequest, device: Device, session: UUID, registration: UUID) -> HttpResponse:
    """Somebody chosen by name: looked at, and let in by the button only."""
    here = doorway.session_at(device, session)
    return _person(request, device, expected.by_registration(here, registration))


@for_device
@require_GET
@phone_only
def invited(request: HttpRequest, device: Device, session: UUID, invitation: UUID) -> HttpResponse:
    here = doorway.session_at(device, session)
    return _person(request, device, expected.by_invitation(here, invitation))


@for_device
@require_GET
@phone_only
def verdict(request: HttpRequest, device: Device, session: UUID, scan: UUID) -> HttpResponse:
    """What this phone's scan was answered."""
    answer = scans.recall(device, scan)
    if answer is None or answer.session.uuid != session:
        raise Http404
    context = _context(device, answer.session) | screen(answer.verdict, answer.facts)
    return render(request, "checkin/verdict.html", context)


def screen(verdict: verdicts.Verdict, facts: verdicts.Facts) -> dict[str, Any]:
    """What the fragment `_verdict.html` shows, and whom its forms are about."""
    registration = facts.registration.uuid if facts.registration and not facts.foreign else None
    invitation = facts.invitation.uuid if facts.invitation and not registration else None
    return {
        "verdict": verdict,
        "session": facts.session,
        "registration": registration,
        "invitation": invitation,
        "scan_ids": [uuid4(), uuid4()],
        "welcomes_guests": verdict.kind == verdicts.Kind.UNKNOWN and guests.are_welcome(facts.session),
    }


def _person(request: HttpRequest, device: Device, facts: verdicts.Facts) -> HttpResponse:
    if not hours.is_open(device.event):
        return _closed(request, device, facts.session)
    if not (facts.registration or facts.invitation):
        raise Http404
    context = _context(device, facts.session) | screen(verdicts.verdict(facts), facts)
    return render(request, "checkin/verdict.html", context)


def _scanning(
    request: HttpRequest, device: Device, session: Session, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    latest = device.scans.filter(session=session, rehearsal=device.event.rehearsing).order_by("-pk")
    context = _context(device, session) | {
        "wrong": wrong,
        "scan_id": uuid4(),
        "latest": [
            (scan, verdicts.HEADINGS[verdicts.Kind(scan.verdict)])
            for scan in latest.select_related("registration__person")[:LATEST]
        ],
    }
    response = render(request, "checkin/door.html", context, status=status)
    response["Permissions-Policy"] = CAMERA
    return response


def _closed(request: HttpRequest, device: Device, session: Session) -> HttpResponse:
    context = _context(device, session) | {"over": hours.is_over(device.event)}
    return render(request, "checkin/closed.html", context)


def _context(device: Device, session: Session) -> dict[str, Any]:
    return {
        "device": device,
        "session": session,
        "rehearsal": device.event.rehearsing,
        "counter": present.counter(session),
    }

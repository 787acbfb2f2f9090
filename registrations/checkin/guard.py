"""Who stands at a page: a phone in use, in the language chosen for it; anybody else is shown the way."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from events import limits
from events.models import Session
from registrations.checkin import devices
from registrations.checkin.forms import CodeForm
from registrations.models import Device

P = ParamSpec("P")
PageOfPhone = Callable[Concatenate[HttpRequest, Device, P], HttpResponse]
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def phone_only(page: PageOfPhone[P]) -> Page[P]:
    """The page gets the device after the request; a door that this phone does not have is not there."""

    @functools.wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        device = devices.bearer(request)
        if device is None:
            return no_phone(request, status=403)
        with translation.override(device.language):
            try:
                response = page(request, device, *args, **kwargs)
            except Session.DoesNotExist as error:
                raise Http404 from error
            response["Content-Language"] = device.language
        return response

    return guarded


def no_phone(request: HttpRequest, form: CodeForm | None = None, status: int = 200) -> HttpResponse:
    """How a phone is taken into use, with a field for its code."""
    return render(request, "checkin/no_phone.html", {"form": form or CodeForm()}, status=status)


def gone(request: HttpRequest) -> HttpResponse:
    """The same page for a code that is wrong, used or late; 429 when one address has guessed too often."""
    if limits.allow("claim", limits.address_of(request)):
        return render(request, "checkin/gone.html", status=404)
    return render(request, "checkin/too_many.html", status=429)

"""Doors that only these tests open, below the real ones: each breaks in its own way."""

import json

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import translation
from django.views.decorators.cache import cache_control

from config import urls
from config.urls import handler400, handler403, handler404, handler500
from events.transactions import Busy

__all__ = ["handler400", "handler403", "handler404", "handler500"]

SECRET = "a secret that belongs in no page"
MODES = [("room", "In the room"), ("web", "On the web")]
public = cache_control(public=True, max_age=60)


class Names(forms.Form):
    name = forms.CharField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label="E-mail", help_text="We write to it.")
    work = forms.CharField(label="Organisation", required=False)
    mode = forms.ChoiceField(label="How?", choices=MODES, widget=forms.RadioSelect)
    helper = forms.BooleanField(label="A helper comes along", required=False, help_text="Takes no place.")


def ask(request: HttpRequest) -> HttpResponse:
    form = Names(initial=request.POST.dict()) if "switch" in request.POST else Names(request.POST or None)
    return render(request, "roof/ask.html", {"form": form, "switch_form": "ask"})


def broken(request: HttpRequest) -> HttpResponse:
    raise LookupError(SECRET)


def turned(request: HttpRequest) -> HttpResponse:
    translation.activate("en")
    raise OperationalError(SECRET)


def gone(request: HttpRequest) -> HttpResponse:
    raise OperationalError(SECRET)


def busy(request: HttpRequest) -> HttpResponse:
    raise Busy


def deep(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(json.loads(request.body)))


def stored(request: HttpRequest) -> HttpResponse:
    request.session["kept"] = True
    return HttpResponse("kept")


@public
def shared(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"in {translation.get_language()}")


@public
def cookied(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("yours")
    response.set_cookie("who", "you")
    return response


@public
def greeted(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"welcome {request.session.get('name')}")


def secret(request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse("yours alone")


def answered(request: HttpRequest, token: str) -> HttpResponse:
    return ask(request)


def feed(request: HttpRequest, language: str) -> HttpResponse:
    return HttpResponse(translation.get_language(), content_type="text/calendar; charset=utf-8")


probes = [
    path("ask/", ask),
    path("broken/", broken),
    path("gone/", gone),
    path("turned/", turned),
    path("busy/", busy),
    path("deep/", deep),
    path("stored/", stored),
    path("shared/", shared),
    path("cookied/", cookied),
    path("greeted/", greeted),
    path("secret/<token>/", secret),
    path("answered/<token>/", answered),
]
urlpatterns = [
    path("calendar/<language>/probe.ics", feed),
    path("organiser/probe/", include(probes)),
    *i18n_patterns(path("probe/", include(probes))),
    *urls.urlpatterns,
]

"""/api/schema/ and /api/docs/: the machine's door described, for programs and for people. Nothing leaves the house."""

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

import events.api.urls
import registrations.api.urls
from events.declared import public

cached = cache_control(public=True, max_age=3600)


@public
@require_safe
@cached
def schema(request: HttpRequest) -> JsonResponse:
    """OpenAPI 3 as JSON."""
    return JsonResponse(_schema(), json_dumps_params={"ensure_ascii": False})


@functools.cache
def _schema() -> Any:
    """The same for everybody, and slow to make: once for each process."""
    doors = [*events.api.urls.fixed, *registrations.api.urls.fixed]
    return SchemaGenerator(patterns=doors).get_schema(request=None, public=True)


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI from our own static files, started by a script of its own: no inline script, no other site."""
    return render(request, "config/api_docs.html")


fixed: list[URLPattern] = [
    path("api/schema/", schema, name="schema"),
    path("api/docs/", docs, name="api_docs"),
]

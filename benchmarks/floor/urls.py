"""Two views: one inserts a row in a transaction, one answers `ok`."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.floor.models import Row


def row(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        Row(text=request.headers["X-Forwarded-For"]).save(force_insert=True)
    return ok(request)


def ok(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok", headers={"Content-Length": "2"})


urlpatterns = [path("row", row), path("ok", ok)]

"""A tour as text for a release, in each language beside the others, ready to be copied."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from events import release
from events.organiser.team import TeamRequest, editable_tour, editors_read


@editors_read()
def desk_tour_release(request: TeamRequest, slug: str) -> HttpResponse:
    tour = editable_tour(request.actor, slug)
    texts = [(code, name, release.text(tour, code)) for code, name in settings.LANGUAGES]
    page = {"tour": tour, "texts": texts, "here": "release", "heading": _("Text for a release")}
    return render(request, "organiser/release.html", page)

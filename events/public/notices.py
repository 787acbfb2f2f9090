"""The privacy notice of an organiser: what its registration forms stand on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from events.declared import public
from events.models import Organiser
from venues.fields import in_language


@public
@require_safe
@cache_control(public=True, max_age=300)
def privacy_notice(request: HttpRequest, slug: str) -> HttpResponse:
    """/<lang>/organisers/<organiser>/privacy/ — the organiser's own words, and what the service does."""
    organiser = get_object_or_404(Organiser, slug=slug)
    words, words_language = in_language(organiser.privacy_notice, get_language() or "fi")
    context = {"organiser": organiser, "words": words, "words_language": words_language}
    return render(request, "events/privacy_notice.html", context)

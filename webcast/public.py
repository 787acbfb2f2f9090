"""The watch page. GET shows, POST opens; the address itself is nowhere but in the answer to the POST.

That answer is a page with `Refresh`, not a redirect: under `form-action 'self'` Chromium stops a form whose
answer redirects to another site, and meeting services redirect on through hosts that no policy could name.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.encoding import iri_to_uri
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from events import when
from events.declared import post_only, public
from events.models import Session
from webcast.visits import Visit, public_facts, visit

FRESH_SECONDS = 5


@public
@require_safe
def watch(request: HttpRequest, session_uuid: UUID) -> HttpResponse:
    """/<lang>/watch/<session>/ — `?r=` carries the manage token of somebody who has a place."""
    return _page(request, visit(request, session_uuid))


@post_only
@require_POST
def join(request: HttpRequest, session_uuid: UUID) -> HttpResponse:
    """/<lang>/watch/<session>/join — `stream` chooses one of several. Nothing is written down of who came."""
    asked = visit(request, session_uuid)
    wanted = request.POST.get("stream", "")
    stream = next((each for each in asked.open if wanted in ("", str(each.uuid))), None)
    if stream is None:
        return _page(request, asked, status=403 if asked.for_somebody_else else 409)
    address = iri_to_uri(stream.url)
    response = render(request, "webcast/opening.html", _context(asked) | {"address": address})
    response["Refresh"] = f"0; url={address}"
    return _unlisted(response)


@public
@require_safe
def state(request: HttpRequest, session_uuid: UUID) -> HttpResponseBase:
    """/watch/<session>/state — JSON: see `public_facts`."""
    asked = visit(request, session_uuid)
    facts = public_facts(asked.session, asked.streams, asked.now)
    etag = f'"{facts["version"]}"'
    response = get_conditional_response(request, etag=etag) or JsonResponse(facts)
    response["ETag"] = etag
    whose = {"public": True} if asked.everybody_sees else {"private": True}
    patch_cache_control(response, max_age=FRESH_SECONDS, **whose)
    return response


def _page(request: HttpRequest, asked: Visit, status: int = 200) -> HttpResponse:
    open_now = Session.objects.open_for_registration().filter(pk=asked.session.pk)
    context = _context(asked) | {
        "version": public_facts(asked.session, asked.streams, asked.now)["version"],
        "can_register": asked.part is None and asked.everybody_sees and open_now.exists(),
        "refused": status != 200,
    }
    response = render(request, "webcast/watch.html", context, status=status)
    return _unlisted(response) if asked.registration else response


def _context(asked: Visit) -> dict[str, object]:
    """What both pages say. The addresses carry the visitor's token on; to others they have none."""
    session, token = asked.session, asked.registration.manage_token if asked.registration else ""
    carried = f"?{urlencode({'r': token})}" if token else ""
    return {
        "visit": asked,
        "session": session,
        "event": session.event,
        "organiser": session.event.organiser,
        "token": token,
        "opens": when.moment(asked.opens_at, session.zone) if asked.opens_at else "",
        "watch_url": reverse("watch", args=[session.uuid]) + carried,
        "state_url": reverse("watch_state", args=[session.uuid]) + ("" if asked.everybody_sees else carried),
    }


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response

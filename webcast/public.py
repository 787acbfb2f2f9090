"""The watch page. GET shows, POST opens; the address itself is nowhere but in the answer to the POST.

That answer is a page with `Refresh`, not a redirect: under `form-action 'self'` Chromium stops a form whose
answer redirects to another site, and meeting services redirect on through hosts that no policy could name.
"""

from uuid import UUID

from csp.decorators import csp_update
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
from webcast import asking, browsers, crowd, presence
from webcast.addresses import Provider
from webcast.asking import QuestionForm
from webcast.models import Stream
from webcast.visits import Visit, public_facts, visit

FRESH_SECONDS = 5
_TESTS = {
    Provider.TEAMS: "https://teams.microsoft.com/",
    Provider.ZOOM: "https://zoom.us/test",
    Provider.WEBEX: "https://www.webex.com/test-meeting.html",
    Provider.MEET: "https://meet.google.com/",
    Provider.JITSI: "https://meet.jit.si/",
    Provider.YOUTUBE: "https://www.youtube.com/",
    Provider.VIMEO: "https://vimeo.com/",
}
"""Where each service can be tried before the day; they say nothing of the meeting."""


@public
@require_safe
def watch(request: HttpRequest, session_uuid: UUID) -> HttpResponse:
    """/<lang>/watch/<session>/ — `?r=` carries the manage token of somebody who has a place."""
    return _page(request, visit(request, session_uuid))


@post_only
@require_POST
def join(request: HttpRequest, session_uuid: UUID) -> HttpResponse:
    """/<lang>/watch/<session>/join — `stream` chooses one of several, `people` tells how many sit at the screen."""
    asked = visit(request, session_uuid)
    stream = _chosen(request, asked.open)
    if stream is None:
        return _refusal(request, asked)
    address = iri_to_uri(stream.url)
    response = render(request, "webcast/opening.html", _context(asked) | {"address": address})
    response["Refresh"] = f"0; url={address}"
    browsers.count(request, response, asked, presence.opened)
    return _unlisted(response)


@post_only
@require_POST
def here(request: HttpRequest, session_uuid: UUID) -> HttpResponse:
    """/<lang>/watch/<session>/here — the watch page with the webcast in it; its policy lets in that one host."""
    asked = visit(request, session_uuid)
    stream = _chosen(request, asked.embeddable)
    if stream is None:
        return _refusal(request, asked)
    response = _page(request, asked, shown=stream)
    browsers.count(request, response, asked, presence.watched)
    return _letting_in(stream, request, response)


@post_only
@require_POST
def ask(request: HttpRequest, session_uuid: UUID) -> HttpResponse:
    """/<lang>/watch/<session>/ask — the same page with what came of it; a webcast that was `shown` in it is again."""
    asked = visit(request, session_uuid)
    if asked.for_somebody_else:
        return _refusal(request, asked)
    form = QuestionForm(request.POST, seat=asked.seat)
    sent = asking.send(request, asked, form)
    status = 200 if sent else 422 if asked.may_ask else 409
    stream = _chosen(request, asked.embeddable, "shown") if "shown" in request.POST else None
    response = _page(request, asked, status=status, shown=stream, form=None if sent else form, sent=sent)
    return _letting_in(stream, request, response) if stream else response


@post_only
@require_POST
def heartbeat(request: HttpRequest, session_uuid: UUID) -> HttpResponse:
    """/<lang>/watch/<session>/heartbeat — the webcast is shown on the page, and the page is seen."""
    asked = visit(request, session_uuid)
    if not asked.open:
        return HttpResponse(status=403 if asked.for_somebody_else else 409)
    response = HttpResponse(status=204)
    browsers.count(request, response, asked, presence.watched)
    return response


@public
@require_safe
def state(request: HttpRequest, session_uuid: UUID) -> HttpResponseBase:
    """/watch/<session>/state — JSON: see `public_facts`."""
    facts, everybody_sees = crowd.facts(request, session_uuid)
    etag = f'"{facts["version"]}-{facts["asked"]}"'
    response = get_conditional_response(request, etag=etag) or JsonResponse(facts)
    response["ETag"] = etag
    whose = {"public": True} if everybody_sees else {"private": True}
    patch_cache_control(response, max_age=FRESH_SECONDS, **whose)
    return response


@public
@require_safe
def listed(request: HttpRequest, session_uuid: UUID) -> HttpResponse:
    """/<lang>/watch/<session>/asked — the list of what has been taken up, alone; `r` as for the page."""
    markup, everybody_sees = crowd.listed(request, session_uuid)
    response = _unlisted(HttpResponse(markup))
    if everybody_sees and "r" not in request.GET:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def _chosen(request: HttpRequest, streams: list[Stream], field: str = "stream") -> Stream | None:
    wanted = request.POST.get(field, "")
    return next((each for each in streams if wanted in ("", str(each.uuid))), None)


def _letting_in(stream: Stream, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page with a policy that lets in the one host of what it shows."""
    policy = {"media-src" if stream.address.is_video else "frame-src": [stream.address.origin]}
    return csp_update(policy)(lambda _request: response)(request)  # type: ignore[return-value]  # an HttpResponse in fact


def _refusal(request: HttpRequest, asked: Visit) -> HttpResponse:
    return _page(request, asked, status=403 if asked.for_somebody_else else 409)


def _page(
    request: HttpRequest,
    asked: Visit,
    *,
    status: int = 200,
    shown: Stream | None = None,
    form: QuestionForm | None = None,
    sent: bool = False,
) -> HttpResponse:
    """`form`: a question that could not be sent, `sent`: one that was; else, where one may ask, there is an empty one."""
    open_now = Session.objects.open_for_registration().filter(pk=asked.session.pk)
    context = _context(asked) | {
        "version": public_facts(asked.session, asked.streams, asked.now)["version"],
        "can_register": asked.part is None and asked.everybody_sees and open_now.exists(),
        "answers_post": shown is not None or sent or status != 200,
        "shown": shown,
        "ask": form or (QuestionForm(seat=asked.seat) if asked.may_ask else None),
        "sent": sent,
        "people": presence.people(request.POST.get("people", "")),
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
        "replaced": when.clock(asked.replaced_at, session.zone, full=True) if asked.replaced_at else "",
        "test_url": _TESTS.get(asked.mine[0].address.provider, "") if asked.mine else "",
        "watch_url": reverse("watch", args=[session.uuid]) + carried,
        "list_url": reverse("watch_asked", args=[session.uuid]) + carried,
        "state_url": reverse("watch_state", args=[session.uuid]) + ("" if asked.everybody_sees else carried),
    }


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response

"""What every answer says about caching, referrers and the browser's powers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

TOKEN_KWARGS = frozenset({"token", "code", "key"})
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
PRIVATE = "private, no-store"
GetResponse = Callable[[HttpRequest], HttpResponse]


class HeadersMiddleware:
    """Answers are private unless the view says `cache_control(public=True, …)`; with cookies they always are.

    Pages behind a token stand in no index. Other sites hear from none of our pages where their reader was
    (SECURE_REFERRER_POLICY); `no-referrer` would be too much: browsers then send a form's Origin as `null`,
    and it is refused. The view's own header wins, so the scanner can ask for the camera.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response or (_is_public(response) and _is_personal(response)):
            response["Cache-Control"] = PRIVATE
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if opened_by_token(request):
            response["X-Robots-Tag"] = "noindex"
        return response


def opened_by_token(request: HttpRequest) -> bool:
    """True when a part of the address is a credential."""
    match = request.resolver_match
    return bool(match and TOKEN_KWARGS & match.kwargs.keys())


def _is_public(response: HttpResponse) -> bool:
    return "public" in response["Cache-Control"]


def _is_personal(response: HttpResponse) -> bool:
    return bool(response.cookies) or "cookie" in response.get("Vary", "").lower()

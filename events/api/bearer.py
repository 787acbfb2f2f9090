"""Who asks: the bearer of an organiser's token, what it may, and how often."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import BinaryField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from events import limits, tokens
from events.actors import ANYONE, Actor, Membership
from events.models import ApiToken
from events.prepared import Prepared, Slot
from events.tokens import Purpose
from events.transactions import turn

Scope = ApiToken.Scope
ROLES = {Scope.READ: "viewer", Scope.WRITE: "editor", Scope.CHECKIN: "door"}
_USED_WITHIN = datetime.timedelta(hours=1)


_in_force = Prepared(
    lambda: ApiToken.objects.filter(revoked_at=None, api_digest=Slot("digest", BinaryField()))
)


class Bearer(BaseAuthentication):
    """`Authorization: Bearer <token>`; `request.auth` is the ApiToken. Very many wrong ones are told to wait."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiToken] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _space, text = header.partition(" ")
        token = tokens.find(_in_force, Purpose.API, text.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            if not limits.allow("miss", limits.address_of(request)):
                raise Throttled(wait_for("miss"))
            raise AuthenticationFailed(_("This token opens nothing."))
        _used(token)
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _used(token: ApiToken) -> None:
    """Note roughly when it was last used: a write each time would cost more than it tells."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > _USED_WITHIN:
        with turn():
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


class Nobody(BasePermission):
    """What a view without permissions of its own allows."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False


class ByScope(BasePermission):
    """`view.scopes` names the scope that each method needs; a view without any is for everybody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not view.scopes:
            return True
        if not isinstance(request.auth, ApiToken):
            return False
        wanted = view.scopes.get(request.method)
        if wanted and wanted not in request.auth.scopes:
            raise PermissionDenied(_("The token lacks the scope “%(scope)s”.") % {"scope": wanted})
        return True


class PerToken(BaseThrottle):
    """So many requests a minute for each token; none is counted at a door (`view.unlimited`)."""

    def allow_request(self, request: Request, view: Any) -> bool:
        token = request.auth
        return not isinstance(token, ApiToken) or view.unlimited or limits.allow("api", str(token.uuid))

    def wait(self) -> float:
        return wait_for("api")


def wait_for(limit: str) -> float:
    """Seconds until an empty bucket holds a token again."""
    _burst, per_minute = settings.LIMITS[limit]
    return 60 / per_minute if per_minute else 60.0


def actor_of(request: Request, scope: str) -> Actor:
    """The bearer of a token with this scope, as one of the organiser's team, or as its host of one tour; else ANYONE."""
    token = request.auth
    if not isinstance(token, ApiToken) or scope not in token.scopes:
        return ANYONE
    tours = frozenset({token.tour_id} if token.tour_id else ())
    member = Membership(token.organiser_id, ROLES[Scope(scope)], tour_ids=tours, limited=bool(tours))
    return Actor(kind="api", token=str(token.uuid), team=(member,))

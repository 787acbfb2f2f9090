"""Signing in with the organisation's own account (OpenID Connect): only who is in a team, or invited to one."""

import functools
import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.core.cache import cache
from django.http import HttpRequest
from django.shortcuts import render
from requests import Response, Session

from events import log
from events.actions import colleagues
from events.actors import Actor
from events.models import Joining, User
from events.refusals import Refused
from events.transactions import in_transaction
from venues.text import clean_line

LONGEST_NAME = 150
DISCOVERY = "/.well-known/"
KEPT_SECONDS = 300


class Adapter(DefaultSocialAccountAdapter):
    def get_requests_session(self) -> Session:
        """As allauth's, but what the provider says of its doors is asked for once in some minutes."""
        session: Session = super().get_requests_session()
        session.get = functools.partial(_remembered, session.get)  # type: ignore[method-assign]  # allauth's way
        return session

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Name and address; of what else the provider tells nothing is kept."""
        user: User = sociallogin.user
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(str(part) for part in parts if part)
        user.name, user.email = clean_line(str(name))[:LONGEST_NAME], str(data.get("email") or "").lower()
        sociallogin.account.extra_data = {}
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The account known by the provider's own id, else by an address that the provider vouches for."""
        addresses = self._vouched_for(sociallogin)
        user = sociallogin.user if sociallogin.is_existing else _account(addresses)
        if user is None or not _may_enter(user):
            user = _joined(addresses, sociallogin.user.name) or user
        if user is None or not _may_enter(user):
            raise ImmediateHttpResponse(render(request, "team/not_invited.html", status=403))
        if not sociallogin.is_existing:
            _tie(request, sociallogin, user)

    def _vouched_for(self, sociallogin: SocialLogin) -> list[str]:
        trusted = sociallogin.provider.app.settings.get("trust_email", False)
        return [
            str(each.email).lower()
            for each in sociallogin.email_addresses
            if each.verified is True or trusted
        ]


@in_transaction
def _tie(request: HttpRequest, sociallogin: SocialLogin, user: User) -> None:
    """From now on the provider's own id opens the account, in each team that it is in."""
    sociallogin.connect(request, user)
    actor = Actor(kind="user", user=user)
    log.write_all(
        log.entry(actor, "tie account", member, member.organiser_id) for member in user.memberships.all()
    )


def _remembered(get: Callable[..., Response], url: str, **kwargs: Any) -> Response:
    """The answer to GET; of the discovery document the one that is kept, when it told what it should."""
    if DISCOVERY not in url:
        return get(url, **kwargs)
    key = f"openid:{hashlib.sha256(url.encode()).hexdigest()}"
    kept: Response | None = cache.get(key)
    if kept is None:
        kept = get(url, **kwargs)
        if kept.ok and "authorization_endpoint" in kept.text:
            cache.set(key, kept, KEPT_SECONDS)
    return kept


def _account(addresses: list[str]) -> User | None:
    return User.objects.filter(email__in=addresses).first()


def _may_enter(user: User) -> bool:
    return user.is_staff or user.memberships.exists()


def _joined(addresses: list[str], name: str) -> User | None:
    """The account, after every open invitation to one of these addresses is accepted; None where it is closed."""
    joined = None
    for joining in Joining.objects.open().filter(email__in=addresses):
        with suppress(Refused):
            joined = colleagues.join(joining, name=name or joining.email)
    return joined

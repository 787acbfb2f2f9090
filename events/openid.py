"""Signing in with the organisation's own account (OpenID Connect): only who is in a team, or invited to one."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from events.actions import colleagues
from events.models import Joining, User
from venues.text import clean_line

LONGEST_NAME = 150


class Adapter(DefaultSocialAccountAdapter):
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
            sociallogin.connect(request, user)

    def _vouched_for(self, sociallogin: SocialLogin) -> list[str]:
        trusted = sociallogin.provider.app.settings.get("trust_email", False)
        return [
            str(each.email).lower()
            for each in sociallogin.email_addresses
            if each.verified is True or trusted
        ]


def _account(addresses: list[str]) -> User | None:
    return User.objects.filter(email__in=addresses).first()


def _may_enter(user: User) -> bool:
    return user.is_staff or user.memberships.exists()


def _joined(addresses: list[str], name: str) -> User | None:
    """The account, after every open invitation to one of these addresses is accepted."""
    joined = None
    for joining in Joining.objects.open().filter(email__in=addresses):
        joined = colleagues.join(joining, name=name or joining.email)
    return joined

"""How allauth behaves here: staff are invited, nobody signs up; secrets are stored sealed."""

import base64
import functools
import hashlib
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import limits
from events.models import User


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a proxy everybody would else share one limit: ten wrong passwords would shut all out."""
        return limits.address_of(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who came with the organisation's own account, and has nothing else yet, has nothing to show once more."""
        required: bool = super().is_reauthentication_required(app=app)
        return required and bool(self.get_reauthentication_methods(context.request.user))


class SecondFactors(DefaultMFAAdapter):
    """The database alone opens nothing: what makes codes is sealed with TOKEN_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong or too old. Write the one that shows now."),
    }

    def encrypt(self, text: str) -> str:
        return _seal(settings.TOKEN_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What another TOKEN_KEY has sealed makes no code that anybody knows."""
        try:
            return _seal(settings.TOKEN_KEY).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_issuer(self) -> str:
        return "Kiertue"

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": str(user)}

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002  # allauth's word
        return gettext("My passkey")


def sweep() -> None:
    """Nightly: sessions that open nothing any more."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@functools.cache
def _seal(token_key: str) -> Fernet:
    key = hashlib.sha256(f"second factor\x00{token_key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))

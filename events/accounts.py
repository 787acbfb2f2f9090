"""How allauth behaves here: staff are invited, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from events import limits


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a proxy everybody would else share one limit: ten wrong passwords would shut all out."""
        return limits.address_of(request)

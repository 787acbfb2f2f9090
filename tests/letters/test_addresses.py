"""The addresses in letters lead to the doors of DESIGN §6."""

import pytest
from django.urls import resolve
from django.utils import translation

from registrations import qr
from registrations.addresses import Addresses
from tests.letters import cast

pytestmark = pytest.mark.django_db


def test_every_address_in_a_letter_has_its_door() -> None:
    addresses = Addresses("sv")
    registration = cast.registered(cast.afternoon())
    invitation = cast.invited()
    doors = {
        addresses.manage(registration): "manage",
        addresses.another(registration): "manage_another",
        addresses.invitation(invitation): "invitation",
        addresses.feed(registration.person): "my_feed",
        addresses.event(registration.event): "event",
        addresses.privacy(registration.event.organiser): "privacy_notice",
        qr.payload(registration).replace("HTTP://TESTSERVER", "http://testserver"): "ticket",
    }

    with translation.override("sv"):
        for address, door in doors.items():
            assert resolve(address.removeprefix("http://testserver")).url_name == door

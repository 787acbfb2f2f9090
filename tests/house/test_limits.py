"""How often one client may try, and who is one client."""

import time

import pytest
from django.db import connection
from django.test import RequestFactory
from pytest_django import Settings

from events import limits
from events.models import RateBucket

pytestmark = pytest.mark.django_db
FULL = 2


def test_whoever_has_spent_the_bucket_waits_for_the_next_token(settings: Settings) -> None:
    settings.LIMITS = {"links": (2, 0.0)}
    assert [limits.allow("links", "somebody") for _ in range(4)] == [True, True, False, False]
    assert limits.allow("links", "somebody else")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "unix:", False),
    ],
)
def test_a_whole_ipv6_network_is_one_client(one: str, other: str, same: bool) -> None:
    first, second = (
        limits.address_of(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other)
    )
    assert (first == second) is same


def test_only_the_trusted_proxy_says_who_asks(settings: Settings) -> None:
    asked = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.9, 192.0.2.1"})
    assert limits.address_of(asked) == "127.0.0.1"
    settings.PROXIES = 1
    assert limits.address_of(asked) == "192.0.2.1"


def test_who_was_counted_is_forgotten_after_a_day() -> None:
    limits.allow("links", "yesterday")
    RateBucket.objects.update(refilled_at=time.time() - 25 * 3600)
    limits.allow("links", "today")
    limits.sweep()
    assert RateBucket.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_only_the_bucket_may_be_lost_in_a_power_cut(pytestconfig: pytest.Config) -> None:
    limits.allow("links", "somebody")
    assert RateBucket.objects.count() == 1
    with connection.cursor() as cursor:
        on_sqlite = pytestconfig.getoption("--db") == "sqlite"
        cursor.execute("PRAGMA synchronous" if on_sqlite else "SHOW transaction_isolation")
        assert cursor.fetchone() == ((FULL,) if on_sqlite else ("read committed",))

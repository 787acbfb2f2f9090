"""What an answer says about caches, referrers and the browser's powers."""

import pytest
from csp.utils import build_policy
from django.test import Client


def test_an_answer_is_private_unless_its_view_says_otherwise(visitor: Client) -> None:
    answer = visitor.get("/fi/probe/ask/")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    "address", ["/fi/probe/shared/", "/sv/privacy/", "/en/accessibility/", "/robots.txt"]
)
def test_a_public_page_may_be_shared_and_sets_no_cookie(visitor: Client, address: str) -> None:
    visitor.cookies["sessionid"] = "somebody-signed-in"
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert "public" in answer["Cache-Control"]
    assert "Vary" not in answer
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/fi/probe/cookied/", "/fi/probe/greeted/"])
def test_a_page_that_knows_its_reader_is_never_shared(visitor: Client, address: str) -> None:
    assert visitor.get(address)["Cache-Control"] == "private, no-store"


def test_a_page_behind_a_token_tells_no_other_site_and_no_index_where_it_was(visitor: Client) -> None:
    answer = visitor.get("/fi/probe/secret/ABCDEFGHIJKLMNOPQRSTUVWXYZ/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"
    assert visitor.get("/fi/probe/shared/")["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/fi/probe/ask/", 200),
        ("/fi/nowhere/", 404),
        ("/admin/", 302),
        ("/robots.txt", 200),
        ("/api/v1/tours/", 200),
    ],
)
def test_every_answer_says_what_its_page_may_load(
    db: None, visitor: Client, address: str, status: int
) -> None:
    answer = visitor.get(address)
    assert answer.status_code == status
    assert parts(answer["Content-Security-Policy"]) == parts(build_policy())
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def parts(policy: str) -> set[str]:
    """django-csp puts them in no certain order."""
    return set(policy.split("; "))

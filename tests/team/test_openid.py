"""The organisation's own sign-in (OpenID Connect), against a real provider: only who is in a team, or invited to one."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.request import HTTPErrorProcessor, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from config.environment import openid_connect
from events.accounts import sweep
from events.actions.colleagues import Part, invite_colleague
from events.models import Joining, LogEntry, Organiser, TeamMember, User
from tests import world
from tests.team.provider import CLIENT, SECRET, Provider, provider

AT_OURS = "/accounts/with/oidc/"
NAMES = ("OIDC_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_TRUST_EMAIL", "OIDC_NAME")


@pytest.fixture
def theirs(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """The provider, configured as an installation does it."""
    with provider() as served:
        for name, value in zip(NAMES, (served.url, CLIENT, SECRET, "no", "Virkatili"), strict=True):
            monkeypatch.setenv(name, value)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_connect(secure=False)}}
        yield served


class _Stay(HTTPErrorProcessor):
    """Redirects are looked at, not followed."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response


def come(
    theirs: Provider, email: str, sub: str = "1", verified: Any = True, name: str = "Veera Virkailija"
) -> Any:
    """Our answer to somebody who comes from there; the browser is its `client`."""
    theirs.person = {"sub": sub, "email": email, "email_verified": verified, "name": name}
    client = Client(headers={"accept-language": "en"})
    leads = client.get(AT_OURS)
    assert leads.status_code == 302
    back = build_opener(_Stay).open(leads["Location"]).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def test_a_member_of_the_team_enters_and_nothing_more_is_kept(organiser: Organiser, theirs: Provider) -> None:
    member = world.member(organiser)
    page = Client(headers={"accept-language": "en"}).get("/accounts/login/").content.decode()
    assert "Sign in with Virkatili" in page
    assert f'href="{AT_OURS}"' in page
    answer = come(theirs, member.email.upper())
    assert answer["Location"] == "/organiser/"
    assert answer.client.get("/organiser/").status_code == 200
    assert LogEntry.objects.filter(verb="tie account", user=member).count() == 1
    account = SocialAccount.objects.get()
    assert (account.user, account.extra_data) == (member, {})
    member.refresh_from_db()
    assert (member.name, member.check_password(world.PASSWORD)) == ("Editor of stm", True)
    assert come(theirs, "moved@example.org").client.get("/organiser/").status_code == 200, "known by sub"
    assert {"openid", "email"} <= set(theirs.asked["scope"].split())


def test_who_is_invited_joins_by_coming(organiser: Organiser, theirs: Provider) -> None:
    boss = world.editor(organiser, "admin")
    invite_colleague(boss, organiser, email="uusi@example.org", language="sv", part=Part(role="viewer"))
    answer = come(theirs, "uusi@example.org")
    assert answer["Location"] == "/organiser/"
    member = TeamMember.objects.get(user__email="uusi@example.org")
    assert (member.role, member.user.name, member.user.has_usable_password()) == (
        "viewer", "Veera Virkailija", False,
    )  # fmt: skip


@pytest.mark.parametrize(("email", "verified"), [
    ("stranger@example.org", True), ("editor@stm.example.org", False), ("editor@stm.example.org", "yes"),
    ("", True), ("gone@example.org", True),
])  # fmt: skip
def test_nobody_else_enters(organiser: Organiser, theirs: Provider, email: str, verified: Any) -> None:
    world.member(organiser)
    world.user("gone@example.org")  # an account that is in no team any more
    before = User.objects.count()
    answer = come(theirs, email, verified=verified)
    assert answer.status_code == 403
    assert "You are in no team yet" in answer.content.decode()
    assert answer.client.get("/organiser/").status_code == 302
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_closed_account_does_not_enter_by_an_invitation(organiser: Organiser, theirs: Provider) -> None:
    closed = world.user("closed@example.org", is_active=False)
    boss = world.editor(organiser, "admin")
    invite_colleague(boss, organiser, email=closed.email, language="fi", part=Part(role="viewer"))
    assert come(theirs, closed.email).status_code == 403
    assert Joining.objects.exists()
    assert not closed.memberships.exists()


def test_a_stranger_may_click_only_so_often_and_the_provider_is_asked_once(
    organiser: Organiser, theirs: Provider, settings: Settings
) -> None:
    settings.LIMITS = settings.LIMITS | {"signin": (2, 0.0)}
    places = {AT_OURS: "GET", "/accounts/passkey/": "GET", "/accounts/steps/app/": "POST"}
    for number, (place, method) in enumerate(places.items()):
        home = f"10.7.0.{number}"
        answers = [Client().generic(method, place, REMOTE_ADDR=home).status_code for _ in range(3)]
        assert (429 in answers[:2], answers[2]) == (False, 429), place
    assert theirs.discovered == 1
    assert Session.objects.count() == 4, "the provider's and the step's"


def test_sessions_that_open_nothing_any_more_are_swept(db: None) -> None:
    now = timezone.now()
    for key, hours in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=hours))
    sweep()
    assert Session.objects.get().session_key == "new"


def test_the_second_step_is_asked_for_here_too(
    organiser: Organiser, theirs: Provider, settings: Settings
) -> None:
    settings.MFA_FOR_ADMINS = True
    answer = come(theirs, world.member(organiser, "admin").email)
    assert answer.client.get("/organiser/")["Location"] == "/accounts/steps/"
    known = answer.client.get("/accounts/steps/app/")
    assert known["Location"].startswith("/accounts/again/"), "who has a password shows it once more"


def test_who_has_no_password_sets_the_second_step_up_too(organiser: Organiser, theirs: Provider) -> None:
    who = world.member(organiser)
    who.set_unusable_password()
    who.save()
    assert come(theirs, who.email).client.get("/accounts/steps/app/").status_code == 200


def test_a_forged_answer_enters_nobody(organiser: Organiser, theirs: Provider) -> None:
    world.member(organiser)
    client = Client()
    for query in ("", "?code=1", "?code=1&state=2", "?error=server_error&state=2"):
        page = client.get(f"{AT_OURS}callback/{query}")
        assert page.status_code == 401
        assert client.get("/organiser/").status_code == 302
    leads = client.get(AT_OURS)["Location"]
    state = re.findall("state=([^&]+)", leads)[0]
    assert client.get(f"{AT_OURS}callback/?code=wrong&state={state}").status_code == 401
    assert client.get("/organiser/").status_code == 302


def test_nothing_but_signing_in_is_offered(organiser: Organiser, theirs: Provider) -> None:
    client = Client()
    client.force_login(world.member(organiser))
    assert client.get(f"{AT_OURS}?process=connect").status_code == 404


def test_a_provider_that_does_not_answer_is_said(organiser: Organiser, theirs: Provider) -> None:
    theirs.configuration = dict  # type: ignore[method-assign]  # it tells nothing of its doors
    page = Client(headers={"accept-language": "en"}).get(AT_OURS)
    assert page.status_code == 401
    assert "did not answer as it should" in page.content.decode()


def test_where_it_is_not_configured_it_is_not_there(db: None) -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert "/accounts/with/" not in page
    assert Client().get(AT_OURS).status_code == 404


@pytest.mark.parametrize(("given", "secure"), [
    ({"OIDC_URL": "https://login.example.org"}, True),
    ({"OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"}, True),
    ({"OIDC_URL": "login.example.org", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"}, False),
    ({"OIDC_URL": "http://login.example.org", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"}, True),
])  # fmt: skip
def test_half_a_configuration_does_not_start(
    given: dict[str, str], secure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured):
        openid_connect(secure)

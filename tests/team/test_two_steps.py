"""Signing in with a password and a second step; where it is asked of administrators, nothing opens without it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from events.models import Organiser
from tests import world
from tests.team.codes import code

APP, STEPS, LOGIN, AGAIN = "/accounts/steps/app/", "/accounts/steps/", "/accounts/login/", "/accounts/again/"


def browser(email: str) -> Client:
    """Somebody who has signed in with the password alone."""
    client = Client(headers={"accept-language": "en"})
    client.post(LOGIN, {"login": email, "password": world.PASSWORD})
    return client


def set_up(client: Client) -> str:
    """The key in the app, as the page shows it, used for the first time."""
    client.post(f"{AGAIN}?next={APP}", {"password": world.PASSWORD})
    found = re.search(r'id="secret"[^>]*>([A-Z2-7]+)<', client.get(APP).content.decode())
    assert found
    answer = client.post(APP, {"code": code(found[1])})
    assert answer["Location"] == "/accounts/steps/recovery/"
    return found[1]


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", client.get("/accounts/steps/recovery/").content.decode())


def test_a_code_from_an_app_is_the_second_step(organiser: Organiser) -> None:
    email = world.member(organiser).email
    key = set_up(browser(email))
    again = browser(email)
    assert again.get("/organiser/")["Location"].startswith(LOGIN), "the password alone opens nothing now"
    page = again.post(f"{STEPS}code/", {"code": code(key, -3600)})
    assert (page.status_code, b'class="note error"' in page.content) == (200, True)
    assert again.post(f"{STEPS}code/", {"code": code(key, 30)})["Location"] == "/organiser/"
    assert again.get("/organiser/").status_code == 200


def test_a_recovery_code_opens_once(organiser: Organiser) -> None:
    email = world.member(organiser).email
    client = browser(email)
    set_up(client)
    codes = recovery_codes(client)
    assert len(codes) == 10
    statuses = [browser(email).post(f"{STEPS}code/", {"code": codes[0]}).status_code for _time in range(2)]
    assert statuses == [302, 200]
    assert "9 codes are left" in client.get(STEPS).content.decode()


def test_the_database_alone_makes_no_codes(organiser: Organiser) -> None:
    client = browser(world.member(organiser).email)
    key = set_up(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert key not in stored
    assert not set(recovery_codes(client)) & set(re.findall(r"\d{8}", stored))


def test_with_another_key_of_the_installation_no_code_opens(organiser: Organiser, settings: Settings) -> None:
    email = world.member(organiser).email
    key = set_up(browser(email))
    again = browser(email)
    settings.TOKEN_KEY = "another key of the installation, as long as it must be"
    assert again.post(f"{STEPS}code/", {"code": code(key)}).status_code == 200
    assert again.get("/organiser/").status_code == 302


def test_whoever_sits_down_at_an_open_browser_changes_nothing(organiser: Organiser) -> None:
    """A session in which nobody has just shown who it is: the password is asked for once more."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.member(organiser))
    for path in (APP, f"{STEPS}passkeys/add/", f"{STEPS}recovery/new/"):
        assert client.get(path)["Location"].startswith(AGAIN)
    page = client.post(f"{AGAIN}?next={APP}", {"password": world.PASSWORD}, follow=True)
    assert b'id="secret"' in page.content


@pytest.mark.parametrize(
    "path", ["/organiser/", "/organiser/team/", "/organiser/log/", "/organiser/new/tour/"]
)
def test_an_administrator_without_it_is_led_to_it(boss: Client, settings: Settings, path: str) -> None:
    assert boss.get(path).status_code == 200
    settings.MFA_FOR_ADMINS = True
    page = boss.get(path, follow=True)
    assert page.redirect_chain == [(STEPS, 302)]
    assert "Administrators sign in with two steps here" in page.content.decode()


def test_it_is_asked_of_administrators_alone_and_then_all_opens(
    organiser: Organiser, settings: Settings
) -> None:
    settings.MFA_FOR_ADMINS = True
    assert browser(world.member(organiser).email).get("/organiser/").status_code == 200
    client = browser(world.member(organiser, "admin").email)
    assert client.get("/organiser/team/")["Location"] == STEPS
    set_up(client)
    page = client.get("/organiser/team/")
    assert page.status_code == 200
    assert b"tag go" in page.content


def test_the_back_office_is_no_way_around_it(db: None, settings: Settings) -> None:
    root = world.user("root@example.org", is_staff=True, is_superuser=True)
    client = browser(root.email)
    assert client.get("/admin/").status_code == 200
    settings.MFA_FOR_ADMINS = True
    chain = client.get("/admin/", follow=True).redirect_chain
    assert chain[-1][0] == STEPS
    set_up(client)
    assert client.get("/admin/").status_code == 200

"""What an organiser tells of the data it keeps."""

import pytest
from django.test import Client

from tests import world

pytestmark = pytest.mark.django_db


def test_without_words_of_its_own_it_tells_who_keeps_what_and_how_long(client: Client) -> None:
    world.organiser("stm", names_kept_months=6, sensitive_kept_days=1)
    answer = client.get("/en/organisers/stm/privacy/")
    page = answer.content.decode()
    assert "Ministry stm is the controller" in page
    assert "Removed 6 months after the last of our meetings" in page
    assert "Removed 1 day after the meeting" in page
    assert "mailto:stm@example.org" in page
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_its_own_words_stand_instead_in_the_language_they_are_in(client: Client) -> None:
    world.organiser("stm", privacy_notice={"fi": "Rekisterinpitäjä on <STM>.\n\nToinen kappale."})
    page = client.get("/sv/organisers/stm/privacy/").content.decode()
    assert '<div lang="fi"><p>Rekisterinpitäjä on &lt;STM&gt;.</p>\n\n<p>Toinen kappale.</p></div>' in page


def test_nobody_has_no_notice(client: Client) -> None:
    assert client.get("/fi/organisers/nobody/privacy/").status_code == 404

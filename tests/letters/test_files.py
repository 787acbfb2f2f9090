"""Letters as files, where there is no mail server."""

from email import message_from_bytes
from pathlib import Path

import pytest
from pytest_django import Settings

from registrations.outbox import sending
from tests.letters import cast

pytestmark = pytest.mark.django_db


def test_letters_become_whole_files_that_only_their_owner_can_reach(
    tmp_path: Path, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "registrations.outbox.eml.EmlFiles"
    settings.MAIL_DIR = tmp_path / "mail"
    session = cast.afternoon()
    cast.registered(session)
    cast.registered(session, who=("Erkki", "erkki@example.org"))

    sending.drain()

    files = sorted(settings.MAIL_DIR.iterdir())
    assert settings.MAIL_DIR.stat().st_mode & 0o777 == 0o700
    assert len(files) == 2
    assert all(file.suffix == ".eml" for file in files)
    addressees = {message_from_bytes(file.read_bytes())["To"].split("<")[1] for file in files}
    assert addressees == {"maija@example.org>", "erkki@example.org>"}

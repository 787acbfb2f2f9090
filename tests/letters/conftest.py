"""A mail server for letters."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from tests.harness.smtp import Sink, post_office


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A real SMTP server that takes this installation's letters."""
    with post_office() as post:
        address = urlsplit(post.url)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = address.hostname, address.port
        settings.EMAIL_TIMEOUT = 1
        yield post.sink

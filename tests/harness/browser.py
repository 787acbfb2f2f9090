"""On top of pytest-playwright's fixtures: which browser, a filmed camera, and no word to strangers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Request
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.harness.bring import find_browser

MENDING = "No Chromium found. Mend it with: apt-get install chromium (or set BROWSER_PATH), or run make test."

Camera = Callable[[Path], BrowserContext]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = find_browser()
    assert path, MENDING
    return browser_type_launch_args | {
        "executable_path": path,
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """The address of the site served from this process; letters point to it too."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


class Strangers:
    """Requests that left the machine; a test that expects some takes them out."""

    def __init__(self) -> None:
        self.urls: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._note)

    def _note(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host and host not in ("127.0.0.1", "localhost"):
            self.urls.append(request.url)


@pytest.fixture
def strangers() -> Iterator[Strangers]:
    """Watches every context of the test; at its end no stranger may have been asked."""
    watched = Strangers()
    yield watched
    assert not watched.urls, f"requests left the site: {watched.urls}"


@pytest.fixture
def context(context: BrowserContext, strangers: Strangers) -> BrowserContext:
    strangers.watch(context)
    return context


@pytest.fixture
def camera(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    strangers: Strangers,
) -> Iterator[Camera]:
    """A context of a browser of its own, whose camera plays the given film (tests.harness.camera)."""
    opened: list[Browser] = []

    def look_at(film: Path) -> BrowserContext:
        flags = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ]
        arguments = browser_type_launch_args | {"args": [*browser_type_launch_args["args"], *flags]}
        opened.append(browser_type.launch(**arguments))
        context = opened[-1].new_context(**browser_context_args, permissions=["camera"])
        strangers.watch(context)
        return context

    yield look_at
    for browser in opened:
        browser.close()

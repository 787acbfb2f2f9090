"""The log names no one."""

import errno
import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from gunicorn.config import Config
from pytest_django import Settings

from config import environment
from config.logs import AccessLog, JsonLines, MaskTokens, mask, request_id

TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWX27"
RESET_KEY = "84704a9207ce4a9cbec0fad3693b5623"


@pytest.mark.parametrize(
    "text",
    [
        f"GET /fi/my/{TOKEN}/",
        f"GET /T/{TOKEN.lower()}",
        f"next=%2Fsv%2Finvitation%2F{TOKEN}%2F",
        f"GET /accounts/password/reset/1-difcgp-{RESET_KEY}/",
        "<aino.österman+lape@vaasa.example.org>",
        "q=aino%40example.org&page=2",
        "Key (email)=(aino@example.org) already exists",
    ],
)
def test_tokens_and_addresses_are_masked(text: str) -> None:
    masked = mask(text)
    assert "…" in masked
    for secret in (TOKEN, TOKEN.lower(), RESET_KEY, "aino", "österman"):
        assert secret not in masked


def test_what_names_no_one_stays() -> None:
    line = "GET /fi/events/lape-2027-vaasa/ 200 3f2a9b8c7d6e5f40 page=2"
    assert mask(line) == line


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(written: io.StringIO) -> Iterator[logging.Logger]:
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(request_id)s %(message)s"))
    handler.addFilter(MaskTokens())
    log = logging.getLogger("probe")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield log
    log.removeHandler(handler)


def test_arguments_and_tracebacks_are_masked_too(log: logging.Logger, written: io.StringIO) -> None:
    try:
        raise LookupError("no aino@example.org")
    except LookupError:
        log.exception("at %s", f"/fi/my/{TOKEN}/")
    assert "at /fi/my/…/" in written.getvalue()
    assert "LookupError" in written.getvalue()
    assert "aino" not in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_a_line_carries_the_id_of_its_request(log: logging.Logger, written: io.StringIO) -> None:
    outer = request_id.set("3f2a9b8c7d6e5f40")
    log.info("hello")
    request_id.reset(outer)
    log.info("between requests")
    assert written.getvalue() == "3f2a9b8c7d6e5f40 hello\n- between requests\n"


@pytest.fixture
def json_lines(log: logging.Logger, written: io.StringIO) -> Callable[[], list[dict[str, Any]]]:
    log.handlers[-1].setFormatter(JsonLines())
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_of_json_is_one_line_whatever_is_said(
    log: logging.Logger, json_lines: Callable[[], list[dict[str, Any]]], written: io.StringIO
) -> None:
    forged = "\n{}\r\u2028\x1b[31mred\x9b\x00 ä \ud800"
    try:
        raise LookupError(forged + "aino@example.org")
    except (
        LookupError
    ):  # straight to the handler: pytest's own would put half a surrogate pair into its report
        error = log.makeRecord(log.name, logging.ERROR, "", 0, "at %s", (forged,), sys.exc_info())
    log.handlers[-1].handle(error)
    (line,) = json_lines()
    assert ascii(line["message"]) == ascii(r"at \n{}\r\u2028\x1b[31mred\x9b\x00 ä " + "\ud800")
    assert (line["level"], line["logger"], line["request_id"]) == ("error", "probe", "-")
    assert datetime.fromisoformat(line["time"]).tzinfo == UTC
    assert "LookupError" in line["trace"]
    assert "aino" not in written.getvalue()
    assert written.getvalue().isascii()
    assert "\x1b" not in written.getvalue()


class Full(io.StringIO):
    """A disk without room."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    flush = write  # type: ignore[assignment]  # it fails the same


class Unspeakable:
    def __str__(self) -> str:
        raise RuntimeError("no words")


def test_what_cannot_be_logged_stops_nobody(log: logging.Logger, written: io.StringIO) -> None:
    misfit = "%s of %s"
    log.info(misfit, 1)
    log.info(Unspeakable())
    assert written.getvalue().count("cannot be written") == 2
    full = logging.StreamHandler(Full())
    log.addHandler(full)
    log.info("hello")
    log.removeHandler(full)
    assert "hello" in written.getvalue()


def test_the_access_log_is_masked_and_knows_neither_address_nor_query(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", written)
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": f"/fi/my/{TOKEN}/aino@example.org\n", "QUERY_STRING": "q=aino",
        "REMOTE_ADDR": "192.0.2.7", "HTTP_REFERER": f"/T/{TOKEN}",
    }  # fmt: skip
    response = SimpleNamespace(status="200 OK", sent=10, headers=[("X-Request-Id", "3f2a9b8c7d6e5f40")])
    lines = []
    for form in ("json", "line"):
        monkeypatch.setenv("LOG_FORMAT", form)
        log = AccessLog(Config())
        log.cfg.set("accesslog", "-")
        log.setup(log.cfg)
        log.access(response, None, environ, timedelta(milliseconds=12))
        lines.append(written.getvalue())
        written.truncate(written.seek(0))
    access = json.loads(lines[0])
    assert access.items() >= {
        "method": "GET", "path": r"/fi/my/…/…@…\n", "status": 200, "bytes": 10, "ms": 12,
        "request_id": "3f2a9b8c7d6e5f40", "logger": "gunicorn.access",
    }.items()  # fmt: skip
    assert lines[1].endswith("3f2a9b8c7d6e5f40 GET /fi/my/…/…@…\\n 200 10 12ms\n")
    assert not [line for line in lines for secret in (TOKEN, "aino", "192.0.2.7") if secret in line]


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [
        (1, "0f1e2d3c4b5a69788796a5b4c3d2e1f0", True),
        (0, "0f1e2d3c4b5a69788796a5b4c3d2e1f0", False),
        (1, "a b", False),
    ],
)
def test_only_a_trusted_proxy_gives_requests_their_id(
    visitor: Client, settings: Settings, proxies: int, given: str, kept: bool
) -> None:
    settings.PROXIES = proxies
    answer = visitor.get("/fi/probe/shared/", headers={"X-Request-Id": given})
    assert (answer["X-Request-Id"] == given) is kept


def test_json_is_for_production_and_a_wrong_format_refuses_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.log_format() == "line"
    monkeypatch.setenv("ALLOWED_HOSTS", "tours.example.org")
    assert environment.log_format() == "json"
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(ImproperlyConfigured):
        environment.log_format()

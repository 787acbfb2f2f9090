"""The log names no one."""

import io
import logging
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from config.logs import AccessLog, MaskTokens, mask, request_id

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


def test_the_access_log_is_masked() -> None:
    response = SimpleNamespace(status="200 OK", sent=10, headers=[], response_length=10)
    request = SimpleNamespace(headers=[("REFERER", f"https://example.org/fi/my/{TOKEN}/")])
    environ = {
        "REQUEST_METHOD": "GET", "SERVER_PROTOCOL": "HTTP/1.1", "PATH_INFO": f"/fi/my/{TOKEN}/",
        "RAW_URI": f"/fi/my/{TOKEN}/?q=aino@example.org", "QUERY_STRING": "q=aino@example.org",
        "HTTP_REFERER": f"/T/{TOKEN}",
    }  # fmt: skip
    took = SimpleNamespace(seconds=0, microseconds=1000, days=0, total_seconds=lambda: 0.001)
    atoms = AccessLog(Config()).atoms(response, request, environ, took)
    assert atoms["r"] == "GET /fi/my/…/?q=…@… HTTP/1.1"
    assert not [key for key, value in atoms.items() if TOKEN in str(value) or "aino" in str(value)]

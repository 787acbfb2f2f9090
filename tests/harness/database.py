"""The pytest plugin that decides on which database, and in which surroundings, the tests run.

Loaded with `-p` (pyproject.toml): a conftest comes too late, pytest-django has read the settings by then.
Only the controlling process starts a server; xdist's workers inherit its environment and get a database each.
"""

import gc
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests.harness.postgres import FOR_FEW_ROWS, postgres
from tests.harness.rooms import empty, in_memory

FOREIGN = (
    "ALLOWED_HOSTS",
    "DEBUG",
    "DEFAULT_FROM",
    "ERASED_FILE",
    "KIERTUE_PROCESS",
    "LOG_FORMAT",
    "METRICS_TOKEN",
    "PORT",
    "PROXIES",
    "QUIET_SECONDS",
    "REDIS_URL",
)
SURROUNDINGS = {
    "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests",
    "TOKEN_KEY": "for-tests-only-for-tests-only-for-tests-only",
    "SITE_URL": "http://testserver",
    "ICAL_UID_DOMAIN": "kiertue.example.org",
    "EMAIL_URL": "memorymail://",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's loop runs in the thread of the test
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=["postgresql", "sqlite"],
        default=os.environ.get("TEST_DB", "postgresql"),
        help="the database to test on: a throw-away PostgreSQL (default) or an SQLite file",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    stack = ExitStack()
    early_config.add_cleanup(stack.close)
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="kiertue-tests-", dir=in_memory()))
    for name in FOREIGN:
        os.environ.pop(name, None)
    on_postgresql = early_config.known_args_namespace.db == "postgresql"
    started = postgres(*FOR_FEW_ROWS, within=in_memory() or "")
    server = stack.enter_context(started) if on_postgresql else f"sqlite:///{folder}"
    os.environ |= SURROUNDINGS | {
        "TESTS_DIR": folder,
        "TESTS_SERVER": server,
        "DATABASE_URL": f"{server}/kiertue" if on_postgresql else f"{server}/kiertue.sqlite3",
    }


def pytest_configure() -> None:
    folder = Path(os.environ["TESTS_DIR"])
    database: dict[str, Any] = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):  # in memory there is neither WAL nor a second connection
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and only here
    settings.MAIL_DIR = folder / "mail"
    settings.PAGE_SECONDS = 0  # a test looks again at once
    settings.ERASED_FILE = folder / "erased.txt"
    settings.STATIC_ROOT = str(folder)
    pytest.MonkeyPatch().setattr(TransactionTestCase, "_fixture_teardown", empty)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not walk through it again and again, nor look after each request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--db')}"

"""Serving tests start real processes; the machine is theirs meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.served import Product, fresh_database
from tests.harness.smtp import post_office


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.serial)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, prepared: str) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("installation")
    with fresh_database(folder, like=prepared) as database_url, post_office() as post:
        yield Product(database_url, post, folder)


@pytest.fixture
def product(installation: Product) -> Iterator[Product]:
    """The same installation for each test, prepared, not started; stopped at the end."""
    yield installation
    installation.stop()
    if installation.process:
        installation.process.wait(5)


@pytest.fixture
def unprepared(tmp_path: Path) -> Iterator[Product]:
    """An installation whose database is empty."""
    with fresh_database(tmp_path) as database_url, post_office() as post:
        yield Product(database_url, post, tmp_path)

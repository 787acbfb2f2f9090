"""What every test may ask for. The database plugin is loaded earlier, with `-p`."""

from pathlib import Path

import pytest

GUARDS = Path(__file__).parent / "guards"

pytest_plugins = ["tests.harness.browser", "tests.harness.served"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker is left alone at the end: the story, the guards, then the browser's."""
    items.sort(
        key=lambda item: (
            item.get_closest_marker("smoke") is None,
            not item.path.is_relative_to(GUARDS),
            item.get_closest_marker("browser") is None,
        )
    )

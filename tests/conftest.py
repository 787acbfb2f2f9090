"""What every test may ask for. The database plugin is loaded earlier, with `-p`."""

import pytest

pytest_plugins = ["tests.harness.browser", "tests.harness.served"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker is left alone with the story at the end."""
    items.sort(
        key=lambda item: (
            item.get_closest_marker("smoke") is None,
            item.get_closest_marker("browser") is None,
        )
    )

"""What every test may ask for. The database plugin is loaded earlier, with `-p`."""

from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

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


@pytest.fixture(autouse=True)
def _no_column_is_fetched_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a column that was left out of a statement asks the database anew, and nobody sees it in the code."""
    refresh = Model.refresh_from_db

    def what_was_there(row: Model, using: Any = None, fields: Any = None, **options: Any) -> None:
        assert vars(row).keys() >= set(fields or ()), (
            f"{type(row).__name__}: {fields} was left out, and is read."
        )
        refresh(row, using, fields, **options)

    monkeypatch.setattr(Model, "refresh_from_db", what_was_there)

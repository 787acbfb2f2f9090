"""What every test may ask for. The database plugin is loaded earlier, with `-p`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Template

GUARDS = Path(__file__).parent / "guards"

pytest_plugins = ["tests.harness.browser", "tests.harness.served"]


@pytest.fixture(scope="session", autouse=True)
def not_taken_down(django_test_environment: None) -> Iterator[None]:
    """Django's test client notes each template and copies its context; we read what is written, as people do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker is left alone at the end: the story, the guards, then the browser's."""
    items.sort(
        key=lambda item: (
            item.get_closest_marker("smoke") is None,
            not item.path.is_relative_to(GUARDS),
            item.get_closest_marker("browser") is None,
        )
    )

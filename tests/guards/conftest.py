"""The guards' world."""

import pytest
from django.template.base import Template

from tests.guards.house import House, build


@pytest.fixture
def house(db: None) -> House:
    return build()


@pytest.fixture(autouse=True)
def not_taken_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's tests note each template and copy its context; the guards only read what is written."""
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))

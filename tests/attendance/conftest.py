"""A session whose attendance list is frozen."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from events.models import Event, Session
from registrations.attendance.frozen import files
from tests import world
from tests.attendance.cast import came, comes, part


@pytest.fixture
def session(db: None) -> Session:
    """Vaasa's afternoon, with a case number; three people have registered."""
    row = world.afternoon_of(world.coming_tour(), "vaasa")
    Event.objects.filter(pk=row.event_id).update(case_number="VN/123/2030", languages=["en", "sv"])
    for name in ("Aino Österman", "Bertil Borg", "Cecilia Ceder"):
        comes(row, name)
    return Session.objects.whole().get(pk=row.pk)


@pytest.fixture
def begun(session: Session) -> Iterator[Session]:
    """The same, an hour after it has begun: Aino and Bertil have come."""
    assert session.starts_at
    with time_machine.travel(session.starts_at + datetime.timedelta(hours=1), tick=False):
        for name in ("Aino Österman", "Bertil Borg"):
            came(part(session, name))
        yield session


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No typesetting, where the document is not looked at."""
    monkeypatch.setattr(files, "as_pdf", lambda *_given, **_more: b"%PDF")

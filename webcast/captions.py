"""The clock of captions: which recordings of a session have none yet, by what name, and until when."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from events.models import Session
from events.timeline import name_of
from webcast.models import Stream


@dataclass(frozen=True, slots=True)
class Awaited:
    """`recording`: the session's name, with the stream's where there are several recordings of it."""

    recording: str
    due: datetime.date
    late: bool


def awaited(session: Session, streams: Iterable[Stream]) -> Iterator[Awaited]:
    """Of the session's streams. Nothing is awaited of a cancelled session, whose watch page shows no recording."""
    if session.is_cancelled:
        return
    recorded = [stream for stream in streams if stream.recording_url]
    for stream in recorded:
        if due := stream.captions_by:
            name = f"{name_of(session)}, {stream.name}" if len(recorded) > 1 else name_of(session)
            yield Awaited(name, due, stream.captions_late)

"""Whatever table is pasted or sent in, it is told in words what is wrong with it, soon and in little memory."""

import time
import tracemalloc

import pytest

from events.memo import filed
from events.memo.mistakes import Unreadable
from registrations.invitees.reading import MOST_MISTAKES, PEOPLE, read
from tests.invitees.broken import FILES, TEXTS
from tests.invitees.tables import crowd
from tests.planning import broken

MOST_MEMORY = 100_000_000
MOST_SECONDS = 20
FOREIGN = {name: make for name, (make, _said) in broken.FILES.items() if "workbook" in name or "bomb" in name}
"""Of the files that are no memo either."""


def said_of(source: str | bytes) -> list[str]:
    """What is wrong with a text, or with the first sheet of a file."""
    try:
        text = source if isinstance(source, str) else filed.sheets(source, PEOPLE)[0].text
    except Unreadable as unreadable:
        return [str(unreadable.mistake)]
    return [str(mistake) for mistake in read(text).mistakes]


@pytest.mark.parametrize("name", TEXTS | FILES)
def test_a_broken_table_is_answered_in_words(name: str) -> None:
    make, said = (TEXTS | FILES)[name]
    found = said_of(make())
    assert bool(found) == bool(said), found
    assert not said or found[0].startswith(said), found[0]
    assert len(found) <= MOST_MISTAKES + 1
    assert all(len(sentence) < 250 for sentence in found)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_no_memo_is_no_list_of_people_either(name: str) -> None:
    source = FOREIGN[name]()
    assert isinstance(source, bytes)
    assert said_of(source)


@pytest.mark.parametrize(
    "name", ["a sheet of one row", "a sheet of tags in tags", "a bomb of 20 MB", "a million columns"]
)
def test_a_swollen_table_is_answered_in_little_memory(name: str) -> None:
    source = (TEXTS | FILES)[name][0]()
    assert _peak(source) < MOST_MEMORY


def test_the_largest_table_is_read_soon_and_in_little_memory() -> None:
    begun = time.process_time()
    assert _peak(crowd(5_000)) < MOST_MEMORY
    assert time.process_time() - begun < MOST_SECONDS  # traced on a busy machine


def _peak(source: str | bytes) -> int:
    tracemalloc.start()
    try:
        said_of(source)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

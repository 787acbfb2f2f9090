"""Whatever is pasted or sent in, it is told in words what is wrong with it, soon and without filling the memory."""

import time
import tracemalloc

import pytest

from events.memo import filed
from events.memo.mistakes import Unreadable
from events.memo.reading import MOST_MISTAKES
from tests.planning.broken import FILES, TEXTS
from tests.planning.memos import memo

CORPUS = TEXTS | FILES
MOST_MEMORY = 100_000_000
MOST_SECONDS = 20


@pytest.mark.parametrize("name", CORPUS)
def test_a_broken_memo_is_answered_in_words(name: str) -> None:
    make, said = CORPUS[name]
    found = memo(make())
    if said:
        assert str(found.mistakes[0]).startswith(said)
        assert len(found.mistakes) <= MOST_MISTAKES + 1
        assert all(len(str(mistake)) < 250 for mistake in found.mistakes)


@pytest.mark.parametrize("name", CORPUS)
def test_a_broken_memo_is_answered_soon_and_in_little_memory(name: str) -> None:
    source = CORPUS[name][0]()
    tracemalloc.start()
    begun = time.process_time()
    try:
        memo(source)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY
    assert time.process_time() - begun < MOST_SECONDS  # traced on a busy machine


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 70


@pytest.mark.parametrize("name", FILES)
def test_on_its_way_through_the_box_no_broken_file_gets_better(name: str) -> None:
    source, said = FILES[name]
    content = source()
    assert isinstance(content, bytes)
    assert bool(_through_the_box(content)) == bool(said)


def _through_the_box(content: bytes) -> list[str]:
    """The mistakes of the file's first table, put into the box as text."""
    try:
        text = filed.sheets(content)[0].text
    except Unreadable as unreadable:
        return [str(unreadable.mistake)]
    return [str(mistake) for mistake in memo(text).mistakes]

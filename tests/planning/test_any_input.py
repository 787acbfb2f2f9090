"""Inputs that nobody thinks of: whatever it is, it is read or answered in words, and never an error of ours."""

from hypothesis import given, settings
from hypothesis import strategies as st

from events.memo import programme
from tests.planning.memos import memo

SIGNS = [*' \t;,\n()"/|–-\0\u202e\ufeff']
TOKENS = [
    "2.6.",
    "2.6.2027",
    "13",
    "9.30–11.30",
    "kl.",
    "pm",
    "Oulu",
    "Åbo",
    "Datum",
    "Ort",
    "=1",
    "på",
    "fi",
    "kesäkuuta",
]
WORDS = st.sampled_from([*SIGNS, *TOKENS, "tvåspråkigt", "June"])
MEMOS = st.one_of(st.text(), st.lists(WORDS, max_size=40).map("".join))
unhurried = settings(deadline=None, derandomize=True, database=None, max_examples=150)


@unhurried
@given(MEMOS)
def test_any_text_is_a_memo_or_a_mistake(text: str) -> None:
    found = memo(text)
    assert found.stops or found.mistakes
    assert all(stop.city for stop in found.stops)


@unhurried
@given(st.one_of(st.binary(), MEMOS.map(lambda text: text.encode("utf-16", "surrogatepass"))))
def test_any_bytes_are_a_memo_or_a_mistake(content: bytes) -> None:
    found = memo(content)
    assert found.stops or found.mistakes


@unhurried
@given(MEMOS)
def test_any_text_is_a_programme_or_a_mistake(text: str) -> None:
    found = programme.read(text)
    assert all(part.title for part in found.parts)
    assert all(part.ends is None or part.starts < part.ends for part in found.parts)

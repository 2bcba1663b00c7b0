"""Titles in two languages teach which words go together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.language.analyser import tokenise
from indexer.retrieval.learning.associations import FEWEST_WORKS, Parallel, associate
from indexer.retrieval.word_list import WordList

KNOWN = WordList([{"english": "policy; policies", "vietnamese": "chính sách"}])
TITLES = [
    ("Rice export policy", "Chính sách xuất khẩu gạo"),
    ("Rice and rural policy", "Chính sách gạo và nông thôn"),
    ("Rural schools", "Trường học nông thôn"),
    ("Export of schools", "Xuất khẩu trường học"),
    ("Rural export", "Xuất khẩu nông thôn"),
    ("Rice schools", "Trường học gạo"),
]
_WORDS = {"xuất khẩu", "nông thôn", "trường học", "chính sách"}


def _words(text: str) -> list[str]:
    """Cut the words above and single syllables."""
    syllables = [token.text for token in tokenise(text)]
    words = []
    while syllables:
        size = 2 if " ".join(syllables[:2]) in _WORDS else 1
        words.append(" ".join(syllables[:size]))
        syllables = syllables[size:]
    return words


def _learn(titles: list[tuple[str, str]]) -> dict[str, str]:
    parallels = [Parallel(str(at), *pair) for at, pair in enumerate(titles)]
    found = associate(parallels, _words, KNOWN)
    assert all(len(one.works) >= FEWEST_WORKS and 0 < one.score <= 1 for one in found)
    return {one.english: one.vietnamese for one in found}


def test_words_that_stand_together_throughout_are_associated() -> None:
    """Not those that the glossary knows, nor those seen too rarely."""
    assert _learn(TITLES) == {
        "rice": "gạo",
        "rural": "nông thôn",
        "export": "xuất khẩu",
        "schools": "trường học",
    }
    assert _learn(TITLES[:2]) == {}


def test_what_is_spelt_alike_needs_no_association() -> None:
    """Names and numbers find themselves."""
    assert _learn([(f"Panthers {at}", f"Đội Panthers {at}") for at in range(4)]) == {}


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=4))
def test_any_titles_can_be_learnt_from(titles: list[tuple[str, str]]) -> None:
    """Whatever stands in them."""
    _learn(titles)

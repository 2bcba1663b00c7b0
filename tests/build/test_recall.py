from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.recalling import TYPINGS, Recall, build, measure
from tests.seeds import all_seeds

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "doan-vao"


@pytest.fixture(scope="module")
def shares(tmp_path_factory: pytest.TempPathFactory) -> list[Recall]:
    """The shares for the frequent words of some samples, in all ways of typing."""
    with all_seeds():
        return measure(build(SAMPLES, tmp_path_factory.mktemp("library")), 30)


def test_frequent_words_find_every_page(shares: list[Recall]) -> None:
    """However they are typed, in quotes or not, search finds what a scan of the pages finds."""
    assert {one.typing for one in shares} == TYPINGS.keys()
    for one in shares:
        assert one.words_asked == 30
        assert one.pages > 30
        assert (one.phrase, one.words, one.shown) == (1.0, 1.0, 1.0), one.missed


def test_frequent_words_are_one_word_everywhere(shares: list[Recall]) -> None:
    """The layer of words has them at every place, which the segmenter alone does not give."""
    for one in shares:
        if one.typing == "unaccented":
            assert one.one_word is None
        else:
            assert one.one_word == 1.0
            assert one.segmented
            assert one.segmented < 1.0

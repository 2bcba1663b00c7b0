from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.records.boxes import WordBox, WordBoxes
from indexer.retrieval.marking import Mark
from search_app.reader.boxes import Box, boxes_of

LINE = WordBoxes.of(
    [
        WordBox(0, 3, 10, 10, 40, 20),
        WordBox(4, 8, 44, 10, 84, 20),
        WordBox(9, 12, 10, 30, 40, 40),
    ]
)
"""Three words, the last one on a line of its own."""


def _boxes(start: int, end: int, words: WordBoxes = LINE) -> tuple[Box, ...]:
    (found,) = boxes_of([Mark(start, end, added=False)], words)
    return found


def test_words_side_by_side_are_one_box_others_each_their_own() -> None:
    """A mark goes on in the next line."""
    assert _boxes(0, 8) == (Box(10, 10, 84, 20),)
    assert _boxes(0, 12) == (Box(10, 10, 84, 20), Box(10, 30, 40, 40))


def test_a_part_of_a_word_is_a_part_of_its_box() -> None:
    """Of "tác," the comma stays unmarked."""
    assert _boxes(4, 7) == (Box(44, 10, 74, 20),)


def test_a_word_on_its_side_is_marked_whole() -> None:
    """Letters do not follow each other to the right there."""
    upright = WordBoxes.of([WordBox(0, 5, 10, 10, 20, 80)])
    assert _boxes(0, 2, upright) == (Box(10, 10, 20, 80),)


def test_a_mark_without_boxes_has_none() -> None:
    """Text that no box was kept of."""
    assert _boxes(20, 25) == ()
    assert _boxes(0, 3, WordBoxes()) == ()


@given(st.integers(0, 12), st.integers(1, 12))
def test_boxes_stay_on_the_words(start: int, size: int) -> None:
    """Whatever is marked."""
    for box in _boxes(start, start + size):
        assert 10 <= box.left <= box.right <= 84
        assert box.bottom - box.top == pytest.approx(10)

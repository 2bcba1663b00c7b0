"""Packed boxes are a sequence of boxes like any other."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from indexer.records.boxes import WordBox, WordBoxes
from indexer.records.serial import from_plain, to_plain

_POINTS = st.integers(-20_000, 200_000).map(lambda tenths: tenths / 10)
_BOXES = st.lists(
    st.builds(WordBox, st.integers(0, 10**6), st.integers(0, 10**6), *[_POINTS] * 4), max_size=20
)


@given(_BOXES)
def test_boxes_come_out_as_they_went_in(boxes: list[WordBox]) -> None:
    """To a tenth of a point, in order, by index and by slice."""
    packed = WordBoxes.of(boxes)
    assert list(packed) == boxes
    assert len(packed) == len(boxes)
    assert list(packed[1:]) == boxes[1:]
    assert packed == WordBoxes.of(boxes)


@given(_BOXES)
def test_boxes_survive_json(boxes: list[WordBox]) -> None:
    """They are stored and sent as one text."""
    plain = json.loads(json.dumps(to_plain(WordBoxes.of(boxes))))
    assert isinstance(plain, str)
    assert from_plain(plain, WordBoxes) == WordBoxes.of(boxes)

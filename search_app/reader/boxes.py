"""Marks in a text and the boxes of its words into the places to colour on the picture."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.records.boxes import WordBox, WordBoxes
    from indexer.retrieval.marking import Mark

_UPRIGHT = 2.0
"""Times as high as wide is a word that stands on its side."""
_GAP = 0.8
"""Heights of a line that may part two words of it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left of the page as displayed."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


def boxes_of(marks: Sequence[Mark], words: WordBoxes) -> tuple[tuple[Box, ...], ...]:
    """Return for each mark the boxes of its words, those side by side in one line as one.

    Where a mark is a part of a word as it was read ("tác" in "tác,"), so is the box.
    """
    ordered = sorted(words, key=lambda word: word.start)
    starts = [word.start for word in ordered]
    return tuple(tuple(_join(_parts(mark, ordered, starts))) for mark in marks)


def _parts(mark: Mark, words: Sequence[WordBox], starts: Sequence[int]) -> Iterator[Box]:
    for at in range(max(bisect_right(starts, mark.start) - 1, 0), len(words)):
        word = words[at]
        if word.start >= mark.end:
            return
        if word.end > mark.start:
            yield _part(word, max(mark.start, word.start), min(mark.end, word.end))


def _part(word: WordBox, start: int, end: int) -> Box:
    """Return the box of ``text[start:end]``, as if all its letters were equally wide."""
    long = word.end - word.start
    first, last = (start - word.start) / long, (end - word.start) / long
    width, height = word.right - word.left, word.bottom - word.top
    if long > 2 and height > _UPRIGHT * width:
        return Box(word.left, word.top, word.right, word.bottom)
    return Box(word.left + first * width, word.top, word.left + last * width, word.bottom)


def _join(boxes: Iterator[Box]) -> Iterator[Box]:
    last: Box | None = None
    for box in boxes:
        if last is not None and _side_by_side(last, box):
            last = Box(last.left, min(last.top, box.top), box.right, max(last.bottom, box.bottom))
            continue
        if last is not None:
            yield last
        last = box
    if last is not None:
        yield last


def _side_by_side(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    height = max(one.height, other.height)
    follows = other.left >= one.left and other.left - one.right < _GAP * height
    return follows and shared > height / 2

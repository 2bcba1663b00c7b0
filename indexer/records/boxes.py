"""The boxes of a page's words, packed into bytes, since a volume has a hundred thousand words."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

_CELLS = struct.Struct("<6i")


@dataclass(frozen=True, slots=True)
class WordBox:
    """A word of a page: ``text[start:end]``, and its box in points from the page's top left."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class WordBoxes(Sequence[WordBox]):
    """Word boxes in the order of the text; made one by one only where they are looked at.

    A thousand :class:`WordBox` objects cost 2.5 ms, as much as reading half a page; packed they
    cost nothing to make, to compare and to store.
    """

    packed: bytes = b""
    """Six little-endian 32-bit numbers a word: start, end, left, top, right, bottom; the last four
    in tenths of a point."""

    @classmethod
    def of(cls, boxes: Iterable[WordBox]) -> WordBoxes:
        """Pack ``boxes``; coordinates are rounded to tenths of a point."""
        return cls(
            b"".join(
                _CELLS.pack(
                    box.start,
                    box.end,
                    *(round(10 * value) for value in (box.left, box.top, box.right, box.bottom)),
                )
                for box in boxes
            )
        )

    def __len__(self) -> int:
        return len(self.packed) // _CELLS.size

    def cells(self) -> array[int]:
        """Return the six numbers of each word, one word after the other, as they are packed."""
        cells = array("i", self.packed)
        if sys.byteorder == "big":
            cells.byteswap()
        return cells

    @overload
    def __getitem__(self, index: int) -> WordBox: ...

    @overload
    def __getitem__(self, index: slice) -> WordBoxes: ...

    def __getitem__(self, index: int | slice) -> WordBox | WordBoxes:
        places = range(len(self))[index]
        if isinstance(places, int):
            start, end, *box = _CELLS.unpack_from(self.packed, places * _CELLS.size)
            return WordBox(start, end, *(value / 10 for value in box))
        return WordBoxes.of(self[place] for place in places)

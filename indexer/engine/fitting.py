"""Terms into those that a leaf stands for: of its shape, or some slips away from it.

Compiled, since a shape that begins with ``*`` has to be held against every term there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.dictionary import Texts, encode_term, join_texts
from indexer.engine.tree import Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from indexer.engine.tree import Fuzzy

_ANY, _ONE = 0x110000, 0x110001
"""What stands for ``*`` and ``?``: no character has these numbers."""
_SIGNS = {"*": _ANY, "?": _ONE}

_BYTES, _NUMBERS = readonly(types.uint8), readonly(types.int64)
_POINTS = types.uint32[::1]


def select_fitting(terms: Iterable[str], leaf: Wildcard | Fuzzy) -> frozenset[str]:
    """Return those of ``terms`` that ``leaf`` stands for."""
    ordered = list(terms)
    found = find_fitting(join_texts(list(map(encode_term, ordered))), leaf)
    return frozenset(ordered[at] for at in found.tolist())


def find_fitting(texts: Texts, leaf: Wildcard | Fuzzy) -> NDArray[np.int64]:
    """Return the places of the terms that ``leaf`` stands for, ascending."""
    longest = int((texts.ends[1:] - texts.ends[:-1]).max(initial=0))
    points = np.empty(longest, np.uint32)
    if isinstance(leaf, Wildcard):
        shape = np.array([_SIGNS.get(one, ord(one)) for one in leaf.text], np.uint32)
        return np.flatnonzero(_mark_shaped(texts.raw, texts.ends, shape, points))
    word = np.array(list(map(ord, leaf.text)), np.uint32)
    return np.flatnonzero(_mark_near(texts.raw, texts.ends, word, leaf.distance, points))


@compiled(types.int64(_BYTES, types.int64, types.int64, _POINTS))
def _decode(data: NDArray[np.uint8], start: int, stop: int, points: NDArray[np.uint32]) -> int:
    """Write the characters of ``data[start:stop]``; return how many they are."""
    size = -1
    for at in range(start, stop):
        byte = data[at]
        if byte & 0xC0 != 0x80:
            size += 1
            points[size] = byte & (
                0x7F if byte < 0x80 else 0x1F if byte < 0xE0 else 0xF if byte < 0xF0 else 7
            )
        elif size >= 0:
            points[size] = (points[size] << 6) | (byte & 0x3F)
    return size + 1


@compiled(types.boolean(_POINTS, types.int64, _POINTS))
def _has_shape(points: NDArray[np.uint32], size: int, shape: NDArray[np.uint32]) -> bool:
    """Try the shortest stretch for each ``*``, and one more character where that fails."""
    at = place = back = 0
    star = -1
    while at < size:
        if place < len(shape) and shape[place] == _ANY:
            star, back = place, at
            place += 1
        elif place < len(shape) and (shape[place] == _ONE or shape[place] == points[at]):
            at += 1
            place += 1
        elif star >= 0:
            back += 1
            at, place = back, star + 1
        else:
            return False
    while place < len(shape) and shape[place] == _ANY:
        place += 1
    return place == len(shape)


@compiled(types.boolean[::1](_BYTES, _NUMBERS, _POINTS, _POINTS))
def _mark_shaped(
    data: NDArray[np.uint8],
    starts: NDArray[np.int64],
    shape: NDArray[np.uint32],
    points: NDArray[np.uint32],
) -> NDArray[np.bool_]:
    marks = np.zeros(len(starts) - 1, np.bool_)
    for number in range(len(marks)):
        size = _decode(data, starts[number], starts[number + 1], points)
        marks[number] = _has_shape(points, size, shape)
    return marks


@compiled(types.int64(_POINTS, types.int64, _POINTS, types.int64, types.int64[::1]))
def _measure(
    points: NDArray[np.uint32],
    size: int,
    word: NDArray[np.uint32],
    most: int,
    rows: NDArray[np.int64],
) -> int:
    """Return how many characters more, less or other lead from one to the other (Levenshtein).

    ``most`` + 1 stands for more; ``rows`` is room for two rows of the table.
    """
    width = len(word) + 1
    if abs(size - len(word)) > most:
        return most + 1
    before, now = rows[:width], rows[width:]
    for column in range(width):
        before[column] = column
    for row in range(size):
        now[0] = least = row + 1
        for column in range(1, width):
            changed = before[column - 1] + (points[row] != word[column - 1])
            now[column] = min(changed, before[column] + 1, now[column - 1] + 1)
            least = min(least, now[column])
        if least > most:
            return most + 1
        before, now = now, before
    slips: int = before[width - 1]
    return slips


@compiled(types.boolean[::1](_BYTES, _NUMBERS, _POINTS, types.int64, _POINTS))
def _mark_near(
    data: NDArray[np.uint8],
    starts: NDArray[np.int64],
    word: NDArray[np.uint32],
    most: int,
    points: NDArray[np.uint32],
) -> NDArray[np.bool_]:
    marks = np.zeros(len(starts) - 1, np.bool_)
    rows = np.empty(2 * (len(word) + 1), np.int64)
    for number in range(len(marks)):
        size = _decode(data, starts[number], starts[number + 1], points)
        if size and len(word) and points[0] == word[0]:
            marks[number] = _measure(points, size, word, most, rows) <= most
    return marks

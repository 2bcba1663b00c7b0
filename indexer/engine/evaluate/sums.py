"""Amounts per passage or work, summed up in buffers that know where they were touched.

A buffer is as long as a segment and belongs to a thread. All of it is 0 but for stretches of 64
numbers that are marked; whoever takes it over clears those alone.
"""

# ruff: noqa: PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly, several

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHIFT = 6
_STRETCH = 1 << _SHIFT

_NUMBERS = readonly(types.uint32)
_TOTALS = types.uint32[::1]
_SCORES = types.float64[::1]
_MARKS = types.uint8[::1]


class Scores(NamedTuple):
    """What passages score."""

    values: NDArray[np.float64]
    marks: NDArray[np.uint8]


class Totals(NamedTuple):
    """Whole amounts."""

    values: NDArray[np.uint32]
    marks: NDArray[np.uint8]


class Scratch(local):
    """The buffers of one thread; fresh ones would cost more than what is computed in them."""

    def __init__(self) -> None:
        self._scores: dict[str, Scores] = {}
        self._totals: dict[str, Totals] = {}
        self._bits: dict[str, NDArray[np.uint8]] = {}

    def scores(self, key: str, length: int) -> Scores:
        """Return zeros for ``length`` passages; the next search of the part takes them over."""
        found = self._scores.get(key)
        if found is None:
            found = self._scores[key] = Scores(np.zeros(length), _marks(length))
        else:
            clear_scores(*found)
        return found

    def totals(self, key: str, length: int) -> Totals:
        """Return zeros for ``length`` numbers, good until they are collected."""
        found = self._totals.get(key)
        if found is None:
            found = self._totals[key] = Totals(np.zeros(length, np.uint32), _marks(length))
        elif found.marks.any():
            # Damage was found between adding and collecting.
            collect(*found, 1)
        return found

    def bits(self, key: str, length: int) -> NDArray[np.uint8]:
        """Return a bit for each of ``length`` numbers, none set, good until they are collected."""
        found = self._bits.get(key)
        if found is None:
            found = self._bits[key] = np.zeros((length + 7) // 8, np.uint8)
        elif found.any():
            found[:] = 0
        return found


def _marks(length: int) -> NDArray[np.uint8]:
    return np.zeros((length + _STRETCH - 1) // _STRETCH, np.uint8)


@compiled(types.void(_SCORES, _MARKS))
def clear_scores(values: NDArray[np.float64], marks: NDArray[np.uint8]) -> None:
    """Make everything 0 again."""
    for stretch in range(len(marks)):
        if marks[stretch]:
            marks[stretch] = 0
            begin = stretch << _SHIFT
            for at in range(begin, min(begin + _STRETCH, len(values))):
                values[at] = 0.0


@compiled(
    types.void(
        _NUMBERS,
        _NUMBERS,
        readonly(types.uint16),
        readonly(types.float64),
        types.float64,
        _SCORES,
        _MARKS,
    )
)
def add_scores(
    passages: NDArray[np.uint32],
    frequencies: NDArray[np.uint32],
    kinds: NDArray[np.uint16],
    norms: NDArray[np.float64],
    weight: float,
    scores: NDArray[np.float64],
    marks: NDArray[np.uint8],
) -> None:
    """Add BM25 of a leaf, weight · tf / (tf + norm), to each of ``passages``.

    ``norms`` are per kind of passage (:func:`indexer.engine.scoring.normalise`), ``kinds`` per
    passage of the part.
    """
    for at in range(len(passages)):
        passage = passages[at]
        frequency = np.float64(frequencies[at])
        scores[passage] += weight * frequency / (frequency + norms[kinds[passage]])
        marks[passage >> _SHIFT] = 1


@compiled(types.void(_NUMBERS, _NUMBERS, _TOTALS, _MARKS))
def add_amounts(
    numbers: NDArray[np.uint32],
    amounts: NDArray[np.uint32],
    totals: NDArray[np.uint32],
    marks: NDArray[np.uint8],
) -> None:
    """Add to each number its amount; numbers may repeat and need no order."""
    for at in range(len(numbers)):
        number = numbers[at]
        totals[number] += amounts[at]
        marks[number >> _SHIFT] = 1


@compiled(types.void(_NUMBERS, _NUMBERS, _TOTALS, _MARKS))
def add_works(
    passages: NDArray[np.uint32],
    work_of: NDArray[np.uint32],
    totals: NDArray[np.uint32],
    marks: NDArray[np.uint8],
) -> None:
    """Add 1 to the work of each of ascending passages, once for each work.

    Without ``work_of`` the passages are works already.
    """
    if not len(work_of):
        for number in passages:
            totals[number] += 1
            marks[number >> _SHIFT] = 1
        return
    last = -1
    for passage in passages:
        work = int(np.int64(work_of[passage]))
        if work != last:
            totals[work] += 1
            marks[work >> _SHIFT] = 1
            last = work


@compiled(several(types.uint32[::1], types.uint32[::1])(_TOTALS, _MARKS, types.int64))
def collect(
    totals: NDArray[np.uint32], marks: NDArray[np.uint8], least: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the numbers whose total is at least ``least``, with it; make everything 0 again."""
    size = 0
    for mark in marks:
        size += mark
    numbers = np.empty(size << _SHIFT, np.uint32)
    amounts = np.empty(size << _SHIFT, np.uint32)
    count = 0
    for stretch in range(len(marks)):
        if not marks[stretch]:
            continue
        marks[stretch] = 0
        begin = stretch << _SHIFT
        for at in range(begin, min(begin + _STRETCH, len(totals))):
            numbers[count] = at
            amounts[count] = totals[at]
            count += totals[at] >= least
            totals[at] = 0
    return numbers[:count], amounts[:count]


_SET = [[at for at in range(8) if byte >> at & 1] for byte in range(256)]
_SIZES = np.array([len(own) for own in _SET], np.uint8)
_PLACES = np.array([own + [0] * (8 - len(own)) for own in _SET], np.uint32)
"""Of each byte the places of its bits, filled up to 8."""


@compiled(types.void(_NUMBERS, _NUMBERS, _MARKS))
def set_bits(
    passages: NDArray[np.uint32], work_of: NDArray[np.uint32], bits: NDArray[np.uint8]
) -> None:
    """Set the bits of the works of passages; without ``work_of`` they are works already."""
    for passage in passages:
        work = work_of[passage] if len(work_of) else passage
        bits[work >> np.uint32(3)] |= np.uint8(1) << np.uint8(work & np.uint32(7))


@compiled(types.uint32[::1](_MARKS))
def collect_bits(bits: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the numbers whose bits are set; make everything 0 again.

    All 8 places of a byte are written, those that are none are written over by the next ones
    (Lemire, 2018).
    """
    size = 0
    for byte in bits:
        size += _SIZES[byte]
    numbers = np.empty(size + 8, np.uint32)
    count = 0
    for at in range(len(bits)):
        byte = bits[at]
        if byte:
            bits[at] = 0
            for place in range(8):
                numbers[count + place] = 8 * at + _PLACES[byte, place]
            count += _SIZES[byte]
    return numbers[:size]

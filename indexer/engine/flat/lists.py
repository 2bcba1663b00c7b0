"""How a posting list lies on disk, and where: the one place that writer and readers share.

Every term has its document frequency and a *place*, 64 bits. A term that stands once in one passage
needs no more: its place holds passage and position. Any other place is a byte offset with the
sizes of what is kept byte by byte. At the offset of a **short list**::

    gaps between passages    1 to 4 bytes each
    frequencies - 1          0, 1, 2 or 4 bytes each
    gaps between positions   1 to 4 bytes each, in fields with positions

A **long list** begins at a multiple of 16 bytes; B of its blocks are full::

    directory            last passage, positions before the block (with positions B + 1 of them),
                         shortest length, greatest frequency, two widths
    what is left over    gaps and frequencies behind the full blocks, as in a short list
    blocks               gaps, then frequencies - 1, packed
    positions            widths of the full blocks of 128, the blocks, what is left over

The first gap of a list is the number of its first passage, the first position of a passage stands
as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat.packing import BLOCK, UNIT

LONG = 4096
"""Lists of fewer postings are short. See the README for what other bounds cost."""

MOST_PASSAGES = 1 << 31

SINGLE = 1 << 63
"""Places from here on hold their one posting."""

_POSITION = np.uint64(31)
_OFFSET_BITS = 44
_OFFSET = (1 << _OFFSET_BITS) - 1
FREQUENCY_SIZES = np.array([0, 1, 2, 4], np.int64)
"""Bytes of a frequency, by the code in the place; three bytes are never used."""


Whole = TypeVar("Whole", int, NDArray[np.int64])
"""Of one list, or of many: the arithmetic is the same."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The posting lists of some terms, one after another."""

    counts: NDArray[np.int64]
    """Postings per term, at least 1."""
    ids: NDArray[np.uint32]
    """Passages, ascending within a term."""
    tfs: NDArray[np.uint32]
    """Per posting how often, at least 1."""
    positions: NDArray[np.uint32] | None
    """Of all postings, ascending within each; none in a field without positions."""


class Sizes(NamedTuple, Generic[Whole]):
    """Bytes of a number that is kept byte by byte."""

    gaps: Whole
    frequencies: Whole
    positions: Whole


def count_blocks(counts: NDArray[np.int64], frequencies: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many full blocks hold ``counts`` numbers of lists of these ``frequencies``."""
    return np.where(frequencies < LONG, 0, counts // BLOCK)


def place_single(ids: NDArray[np.uint32], positions: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return the places of terms that stand once."""
    return np.uint64(SINGLE) | ids.astype(np.uint64) | positions.astype(np.uint64) << _POSITION


def place_lists(offsets: NDArray[np.int64], sizes: Sizes[NDArray[np.int64]]) -> NDArray[np.uint64]:
    """Return the places of lists at ``offsets``."""
    codes = np.searchsorted(FREQUENCY_SIZES, sizes.frequencies)
    flags = (sizes.gaps - 1) | codes << 2 | (sizes.positions - 1) << 4
    return (offsets | flags << _OFFSET_BITS).astype(np.uint64)


def is_single(places: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which places hold their one posting themselves."""
    return places >= np.uint64(SINGLE)


def read_singles(places: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return passage and position of each."""
    ids = places & np.uint64(MOST_PASSAGES - 1)
    return ids.astype(np.uint32), (places >> _POSITION).astype(np.uint32)


def read_places(
    places: NDArray[np.uint64],
) -> tuple[NDArray[np.int64], Sizes[NDArray[np.int64]]]:
    """Return the offsets of lists and the sizes in their places."""
    whole = places.astype(np.int64)
    flags = whole >> _OFFSET_BITS
    sizes = Sizes((flags & 3) + 1, FREQUENCY_SIZES[(flags >> 2) & 3], ((flags >> 4) & 3) + 1)
    return whole & _OFFSET, sizes


def read_place(place: int) -> tuple[int, Sizes[int]]:
    """Return the offset of one list and the sizes in its place."""
    flags = place >> _OFFSET_BITS
    sizes = Sizes((flags & 3) + 1, (0, 1, 2, 4)[(flags >> 2) & 3], ((flags >> 4) & 3) + 1)
    return place & _OFFSET, sizes


class Layout(NamedTuple, Generic[Whole]):
    """Where the parts of lists begin, up to the blocks of long ones and the positions of others."""

    last: Whole
    before: Whole
    shortest: Whole
    peaks: Whole
    gap_widths: Whole
    frequency_widths: Whole
    gap_rest: Whole
    frequency_rest: Whole
    end: Whole


def lay_out(
    offset: Whole, blocks: Whole, rest: Whole, sizes: Sizes[Whole], *, positions: bool
) -> Layout[Whole]:
    """Return where the parts of lists lie that have ``rest`` numbers beside their blocks."""
    before = offset + 4 * blocks
    shortest = before + (4 * (blocks + (blocks > 0)) if positions else 0)
    peaks = shortest + 2 * blocks
    gap_widths = peaks + blocks
    frequency_widths = gap_widths + blocks
    gap_rest = frequency_widths + blocks
    frequency_rest = gap_rest + rest * sizes.gaps
    end = frequency_rest + rest * sizes.frequencies
    # A long list starts at a multiple of a unit, and so do its blocks.
    end = end + (blocks > 0) * (-end % UNIT)
    return Layout(
        offset,
        before,
        shortest,
        peaks,
        gap_widths,
        frequency_widths,
        gap_rest,
        frequency_rest,
        end,
    )


class PositionLayout(NamedTuple, Generic[Whole]):
    """Where the positions of lists begin."""

    widths: Whole
    blocks: Whole


def lay_out_positions(start: Whole, blocks: Whole) -> PositionLayout[Whole]:
    """Return where the positions of lists lie of which ``blocks`` blocks are full."""
    return PositionLayout(start, start + blocks + (-blocks % UNIT))


def in_blocks(counts: NDArray[np.int64], blocks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return for every number of lists of ``counts`` whether it is in a full block."""
    parts = np.stack([blocks * BLOCK, counts - blocks * BLOCK], axis=1).ravel()
    return np.repeat(np.tile(np.array([True, False]), len(counts)), parts)

"""Sorted texts into front-coded blocks and back: the loops of a dictionary.

A block holds 16 texts. Each stands as one byte for how many bytes it shares with the text before
(0 for the first of a block, at most 255), one byte for how many follow (255: four more bytes say
it), and these. Loops that read never leave a block: where it leads outside they return DAMAGED.
"""

# ruff: noqa: PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from typing import TYPE_CHECKING

from numba import types

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.checked import CHUNK_BITS
from indexer.engine.flat.packing import signed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PER_BLOCK = 16
HEAD = 2
"""Bytes before a text; four more before one of 255 bytes or more."""

_LONG = 255

DAMAGED, UNCHECKED = -1, -2

_BYTES = readonly(types.uint8)
_STARTS = readonly(types.uint64)
_ENDS = types.int64[::1]


@compiled(types.int64(_BYTES, types.int64, types.int64, _BYTES, types.int64, types.int64))
def _common(
    one: NDArray[np.uint8], begin: int, length: int, other: NDArray[np.uint8], at: int, end: int
) -> int:
    """Return how many bytes of ``one`` from ``begin`` on are those of ``other`` from ``at`` on."""
    most = min(length, end - at)
    for number in range(most):
        if one[begin + number] != other[at + number]:
            return number
    return most


@compiled(
    types.int64(
        _BYTES, _ENDS, _BYTES, types.int64, types.int64, types.uint8[::1], types.uint64[::1]
    )
)
def write_texts(
    raw: NDArray[np.uint8],
    ends: NDArray[np.int64],
    former: NDArray[np.uint8],
    size: int,
    offset: int,
    out: NDArray[np.uint8],
    starts: NDArray[np.uint64],
) -> int:
    """Write texts behind ``size`` others, the last of which is ``former``; return the bytes."""
    at = block = 0
    for number in range(len(ends) - 1):
        begin, end = signed(ends[number]), signed(ends[number + 1])
        shared = 0
        if (size + number) % PER_BLOCK == 0:
            starts[block] = offset + at
            block += 1
        elif number:
            before = signed(ends[number - 1])
            shared = _common(raw, before, begin - before, raw, begin, end)
        else:
            shared = _common(former, 0, len(former), raw, begin, end)
        shared = min(shared, _LONG)
        left = end - begin - shared
        out[at] = shared
        out[at + 1] = min(left, _LONG)
        at += HEAD
        if left >= _LONG:
            for part in range(4):
                out[at] = left >> 8 * part & 0xFF
                at += 1
        for place in range(begin + shared, end):
            out[at] = raw[place]
            at += 1
    return at


@compiled(types.int64(_BYTES, types.int64, types.int64))
def _length(data: NDArray[np.uint8], at: int, stop: int) -> int:
    """Return how many bytes follow the head at ``at``, DAMAGED if they lie beyond ``stop``."""
    if at + HEAD > stop:
        return DAMAGED
    length = signed(data[at + 1])
    begin = at + HEAD
    if length == _LONG:
        begin += 4
        if begin > stop:
            return DAMAGED
        length = 0
        for part in range(4):
            length |= signed(data[at + HEAD + part]) << 8 * part
    return length if begin + length <= stop else DAMAGED


@compiled(types.int64(_BYTES, _STARTS, types.int64, types.uint8[::1], _ENDS))
def read_texts(
    data: NDArray[np.uint8],
    starts: NDArray[np.uint64],
    block: int,
    out: NDArray[np.uint8],
    ends: NDArray[np.int64],
) -> int:
    """Write the texts from a block on and their ends; return the bytes that they take.

    Where ``out`` has no room for all of them, what was written is of no use.
    """
    total = former = at = stop = 0
    for number in range(len(ends) - 1):
        if number % PER_BLOCK == 0:
            at, stop = signed(starts[block]), signed(starts[block + 1])
            if not 0 <= at < stop <= len(data):
                return DAMAGED
            block += 1
            former = total
        length = _length(data, at, stop)
        if length < 0:
            return DAMAGED
        shared = signed(data[at])
        if shared > total - former:
            return DAMAGED
        begin = at + HEAD + (4 if data[at + 1] == _LONG else 0)
        if total + shared + length <= len(out):
            for place in range(shared):
                out[total + place] = out[former + place]
            for place in range(length):
                out[total + shared + place] = data[begin + place]
        former = total
        total += shared + length
        ends[number + 1] = total
        at = begin + length
    return total


@compiled(types.boolean(_BYTES, types.int64, types.int64))
def _is_seen(seen: NDArray[np.uint8], at: int, stop: int) -> bool:
    """Return whether all chunks of some bytes were checked."""
    chunk, last = at >> CHUNK_BITS, (stop - 1) >> CHUNK_BITS
    while chunk <= last and seen[chunk]:
        chunk += 1
    return chunk > last


@compiled(types.int64(_BYTES, _STARTS, _BYTES, types.int64))
def _check_block(
    data: NDArray[np.uint8], starts: NDArray[np.uint64], seen: NDArray[np.uint8], block: int
) -> int:
    """Return 0 for a block that may be read, else DAMAGED or UNCHECKED - block."""
    at, stop = signed(starts[block]), signed(starts[block + 1])
    if not 0 <= at < stop <= len(data):
        return DAMAGED
    return 0 if _is_seen(seen, at, stop) else UNCHECKED - block


@compiled(types.int64(_BYTES, _STARTS, _BYTES, types.int64, types.uint8[::1]))
def read_text(
    data: NDArray[np.uint8],
    starts: NDArray[np.uint64],
    seen: NDArray[np.uint8],
    ordinal: int,
    out: NDArray[np.uint8],
) -> int:
    """Write one text to ``out``; return its length, or DAMAGED if that cannot be done so."""
    block = ordinal // PER_BLOCK
    if _check_block(data, starts, seen, block) < 0:
        return DAMAGED
    at, stop = signed(starts[block]), signed(starts[block + 1])
    size = 0
    for _ in range(ordinal % PER_BLOCK + 1):
        length = _length(data, at, stop)
        if length < 0:
            return DAMAGED
        shared = signed(data[at])
        if shared > size or shared + length > len(out):
            return DAMAGED
        begin = at + HEAD + (4 if data[at + 1] == _LONG else 0)
        for place in range(length):
            out[shared + place] = data[begin + place]
        size = shared + length
        at = begin + length
    return size


@compiled(
    types.int64(
        _BYTES, _STARTS, _BYTES, types.int64, readonly(types.int64), types.uint8[::1], _ENDS
    )
)
def read_some(
    data: NDArray[np.uint8],
    starts: NDArray[np.uint64],
    seen: NDArray[np.uint8],
    size: int,
    ordinals: NDArray[np.int64],
    out: NDArray[np.uint8],
    ends: NDArray[np.int64],
) -> int:
    """Write texts at some of ``size`` places one after another to ``out``, and where they end.

    Returns how many bytes that are, or DAMAGED if it cannot be done so.
    """
    total = 0
    for row in range(len(ordinals)):
        ordinal = ordinals[row]
        if not 0 <= ordinal < size:
            return DAMAGED
        length = read_text(data, starts, seen, ordinal, out[total:])
        if length < 0:
            return DAMAGED
        total += length
        ends[row + 1] = total
    return total


@compiled(types.int64(_BYTES, types.int64, types.int64, _BYTES, types.int64))
def _is_less(
    data: NDArray[np.uint8], at: int, stop: int, wanted: NDArray[np.uint8], length: int
) -> int:
    """Return whether the first text of a block is not greater, or DAMAGED."""
    count = _length(data, at, stop)
    if count < 0:
        return DAMAGED
    begin = at + HEAD + (4 if data[at + 1] == _LONG else 0)
    common = _common(data, begin, count, wanted, 0, length)
    less = common == count or (common < length and data[begin + common] < wanted[common])
    return 1 if less else 0


@compiled(types.int64(_BYTES, types.int64, types.int64, types.int64, _BYTES, types.int64))
def _scan(
    data: NDArray[np.uint8], at: int, stop: int, size: int, wanted: NDArray[np.uint8], length: int
) -> int:
    """Return what :func:`find_text` does, of one block of ``size`` texts."""
    common = 0
    for number in range(size):
        count = _length(data, at, stop)
        if count < 0:
            return DAMAGED
        shared = signed(data[at])
        begin = at + HEAD + (4 if data[at + 1] == _LONG else 0)
        if shared < common and shared < _LONG:
            return number << 1
        if shared <= common:
            same = _common(data, begin, count, wanted, shared, length)
            common = shared + same
            if same == count and common == length:
                return number << 1 | 1
            if same < count and (common == length or data[begin + same] > wanted[common]):
                return number << 1
        at = begin + count
    return size << 1


@compiled(types.int64(_BYTES, _STARTS, _BYTES, types.int64, _BYTES, types.int64))
def find_text(
    data: NDArray[np.uint8],
    starts: NDArray[np.uint64],
    seen: NDArray[np.uint8],
    size: int,
    wanted: NDArray[np.uint8],
    length: int,
) -> int:
    """Return twice the place of the first text not less than the one wanted, + 1 if it is that.

    UNCHECKED - block names a block which nobody has looked at since the file was opened.
    """
    low, high = 0, (size + PER_BLOCK - 1) // PER_BLOCK
    if not high:
        return 0
    while high - low > 1:
        middle = (low + high) >> 1
        checked = _check_block(data, starts, seen, middle)
        if checked < 0:
            return checked
        less = _is_less(data, signed(starts[middle]), signed(starts[middle + 1]), wanted, length)
        if less < 0:
            return DAMAGED
        if less:
            low = middle
        else:
            high = middle
    checked = _check_block(data, starts, seen, low)
    if checked < 0:
        return checked
    place = low * PER_BLOCK
    texts = min(PER_BLOCK, size - place)
    at, stop = signed(starts[low]), signed(starts[low + 1])
    found = _scan(data, at, stop, texts, wanted, length)
    return (place << 1) + found if found >= 0 else DAMAGED

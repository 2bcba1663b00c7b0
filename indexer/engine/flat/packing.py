"""Blocks of 128 numbers into as few bits as the largest needs, and back.

A full block of width w is *vertical*: 4 · w words of 32 bits, of which word 4 · k + lane belongs to
the numbers lane, lane + 4, lane + 8 and so on, as in Lemire and Boytsov, "Decoding billions of
integers per second through vectorization" (2015). Four numbers are then one step of a processor's
vectors. Fewer numbers are a *run*: their bits one after another, from any bit on, the lowest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

BLOCK = 128
"""Numbers in a full block."""

LANES = 4
"""A block of width w takes so many words for each bit of w."""

WIDEST = 32

WORDS = readonly(types.uint32)
"""Packed numbers, as the loops take them."""

NUMBERS = types.uint32[::1]

signed = cast("Callable[[Any], int]", np.int64)
"""A number of any type as one that may be added to and subtracted from any other."""

_ROWS = BLOCK // LANES
_1, _2, _3, _4, _32 = (np.uint64(number) for number in (1, 2, 3, 4, 32))


@compiled(types.int64(NUMBERS, types.int64))
def fit_width(numbers: NDArray[np.uint32], count: int) -> int:
    """Return how many bits the largest of the first ``count`` numbers takes."""
    together = np.uint32(0)
    for at in range(count):
        together |= numbers[at]
    width = 0
    while together:
        together >>= np.uint32(1)
        width += 1
    return width


@compiled(types.void(NUMBERS, types.int64, NUMBERS, types.int64))
def pack_block(numbers: NDArray[np.uint32], width: int, out: NDArray[np.uint32], at: int) -> None:
    """Write the first 128 numbers as a block to word ``at``, where there are zeros."""
    for row in range(_ROWS):
        bit = row * width
        word = at + (bit >> 5) * LANES
        shift = bit & 31
        for lane in range(LANES):
            number = np.uint64(numbers[row * LANES + lane]) << np.uint64(shift)
            out[word + lane] |= np.uint32(number & np.uint64(0xFFFFFFFF))
            if shift + width > WIDEST:
                out[word + LANES + lane] |= np.uint32(number >> np.uint64(32))


@compiled(types.void(WORDS, types.int64, types.int64, NUMBERS, types.int64))
def unpack_block(
    words: NDArray[np.uint32], at: int, width: int, out: NDArray[np.uint32], first: int
) -> None:
    """Read the block of 4 · ``width`` words from ``at`` on into 128 places from ``first`` on."""
    # Places without a sign need no look at what is less than 0; so the four lanes stay vectors.
    mask, step = np.uint64((1 << width) - 1), np.uint64(width)
    word, place = np.uint64(at), np.uint64(first)
    one = two = three = four = held = np.uint64(0)
    for _ in range(_ROWS):
        if held < step:
            one |= np.uint64(words[word]) << held
            two |= np.uint64(words[word + _1]) << held
            three |= np.uint64(words[word + _2]) << held
            four |= np.uint64(words[word + _3]) << held
            word += _4
            held += _32
        out[place] = np.uint32(one & mask)
        out[place + _1] = np.uint32(two & mask)
        out[place + _2] = np.uint32(three & mask)
        out[place + _3] = np.uint32(four & mask)
        one >>= step
        two >>= step
        three >>= step
        four >>= step
        held -= step
        place += _4


@compiled(types.void(NUMBERS, types.int64, types.int64, NUMBERS, types.int64))
def pack_run(
    numbers: NDArray[np.uint32], count: int, width: int, out: NDArray[np.uint32], bit: int
) -> None:
    """Write the first ``count`` numbers as a run from ``bit`` on, where there are zeros."""
    for at in range(count):
        shift = bit & 31
        number = np.uint64(numbers[at]) << np.uint64(shift)
        if width:
            out[bit >> 5] |= np.uint32(number & np.uint64(0xFFFFFFFF))
        if shift + width > WIDEST:
            out[(bit >> 5) + 1] |= np.uint32(number >> np.uint64(32))
        bit += width


@compiled(types.void(WORDS, types.int64, types.int64, types.int64, NUMBERS, types.int64))
def unpack_run(  # noqa: PLR0913, PLR0917 - loops take numbers one by one
    words: NDArray[np.uint32], bit: int, width: int, count: int, out: NDArray[np.uint32], first: int
) -> None:
    """Read a run of ``count`` numbers from ``bit`` on into the places from ``first`` on."""
    if not width:
        for at in range(first, first + count):
            out[at] = 0
        return
    mask, step = np.uint64((1 << width) - 1), np.uint64(width)
    word, place = np.uint64(bit >> 5), np.uint64(first)
    shift = np.uint64(bit & 31)
    held = _32 - shift
    rest = np.uint64(words[word]) >> shift
    for _ in range(count):
        if held < step:
            word += _1
            rest |= np.uint64(words[word]) << held
            held += _32
        out[place] = np.uint32(rest & mask)
        rest >>= step
        held -= step
        place += _1


@compiled(types.int64(WORDS, types.int64, types.int64, types.int64))
def pick_from_block(words: NDArray[np.uint32], at: int, width: int, number: int) -> int:
    """Return one number of the block from word ``at`` on."""
    bit = (number >> 2) * width
    word = at + (bit >> 5) * LANES + (number & (LANES - 1))
    shift = bit & 31
    if not width:
        return 0
    found = signed(words[word]) >> shift
    if shift + width > WIDEST:
        found |= signed(words[word + LANES]) << (WIDEST - shift)
    return found & ((1 << width) - 1)


@compiled(types.int64(WORDS, types.int64, types.int64, types.int64))
def pick_from_run(words: NDArray[np.uint32], bit: int, width: int, number: int) -> int:
    """Return one number of the run from ``bit`` on."""
    if not width:
        return 0
    bit += number * width
    shift = bit & 31
    found = signed(words[bit >> 5]) >> shift
    if shift + width > WIDEST:
        found |= signed(words[(bit >> 5) + 1]) << (WIDEST - shift)
    return found & ((1 << width) - 1)

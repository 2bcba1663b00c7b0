"""Blocks of 128 numbers into as few bits as the largest needs, and back, a whole list at a time.

A block of width w takes w units of 16 bytes. The w bits of its numbers are split into planes of
32, 16, 8, 4, 2 and 1 bits, the powers of two that sum up to w, the widest plane first and with the
lowest bits. A plane of whole bytes is read as it lies; in one of 4 or 2 bits byte i holds the
numbers i, i + 16 · bits and so on; one of single bits is what ``np.unpackbits`` reads. So every
step works on bytes, however many blocks there are, and costs a fraction of shifting words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 128
"""Numbers in a block."""

UNIT = 16
"""Bytes; every block is a whole number of these."""

UNIT_TYPE = np.dtype("V16")

_PLANES = (32, 16, 8, 4, 2, 1)

WIDTHS = (0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 17, 18, 20, 24, 32)
"""The widths in use: at most two planes each, so that few steps decode a list."""

_FITTING = np.array(
    [min(width for width in WIDTHS if width >= bits) for bits in range(33)], np.uint8
)

_FIRST = {plane: np.uint8((1 << plane) - 1) for plane in (4, 2)}
_SHIFTS = {plane: [np.uint8(shift) for shift in range(plane, 8, plane)] for plane in (4, 2)}


def fit_widths(largest: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return for each largest number of a block the width that holds it."""
    _, bits = np.frexp(largest.astype(np.float64))
    return _FITTING[bits]


def pack(blocks: NDArray[np.uint32], widths: NDArray[np.uint8]) -> NDArray[np.void]:
    """Return the units of ``blocks`` (n × 128), block after block, each at its width."""
    ends = np.cumsum(widths, dtype=np.int64)
    units = np.zeros(int(ends[-1]) if len(ends) else 0, UNIT_TYPE)
    for width in _distinct(widths):
        rows = np.flatnonzero(widths == width)
        places = (ends[rows] - width)[:, None] + np.arange(width)
        units[places] = _pack_width(blocks[rows], width).view(UNIT_TYPE)
    return units


def unpack(
    units: NDArray[np.void], places: NDArray[np.int64], widths: NDArray[np.uint8]
) -> NDArray[Any]:
    """Return the blocks (n × 128) whose units begin at ``places``.

    The type is the smallest unsigned one that holds the greatest width.
    """
    distinct = _distinct(widths)
    if len(distinct) == 1:
        return _unpack_width(_take(units, places, distinct[0]), distinct[0])
    blocks = np.zeros((len(widths), BLOCK), _type_of(max(distinct, default=0)))
    for width in distinct:
        if width:
            rows = np.flatnonzero(widths == width)
            blocks[rows] = _unpack_width(_take(units, places[rows], width), width)
    return blocks


def _distinct(widths: NDArray[np.uint8]) -> list[int]:
    return np.flatnonzero(np.bincount(widths)).tolist() if len(widths) else []


def _type_of(width: int) -> type[np.unsignedinteger[Any]]:
    if width <= 8:
        return np.uint8
    return np.uint16 if width <= 16 else np.uint32


def _take(units: NDArray[np.void], places: NDArray[np.int64], width: int) -> NDArray[np.uint8]:
    """Return the bytes (n × 16 · width) of blocks of one width."""
    first, count = int(places[0]) if len(places) else 0, len(places)
    if count and int(places[-1]) - first == (count - 1) * width:
        taken = units[first : first + count * width]
    else:
        taken = units[places[:, None] + np.arange(width)]
    return taken.view(np.uint8).reshape(count, UNIT * width)


def _pack_width(blocks: NDArray[np.uint32], width: int) -> NDArray[np.uint8]:
    packed = np.empty((len(blocks), UNIT * width), np.uint8)
    start = shift = 0
    for plane in _PLANES:
        if width & plane:
            part = blocks >> np.uint32(shift)
            packed[:, start : start + UNIT * plane] = _pack_plane(part, plane)
            start += UNIT * plane
            shift += plane
    return packed


def _pack_plane(numbers: NDArray[np.uint32], plane: int) -> NDArray[np.uint8]:
    if plane >= 8:
        whole = np.ascontiguousarray(numbers.astype(f"<u{plane // 8}"))
        return whole.view(np.uint8)
    small = numbers.astype(np.uint8) & np.uint8((1 << plane) - 1)
    if plane == 1:
        return np.packbits(small, axis=1, bitorder="little")
    packed = np.zeros((len(small), UNIT * plane), np.uint8)
    for part, shift in enumerate(range(0, 8, plane)):
        packed |= small[:, part * UNIT * plane : (part + 1) * UNIT * plane] << np.uint8(shift)
    return packed


def _unpack_width(packed: NDArray[np.uint8], width: int) -> NDArray[Any]:
    kind = _type_of(width)
    start = shift = 0
    blocks: NDArray[Any] | None = None
    for plane in _PLANES:
        if width & plane:
            part = _unpack_plane(packed[:, start : start + UNIT * plane], plane)
            if blocks is None:
                blocks = part.astype(kind, copy=False)
            else:
                blocks = blocks | (part.astype(kind) << kind(shift))
            start += UNIT * plane
            shift += plane
    return np.zeros((len(packed), BLOCK), kind) if blocks is None else blocks


def _unpack_plane(packed: NDArray[np.uint8], plane: int) -> NDArray[Any]:
    if plane == 8:
        return packed
    if plane > 8:
        return np.ascontiguousarray(packed).view(f"<u{plane // 8}")
    if plane == 1:
        return np.unpackbits(packed, axis=1, bitorder="little")
    # The last part needs no mask, the first no shift.
    parts = [packed & _FIRST[plane], *(packed >> shift for shift in _SHIFTS[plane])]
    for part in parts[1:-1]:
        np.bitwise_and(part, _FIRST[plane], out=part)
    return np.concatenate(parts, axis=1)

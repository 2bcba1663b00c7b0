"""Runs of numbers of one to four bytes each, written to and read from many places at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indexer.engine.flat.checked import Section

_TYPES = {1: "u1", 2: "<u2", 4: "<u4"}


def fit_bytes(largest: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return how many bytes, 1 to 4, each number takes."""
    return 1 + np.searchsorted([0xFF, 0xFFFF, 0xFFFFFF], largest).astype(np.int64)


def scatter(
    out: NDArray[np.uint8],
    values: NDArray[Any],
    counts: NDArray[np.int64],
    sizes: NDArray[np.int64] | int,
    starts: NDArray[np.int64],
) -> None:
    """Write runs of ``values`` into the bytes ``out``, run i of ``counts[i]`` numbers.

    Each number of run i takes ``sizes[i]`` bytes (0 writes nothing), the first at ``starts[i]``.
    """
    whole = values.astype("<u4").view(np.uint8).reshape(-1, 4)
    for size, chosen, places in _places(counts, sizes, starts):
        picked = whole[chosen]
        for at in range(size):
            out[places + at] = picked[:, at]


def gather(
    data: NDArray[np.uint8],
    counts: NDArray[np.int64],
    sizes: NDArray[np.int64] | int,
    starts: NDArray[np.int64],
) -> NDArray[np.uint32]:
    """Return the numbers that :func:`scatter` wrote; those of size 0 are 0."""
    values = np.zeros(int(counts.sum()), np.uint32)
    for size, chosen, places in _places(counts, sizes, starts):
        found = data[places].astype(np.uint32)
        for at in range(1, size):
            found |= data[places + at].astype(np.uint32) << np.uint32(8 * at)
        values[chosen] = found
    return values


def read_run(section: Section, count: int, size: int, start: int) -> NDArray[Any]:
    """Return one run as it lies, in the smallest unsigned type that holds it.

    Raises :class:`indexer.errors.IndexDamaged`.
    """
    if size != 3:
        return section.array(_TYPES[size], start, count) if size else np.zeros(count, np.uint8)
    padded = np.zeros((count, 4), np.uint8)
    padded[:, :3] = section.array(_TYPES[1], start, 3 * count).reshape(count, 3)
    numbers: NDArray[Any] = padded.view(_TYPES[4]).reshape(count)
    return numbers


def _places(
    counts: NDArray[np.int64], sizes: NDArray[np.int64] | int, starts: NDArray[np.int64]
) -> list[tuple[int, Any, NDArray[np.int64]]]:
    """Return per size which numbers have it, and the place of the first byte of each of these."""
    if isinstance(sizes, int):
        return [(sizes, slice(None), spread(counts, starts, sizes))]
    found: list[tuple[int, Any, NDArray[np.int64]]] = []
    for size in np.unique(sizes[counts > 0]).tolist():
        runs = sizes == size
        if size:
            chosen = slice(None) if runs.all() else np.repeat(runs, counts)
            found.append((size, chosen, spread(counts[runs], starts[runs], size)))
    return found


def spread(
    counts: NDArray[np.int64], starts: NDArray[np.int64], step: int = 1
) -> NDArray[np.int64]:
    """Return start, start + step, … ``counts[i]`` times for each start, one after another."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places: NDArray[np.int64] = np.repeat(starts - (ends - counts) * step, counts)
    places += np.arange(0, total * step, step)
    return places

"""Ascending arrays of distinct numbers as sets: what is common, what is left, what is best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RUN = 256
"""The best of so many scores stands for all of them when a bound is looked for."""

_SLACK = 1e-8
"""More than rounding to nine places moves a score."""


def locate(wanted: NDArray[Any], among: NDArray[Any]) -> NDArray[np.int64]:
    """Return the place of each of ``wanted`` in ``among``, -1 where it is not there."""
    if not len(among):
        return np.full(len(wanted), -1, np.int64)
    places = np.searchsorted(among, wanted)
    places[places == len(among)] = 0
    found: NDArray[np.int64] = np.where(among[places] == wanted, places, -1)
    return found


def common(one: NDArray[Any], two: NDArray[Any]) -> NDArray[Any]:
    """Return what both hold, ascending, of the kind of ``one``."""
    if len(one) <= len(two):
        return one[locate(one, two) >= 0]
    found = two[locate(two, one) >= 0]
    return found.astype(one.dtype, copy=False)


def without(one: NDArray[Any], two: NDArray[Any]) -> NDArray[Any]:
    """Return what ``one`` holds and ``two`` does not, ascending."""
    if not len(two):
        return one
    if len(one) <= len(two):
        return one[locate(one, two) < 0]
    places = locate(two, one)
    kept = np.ones(len(one), np.bool_)
    kept[places[places >= 0]] = False
    return one[kept]


def distinct(ascending: NDArray[Any]) -> NDArray[Any]:
    """Return the numbers of an ascending array, each once."""
    if len(ascending) < 2:
        return ascending
    fresh = np.empty(len(ascending), np.bool_)
    fresh[0] = True
    np.not_equal(ascending[1:], ascending[:-1], out=fresh[1:])
    return ascending[fresh]


def spread(starts: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int64]:
    """Return the numbers of all ranges, one after another: each start and those after it."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    numbers: NDArray[np.int64] = np.repeat(starts - (ends - counts), counts)
    numbers += np.arange(total)
    return numbers


def near_best(scores: NDArray[np.float64], limit: int) -> NDArray[np.int64]:
    """Return the places of all that may be among the ``limit`` best after rounding, ascending."""
    if len(scores) <= limit:
        return np.arange(len(scores))
    bound = _lower_bound(scores, limit)
    places = np.flatnonzero(scores >= bound - _SLACK)
    if len(places) > 4 * limit:
        held = scores[places]
        exact = np.partition(held, len(held) - limit)[len(held) - limit]
        places = places[held >= exact - _SLACK]
    return places


def best(scores: NDArray[np.float64], ties: NDArray[Any], limit: int) -> NDArray[np.int64]:
    """Return the places of the ``limit`` greatest scores, greatest first, ties by ``ties``."""
    if limit <= 0:
        return np.zeros(0, np.int64)
    places = np.arange(len(scores))
    if len(scores) > limit:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        above, level = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
        left = limit - len(above)
        if len(level) > left:
            level = level[np.argpartition(ties[level], left - 1)[:left]]
        places = np.concatenate((above, level))
    return places[np.lexsort((ties[places], -scores[places]))]


def _lower_bound(scores: NDArray[np.float64], limit: int) -> float:
    """Return a score that at least ``limit`` reach, cheaply."""
    runs = len(scores) // _RUN
    if runs <= 4 * limit:
        return float(np.partition(scores, len(scores) - limit)[len(scores) - limit])
    peaks = scores[: runs * _RUN].reshape(runs, _RUN).max(axis=1)
    return float(np.partition(peaks, runs - limit)[runs - limit])

"""Ascending numbers of works and passages as sets: what is common, what is left, whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly, several

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NUMBERS = readonly(types.uint32)
_MADE = types.uint32[::1]
_MASK = readonly(types.boolean)


@compiled(types.int64(_NUMBERS, types.int64, types.int64))
def _seek(numbers: NDArray[np.uint32], start: int, wanted: int) -> int:
    """Return the first place from ``start`` on whose number is not less: galloping."""
    end = len(numbers)
    if start >= end or numbers[start] >= wanted:
        return start
    low, step = start, 1
    while low + step < end and numbers[low + step] < wanted:
        low += step
        step *= 2
    high = min(low + step, end)
    while high - low > 1:
        middle = (low + high) // 2
        if numbers[middle] < wanted:
            low = middle
        else:
            high = middle
    return high


@compiled(_MADE(_NUMBERS, _NUMBERS))
def common(one: NDArray[np.uint32], two: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return what both hold."""
    few, many = (one, two) if len(one) <= len(two) else (two, one)
    kept = np.empty(len(few), np.uint32)
    count = at = 0
    for number in few:
        at = _seek(many, at, number)
        if at == len(many):
            break
        kept[count] = number
        count += many[at] == number
    return kept[:count]


@compiled(_MADE(_NUMBERS, _NUMBERS))
def without(one: NDArray[np.uint32], two: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return what ``one`` holds and ``two`` does not."""
    kept = np.empty(len(one), np.uint32)
    count = at = 0
    for number in one:
        at = _seek(two, at, number)
        kept[count] = number
        count += at == len(two) or two[at] != number
    return kept[:count]


@compiled(_MADE(_NUMBERS, _NUMBERS))
def owners(passages: NDArray[np.uint32], work_of: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the works of ascending passages, each once."""
    kept = np.empty(len(passages), np.uint32)
    count = 0
    for passage in passages:
        kept[count] = work_of[passage]
        count += count == 0 or kept[count] != kept[count - 1]
    return kept[:count]


@compiled(_MADE(_NUMBERS, _NUMBERS))
def spread(works: NDArray[np.uint32], first: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return all passages of ascending works; those of work w begin at ``first[w]``."""
    total = 0
    for work in works:
        total += first[work + 1] - first[work]
    passages = np.empty(total, np.uint32)
    count = 0
    for work in works:
        for passage in range(first[work], first[work + 1]):
            passages[count] = passage
            count += 1
    return passages


@compiled(types.int64(_NUMBERS, _NUMBERS))
def count_spread(works: NDArray[np.uint32], first: NDArray[np.uint32]) -> int:
    """Return how many passages some works have."""
    total = 0
    for work in works:
        total += first[work + 1] - first[work]
    return total


@compiled(several(_MADE, _MADE)(_NUMBERS, _NUMBERS, _MASK))
def keep_living(
    passages: NDArray[np.uint32], frequencies: NDArray[np.uint32], alive: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the passages that are alive, with their frequencies; without any: the passages."""
    kept = np.empty(len(passages), np.uint32)
    own = np.empty(len(frequencies), np.uint32)
    counted = len(frequencies) > 0
    count = 0
    for at in range(len(passages)):
        kept[count] = passages[at]
        if counted:
            own[count] = frequencies[at]
        count += alive[passages[at]]
    return kept[:count], own[: count if counted else 0]

"""Sequences of syllables into a tree laid out in arrays, which finds all of them in many texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Integers = NDArray[np.int64]

_ROOT: Final = 0
_NOWHERE: Final = 0
"""No step leads to the root, so its number says that there is none."""

_NO_SYLLABLE: Final = 0
"""Stands behind each text and for whatever no sequence holds."""

_FIBONACCI: Final = np.uint64(11400714819323198485)


@dataclass(frozen=True, slots=True)
class Found:
    """The sequences found in texts that lie one after the other, each with one place behind it.

    By how many syllables they have, those of the same length by where they begin.
    """

    starts: Integers
    ends: Integers
    """The places behind them."""
    numbers: Integers
    """Which they are, as places among the sequences that the tree was made of."""


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """Sequences of syllables."""

    _syllables: dict[str, int]
    """Numbered from 1."""
    _begin: Integers
    """By syllable: where it leads to from the root."""
    _steps: _Table
    """Node · (1 + number of syllables) + syllable: where that leads to."""
    _numbers: Integers
    """By node: which sequence ends there, -1 for none."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Return the tree of distinct ``texts``, their syllables joined by a space."""
        syllables: dict[str, int] = {}
        steps: dict[tuple[int, int], int] = {}
        ends: dict[int, int] = {}
        for number, text in enumerate(texts):
            node = _ROOT
            for syllable in text.split(" "):
                step = node, syllables.setdefault(syllable, len(syllables) + 1)
                node = steps.setdefault(step, len(steps) + 1)
            ends[node] = number
        size = len(syllables) + 1
        begin = np.zeros(size, np.int64)
        first = {syllable: to for (node, syllable), to in steps.items() if node == _ROOT}
        begin[list(first)] = list(first.values())
        numbers = np.full(len(steps) + 1, -1, np.int64)
        numbers[list(ends)] = list(ends.values())
        keys = np.array([node * size + syllable for node, syllable in steps], np.int64)
        return cls(
            syllables, begin, _Table.of(keys, np.array([*steps.values()], np.int64)), numbers
        )

    def find(self, texts: Iterable[Sequence[str]]) -> Found:
        """Return every sequence in ``texts``, given syllable by syllable; none spans two texts."""
        number = self._syllables.get
        line: list[int] = []
        for text in texts:
            line += [number(one, _NO_SYLLABLE) for one in text]
            line.append(_NO_SYLLABLE)
        syllables = np.array(line, np.int64)
        places, nodes, length = np.arange(len(line)), self._begin[syllables], 1
        empty = np.zeros(0, np.int64)
        found = [Found(empty, empty, empty)]
        while len(places):
            places, nodes = places[nodes > _NOWHERE], nodes[nodes > _NOWHERE]
            numbers = self._numbers[nodes]
            starts = places[numbers >= 0]
            found.append(Found(starts, starts + length, numbers[numbers >= 0]))
            nodes = self._steps.find(nodes * len(self._begin) + syllables[places + length])
            length += 1
        return Found(
            np.concatenate([one.starts for one in found]),
            np.concatenate([one.ends for one in found]),
            np.concatenate([one.numbers for one in found]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Numbers by key, each at the slot that its key is hashed to, or the next free one."""

    keys: Integers
    """By slot, -1 for a free one; there is a power of two of them."""
    numbers: Integers
    shift: np.uint64

    @classmethod
    def of(cls, keys: Integers, numbers: Integers) -> Self:
        """Return the table of ``numbers`` by distinct ``keys``."""
        bits = max(4, (4 * len(keys)).bit_length())
        table = cls(np.full(1 << bits, -1), np.zeros(1 << bits, np.int64), np.uint64(64 - bits))
        at = table.slots(keys)
        while len(keys):
            free = table.keys[at] < 0
            table.keys[at[free]] = keys[free]
            # Of several keys for one slot the last one has it.
            placed = table.keys[at] == keys
            table.numbers[at[placed]] = numbers[placed]
            keys, numbers = keys[~placed], numbers[~placed]
            at = table.behind(at[~placed])
        return table

    def slots(self, keys: Integers) -> Integers:
        """Return the slots that ``keys`` are hashed to (by Fibonacci's multiplier)."""
        return (keys.astype(np.uint64) * _FIBONACCI >> self.shift).astype(np.int64)

    def behind(self, slots: Integers) -> Integers:
        """Return the slots behind some."""
        return (slots + 1) & (len(self.keys) - 1)

    def find(self, keys: Integers) -> Integers:
        """Return the number of each of ``keys``, 0 for those that there are not."""
        at = self.slots(keys)
        found = self.keys[at]
        numbers = np.where(found == keys, self.numbers[at], 0)
        missed = np.flatnonzero((found != keys) & (found >= 0))
        while len(missed):
            at[missed] = self.behind(at[missed])
            held, wanted = self.keys[at[missed]], keys[missed]
            numbers[missed[held == wanted]] = self.numbers[at[missed[held == wanted]]]
            missed = missed[(held != wanted) & (held >= 0)]
        return numbers

"""Names and frequent words of several syllables into a list that is found alike in every text.

A segmenter cuts the same syllables differently in a question and in a sentence, in small letters
and in capitals. What stands in this list is a word wherever its syllables stand in a row.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from indexer.errors.index import IndexDamaged
from indexer.language.trie import Found, Integers, Trie

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.language.segmentation import Cut

_HEADER: Final = "compounds 1"

_PLACE_BITS: Final = 31

COMPOUNDS_NAME: Final = "compounds.txt"
"""What the list is called within a generation."""


@dataclass(frozen=True, slots=True)
class Places:
    """At how many places in texts some compounds stand."""

    all: Counter[str] = field(default_factory=Counter)
    undivided: Counter[str] = field(default_factory=Counter)
    """Those within one word of the segmenter's, which may be longer."""

    def add(self, other: Places) -> None:
        """Count the places of ``other`` too."""
        self.all.update(other.all)
        self.undivided.update(other.undivided)


@dataclass(frozen=True, slots=True)
class Compounds:
    """Compounds as terms, their syllables joined by a space, in no order."""

    texts: frozenset[str] = frozenset()
    learnt_from: int = 0
    """The number of works whose words were counted."""
    digest: str = field(init=False)
    """Equal for equal lists and no others."""
    _listed: list[str] = field(init=False, repr=False, compare=False)
    _trie: Trie = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        listed = sorted(self.texts)
        digest = hashlib.sha256("\n".join(listed).encode()).hexdigest()[:16]
        object.__setattr__(self, "digest", digest)
        object.__setattr__(self, "_listed", listed)
        object.__setattr__(self, "_trie", Trie.of(listed))

    def repair(self, cut: Cut) -> tuple[str, ...]:
        """Return the compounds in ``cut`` and the words of it that none divides, in order.

        What stands around a compound, and how all of it was cut, makes no difference to it; a word
        that holds it, as "hợp tác xã" holds "hợp tác", is one more.
        """
        return self.repair_many((cut,))[0]

    def repair_many(self, cuts: Sequence[Cut]) -> list[tuple[str, ...]]:
        """Return what :meth:`repair` returns for each of ``cuts``; many cost less together."""
        row = _Row.of(cuts)
        found = self._trie.find([cut.tokens for cut in cuts])
        reach = _reach(found, len(row.tokens))
        whole = (reach[row.first] <= row.first) & (reach[row.last] <= row.last)
        first = np.concatenate([found.starts, row.first[whole]])
        last = np.concatenate([found.ends, row.last[whole]])
        spans = first << _PLACE_BITS | last
        order = np.argsort(spans, kind="stable")
        fresh = np.diff(spans[order], prepend=-1) > 0  # a word may be a compound, which comes first
        order = order[fresh]
        starts, ends = first[order], last[order]
        tokens, listed = row.tokens, self._listed
        numbers = np.append(found.numbers, np.full(len(first) - len(found.numbers), -1))[order]
        words = [
            listed[number]
            if number >= 0
            else tokens[start]
            if end - start == 1
            else " ".join(tokens[start:end])
            for start, end, number in zip(
                starts.tolist(), ends.tolist(), numbers.tolist(), strict=True
            )
        ]
        bounds = np.searchsorted(starts, row.ends).tolist()
        return [tuple(words[first:last]) for first, last in pairwise((0, *bounds))]

    def count_places(self, cuts: Sequence[Cut]) -> Places:
        """Return where the compounds stand in ``cuts``, whatever else stands there."""
        row = _Row.of(cuts)
        found = self._trie.find([cut.tokens for cut in cuts])
        begins = np.zeros(len(row.tokens), np.int64)
        begins[row.first] = 1
        words = np.cumsum(begins)
        undivided = words[found.starts] == words[found.ends - 1]
        return Places(self._count(found.numbers), self._count(found.numbers[undivided]))

    def _count(self, numbers: Integers) -> Counter[str]:
        which, counts = np.unique(numbers, return_counts=True)
        listed = map(self._listed.__getitem__, which.tolist())
        return Counter(dict(zip(listed, counts.tolist(), strict=True)))

    def encode(self) -> str:
        """Return the list as text: a header, then a compound a line in the order of code points."""
        return "\n".join((f"{_HEADER} {self.learnt_from}", *sorted(self.texts), ""))

    @classmethod
    def decode(cls, text: str) -> Self:
        """Return the list that ``encode`` made ``text`` of. Raises :class:`ValueError`."""
        header, *lines = text.split("\n")
        version, _, count = header.rpartition(" ")
        if version != _HEADER or not count.isdecimal() or lines[-1:] != [""]:
            message = f"not a list of compounds: {header[:40]!r}"
            raise ValueError(message)
        return cls(frozenset(lines[:-1]), int(count))


@dataclass(frozen=True, slots=True)
class _Row:
    """Cuts that lie one after the other, each with one place behind it."""

    tokens: list[str]
    first: Integers
    """Where each word begins."""
    last: Integers
    """The place behind each word."""
    ends: Integers
    """The place behind each cut."""

    @classmethod
    def of(cls, cuts: Sequence[Cut]) -> Self:
        """Lay ``cuts`` out."""
        tokens: list[str] = []
        first: list[Integers] = [np.zeros(0, np.int64)]
        last = first.copy()
        ends = []
        for cut in cuts:
            bounds = np.array(cut.bounds, np.int64) + len(tokens)
            first.append(bounds[:-1])
            last.append(bounds[1:])
            tokens += cut.tokens
            ends.append(len(tokens))
            tokens.append("")
        return cls(tokens, np.concatenate(first), np.concatenate(last), np.array(ends, np.int64))


def _reach(found: Found, size: int) -> Integers:
    """Return for each place how far the compounds that begin before it reach."""
    ends = np.zeros(size + 1, np.int64)
    ends[found.starts + 1] = found.ends  # of two from the same place the longer one comes later
    return np.maximum.accumulate(ends)


def read_compounds(path: Path) -> Compounds:
    """Return the list in the file ``path``. Raises :class:`IndexDamaged`."""
    try:
        return Compounds.decode(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IndexDamaged(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise IndexDamaged(path, str(error)) from error


def write_compounds(compounds: Compounds, path: Path) -> None:
    """Write a list to the file ``path``."""
    path.write_text(compounds.encode(), encoding="utf-8", newline="\n")


NO_COMPOUNDS: Final = Compounds()

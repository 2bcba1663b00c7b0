"""A load into what every engine is given, passage after passage: ready tokens, text and facts.

Engines get the same tokens. Making Python's lists of them is work of the contest and of no engine;
it is measured by itself and taken off what building took.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.engine.blocks import Layer
from indexer.engine.flat.spreading import spread
from indexer.language.fold import fold
from tests.bench.engine.contest import Shelf
from tests.bench.engine.load import FACETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from tests.bench.engine.load import Load

_TOGETHER = 1000


class Given(NamedTuple):
    """A passage."""

    number: int
    work: int
    date: int
    """A day's number."""
    codes: Mapping[str, str]
    """Per facet its code."""
    layers: Mapping[Layer, Sequence[str]]
    """On the field shelf the words alone."""
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """How an engine wants its tokens."""

    blank: str = "_"
    """What stands between the syllables of a term."""
    pairs: bool = True
    """Whether it has to be told the pairs of neighbouring syllables."""


class Feed:
    """All passages of a load; what can be made once for all of them is made at the beginning."""

    def __init__(self, load: Load, shelf: Shelf, form: Form) -> None:
        self._load = load
        self._library = shelf is Shelf.LIBRARY
        self._form = form
        self._spaced = [word.replace("_", " ") for word in load.vocabulary]
        self._words = self._spaced if form.blank == " " else load.vocabulary
        numbers: dict[str, int] = {}
        flat = array("I")
        sizes = array("I")
        for word in load.vocabulary if self._library else ():
            parts = word.split("_")
            flat.extend([numbers.setdefault(part, len(numbers)) for part in parts])
            sizes.append(len(parts))
        self._accented = list(numbers)
        self._folded = list(map(fold, numbers))
        self._parts = np.array(flat, np.uint32)
        self._sizes = np.array(sizes, np.int64)
        self._facets = [
            [f"{name}{code:02}" for code in range(codes)] for name, codes in FACETS.items()
        ]

    def __iter__(self) -> Iterator[Given]:
        for first in range(0, self._load.passages, _TOGETHER):
            chosen = slice(first, min(first + _TOGETHER, self._load.passages))
            numbers = range(chosen.start, chosen.stop)
            works = self._load.works[chosen].tolist()
            dates = self._load.dates[chosen].tolist()
            yield from map(
                Given,
                numbers,
                works,
                dates,
                self._codes(chosen),
                *self._tokens(self._load.starts[chosen.start : chosen.stop + 1]),
            )

    def _codes(self, chosen: slice) -> Iterator[dict[str, str]]:
        rows = zip(
            *(
                map(names.__getitem__, self._load.facets[facet][chosen].tolist())
                for facet, names in zip(FACETS, self._facets, strict=True)
            ),
            strict=True,
        )
        return (dict(zip(FACETS, row, strict=True)) for row in rows)

    def _tokens(
        self, starts: NDArray[np.int64]
    ) -> tuple[Iterator[Mapping[Layer, Sequence[str]]], Iterator[str]]:
        """Return the layers and the texts of some passages."""
        numbers = np.asarray(self._load.words[starts[0] : starts[-1]])
        ends = starts - starts[0]
        words = list(map(self._words.__getitem__, numbers.tolist()))
        spaced = list(map(self._spaced.__getitem__, numbers.tolist()))
        bounds = list(pairwise(ends.tolist()))
        texts = (" ".join(spaced[begin:end]) for begin, end in bounds)
        if not self._library:
            return ({Layer.WORDS: words[begin:end]} for begin, end in bounds), texts
        return self._layers(numbers, ends, words), texts

    def _layers(
        self, numbers: NDArray[np.uint32], ends: NDArray[np.int64], words: list[str]
    ) -> Iterator[Mapping[Layer, Sequence[str]]]:
        sizes = self._sizes[numbers]
        starts = np.cumsum(self._sizes) - self._sizes
        syllables = self._parts[spread(sizes, starts[numbers])].tolist()
        accented = list(map(self._accented.__getitem__, syllables))
        folded = list(map(self._folded.__getitem__, syllables))
        parts = np.concatenate([[0], np.cumsum(sizes)])[ends].tolist()
        blank = self._form.blank
        for (begin, end), (first, last) in zip(
            pairwise(ends.tolist()), pairwise(parts), strict=True
        ):
            layers = {
                Layer.FOLDED: folded[first:last],
                Layer.ACCENTED: accented[first:last],
                Layer.WORDS: words[begin:end],
            }
            if self._form.pairs:
                pairs = pairwise(folded[first:last])
                layers[Layer.BIGRAMS] = [f"{one}{blank}{two}" for one, two in pairs]
            yield layers

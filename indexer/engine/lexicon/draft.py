"""The passages of a segment being written into the file of its lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.blocks import Layer
from indexer.engine.flat.checked import CheckedWriter
from indexer.engine.lexicon.capitals import CapitalTally
from indexer.engine.lexicon.table import NUMBERS, PAIRS, lay_out
from indexer.engine.lexicon.tally import SyllableTally, WordTally, map_pairs

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.blocks import Passage
    from indexer.engine.lexicon.table import Array


class LexiconDraft:
    """Counts of accented syllables with their capitals, of two side by side, of segmented words.

    The memory it takes is bounded (``tally.py``): a segment of some hundred thousand passages is
    counted exactly, in greater ones the rarest are forgotten.
    """

    def __init__(self) -> None:
        self._syllables = SyllableTally()
        self._words = WordTally()
        self._capitals = CapitalTally()

    def add(self, passage: Passage) -> None:
        """Count the terms of a passage and its capitals."""
        self._syllables.add(passage.layers.get(Layer.ACCENTED, ()))
        self._words.add(passage.layers.get(Layer.WORDS, ()))
        self._capitals.add(passage.text)

    def write(self, path: Path) -> None:
        """Write the file; a pair consists of two rows of the syllables, first · 2³² + second."""
        pairs, counts = self._syllables.pairs()
        counted = list(self._syllables.counts().items())
        syllables, order = lay_out("syllables", dict(counted))
        words, _ = lay_out("words", self._words.counts())
        rows = np.zeros(len(order) + 1, np.uint64)
        rows[np.array(order, dtype=np.int64) + 1] = np.arange(len(order), dtype=np.uint64)
        pairs = map_pairs(pairs, rows)
        sorted_pairs = np.argsort(pairs)
        arrays: dict[str, Array] = {
            **syllables,
            **words,
            **self._capitals.lay_out([counted[at] for at in order]),
        }
        arrays["pairs"] = pairs[sorted_pairs].astype(PAIRS)
        arrays["pair_counts"] = counts[sorted_pairs].astype(NUMBERS)
        with CheckedWriter(path) as writer:
            for name, array in arrays.items():
                writer.section(name).append(array)
            writer.finish({})

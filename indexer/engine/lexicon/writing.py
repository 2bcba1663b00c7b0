"""A finished segment into the file of its lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.blocks import Layer
from indexer.engine.flat.checked import CheckedWriter
from indexer.engine.lexicon.capitals import CapitalTally
from indexer.engine.lexicon.occurrences import count_terms, count_terms_and_pairs
from indexer.engine.lexicon.table import NUMBERS, lay_out, store_counts

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.engine.flat.segment import FlatSegment
    from indexer.engine.lexicon.occurrences import PairCounts, TermCounts
    from indexer.engine.lexicon.table import Array


def write_lexicon(path: Path, segment: FlatSegment) -> None:
    """Count accented syllables with their capitals, two side by side, and segmented words.

    All that a segment holds counts, and nothing else. The memory it takes is bounded
    (``occurrences.py``): in great segments the rarest are left out.
    Raises :class:`IndexDamaged`.
    """
    syllables, pairs = count_terms_and_pairs(segment.path, segment.field(Layer.ACCENTED))
    arrays, order = lay_out("syllables", syllables.texts, syllables.counts)
    arrays |= _lay_out_pairs(syllables, order, pairs)
    words = count_terms(segment.field(Layer.WORDS))
    arrays |= lay_out("words", words.texts, words.counts)[0]
    arrays |= _count_capitals(segment, syllables, order)
    with CheckedWriter(path) as writer:
        for name, array in arrays.items():
            writer.section(name).append(array)
        writer.finish({})


def _lay_out_pairs(syllables: TermCounts, order: list[int], pairs: PairCounts) -> dict[str, Array]:
    """Return the sections of the pairs, in the order of their first rows, then their second ones.

    ``pairs`` are the second rows, ``pair_ends`` tells for each row where those that follow it end.
    """
    size = int(syllables.ordinals.max(initial=-1)) + 1
    rows = np.full(size + 1, -1, np.int64)
    rows[syllables.ordinals[order]] = np.arange(len(order))
    first, second = (
        rows[np.minimum(ordinals, np.uint64(size))]
        for ordinals in (pairs.pairs >> np.uint64(32), pairs.pairs & np.uint64(0xFFFFFFFF))
    )
    kept = (first >= 0) & (second >= 0)
    by_rows = np.argsort(first[kept] << 32 | second[kept])
    ends = np.cumsum(np.bincount(first[kept], minlength=len(order)))
    return {
        "pairs": second[kept][by_rows].astype(NUMBERS),
        "pair_ends": ends.astype(NUMBERS),
        "pair_counts": store_counts(pairs.counts[kept][by_rows]),
    }


def _count_capitals(
    segment: FlatSegment, syllables: TermCounts, order: list[int]
) -> dict[str, Array]:
    tally = CapitalTally()
    for record in segment.records():
        tally.add(record)
    return tally.lay_out([syllables.texts[at] for at in order], syllables.counts[order])

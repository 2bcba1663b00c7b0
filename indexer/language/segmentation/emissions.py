"""Packed tokens into the scores that the model gives to the two labels of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from indexer.language.segmentation.keys import Integers, keys_of, neighbours
from indexer.language.segmentation.templates import KNOWN, LOWER, NUMBER, TITLE, WRITTEN, View
from indexer.language.segmentation.vocabulary import (
    BEGIN,
    DIGIT_SHIFT,
    END,
    ID_MASK,
    KIND_SHIFT,
    KNOWN_SHIFT,
    LOWER_SHIFT,
    TITLE_SHIFT,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from indexer.language.segmentation.tables import Tables

MARGIN: Final = 2
"""Places that templates look at on each side of a token."""

_STEP: Final = 8192
"""Tokens scored at a time: what they need stays in the processor's cache."""


def score(packed: Integers, tables: Tables) -> NDArray[np.float64]:
    """Return the scores, (n, 2), of ``packed``, (n + 2 * MARGIN,), without its margins.

    Weights are added in the order of the templates, as the original adds them, so that the sums
    are the same to the last bit.
    """
    count = len(packed) - 2 * MARGIN
    scores = np.zeros((count, 2))
    for start in range(0, count, _STEP):
        part = scores[start : start + _STEP]
        _add_weights(part, packed[start : start + len(part) + 2 * MARGIN], tables)
    return scores


def _add_weights(scores: NDArray[np.float64], packed: Integers, tables: Tables) -> None:
    rows = _rows(packed, tables)
    added = np.empty_like(scores)
    for weights in tables.weights:
        start = MARGIN + weights.template.first
        shown = rows[weights.template.view][start : start + len(scores)]
        # Rows are right by construction; any mode but "raise" spares a copy of the result.
        weights.rows.take(shown, axis=0, out=added, mode="clip")
        scores += added


def _rows(packed: Integers, tables: Tables) -> Mapping[View, Integers]:
    """Return for each view the row of weights that it shows from each place on."""
    written = packed & ID_MASK
    lower = packed >> LOWER_SHIFT & ID_MASK
    number, title, known = (
        packed >> shift & 1 for shift in (DIGIT_SHIFT, TITLE_SHIFT, KNOWN_SHIFT)
    )
    titles = title[:-1] & title[1:]
    pairs = tables.lower_pairs.find(keys_of(neighbours(lower, 2)))
    triples = tables.known_triples.find(keys_of(neighbours(lower, 3)))
    edge, edge_of_pair, edge_of_triple = (
        _edges(packed >> KIND_SHIFT, width) for width in (1, 2, 3)
    )
    # A sequence that leaves the text is in no table: its row is 0 before the edge is added.
    return {
        View(1, WRITTEN): written,
        View(2, WRITTEN): tables.written_pairs.find(keys_of(neighbours(written, 2))) + edge_of_pair,
        View(3, WRITTEN): tables.written_triples.find(keys_of(neighbours(written, 3)))
        + edge_of_triple,
        View(1, LOWER): lower,
        View(2, LOWER): (pairs >> 1) + edge_of_pair,
        View(1, NUMBER): _facts(number, edge),
        View(1, TITLE): _facts(title, edge),
        View(2, TITLE): _facts(titles, edge_of_pair),
        View(3, TITLE): _facts(titles[:-1] & title[2:], edge_of_triple),
        View(1, KNOWN): _facts(known, edge),
        View(2, KNOWN): _facts(pairs & 1, edge_of_pair),
        View(3, KNOWN): _facts(triples, edge_of_triple),
    }


def _edges(kind: Integers, width: int) -> Integers:
    """Return ``BEGIN`` or ``END`` where ``width`` places leave the text, the former first."""
    first = kind[: len(kind) - width + 1]
    last = kind[width - 1 :]
    return np.where(first == BEGIN, BEGIN, np.where(last == END, END, 0))


def _facts(facts: Integers, edge: Integers) -> Integers:
    return np.where(edge == 0, facts, edge + 1)

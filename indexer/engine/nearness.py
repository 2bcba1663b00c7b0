"""The places of a question's terms on some pages into how many of them stand near each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.engine.matching import Matching
    from indexer.engine.tree import Term


class Place(NamedTuple):
    """A term of the question on a page."""

    position: int
    term: Term


def densest(places: Sequence[Place], weights: Mapping[Term, float], width: int) -> float:
    """Return the largest sum of weights of distinct terms within ``width`` consecutive positions.

    ``places`` are those of one page, in ascending order.
    """
    held: Counter[Term] = Counter()
    best = total = 0.0
    first = 0
    for position, term in places:
        held[term] += 1
        total += weights[term] if held[term] == 1 else 0.0
        while places[first].position <= position - width:
            gone = places[first].term
            held[gone] -= 1
            total -= weights[gone] if not held[gone] else 0.0
            first += 1
        best = max(best, total)
    return best


def find_places(
    matching: Matching, terms: Sequence[Term], passages: NDArray[np.int64]
) -> dict[int, list[Place]]:
    """Return the places of ``terms`` in each of ``passages``, in ascending order."""
    found: defaultdict[int, list[Place]] = defaultdict(list)
    for term in terms:
        postings = matching.postings(term, positions=True)
        ends = np.cumsum(postings.frequencies)
        _, _, chosen = np.intersect1d(
            passages, postings.passages, assume_unique=True, return_indices=True
        )
        for at in chosen.tolist():
            begin = int(ends[at] - postings.frequencies[at])
            positions = postings.positions[begin : int(ends[at])].tolist()
            found[int(postings.passages[at])] += [Place(position, term) for position in positions]
    return {
        passage: sorted(places, key=lambda place: place.position)
        for passage, places in found.items()
    }

"""A query of Whoosh's, a leaf that the evaluator does not know, into the passages that hold it."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np
from whoosh.scoring import Frequency
from whoosh.searching import SearchContext

from indexer.engine.blocks import Layer
from indexer.engine.codec.generation import LivingSegment, open_reader
from indexer.engine.codec.searching import ExactSearcher

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from whoosh.query import Query

    from indexer.engine.flat.segment import FlatSegment


def hold_query(segment: FlatSegment, query: Query) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the passages that Whoosh's matcher stops at, the dead included, and how often.

    How often is what Whoosh's ``Frequency`` gives, once at least; Whoosh's wildcards, ranges and
    fuzzy terms count a passage once unless they are made with ``constantscore=False``. Takes some
    microseconds for each posting of each term. Raises :class:`IndexDamaged`.
    """
    frequencies = Frequency()
    with ExactSearcher(open_reader([LivingSegment(segment)]), weighting=frequencies) as searcher:
        matcher = query.matcher(searcher, SearchContext(weighting=frequencies))
        passages, counts = array("I"), array("q")
        while matcher.is_active():
            passages.append(matcher.id())
            counts.append(max(1, round(matcher.score())))
            matcher.next()
    return np.array(passages, np.uint32), np.array(counts, np.int64)


def layer_of_query(query: Query) -> Layer:
    """Return the layer whose lengths weigh a query: that of its first term."""
    fields = (query.field(), *(field for field, _ in query.iter_all_terms()))
    return next((Layer(field) for field in fields if field in set(Layer)), Layer.FOLDED)

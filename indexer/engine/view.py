"""The segments of the tiers asked for into one numbering of works and passages.

Passages are numbered through all segments in their order, works likewise; every array here is
indexed by one of the two. Nothing of another tier is within reach of what uses a view.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.engine.blocks import HEAD, Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.segment_reader import Segment, StoredPage, WorkRecord


@dataclass(frozen=True, slots=True)
class FacetIndex:
    """A facet as pairs of a work and one of its codes."""

    codes: tuple[str, ...]
    """Ascending."""
    works: NDArray[np.int64]
    """The work of each pair."""
    values: NDArray[np.int64]
    """The place in ``codes`` of each pair's code."""


@dataclass(frozen=True, slots=True)
class Living:
    """What is neither deleted nor withdrawn, with the statistics of that alone."""

    works: NDArray[np.bool_]
    passages: NDArray[np.bool_]
    count: int
    """Living passages."""
    averages: dict[Layer, NDArray[np.float64]]
    """Per layer the mean length of living heads or pages, whichever each passage is."""


class View:
    """Segments as one; threads may share it."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(segments)
        counts = [len(segment.pages) for segment in segments]
        self.offsets = [0, *np.cumsum(counts, dtype=np.int64).tolist()]
        self.records: list[WorkRecord] = [work for one in segments for work in one.works]
        self.ids = [record.work for record in self.records]
        owned = np.array([record.count for record in self.records], dtype=np.int64)
        self.work_of = np.repeat(np.arange(len(self.records)), owned)
        self.first = np.cumsum(owned) - owned
        self.pages = _join([segment.pages for segment in segments])
        self.heads = self.pages == HEAD
        self.lengths = {
            layer: _join([segment.lengths[layer] for segment in segments]) for layer in Layer
        }
        self.id_rank = _rank(self.ids)
        self._lock = Lock()
        self._facets: dict[str, FacetIndex] = {}
        self._orders: dict[str, NDArray[np.int64]] = {}
        self._living: tuple[frozenset[str], Living] | None = None

    def living(self, withdrawn: frozenset[str]) -> Living:
        """Return what is left without the deleted works and those ``withdrawn``."""
        with self._lock:
            if self._living is None or self._living[0] != withdrawn:
                self._living = (withdrawn, self._count_living(withdrawn))
            return self._living[1]

    def facet(self, name: str) -> FacetIndex:
        """Return the facet ``name``; without any code when no work has it."""
        with self._lock:
            if name not in self._facets:
                self._facets[name] = self._index_facet(name)
            return self._facets[name]

    def order(self, key: str) -> NDArray[np.int64]:
        """Return per work the rank of its sort key from 0; -1 for a work without it."""
        with self._lock:
            if key not in self._orders:
                texts = [record.order.get(key, "") for record in self.records]
                ranks = _rank(texts)
                ranks[[not text for text in texts]] = -1
                self._orders[key] = ranks
            return self._orders[key]

    def passages_of(self, work: int) -> slice:
        """Return the numbers of the passages of a work."""
        first = int(self.first[work])
        return slice(first, first + self.records[work].count)

    def stored(self, passage: int) -> StoredPage:
        """Return what is stored of a passage. Raises :class:`indexer.errors.IndexDamaged`."""
        at = int(np.searchsorted(self.offsets, passage, side="right")) - 1
        return self.segments[at].stored(passage - self.offsets[at])

    def _count_living(self, withdrawn: frozenset[str]) -> Living:
        works = np.array(
            [
                record.work not in segment.deleted and record.work not in withdrawn
                for segment in self.segments
                for record in segment.works
            ],
            dtype=np.bool_,
        )
        passages = works[self.work_of]
        averages = {
            layer: self._average(lengths, passages) for layer, lengths in self.lengths.items()
        }
        return Living(works, passages, int(passages.sum()), averages)

    def _average(
        self, lengths: NDArray[np.int32], living: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        means = []
        for kind in (~self.heads, self.heads):
            chosen = lengths[living & kind]
            means.append(float(chosen.mean()) if chosen.size else 0.0)
        return np.where(self.heads, means[1], means[0])

    def _index_facet(self, name: str) -> FacetIndex:
        pairs = [
            (work, code)
            for work, record in enumerate(self.records)
            for code in record.facets.get(name, ())
        ]
        codes = tuple(sorted({code for _, code in pairs}))
        place = {code: at for at, code in enumerate(codes)}
        return FacetIndex(
            codes,
            np.array([work for work, _ in pairs], dtype=np.int64),
            np.array([place[code] for _, code in pairs], dtype=np.int64),
        )


def _join(parts: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate([np.zeros(0, np.int32), *parts])


def _rank(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return for each text its rank among the distinct texts, from 0."""
    rank = {text: at for at, text in enumerate(sorted(set(texts)))}
    return np.array([rank[text] for text in texts], dtype=np.int64)

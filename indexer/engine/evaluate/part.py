"""An open flat segment into what the evaluator asks of it: works, passages, columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.engine.blocks import HEAD
from indexer.engine.evaluate.facets import Facet
from indexer.engine.evaluate.kinds import Kinds, sort_kinds
from indexer.engine.evaluate.sets import count_spread, owners, spread
from indexer.engine.flat.columns import Axis, TextColumn
from indexer.engine.flat.dictionary import decode_term, encode_term
from indexer.engine.tree import FoundPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from indexer.engine.blocks import Layer
    from indexer.engine.flat.field import FlatField
    from indexer.engine.flat.postings import PostingList
    from indexer.engine.flat.segment import FlatSegment
    from indexer.engine.tree import Term
    from indexer.records.works import Tier

_TEXTS_KEPT = 4096
"""Labels, units and hashes of files that were shown."""

_LISTS_KEPT = 4096
"""Terms that were looked up; a list itself is not read before it is asked for."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """A sort key of the works of a part."""

    column: TextColumn
    codes: NDArray[np.uint32]
    """Per work 0 without the key, else 1 + its rank among those of the part."""


class Part:
    """One segment; threads may share it. Works and passages are numbered within it."""

    def __init__(
        self, key: str, tier: Tier, segment: FlatSegment, deleted: Sequence[int] = ()
    ) -> None:
        """Take an open segment; ``key`` names it among all, ``deleted`` works are left out."""
        self.key = key
        self.tier = tier
        self.segment = segment
        self.deleted = deleted
        self.works = segment.works
        self.passages = segment.passages
        self.numbers = max(self.works, self.passages)
        """More than any work or passage."""
        self._facets: dict[str, Facet] = {}
        self._orders: dict[str, SortKey] = {}
        self._kinds: dict[Layer, Kinds] = {}
        self._columns: dict[str, TextColumn] = {}
        self._text = lru_cache(_TEXTS_KEPT)(self._read_text)
        self.list_of = lru_cache(_LISTS_KEPT)(self._find_list)
        """The posting list of a term, none if it is not there."""

    def field(self, layer: Layer) -> FlatField:
        """Return the postings of a layer."""
        return self.segment.field(layer.value)

    @cached_property
    def ids(self) -> TextColumn:
        """The ids of the works."""
        return self.segment.texts("work")

    @cached_property
    def ranks(self) -> NDArray[np.uint32]:
        """The rank of the id of each work."""
        return _wide(self.ids.codes)

    @cached_property
    def pages(self) -> NDArray[Any]:
        """The page number of each passage."""
        return np.asarray(self.segment.numbers("page"))

    @cached_property
    def heads(self) -> NDArray[np.bool_]:
        """Per passage whether it is the head of its work."""
        heads: NDArray[np.bool_] = self.pages == HEAD
        return heads

    @cached_property
    def first(self) -> NDArray[np.uint32]:
        """The first passage of each work, and the end of the last."""
        return np.asarray(self.segment.first)

    @cached_property
    def single(self) -> bool:
        """Whether every work is one passage, so that their numbers are the same."""
        return self.works == self.passages and bool((np.diff(self.first) == 1).all())

    @cached_property
    def spans(self) -> NDArray[np.uint32]:
        """What :attr:`first` is, but nothing where works and passages have the same numbers."""
        return self.first[:0] if self.single else self.first

    @cached_property
    def work_of(self) -> NDArray[np.uint32]:
        """The work of each passage; nothing where their numbers are the same."""
        if self.single:
            return np.zeros(0, np.uint32)
        return np.repeat(np.arange(self.works, dtype=np.uint32), np.diff(self.first))

    def kinds(self, layer: Layer) -> Kinds:
        """Return the passages by their lengths in a layer."""
        if layer not in self._kinds:
            self._kinds[layer] = sort_kinds(np.asarray(self.field(layer).lengths), self.heads)
        return self._kinds[layer]

    def facet(self, name: str) -> Facet:
        """Return the codes of the works in a facet."""
        if name not in self._facets:
            self._facets[name] = Facet(self.segment.sets(f"facet.{name}"), self.works)
        return self._facets[name]

    def order(self, key: str) -> SortKey:
        """Return a sort key of the works."""
        if key not in self._orders:
            column = self.segment.texts(f"order.{key}")
            self._orders[key] = SortKey(column, _wide(column.codes))
        return self._orders[key]

    def works_of(self, passages: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return the works of ascending passages, each once."""
        return passages if self.single else owners(passages, self.work_of)

    def passages_of(self, works: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return the passages of ascending works, ascending."""
        return works if self.single else spread(works, self.first)

    def count_passages(self, works: NDArray[np.uint32]) -> int:
        """Return how many passages some works have."""
        return len(works) if self.single else count_spread(works, self.first)

    def find_works(self, ids: Iterable[str]) -> NDArray[np.uint32]:
        """Return the works with these ids, as far as they are here, ascending."""
        codes = [code for one in ids if (code := self.ids.code(one))]
        if not codes:
            return np.zeros(0, np.uint32)
        return np.flatnonzero(np.isin(self.ranks, np.array(codes))).astype(np.uint32)

    def id_of(self, work: int) -> str:
        """Return the id of a work."""
        return self.ids.text(int(self.ranks[work]))

    def ids_of(self, works: NDArray[np.uint32]) -> list[str]:
        """Return the ids of some works."""
        return self.ids.some(self.ranks[works])

    def text_of(self, passage: int) -> str:
        """Return the stored text of a passage. Raises :class:`IndexDamaged`."""
        return decode_term(self.segment.stored_records.record(passage))

    def read_pages(
        self, passages: NDArray[np.uint32], scores: NDArray[np.float64]
    ) -> list[FoundPage]:
        """Return pages to be shown. Raises :class:`IndexDamaged`."""
        records = self.segment.stored_records.some(passages.tolist())
        noted = (self._noted(name, passages) for name in ("label", "unit", "sha256"))
        numbers = self.pages[passages].tolist()
        return list(map(FoundPage, numbers, *noted, map(decode_term, records), scores.tolist()))

    def _find_list(self, term: Term) -> PostingList | None:
        field = self.field(term.layer)
        ordinal = field.ordinal(encode_term(term.text))
        return field.postings(ordinal) if ordinal >= 0 else None

    def _noted(self, name: str, passages: NDArray[np.uint32]) -> list[str]:
        """Return what a column notes of some passages."""
        if name not in self._columns:
            self._columns[name] = self.segment.texts(name, Axis.PASSAGES)
        return [self._text(name, code) for code in self._columns[name].codes[passages].tolist()]

    def _read_text(self, name: str, code: int) -> str:
        return self._columns[name].text(code)


def _wide(codes: NDArray[Any]) -> NDArray[np.uint32]:
    """Return codes as the loops take them; those of many texts are so already."""
    return np.asarray(codes).astype(np.uint32, copy=False)

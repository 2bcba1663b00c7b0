"""An open flat segment into what the evaluator asks of it: works, passages, columns."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.engine.blocks import HEAD
from indexer.engine.evaluate.facets import Facet
from indexer.engine.evaluate.ordered import spread
from indexer.engine.flat.columns import Axis
from indexer.engine.flat.dictionary import encode_term
from indexer.engine.tree import FoundPage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from numpy.typing import NDArray

    from indexer.engine.blocks import Layer
    from indexer.engine.flat.columns import TextColumn
    from indexer.engine.flat.field import FlatField
    from indexer.engine.flat.postings import PostingList
    from indexer.engine.flat.segment import FlatSegment
    from indexer.engine.tree import Term
    from indexer.records.works import Tier

_TEXTS_KEPT = 4096
"""Labels, units and hashes of files that were shown."""

_LISTS_KEPT = 4096
"""Terms that were looked up; a list itself is not read before it is asked for."""


class Part:
    """One segment; threads may share it. Works and passages are numbered within it."""

    def __init__(
        self, key: str, tier: Tier, segment: FlatSegment, deleted: frozenset[str] = frozenset()
    ) -> None:
        """Take an open segment; ``key`` names it among all, ``deleted`` works are left out."""
        self.key = key
        self.tier = tier
        self.segment = segment
        self.deleted = deleted
        self.works = segment.works
        self.passages = segment.passages
        self._facets: dict[str, Facet] = {}
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
    def pages(self) -> NDArray[Any]:
        """The page number of each passage."""
        return np.asarray(self.segment.numbers("page"))

    @cached_property
    def heads(self) -> NDArray[np.bool_]:
        """Per passage whether it is the head of its work."""
        heads: NDArray[np.bool_] = self.pages == HEAD
        return heads

    @cached_property
    def head_numbers(self) -> NDArray[np.int64]:
        """The passages that are heads."""
        return np.flatnonzero(self.heads)

    @cached_property
    def heads_lead(self) -> bool:
        """Whether a head is always the first passage of its work."""
        leading = self.first[:-1][np.diff(self.first) > 0]
        return int(np.count_nonzero(self.heads[leading])) == len(self.head_numbers)

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """The first passage of each work, and the end of the last."""
        return np.asarray(self.segment.first).astype(np.int64)

    @cached_property
    def single(self) -> bool:
        """Whether every work is one passage, so that their numbers are the same."""
        return self.works == self.passages and bool((np.diff(self.first) == 1).all())

    @cached_property
    def work_of(self) -> NDArray[np.uint32]:
        """The work of each passage."""
        return np.repeat(np.arange(self.works, dtype=np.uint32), np.diff(self.first))

    def facet(self, name: str) -> Facet:
        """Return the codes of the works in a facet."""
        if name not in self._facets:
            self._facets[name] = Facet(self.segment.sets(f"facet.{name}"), self.works)
        return self._facets[name]

    def order(self, key: str) -> TextColumn:
        """Return a sort key of the works; its codes are ranks, 0 for a work without it."""
        return self.segment.texts(f"order.{key}")

    def works_of(self, passages: NDArray[Any]) -> NDArray[Any]:
        """Return the works of ascending passages, a work as often as it has any of them."""
        return passages if self.single else self.work_of[passages]

    def passages_of(self, works: NDArray[Any]) -> NDArray[Any]:
        """Return the passages of ascending works, ascending."""
        if self.single:
            return works
        if len(works) == self.works:
            return np.arange(self.passages)
        starts = self.first[works]
        return spread(starts, self.first[np.asarray(works, np.int64) + 1] - starts)

    def count_passages(self, works: NDArray[Any]) -> int:
        """Return how many passages some works have."""
        if self.single:
            return len(works)
        if len(works) == self.works:
            return self.passages
        return int((self.first[np.asarray(works, np.int64) + 1] - self.first[works]).sum())

    def find_works(self, ids: Iterable[str]) -> NDArray[np.int64]:
        """Return the works with these ids, as far as they are here."""
        codes = [code for one in ids if (code := self.ids.code(one))]
        if not codes:
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.isin(np.asarray(self.ids.codes), np.array(codes)))

    def id_of(self, work: int) -> str:
        """Return the id of a work."""
        return self.ids.text(int(self.ids.codes[work]))

    def text_of(self, passage: int) -> str:
        """Return the stored text of a passage. Raises :class:`indexer.errors.IndexDamaged`."""
        return self.segment.stored(passage).decode("utf-8", "surrogatepass")

    def show(self, passage: int, score: float) -> FoundPage:
        """Return a page to be shown. Raises :class:`indexer.errors.IndexDamaged`."""
        label, unit, sha256 = (self._noted(name, passage) for name in ("label", "unit", "sha256"))
        return FoundPage(
            page=int(self.pages[passage]),
            label=label,
            unit=unit,
            sha256=sha256,
            text=self.text_of(passage),
            score=score,
        )

    def _find_list(self, term: Term) -> PostingList | None:
        field = self.field(term.layer)
        ordinal = field.ordinal(encode_term(term.text))
        return field.postings(ordinal) if ordinal >= 0 else None

    def _noted(self, name: str, passage: int) -> str:
        if name not in self._columns:
            self._columns[name] = self.segment.texts(name, Axis.PASSAGES)
        return self._text(name, int(self._columns[name].codes[passage]))

    def _read_text(self, name: str, code: int) -> str:
        return self._columns[name].text(code)

"""Whoosh's postings of a term, block by block, into NumPy arrays of passages and frequencies."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whoosh.formats import Format


@dataclass(frozen=True, slots=True)
class Postings:
    """The passages that hold a term, ascending, and where in each."""

    passages: NDArray[np.int64]
    frequencies: NDArray[np.int64]
    """How often the term stands in each passage; at least 1."""
    positions: NDArray[np.int64]
    """The positions of all passages one after another; empty unless asked for."""

    @property
    def bytes(self) -> int:
        """The memory it takes."""
        return self.passages.nbytes + self.frequencies.nbytes + self.positions.nbytes


NOTHING = Postings(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))


class BlockMatcher(W3LeafMatcher):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's matcher of one list, which also gives whole blocks instead of single postings."""

    def blocks(self) -> Iterator[tuple[Sequence[int], Any, Sequence[bytes]]]:
        """Yield gaps between document numbers, weights in Whoosh's short form, and payloads."""
        while self.is_active():
            self._read_data()
            yield self._data
            self._next_block()


class BlockCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """The stock codec, read through :class:`BlockMatcher`."""

    def postings_reader(
        self,
        dbfile: object,
        terminfo: Any,  # noqa: ANN401 - Whoosh has no types
        format_: Format,
        term: object = None,
        scorer: object = None,
    ) -> BlockMatcher:
        """Return a matcher over the blocks of one term."""
        offset, length = terminfo.extent()
        return BlockMatcher(dbfile, offset, length, format_, term=term, scorer=scorer)


def read_postings(matcher: BlockMatcher, *, positions: bool) -> Postings:
    """Return all postings of ``matcher``, with their positions if asked."""
    passages: list[NDArray[np.int64]] = []
    frequencies: list[NDArray[np.int64]] = []
    payloads: list[bytes] = []
    for gaps, weights, values in matcher.blocks():
        passages.append(np.cumsum(np.array(gaps, dtype=np.int64)))
        frequencies.append(_read_weights(weights, len(gaps)))
        if positions:
            payloads.extend(values)
    if not passages:
        return NOTHING
    return Postings(
        np.concatenate(passages),
        np.concatenate(frequencies),
        np.frombuffer(b"".join(payloads), dtype="<u4").astype(np.int64),
    )


def _read_weights(weights: float | Sequence[float] | None, count: int) -> NDArray[np.int64]:
    """Return the weights that Whoosh shortens to nothing if all are 1, to one if all are equal."""
    if weights is None:
        return np.ones(count, np.int64)
    if isinstance(weights, float):
        return np.full(count, int(weights), np.int64)
    return np.array(weights, dtype=np.float64).astype(np.int64)


class PostingsCache:
    """Decoded postings within a budget of memory; the least recently used go first."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._used = 0
        self._lock = Lock()
        self._entries: OrderedDict[object, Postings] = OrderedDict()

    def get(self, key: object) -> Postings | None:
        """Return what was put under ``key``, if it is still there."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def put(self, key: object, postings: Postings) -> None:
        """Keep ``postings`` unless they alone would take a quarter of the budget."""
        if postings.bytes * 4 > self._budget:
            return
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = postings
            self._used += postings.bytes
            while self._used > self._budget:
                _, dropped = self._entries.popitem(last=False)
                self._used -= dropped.bytes

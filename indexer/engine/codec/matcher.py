"""A flat posting list as Whoosh's matcher: decoded some postings at a time, as far as needed."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar

from indexer.engine.codec.formats import encode_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from whoosh.formats import Format
    from whoosh.matching import Matcher
    from whoosh.scoring import BaseScorer

    from indexer.engine.flat.postings import PostingList

_LEAST, _MOST = 128, 4096
"""Postings in a window: the first after a skip, and what it grows to while walking."""


class FlatMatcher(LeafMatcher):  # type: ignore[misc]  # Whoosh has no types
    """Walks through the documents of a term.

    Numbers of documents are decoded at once, since that costs less than one step of Whoosh;
    frequencies and positions only in windows that are asked for.
    """

    def __init__(
        self,
        postings: PostingList,
        format_: Format,
        term: tuple[str, bytes],
        scorer: BaseScorer | None = None,
        deleted: NDArray[np.bool_] | None = None,
    ) -> None:
        """Take the list, and per document of the segment whether to leave it out."""
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._ids = postings.ids()
        self._places: NDArray[np.int64] | None = None
        if deleted is not None:
            self._places = np.flatnonzero(~deleted[self._ids])
            self._ids = self._ids[self._places]
        self.reset()

    def reset(self) -> None:
        """Go back to the first posting."""
        self._open(0, _MOST if self._postings.count < _MOST else _LEAST)

    def _open(self, start: int, size: int) -> None:
        self._start, self._size, self._at = start, size, 0
        self._window: list[int] = self._ids[start : start + size].tolist()
        self._weights: list[float] | None = None
        self._positions: list[int] | None = None

    def copy(self) -> FlatMatcher:
        """Return a matcher of its own at the same posting."""
        other = FlatMatcher.__new__(FlatMatcher)
        other.__dict__.update(self.__dict__)
        return other

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._at < len(self._window)

    def replace(self, minquality: float = 0) -> Matcher:  # noqa: ARG002 - nothing is known of it
        """Return a matcher for what is left."""
        return self if self.is_active() else NullMatcher()

    def id(self) -> int:
        """Return the document; behind the last one that one, for Whoosh's AndNotMatcher asks."""
        try:
            return self._window[self._at]
        except IndexError:
            return int(self._ids[-1]) if len(self._ids) else 0

    def all_ids(self) -> Iterator[int]:
        """Yield the documents from here on; the matcher stays where it is."""
        for start in range(self._start + self._at, len(self._ids), _MOST):
            yield from self._ids[start : start + _MOST].tolist()

    def next(self) -> bool:
        """Go to the next posting; return whether it is in another window."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        if self._at < len(self._window):
            return False
        self._open(self._start + self._at, min(2 * self._size, _MOST))
        return True

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's name
        """Go to the first posting from here on whose document is not less than ``id``."""
        if not self.is_active():
            raise ReadTooFar
        if id <= self._window[self._at]:
            return
        if id <= self._window[-1]:
            self._at = bisect_left(self._window, id, self._at)
            return
        # Of the same type, else NumPy converts the whole list first.
        self._open(int(self._ids.searchsorted(np.uint32(id))), _LEAST)

    def weight(self) -> float:
        """Return the frequency of the term times the boost of its field."""
        if self._weights is None:
            frequencies = self._postings.tfs_at(self._here())
            self._weights = (frequencies * float(self.format.field_boost)).tolist()
        return self._weights[self._at]

    def value(self) -> bytes:
        """Return the posting as the field's format reads it."""
        frequency = round(self.weight() / self.format.field_boost)
        return encode_value(self.format, frequency, self._here_at())

    def value_as(self, astype: str) -> Any:  # noqa: ANN401 - the format knows its types
        """Return the posting as ``frequency``, ``positions`` or whatever its format supports."""
        if astype == "positions" and self.supports(astype):
            return self._here_at()
        return super().value_as(astype)

    def supports_block_quality(self) -> bool:
        """Whether postings may be skipped by their quality: Whoosh loses true results that way."""
        return False

    def max_quality(self) -> float:
        """Return a bound of all scores, so great that nothing is left out because of it."""
        return float("inf")

    def block_quality(self) -> float:
        """Return the same."""
        return float("inf")

    def _here(self) -> NDArray[np.int64]:
        """Return the places of the window's postings in the whole list."""
        stop = self._start + len(self._window)
        return (
            np.arange(self._start, stop)
            if self._places is None
            else self._places[self._start : stop]
        )

    def _here_at(self) -> list[int]:
        """Return the positions of this posting."""
        if not self.supports("positions"):
            return []
        if self._positions is None:
            found = self._postings.positions(self._here())
            self._positions = found.values.tolist()
            self._bounds = [0, *np.cumsum(found.counts).tolist()]
        return self._positions[self._bounds[self._at] : self._bounds[self._at + 1]]

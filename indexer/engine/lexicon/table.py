"""Texts with their counts into arrays ordered by the form without accents, and back.

Rows are texts, ordered by the UTF-8 bytes of their folded form, then by their own; each folded form
stands once. Of a table named T the sections are ``T.folded`` and ``T.texts`` (the bytes one after
another), ``T.folded_ends`` and ``T.text_ends`` (where each ends), ``T.rows`` (for each folded form
the row after its last), ``T.counts`` (for each row, at most 2³² - 1); all but the bytes are u32.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.engine.flat.checked import CheckedFile

NUMBERS = "<u4"
"""How counts, ends and rows lie in the file."""

Array = NDArray[np.unsignedinteger[Any]]

_MOST = (1 << 32) - 1


def encode(text: str) -> bytes:
    """Return the bytes of a text; whatever a page may hold has a form."""
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> str:
    """Return the text that :func:`encode` encoded."""
    return data.decode("utf-8", "surrogatepass")


def lay_out(
    name: str, texts: Sequence[bytes], counts: NDArray[np.int64]
) -> tuple[dict[str, Array], list[int]]:
    """Return the sections of the table ``name``, and for each row its place in ``texts``."""
    folded = _fold_all(texts)
    keys = list(zip(folded, texts, strict=True))
    order = sorted(range(len(texts)), key=keys.__getitem__)
    groups = Counter(folded[at] for at in order)
    rows = [texts[at] for at in order]
    arrays = {
        "folded": _join(groups),
        "folded_ends": _add_up(map(len, groups)),
        "rows": _add_up(groups.values()),
        "texts": _join(rows),
        "text_ends": _add_up(map(len, rows)),
        "counts": store_counts(counts[order]),
    }
    return {f"{name}.{part}": array for part, array in arrays.items()}, order


def _fold_all(texts: Sequence[bytes]) -> list[bytes]:
    """Return the folded forms, all at once unless one of the texts has several lines."""
    folded = encode(fold(decode(b"\n".join(texts)))).split(b"\n") if texts else []
    return folded if len(folded) == len(texts) else [encode(fold(decode(one))) for one in texts]


def store_counts(counts: NDArray[np.int64]) -> Array:
    """Return counts as they stand in the file."""
    return np.minimum(counts, _MOST).astype(NUMBERS)


def _join(parts: Iterable[bytes]) -> Array:
    return np.frombuffer(b"".join(parts), np.uint8)


def _add_up(sizes: Iterable[int]) -> Array:
    return np.cumsum(np.fromiter(sizes, np.int64)).astype(NUMBERS)


class Strings:
    """Byte strings one after another."""

    def __init__(self, data: Array, ends: Array) -> None:
        self.data = data
        self.ends = ends
        # One element of a memoryview costs a fifth of one of an array.
        self._data = data.data
        self._ends = ends.data

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, at: int) -> bytes:
        return bytes(self._data[self._ends[at - 1] if at else 0 : self._ends[at]])

    def place(self, key: bytes) -> int:
        """Return how many strings, which must be ascending, come before ``key``."""
        return bisect_left(range(len(self)), key, key=self.__getitem__)


class Table:
    """The rows of one table of a file."""

    def __init__(self, file: CheckedFile, name: str) -> None:
        self._file = file
        self._name = name

    @cached_property
    def folded(self) -> Strings:
        """The folded forms, ascending."""
        return self._strings("folded", "folded_ends")

    @cached_property
    def ends(self) -> Array:
        """For each folded form the row after its last."""
        return self._numbers("rows")

    @cached_property
    def counts(self) -> Array:
        """For each row how often its text stands in the segment."""
        return self._numbers("counts")

    @cached_property
    def _texts(self) -> Strings:
        return self._strings("texts", "text_ends")

    def rows(self, folded: str) -> range:
        """Return the rows of a folded form."""
        key = encode(folded)
        at = self.folded.place(key)
        if at == len(self.folded) or self.folded[at] != key:
            return range(0)
        return range(self._first_row(at), self._first_row(at + 1))

    def rows_from(self, prefix: str) -> range:
        """Return the rows of all folded forms that begin so."""
        key = encode(prefix)
        first = self.folded.place(key)
        # No byte of UTF-8 is 0xFF: what comes before the next byte begins with the prefix.
        after = key[:-1] + bytes([key[-1] + 1]) if key else b"\xff"
        return range(self._first_row(first), self._first_row(self.folded.place(after)))

    def text(self, row: int) -> str:
        """Return the text of a row."""
        return decode(self._texts[row])

    def row(self, text: str) -> int | None:
        """Return the row of a text, None without one."""
        return next((row for row in self.rows(fold(text)) if self.text(row) == text), None)

    def count(self, rows: range) -> dict[str, int]:
        """Return the texts of ``rows`` with their counts."""
        counts = self.counts[rows.start : rows.stop].tolist()
        return {self.text(row): count for row, count in zip(rows, counts, strict=True)}

    def _first_row(self, at: int) -> int:
        return int(self.ends[at - 1]) if at else 0

    def _strings(self, data: str, ends: str) -> Strings:
        section = self._file.section(f"{self._name}.{data}")
        return Strings(section.whole(np.uint8), self._numbers(ends))

    def _numbers(self, part: str) -> Array:
        return self._file.section(f"{self._name}.{part}").whole(NUMBERS)

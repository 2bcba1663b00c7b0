"""Sorted texts into front-coded blocks, and a text into its ordinal.

A block holds 16 texts. Each stands as one byte for how many bytes it shares with the text before
(0 for the first of a block, at most 255), one byte for how many follow (255: four more bytes say
it), and these. The first text of every eighth block is kept apart and read whole, so that a look-up
compares three heads on disk and walks through one block.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.flat.bytewise import scatter, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.engine.flat.checked import CheckedFile, CheckedWriter

_PER_BLOCK = 16
_PER_TOP = 8
"""Blocks for each head kept in memory."""

_LONG = 255


def encode_term(term: str) -> bytes:
    """Return the bytes of a term; whatever a text may hold has a form, in the same order."""
    return term.encode("utf-8", "surrogatepass")


def decode_term(term: bytes) -> str:
    """Return the term that :func:`encode_term` encoded."""
    return term.decode("utf-8", "surrogatepass")


class DictionaryWriter:
    """Ascending texts into the sections of a dictionary, some at a time."""

    def __init__(self, writer: CheckedWriter, name: str) -> None:
        self._blocks = writer.section(f"{name}.terms")
        self._starts = writer.section(f"{name}.terms.starts")
        self._tops = writer.section(f"{name}.terms.tops")
        self._waiting: list[bytes] = []
        self.size = 0

    def add(self, terms: Sequence[bytes]) -> None:
        """Append ``terms``, each greater than the one before."""
        self._waiting.extend(terms)
        whole = len(self._waiting) - len(self._waiting) % _PER_BLOCK
        if whole:
            self._write(self._waiting[:whole])
            del self._waiting[:whole]

    def finish(self) -> None:
        """Write what is left."""
        if self._waiting:
            self._write(self._waiting)
        self._starts.append(np.array([self._blocks.size], "<u8"))

    def _write(self, terms: list[bytes]) -> None:
        """Write blocks of ``terms``; only the last one may be short."""
        texts, starts, lengths = _concatenate(terms)
        shared = _shared_lengths(texts, starts, lengths)
        shared[::_PER_BLOCK] = 0
        left = lengths - shared
        extra = np.where(left >= _LONG, 6, 2)
        ends = np.cumsum(left + extra)
        places = ends - left - extra
        out = np.zeros(int(ends[-1]), np.uint8)
        out[places] = shared
        out[places + 1] = np.minimum(left, _LONG)
        long = np.flatnonzero(left >= _LONG)
        scatter(out, left[long], np.ones(len(long), np.int64), 4, places[long] + 2)
        out[spread(left, places + extra)] = texts[spread(left, starts + shared)]
        self._starts.append((places[::_PER_BLOCK] + self._blocks.size).astype("<u8"))
        self._blocks.append(out)
        first = -self.size // _PER_BLOCK % _PER_TOP
        for term in terms[first * _PER_BLOCK :: _PER_BLOCK * _PER_TOP]:
            self._tops.append(len(term).to_bytes(4, "little") + term)
        self.size += len(terms)


def _concatenate(
    terms: list[bytes],
) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Return all bytes, and where each term begins and how long it is."""
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    texts = np.frombuffer(b"".join(terms), np.uint8)
    return texts, np.cumsum(lengths) - lengths, lengths


def _shared_lengths(
    texts: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return how many bytes each text shares with the one before, at most 255."""
    shared = np.zeros(len(starts), np.int64)
    bounds = np.minimum(lengths[1:], lengths[:-1])
    alive = np.flatnonzero(bounds > 0) + 1
    for at in range(_LONG):
        equal = texts[starts[alive] + at] == texts[starts[alive - 1] + at]
        alive = alive[equal]
        shared[alive] = at + 1
        alive = alive[bounds[alive - 1] > at + 1]
        if not len(alive):
            break
    return shared


class Dictionary:
    """Sorted distinct texts on disk; threads may share it."""

    def __init__(self, file: CheckedFile, name: str, size: int) -> None:
        self.size = size
        self._file = file
        self._name = name
        self._tops: list[bytes] | None = None
        self._section = file.section(f"{name}.terms")
        self._starts = file.section(f"{name}.terms.starts")
        self._offsets = self._starts.integers("Q")
        if len(self._offsets) != (size + _PER_BLOCK - 1) // _PER_BLOCK + 1:
            file.damaged(f"{name} has {len(self._offsets)} blocks for {size} texts")

    def ordinal(self, term: bytes) -> int:
        """Return the place of ``term`` among the texts, -1 when it is not there."""
        place, found = self._seek(term)
        return place if found else -1

    def range(self, prefix: bytes) -> tuple[int, int]:
        """Return the first ordinal of the texts that begin with ``prefix``, and the one behind."""
        behind = prefix.rstrip(b"\xff")
        end = self.size
        if behind:
            end = self._seek(behind[:-1] + bytes([behind[-1] + 1]))[0]
        return self._seek(prefix)[0], end

    def place(self, term: bytes) -> int:
        """Return how many texts are less than ``term``."""
        return self._seek(term)[0]

    def term(self, ordinal: int) -> bytes:
        """Return the text at a place."""
        return self.terms(ordinal, ordinal + 1)[0]

    def terms(self, first: int, last: int) -> list[bytes]:
        """Return the texts from one ordinal to before another."""
        last = min(last, self.size)
        if first >= last:
            return []
        found: list[bytes] = []
        self._starts.check(0, self._starts.size)
        for block in range(first // _PER_BLOCK, (last + _PER_BLOCK - 1) // _PER_BLOCK):
            found.extend(_walk(self._block(block)))
        skipped = first - first % _PER_BLOCK
        return found[first - skipped : last - skipped]

    def __iter__(self) -> Iterator[bytes]:
        for first in range(0, self.size, 1 << 12):
            yield from self.terms(first, min(self.size, first + (1 << 12)))

    def _seek(self, term: bytes) -> tuple[int, bool]:
        """Return the place of the first text that is not less, and whether it is ``term``."""
        tops = self._tops if self._tops is not None else self._read_tops()
        group = bisect_right(tops, term) - 1
        if group < 0:
            return 0, False
        low = group * _PER_TOP
        high = min(low + _PER_TOP, len(self._offsets) - 1)
        while high - low > 1:
            middle = (low + high) // 2
            if self._head(middle) <= term:
                low = middle
            else:
                high = middle
        place, found = _scan(self._block(low), term)
        return low * _PER_BLOCK + place, found

    def _block(self, block: int) -> bytes:
        return self._section.bytes(self._offsets[block], self._offsets[block + 1])

    def _head(self, block: int) -> bytes:
        data = self._block(block)
        return data[2 : 2 + data[1]] if data[1] < _LONG else next(_walk(data))

    def _read_tops(self) -> list[bytes]:
        self._starts.check(0, self._starts.size)
        section = self._file.section(f"{self._name}.terms.tops")
        data = section.bytes(0, section.size)
        tops: list[bytes] = []
        at = 0
        while at < len(data):
            begin = at + 4
            at = begin + int.from_bytes(data[at:begin], "little")
            tops.append(data[begin:at])
        self._tops = tops
        return tops


def _walk(block: bytes) -> Iterator[bytes]:
    """Yield the texts of a block."""
    at, text = 0, b""
    while at < len(block):
        begin, length = at + 2, block[at + 1]
        if length == _LONG:
            begin, length = at + 6, int.from_bytes(block[at + 2 : at + 6], "little")
        text = text[: block[at]] + block[begin : begin + length]
        yield text
        at = begin + length


def _scan(block: bytes, term: bytes) -> tuple[int, bool]:
    """Return how many texts of a block are less than ``term``, and whether the next one is it."""
    at = place = common = 0
    while at < len(block):
        shared, length, begin = block[at], block[at + 1], at + 2
        if length == _LONG:
            begin, length = at + 6, int.from_bytes(block[at + 2 : at + 6], "little")
        at = begin + length
        if shared < common and shared < _LONG:
            return place, False
        if shared <= common:
            rest, wanted = block[begin:at], term[shared:]
            if rest >= wanted:
                return place, rest == wanted
            common = shared + _common_length(rest, wanted)
        place += 1
    return place, False


def _common_length(one: bytes, other: bytes) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def write_dictionary(writer: CheckedWriter, name: str, terms: Sequence[bytes]) -> dict[str, Any]:
    """Write sorted distinct ``terms`` at once; return what the reader has to know."""
    dictionary = DictionaryWriter(writer, name)
    dictionary.add(terms)
    dictionary.finish()
    return {"size": dictionary.size}

"""Sorted texts on disk, a text into its ordinal, and ordinals into texts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat.front_coding import (
    DAMAGED,
    HEAD,
    PER_BLOCK,
    UNCHECKED,
    find_text,
    read_some,
    read_text,
    read_texts,
    write_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.engine.flat.checked import CheckedFile, CheckedWriter

_AT_ONCE = 1 << 12
_SHORT = 256
_ROOM = 1 << 10
"""Bytes that a few texts may take before the room for them is counted."""


def encode_term(term: str) -> bytes:
    """Return the bytes of a term; whatever a text may hold has a form, in the same order."""
    return term.encode("utf-8", "surrogatepass")


def decode_term(term: bytes) -> str:
    """Return the term that :func:`encode_term` encoded."""
    return term.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Texts:
    """Some texts, one after another."""

    raw: NDArray[np.uint8]
    ends: NDArray[np.int64]
    """Where each begins, and where the last one ends: one more than there are texts."""

    def __len__(self) -> int:
        return len(self.ends) - 1

    def split(self) -> list[bytes]:
        """Return each text by itself."""
        whole = self.raw.tobytes()
        bounds = self.ends.tolist()
        return [whole[begin:end] for begin, end in pairwise(bounds)]

    def choose(self, chosen: NDArray[np.bool_]) -> Texts:
        """Return those of the texts that are marked."""
        marked = zip(self.split(), chosen.tolist(), strict=True)
        return join_texts([text for text, mark in marked if mark])


def join_texts(texts: Sequence[bytes]) -> Texts:
    """Return texts in one array."""
    ends = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=ends[1:])
    return Texts(_as_bytes(b"".join(texts)), ends)


class DictionaryWriter:
    """Ascending texts into the sections of a dictionary, some at a time."""

    def __init__(self, writer: CheckedWriter, name: str) -> None:
        self._blocks = writer.section(f"{name}.terms")
        self._starts = writer.section(f"{name}.terms.starts")
        self._former = b""
        self.size = 0

    def add(self, texts: Sequence[bytes] | Texts) -> None:
        """Append ``texts``, each greater than the one before."""
        if not len(texts):
            return
        joined = texts if isinstance(texts, Texts) else join_texts(texts)
        begin, end = int(joined.ends[0]), int(joined.ends[-1])
        out = np.empty(end - begin + (HEAD + 4) * len(joined), np.uint8)
        starts = np.empty(len(joined) // PER_BLOCK + 1, np.uint64)
        former = _as_bytes(self._former)[: len(self._former)]
        size = write_texts(
            joined.raw, joined.ends, former, self.size, self._blocks.size, out, starts
        )
        self._blocks.append(out[:size])
        blocks = (self.size + len(joined) + PER_BLOCK - 1) // PER_BLOCK
        self._starts.append(starts[: blocks - (self.size + PER_BLOCK - 1) // PER_BLOCK])
        self._former = joined.raw[int(joined.ends[-2]) : end].tobytes()
        self.size += len(joined)

    def finish(self) -> None:
        """Write what is left."""
        self._starts.append(np.array([self._blocks.size], "<u8"))


class Dictionary:
    """Sorted distinct texts on disk; threads may share it."""

    def __init__(self, file: CheckedFile, name: str, size: int) -> None:
        self.size = size
        self._section = file.section(f"{name}.terms")
        self._data = self._section.unchecked(np.uint8)
        self._seen = self._section.seen
        starts = file.section(f"{name}.terms.starts")
        self._blocks = (size + PER_BLOCK - 1) // PER_BLOCK
        if starts.size != 8 * (self._blocks + 1):
            file.damaged(f"{name} has {starts.size} bytes of blocks for {size} texts")
        self._starts_section = starts
        self._starts_known = False
        self._starts = starts.unchecked("<u8")

    def ordinal(self, term: bytes) -> int:
        """Return the place of ``term`` among the texts, -1 when it is not there."""
        found = self._seek(term)
        return found >> 1 if found & 1 else -1

    def range(self, prefix: bytes) -> tuple[int, int]:
        """Return the first ordinal of the texts that begin with ``prefix``, and the one behind."""
        behind = prefix.rstrip(b"\xff")
        end = self.size
        if behind:
            end = self.place(behind[:-1] + bytes([behind[-1] + 1]))
        return self.place(prefix), end

    def place(self, term: bytes) -> int:
        """Return how many texts are less than ``term``."""
        return self._seek(term) >> 1

    def term(self, ordinal: int) -> bytes:
        """Return the text at a place."""
        out = np.empty(_SHORT, np.uint8)
        size = -1
        if self._starts_known and 0 <= ordinal < self.size:
            size = read_text(self._data, self._starts, self._seen, ordinal, out)
        # What is long, or touched for the first time, or damaged, takes the longer way.
        return out[:size].tobytes() if size >= 0 else self.terms(ordinal, ordinal + 1)[0]

    def some(self, ordinals: NDArray[np.int64]) -> list[bytes]:
        """Return the texts at some places, in any order."""
        out = np.empty(_SHORT * len(ordinals), np.uint8)
        ends = np.zeros(len(ordinals) + 1, np.int64)
        size = -1
        if self._starts_known:
            where = self._data, self._starts, self._seen
            wanted = np.ascontiguousarray(ordinals, np.int64)
            size = read_some(*where, self.size, wanted, out, ends)
        return Texts(out, ends).split() if size >= 0 else list(map(self.term, ordinals.tolist()))

    def terms(self, first: int, last: int) -> list[bytes]:
        """Return the texts from one ordinal to before another."""
        return self.texts(first, last).split()

    def texts(self, first: int, last: int) -> Texts:
        """Return the texts from one ordinal to before another, in one array."""
        last = min(last, self.size)
        if first >= last:
            return Texts(np.zeros(0, np.uint8), np.zeros(1, np.int64))
        begin, stop = first // PER_BLOCK, (last + PER_BLOCK - 1) // PER_BLOCK
        self._check_starts()
        self._section.check(int(self._starts[begin]), int(self._starts[stop]))
        ends = np.zeros(last - begin * PER_BLOCK + 1, np.int64)
        out = np.empty(_ROOM * (stop - begin), np.uint8)
        size = read_texts(self._data, self._starts, begin, out, ends)
        if size > len(out):
            out = np.empty(size, np.uint8)
            size = read_texts(self._data, self._starts, begin, out, ends)
        if size < 0:
            self._damaged()
        return Texts(out, ends[first - begin * PER_BLOCK :])

    def __iter__(self) -> Iterator[bytes]:
        for first in range(0, self.size, _AT_ONCE):
            yield from self.terms(first, first + _AT_ONCE)

    def _seek(self, term: bytes) -> int:
        """Return twice the place of the first text that is not less, + 1 if it is ``term``."""
        self._check_starts()
        wanted = _as_bytes(term)
        while True:
            found = find_text(self._data, self._starts, self._seen, self.size, wanted, len(term))
            if found >= 0:
                return found
            if found == DAMAGED:
                self._damaged()
            block = UNCHECKED - found
            self._section.check(int(self._starts[block]), int(self._starts[block + 1]))

    def _check_starts(self) -> None:
        if not self._starts_known:
            self._starts_section.check(0, self._starts_section.size)
            self._starts_known = True

    def _damaged(self) -> NoReturn:
        self._section.damaged("its texts are no sorted ones")


def write_dictionary(writer: CheckedWriter, name: str, terms: Sequence[bytes]) -> dict[str, Any]:
    """Write sorted distinct ``terms`` at once; return what the reader has to know."""
    dictionary = DictionaryWriter(writer, name)
    dictionary.add(terms)
    dictionary.finish()
    return {"size": dictionary.size}


def _as_bytes(text: bytes) -> NDArray[np.uint8]:
    """Return the bytes of a text; there is no array of none."""
    return np.frombuffer(text or b"\0", np.uint8)

"""A field of a segment: its terms, their frequencies and postings, the lengths of passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat import decoding
from indexer.engine.flat.dictionary import Dictionary, DictionaryWriter
from indexer.engine.flat.encoding import encode
from indexer.engine.flat.lists import FULL_LENGTH, OFFSET_MASK, SINGLE, Lists
from indexer.engine.flat.packing import BLOCK
from indexer.engine.flat.positions import read_all_positions
from indexer.engine.flat.postings import PostingList, Postings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.flat.checked import CheckedFile, CheckedWriter
    from indexer.engine.flat.dictionary import Texts


_LOOK_AHEAD = 1024
"""So many terms at once are asked where the next list begins."""


@dataclass(frozen=True, slots=True)
class _Read:
    """Lists of many terms without their positions."""

    counts: NDArray[np.uint32]
    places: NDArray[np.uint64]
    postings: Postings
    total: int
    """Positions of all of them."""


class FieldWriter:
    """Ascending terms with their posting lists into the sections of a field, some at a time."""

    def __init__(
        self, writer: CheckedWriter, name: str, lengths: NDArray[Any], *, positions: bool
    ) -> None:
        """Take the exact length of every passage of the segment."""
        self._dictionary = DictionaryWriter(writer, f"field.{name}")
        self._frequencies = writer.section(f"field.{name}.frequencies")
        self._places = writer.section(f"field.{name}.places")
        self._lists = writer.section(f"field.{name}.lists")
        self._lengths = narrow(lengths)
        self._shortest = np.minimum(self._lengths, np.uint32(FULL_LENGTH)).astype(np.uint16)
        self._positions = positions
        writer.section(f"field.{name}.lengths").append(self._lengths)

    def add(self, terms: Sequence[bytes] | Texts, lists: Lists) -> None:
        """Append ``terms``, greater than those before, and their lists."""
        if not len(terms):
            return
        encoded = encode(lists, self._shortest, self._lists.size)
        self._dictionary.add(terms)
        self._frequencies.append(lists.counts.astype("<u4"))
        self._places.append(encoded.places)
        self._lists.append(encoded.words)

    def finish(self) -> dict[str, Any]:
        """Write what is left; return what the reader has to know."""
        self._dictionary.finish()
        return {
            "positions": self._positions,
            "size": self._dictionary.size,
            "lengths": self._lengths.dtype.str,
            "tokens": int(self._lengths.sum(dtype=np.int64)),
        }


class FlatField:
    """A field, open for reading; threads may share it."""

    def __init__(self, file: CheckedFile, name: str, passages: int, notes: dict[str, Any]) -> None:
        """Take what the writer noted. Raises :class:`IndexDamaged`."""
        self.size: int = notes["size"]
        self.positions: bool = notes["positions"]
        self.tokens: int = notes["tokens"]
        """Tokens of all passages."""
        self._file = file
        self._passages = passages
        self._dictionary = Dictionary(file, f"field.{name}", self.size)
        self._frequencies = file.section(f"field.{name}.frequencies")
        self._places = file.section(f"field.{name}.places")
        self._lists = file.section(f"field.{name}.lists")
        self._lengths = file.section(f"field.{name}.lengths")
        self._length_type = np.dtype(notes["lengths"])
        self._lengths_known = False
        found = self._frequencies.size, self._places.size, self._lengths.size
        if found != (4 * self.size, 8 * self.size, passages * self._length_type.itemsize):
            file.damaged(f"the sections of the field {name} are of the wrong size: {found}")
        self._frequency = self._frequencies.integers("I")
        self._place = self._places.integers("Q")

    @property
    def lengths(self) -> NDArray[Any]:
        """The exact length of every passage, u1, u2 or u4, straight from the map."""
        lengths = self._lengths.whole(self._length_type)
        # Whatever is as long as the longest passage would else be of any size.
        if not self._lengths_known and int(lengths.sum(dtype=np.int64)) != self.tokens:
            self._file.damaged(f"its passages have not {self.tokens} tokens together")
        self._lengths_known = True
        return lengths

    def ordinal(self, term: bytes) -> int:
        """Return the ordinal of a term, -1 when it is not there."""
        return self._dictionary.ordinal(term)

    def range(self, prefix: bytes) -> tuple[int, int]:
        """Return the first ordinal of the terms that begin so and the one behind the last."""
        return self._dictionary.range(prefix)

    def place(self, term: bytes) -> int:
        """Return how many terms are less than ``term``."""
        return self._dictionary.place(term)

    def term(self, ordinal: int) -> bytes:
        """Return the term of an ordinal."""
        return self._dictionary.term(ordinal)

    def terms(self, first: int, last: int) -> list[bytes]:
        """Return the terms from one ordinal to before another."""
        return self._dictionary.terms(first, last)

    def texts(self, first: int, last: int) -> Texts:
        """Return the terms from one ordinal to before another, in one array."""
        return self._dictionary.texts(first, last)

    def frequencies(self, first: int, last: int) -> NDArray[np.uint32]:
        """Return in how many passages each term stands, from one ordinal to before another."""
        found = self._frequencies.array("<u4", 4 * first, last - first)
        if int(found.max(initial=0)) > self._passages:
            self._file.damaged(f"a term stands in more than its {self._passages} passages")
        return found

    def postings(self, ordinal: int) -> PostingList:
        """Return the posting list of a term."""
        self._frequencies.check(4 * ordinal, 4 * ordinal + 4)
        self._places.check(8 * ordinal, 8 * ordinal + 8)
        count, place = self._frequency[ordinal], self._place[ordinal]
        if not 0 < count <= self._passages:
            self._file.damaged(f"a term stands in {count} of its {self._passages} passages")
        return PostingList(self._lists, self._passages, count, place, positions=self.positions)

    def together(self, first: int, last: int) -> Postings:
        """Return the postings of many terms, one list after another."""
        return self._read(first, last).postings

    def lists(self, first: int, last: int) -> Lists:
        """Return the whole posting lists of many terms."""
        read = self._read(first, last)
        ids, tfs, positions = read.postings.ids, read.postings.tfs, None
        if self.positions:
            positions = np.empty(read.total, np.uint32)
            done = read_all_positions(*self._where(), read.counts, read.places, tfs, positions)
            if done < 0:
                self._damaged(first, last)
        return Lists(read.counts.astype(np.int64), ids, tfs, positions)

    def _read(self, first: int, last: int) -> _Read:
        counts = self.frequencies(first, last)
        places = self._places.array("<u8", 8 * first, last - first)
        self._check_lists(places, last)
        size = int(counts.sum(dtype=np.int64))
        if size > BLOCK * (len(counts) + self._lists.size):
            # Each block but the only one of a list has words of its own.
            self._damaged(first, last)
        ids, tfs = np.empty(size, np.uint32), np.empty(size, np.uint32)
        total = decoding.read_lists(*self._where(), self.positions, counts, places, ids, tfs)
        if total < 0:
            self._damaged(first, last)
        return _Read(counts, places, Postings(ids, tfs), total)

    def _where(self) -> tuple[NDArray[np.uint32], int, int, int]:
        """Return what every loop over lists begins with."""
        return (self._lists.words, *self._lists.bounds, self._passages)

    def _check_lists(self, places: NDArray[np.uint64], last: int) -> None:
        """Check the stretch of the lists at ``places``; behind them stands the term ``last``."""
        offsets = places[places < SINGLE] & OFFSET_MASK
        if not len(offsets):
            return
        end = self._lists.size
        for begin in range(last, self.size, _LOOK_AHEAD):
            stop = min(self.size, begin + _LOOK_AHEAD)
            behind = self._places.array("<u8", 8 * begin, stop - begin)
            behind = behind[behind < SINGLE]
            if len(behind):
                end = int(behind[0] & OFFSET_MASK)
                break
        # The next list may begin within the word where these end.
        end = min(self._lists.size, max(end, int(offsets.max())) + 4)
        self._lists.check(int(offsets.min()), end)

    def _damaged(self, first: int, last: int) -> NoReturn:
        self._file.damaged(f"the posting lists of the terms {first} to {last}")


def narrow(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return natural numbers in the smallest unsigned type that holds them all."""
    largest = int(numbers.max(initial=0))
    size = next(size for size in (1, 2, 4, 8) if largest < 1 << 8 * size)
    return np.ascontiguousarray(numbers.astype(f"<u{size}"))

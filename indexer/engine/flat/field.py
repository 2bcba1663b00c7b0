"""A field of a segment: its terms, their frequencies and postings, the lengths of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.flat.decoding import Decoder
from indexer.engine.flat.dictionary import Dictionary, DictionaryWriter
from indexer.engine.flat.encoding import encode
from indexer.engine.flat.lists import LONG, SINGLE, Lists
from indexer.engine.flat.long_list import LongList
from indexer.engine.flat.postings import SingleList
from indexer.engine.flat.short_list import ShortList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.flat.checked import CheckedFile, CheckedWriter
    from indexer.engine.flat.postings import PostingList


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
        self._positions = positions
        writer.section(f"field.{name}.lengths").append(self._lengths)

    def add(self, terms: Sequence[bytes], lists: Lists) -> None:
        """Append ``terms``, greater than those before, and their lists."""
        if not terms:
            return
        encoded = encode(lists, self._lengths, self._lists.size)
        self._dictionary.add(terms)
        self._frequencies.append(lists.counts.astype("<u4"))
        self._places.append(encoded.places)
        self._lists.append(encoded.data)

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
        """Take what the writer noted. Raises :class:`indexer.errors.IndexDamaged`."""
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
        found = self._frequencies.size, self._places.size, self._lengths.size
        if found != (4 * self.size, 8 * self.size, passages * self._length_type.itemsize):
            file.damaged(f"the sections of the field {name} are of the wrong size: {found}")
        self._frequency = self._frequencies.integers("I")
        self._place = self._places.integers("Q")

    @property
    def lengths(self) -> NDArray[Any]:
        """The exact length of every passage, u1, u2 or u4, straight from the map."""
        return self._lengths.whole(self._length_type)

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
        if place >= SINGLE:
            return SingleList(place)
        if count < LONG:
            return ShortList(self._lists, count, place)
        return LongList(self._lists, count, place, positions=self.positions)

    def lists(self, first: int, last: int) -> Lists:
        """Return the whole posting lists of many terms."""
        decoder = Decoder(
            self._lists,
            self.frequencies(first, last),
            self._places.array("<u8", 8 * first, last - first),
            positions=self.positions,
        )
        return decoder.lists()


def narrow(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return natural numbers in the smallest unsigned type that holds them all."""
    largest = int(numbers.max(initial=0))
    size = next(size for size in (1, 2, 4, 8) if largest < 1 << 8 * size)
    return np.ascontiguousarray(numbers.astype(f"<u{size}"))

"""What is noted of every passage or work, into columns of numbers, of texts and of sets of texts.

Texts are kept once each, sorted; a row holds their codes. So the codes of sort keys are ranks, and
nothing is an object of Python before it is shown.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat.dictionary import (
    Dictionary,
    decode_term,
    encode_term,
    write_dictionary,
)
from indexer.engine.flat.field import narrow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.flat.checked import CheckedFile, CheckedWriter

Value = int | str | tuple[str, ...]

_TOGETHER = 1 << 12
"""Rows whose values are taken together."""


class Kind(StrEnum):
    """What a column holds per row."""

    NUMBERS = "numbers"
    """A natural number; 0 where none was given."""
    TEXTS = "texts"
    """A text; empty where none was given."""
    SETS = "sets"
    """Any number of texts."""


class Axis(StrEnum):
    """What a row is."""

    PASSAGES = "passages"
    WORKS = "works"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of natural numbers."""

    values: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of texts; in ``terms`` those that occur, sorted and distinct."""

    codes: NDArray[Any]
    """Per row 0 for the empty text, else 1 + the place in ``terms``."""
    terms: list[bytes]


@dataclass(frozen=True, slots=True)
class Sets:
    """A column of sets of texts."""

    counts: NDArray[np.int64]
    """Per row how many."""
    codes: NDArray[Any]
    """Places in ``terms``, row after row."""
    terms: list[bytes]


Column = Numbers | Texts | Sets


class ColumnDrafts:
    """Values row by row into columns; a column comes into being when it is first named."""

    def __init__(self) -> None:
        self._rows = 0
        """Those that the drafts hold."""
        self._drafts: dict[str, _Draft] = {}
        self._waiting: dict[str, list[Value | None]] = {}
        """Per column the values of the rows behind, nothing where none was given."""
        self._count = 0
        """How many these are."""

    def add(self, values: Mapping[str, Value]) -> None:
        """Take the values of the next row.

        Raises :class:`ValueError` for a column with values of two kinds, though not at once.
        """
        waiting = self._waiting
        for name, value in values.items():
            if name not in waiting:
                waiting[name] = [None] * self._count
            waiting[name].append(value)
        self._count += 1
        if len(values) < len(waiting):
            for held in waiting.values():
                if len(held) < self._count:
                    held.append(None)
        if self._count == _TOGETHER:
            self._take()

    def columns(self) -> dict[str, Column]:
        """Return the columns. Raises :class:`ValueError` for one with values of two kinds."""
        self._take()
        return {name: draft.column() for name, draft in self._drafts.items()}

    def _take(self) -> None:
        for name, values in self._waiting.items():
            kinds = set(map(type, values)) - {type(None)}
            if name in self._drafts:
                kinds.add(self._drafts[name].kind)
            elif len(kinds) == 1:
                self._drafts[name] = _Draft(next(iter(kinds)), self._rows)
            if len(kinds) > 1:
                message = f"the column {name} has values of {sorted(one.__name__ for one in kinds)}"
                raise ValueError(message)
            if kinds:
                self._drafts[name].extend(values)
            values.clear()
        self._rows += self._count
        self._count = 0


class _Draft:
    """A column that is being filled: what its rows hold, row after row, as numbers."""

    def __init__(self, kind: type[Value], rows: int) -> None:
        """Take how many rows have passed without a value."""
        self.kind = kind
        self._numbers = array("Q", () if kind is tuple else repeat(0, rows))
        """A number or the code of a text per row; of sets the codes of all rows together."""
        self._counts = array("I", repeat(0, rows))
        """Of sets how many codes each row has."""
        self._codes: defaultdict[str, int] = defaultdict()
        # A new text takes the number of those before it; the empty one is none.
        self._codes.default_factory = self._codes.__len__
        self._empty = kind()
        if kind is str:
            self._codes[""] = 0

    def extend(self, values: Sequence[Value | None]) -> None:
        """Take the values of the next rows."""
        given: list[Any] = [self._empty if value is None else value for value in values]
        if self.kind is int:
            self._numbers.extend(given)
        elif self.kind is str:
            self._numbers.extend(map(self._codes.__getitem__, given))
        else:
            self._numbers.extend(map(self._codes.__getitem__, chain.from_iterable(given)))
            self._counts.extend(map(len, given))

    def column(self) -> Column:
        """Return the column."""
        numbers = np.array(self._numbers, np.uint64)
        if self.kind is int:
            return Numbers(numbers)
        texts = sorted(self._codes)
        ranks = np.empty(len(texts), np.uint32)
        ranks[[self._codes[text] for text in texts]] = np.arange(len(texts), dtype=np.uint32)
        terms = list(map(encode_term, texts))
        if self.kind is str:
            # The empty text is the first of all, and none.
            return Texts(ranks[numbers], terms[1:])
        return Sets(np.array(self._counts, np.int64), ranks[numbers], terms)


def write_column(writer: CheckedWriter, name: str, axis: Axis, column: Column) -> dict[str, Any]:
    """Write a column; return what the reader has to know."""
    notes: dict[str, Any] = {"axis": axis}
    values = writer.section(f"column.{name}")
    match column:
        case Numbers(numbers):
            numbers = narrow(numbers)
            values.append(numbers)
            return notes | {"kind": Kind.NUMBERS, "type": numbers.dtype.str}
        case Texts(codes, terms):
            notes["kind"] = Kind.TEXTS
        case Sets(counts, codes, terms):
            notes["kind"] = Kind.SETS
            offsets = np.concatenate([[0], np.cumsum(counts)]).astype("<u4")
            writer.section(f"column.{name}.offsets").append(offsets)
    codes = narrow(codes)
    values.append(codes)
    return notes | {"type": codes.dtype.str} | write_dictionary(writer, f"column.{name}", terms)


class TextColumn:
    """A column of texts, open for reading."""

    def __init__(self, codes: NDArray[Any], texts: Dictionary) -> None:
        self.codes = codes
        """Per row 0 for no text, else 1 + its place among the sorted distinct texts."""
        self.texts = texts

    def text(self, code: int) -> str:
        """Return the text of a code, empty for 0."""
        return decode_term(self.texts.term(code - 1)) if code else ""

    def some(self, codes: NDArray[Any]) -> list[str]:
        """Return the texts of some codes at once."""
        if not codes.all():
            return list(map(self.text, codes.tolist()))
        return list(map(decode_term, self.texts.some(codes.astype(np.int64) - 1)))

    def code(self, text: str) -> int:
        """Return the code of a text, 0 when no row has it."""
        return self.texts.ordinal(encode_term(text)) + 1


class SetColumn:
    """A column of sets of texts, open for reading."""

    def __init__(self, offsets: NDArray[np.uint32], codes: NDArray[Any], texts: Dictionary) -> None:
        self.offsets = offsets
        """Rows + 1; the codes of row r are those from ``offsets[r]`` to ``offsets[r + 1]``."""
        self.codes = codes
        """Places among the sorted distinct texts."""
        self.texts = texts


def read_numbers(file: CheckedFile, name: str, notes: Mapping[str, Any], rows: int) -> NDArray[Any]:
    """Return a column of numbers, straight from the map."""
    numbers = file.section(f"column.{name}").whole(notes["type"])
    if len(numbers) != rows:
        file.damaged(f"the column {name} has {len(numbers)} of {rows} rows")
    return numbers


def read_texts(file: CheckedFile, name: str, notes: Mapping[str, Any], rows: int) -> TextColumn:
    """Return a column of texts."""
    codes = read_numbers(file, name, notes, rows)
    _check_codes(file, name, codes, notes["size"] + 1)
    return TextColumn(codes, Dictionary(file, f"column.{name}", notes["size"]))


def read_sets(file: CheckedFile, name: str, notes: Mapping[str, Any], rows: int) -> SetColumn:
    """Return a column of sets of texts."""
    offsets = file.section(f"column.{name}.offsets").whole("<u4")
    codes = file.section(f"column.{name}").whole(notes["type"])
    check_offsets(file, name, offsets, rows, len(codes))
    _check_codes(file, name, codes, notes["size"])
    return SetColumn(offsets, codes, Dictionary(file, f"column.{name}", notes["size"]))


def check_offsets(
    file: CheckedFile, name: str, offsets: NDArray[np.uint32], rows: int, total: int
) -> None:
    """Raise :class:`IndexDamaged` unless ``offsets`` part ``total`` into rows."""
    bounded = len(offsets) == rows + 1 and int(offsets[0]) == 0 and int(offsets[-1]) == total
    if not bounded or bool((offsets[1:] < offsets[:-1]).any()):
        file.damaged(f"{name} does not part {total} into {rows} rows")


def _check_codes(file: CheckedFile, name: str, codes: NDArray[Any], size: int) -> None:
    # Loops take codes for places without another look.
    largest = int(codes.max(initial=0))
    if len(codes) and largest >= size:
        file.damaged(f"the column {name} has the code {largest} for {size} texts")


def no_texts(rows: int) -> TextColumn:
    """Return a column of texts that nobody wrote."""
    return TextColumn(np.zeros(rows, np.uint8), _NoTexts())


def no_sets(rows: int) -> SetColumn:
    """Return a column of sets that nobody wrote."""
    return SetColumn(np.zeros(rows + 1, np.uint32), np.zeros(0, np.uint8), _NoTexts())


class _NoTexts(Dictionary):
    """No texts at all."""

    def __init__(self) -> None:
        self.size = 0

    def _seek(self, term: bytes) -> int:  # noqa: ARG002 - there is nothing to find
        return 0

    def terms(self, first: int, last: int) -> list[bytes]:  # noqa: ARG002 - as above
        """Return nothing."""
        return []

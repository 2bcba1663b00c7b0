"""What is noted of every passage or work, into columns of numbers, of texts and of sets of texts.

Texts are kept once each, sorted; a row holds their codes. So the codes of sort keys are ranks, and
nothing is an object of Python before it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
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
    from collections.abc import Mapping

    from indexer.engine.flat.checked import CheckedFile, CheckedWriter

Value = int | str | tuple[str, ...]


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
        self._columns: dict[str, dict[int, Value]] = {}

    def add(self, values: Mapping[str, Value]) -> None:
        """Take the values of the next row."""
        for name, value in values.items():
            self._columns.setdefault(name, {})[self._rows] = value
        self._rows += 1

    def columns(self) -> dict[str, Column]:
        """Return the columns. Raises :class:`ValueError` for one with values of two kinds."""
        return {name: self._column(name, values) for name, values in self._columns.items()}

    def _column(self, name: str, given: dict[int, Value]) -> Column:
        kinds = {type(value) for value in given.values()}
        if kinds == {int}:
            numbers = np.zeros(self._rows, np.uint64)
            numbers[list(given)] = np.array(list(given.values()), np.uint64)
            return Numbers(numbers)
        if kinds == {str}:
            return self._texts({row: encode_term(str(text)) for row, text in given.items()})
        if kinds == {tuple}:
            return self._sets({row: _encode_all(texts) for row, texts in given.items()})
        message = f"the column {name} has values of {sorted(kind.__name__ for kind in kinds)}"
        raise ValueError(message)

    def _texts(self, given: dict[int, bytes]) -> Texts:
        terms = sorted(set(given.values()) - {b""})
        code = {term: place for place, term in enumerate(terms, 1)} | {b"": 0}
        codes = np.zeros(self._rows, np.uint32)
        codes[list(given)] = [code[text] for text in given.values()]
        return Texts(codes, terms)

    def _sets(self, given: dict[int, list[bytes]]) -> Sets:
        terms = sorted({text for texts in given.values() for text in texts})
        code = {term: place for place, term in enumerate(terms)}
        counts = np.zeros(self._rows, np.int64)
        counts[list(given)] = [len(texts) for texts in given.values()]
        codes = [code[text] for texts in given.values() for text in texts]
        return Sets(counts, np.array(codes, np.uint32), terms)


def _encode_all(texts: Value) -> list[bytes]:
    return [encode_term(text) for text in texts] if isinstance(texts, tuple) else []


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
    return TextColumn(codes, Dictionary(file, f"column.{name}", notes["size"]))


def read_sets(file: CheckedFile, name: str, notes: Mapping[str, Any], rows: int) -> SetColumn:
    """Return a column of sets of texts."""
    offsets = file.section(f"column.{name}.offsets").whole("<u4")
    codes = file.section(f"column.{name}").whole(notes["type"])
    check_offsets(file, name, offsets, rows, len(codes))
    return SetColumn(offsets, codes, Dictionary(file, f"column.{name}", notes["size"]))


def check_offsets(
    file: CheckedFile, name: str, offsets: NDArray[np.uint32], rows: int, total: int
) -> None:
    """Raise :class:`indexer.errors.IndexDamaged` unless ``offsets`` part ``total`` into rows."""
    bounded = len(offsets) == rows + 1 and int(offsets[0]) == 0 and int(offsets[-1]) == total
    if not bounded or bool((offsets[1:] < offsets[:-1]).any()):
        file.damaged(f"{name} does not part {total} into {rows} rows")


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

    def _seek(self, term: bytes) -> tuple[int, bool]:  # noqa: ARG002 - there is nothing to find
        return 0, False

    def terms(self, first: int, last: int) -> list[bytes]:  # noqa: ARG002 - as above
        """Return nothing."""
        return []

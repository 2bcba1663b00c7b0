"""CSV in UTF-8 into a grid of texts, whatever its separator, and back (RFC 4180)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from indexer.catalogue.atomic import write_atomically
from indexer.errors.sheets import SheetUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SEPARATORS = (",", ";", "\t")
"""Excel writes semicolons where the comma is the decimal sign, as in Vietnam."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def parse(data: bytes, path: Path, columns: frozenset[str]) -> list[list[str]]:
    """Return the cells of the CSV file ``data``; the separator is that which yields ``columns``.

    Raises :class:`SheetUnreadable`.
    """
    if data.startswith(_UTF_16):
        raise SheetUnreadable(path, "it is UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetUnreadable(path, f"byte {error.start} is not UTF-8") from error
    separator = max(_SEPARATORS, key=lambda one: _known(text, one, columns))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise SheetUnreadable(path, f"broken quotes or cells: {error}") from error


def write(path: Path, grid: Sequence[Sequence[str]]) -> None:
    """Write ``grid``, marked as UTF-8, without which Excel takes it for another encoding.

    Raises :class:`DiskFull` and :class:`DirectoryUnreadable`.
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows(grid)
    data = text.getvalue().encode("utf-8-sig")
    write_atomically(path, lambda file: file.write(data))


def _known(text: str, separator: str, columns: frozenset[str]) -> int:
    lines = io.StringIO(text[: 1 << 16], newline="")
    try:
        heading = next(csv.reader(lines, delimiter=separator), [])
    except csv.Error:
        return 0
    return sum(name.strip().lower() in columns for name in heading)

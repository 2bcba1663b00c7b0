"""The first sheet of an XLSX file into a grid of texts, and back; formulas are not evaluated."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from indexer.catalogue.atomic import write_atomically
from indexer.catalogue.tabular.cells import LONGEST
from indexer.errors import Problem
from indexer.errors.sheets import SheetUnreadable, SheetWrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_MEMBERS = 5_000
MOST_BYTES = 256 << 20
MOST_RATIO = 200
"""What a workbook may unpack to, in all and to one byte packed."""

MOST_ROWS = 200_000
MOST_COLUMNS = 100

_SMALL = 1 << 20


def parse(data: bytes, path: Path) -> list[list[str]]:
    """Return the cells of the first sheet; dates in ISO form, whole numbers without a point.

    Raises :class:`SheetUnreadable`, and :class:`SheetWrong` for formulas and errors in cells.
    """
    try:
        _check_size(data, path)
        with warnings.catch_warnings():
            # Of charts, validations and the like, which are not read.
            warnings.simplefilter("ignore")
            return _read(data, path)
    except (SheetUnreadable, SheetWrong):
        raise
    except Exception as error:
        # openpyxl answers a damaged workbook with whatever exception it runs into.
        raise SheetUnreadable(path, f"damaged XLSX ({type(error).__name__})") from error


def write(path: Path, grid: Sequence[Sequence[str]]) -> None:
    """Write ``grid`` as texts, so that no program makes dates or numbers of them.

    Raises :class:`DiskFull` and :class:`DirectoryUnreadable`.
    """
    book = Workbook(write_only=True)
    sheet = cast("WriteOnlyWorksheet", book.create_sheet("works"))
    sheet.freeze_panes = "A2"
    for row in grid:
        sheet.append([_text_cell(sheet, text) for text in row])
    data = io.BytesIO()
    book.save(data)
    write_atomically(path, lambda file: file.write(data.getvalue()))


def _check_size(data: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    too_dense = any(
        member.file_size > max(_SMALL, MOST_RATIO * member.compress_size) for member in members
    )
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES or too_dense:
        raise SheetUnreadable(path, "it unpacks to more than a sheet of works can be")


def _read(data: bytes, path: Path) -> list[list[str]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        # Merged cells occur in books that are read whole only.
        rows = cast("Iterator[tuple[Cell, ...]]", sheet.iter_rows(max_col=MOST_COLUMNS))
        return _texts(islice(rows, MOST_ROWS + 1), path)
    finally:
        book.close()


def _texts(rows: Iterable[Sequence[Cell]], path: Path) -> list[list[str]]:
    grid: list[list[str]] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise SheetUnreadable(path, f"more than {MOST_ROWS} rows")
        problems += [_formula(number, cell) for cell in row if cell.data_type in {"f", "e"}]
        grid.append([_text(cell.value) for cell in row])
    if problems:
        raise SheetWrong(path, problems)
    return grid


def _formula(number: int, cell: Cell) -> Problem:
    return Problem(
        f"dòng {number}, cột {cell.column_letter}: công thức hoặc lỗi; hãy dán giá trị",
        f"row {number}, column {cell.column_letter}: a formula or an error; paste its value",
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text[:LONGEST])
    cell.data_type = "s"
    cell.number_format = "@"
    return cell

"""Items into rows of CSV (RFC 4180) and XLSX, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from search_app.cite.item import Item

_COLUMNS = (
    "id",
    "type",
    "title",
    "authors",
    "date",
    "unit",
    "partners",
    "countries",
    "volume",
    "pages",
    "place",
    "number",
    "language",
    "keywords",
    "url",
)
_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(items: Sequence[Item]) -> bytes:
    """Return UTF-8 with a byte order mark, without which Excel takes it for another encoding."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    rows.writerows([_harmless(cell) for cell in _row(item)] for item in items)
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(items: Sequence[Item]) -> bytes:
    """Return a workbook of one sheet whose cells are texts, so that nothing is calculated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("works")
    sheet.append(_COLUMNS)
    for item in items:
        sheet.append([_text(sheet, cell) for cell in _row(item)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _row(item: Item) -> list[str]:
    return [
        item.id,
        item.type.value,
        item.title,
        _listed(person.written for person in item.authors),
        item.issued,
        item.issuer,
        _listed(item.partners),
        _listed(item.countries),
        item.container,
        item.pages.joined("-") if item.pages else "",
        item.place,
        item.number,
        item.language,
        _listed(item.keywords),
        item.url,
    ]


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell.startswith(_BEGINS_FORMULA) else cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", text)[:_LONGEST])
    cell.data_type = "s"
    return cell

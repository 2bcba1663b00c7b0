"""The sheets of a workbook into pages: a row is a line, a cell what it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.budget import Rationed
from indexer.extract.coded import Decoder
from indexer.extract.containers import open_container
from indexer.extract.content import Content, clean_properties
from indexer.extract.opc import Package
from indexer.extract.pptx.drawing import DrawnText
from indexer.extract.regular import NotRead
from indexer.extract.sheets import MOST_ROWS, Cell, SheetPages, row_text
from indexer.extract.xlsx.comments import comments_of
from indexer.extract.xlsx.formats import shown
from indexer.extract.xlsx.workbook import Sheet, Workbook, coded, open_workbook, pieces_of
from indexer.extract.xml import attribute, child, children, stream
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.budget import Budget

KIND = "xlsx"
READER = "xlsx"

_DATE = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:T00:00.*)?")


def read_xlsx(data: bytes, budget: Budget) -> Content:
    """Return the sheets of a workbook, hidden ones among them; formulas by their last result.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    with open_container(data, KIND) as container:
        package = Package(container, KIND)
        return _Reading(package, open_workbook(package), budget).content()


class _Reading:
    """One workbook as it is read."""

    def __init__(self, package: Package, workbook: Workbook, budget: Budget) -> None:
        self._package = package
        self._workbook = workbook
        self._budget = budget
        self._decoder = Decoder()
        self._text = DrawnText(self._decoder)
        self._gaps: list[str] = []

    def content(self) -> Content:
        """Return what all sheets hold."""
        pages = SheetPages(READER)
        for sheet in self._workbook.sheets:
            lines = Rationed(self._lines(sheet), self._budget)
            for line in lines:
                pages.add(sheet.name, line)
            pages.close(sheet.name)
            if lines.cut_short:
                self._gaps.append(f"sheet {sheet.name}: {lines.warnings[0]}")
                break
        self._gaps += self._package.warnings
        if not pages.pages and self._gaps:
            raise NotRead(Reading.DAMAGED, "; ".join(self._gaps), KIND)
        hidden = [sheet.name for sheet in self._workbook.sheets if sheet.hidden]
        return Content(
            tuple(pages.pages),
            encodings=tuple(sorted(self._decoder.found)),
            properties=clean_properties(self._package.properties()),
            warnings=(*self._gaps, *(f"sheet {name}: hidden" for name in hidden)),
            partly=bool(self._gaps),
            damaged=bool(self._gaps),
        )

    def _lines(self, sheet: Sheet) -> Iterator[str]:
        """Yield the rows of a sheet, then what stands in the text boxes over it, and comments."""
        try:
            for number, row in enumerate(stream(self._package.read(sheet.part), "row")):
                if number == MOST_ROWS:
                    self._gaps.append(f"sheet {sheet.name}: only {MOST_ROWS} rows were read")
                    break
                yield row_text(self._cells(row))
        except etree.XMLSyntaxError as error:
            self._gaps.append(f"damaged part {sheet.part}: {error}"[:200])
        for name in self._package.related(sheet.part, "drawing"):
            drawing = self._package.tree(name)
            if drawing is not None:
                yield from (block.text for block in self._text.anywhere(drawing))
        yield from comments_of(self._package, sheet.part)

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        at = -1
        for cell in children(row, "c"):
            at = _column(attribute(cell, "r"), at + 1)
            text = self._shown(cell)
            if text:
                yield Cell(at, text)

    def _shown(self, cell: etree._Element) -> str:
        style = self._workbook.style(attribute(cell, "s"))
        sort = attribute(cell, "t")
        held = child(cell, "v")
        value = "" if held is None else held.text or ""
        if sort == "s":
            return self._decoder.text(coded(self._workbook.text(value), style))
        if sort == "inlineStr":
            inline = child(cell, "is")
            return "" if inline is None else self._decoder.text(coded(pieces_of(inline), style))
        if sort == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if sort == "d":
            return _DATE.sub(r"\3/\2/\1", value)
        if sort in {"str", "e"}:
            return value
        return shown(value, style.code, since_1904=self._workbook.since_1904)


def _column(reference: str, following: int) -> int:
    """Return the column that "BC7" names, from 0; where nothing is named, the following one."""
    column = 0
    for letter in reference.rstrip("0123456789")[:3].upper():
        if not "A" <= letter <= "Z":
            return following
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1 if column else following

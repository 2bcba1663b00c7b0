"""The papers of a volume as a spreadsheet, a row each, out and in.

A row names the page on which a paper begins; it goes on to the next paper unless ``last_page`` says
where it ends. A row taken out gives its pages back to the volume, a new one makes a paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.catalogue.tabular.cells import from_cell, join, to_cell
from indexer.catalogue.tabular.table import Row, read_table, write_table
from indexer.describe.volumes import PageRun
from indexer.errors import Failure, Problem
from indexer.errors.sheets import SheetWrong
from indexer.records.identifiers import parse_work_id

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

COLUMNS = ("id", "first_page", "last_page", "printed", "title", "authors", "confidence")
"""``printed`` and ``confidence`` only inform."""


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A paper of a volume, found or stored."""

    id: str
    """Of its work; empty for a paper that is only found."""
    run: PageRun
    printed: str
    """The number printed on its first page."""
    title: str
    authors: tuple[str, ...]
    confidence: float | None
    """0 to 1; none where a person has laid it down."""


@dataclass(frozen=True, slots=True)
class ToldPaper:
    """What a row of a sheet says of a paper."""

    row: Row
    id: str
    run: PageRun


def write_split(path: Path, rows: Sequence[SplitRow], pages: int) -> None:
    """Write the papers of a volume of ``pages`` to a CSV or XLSX file.

    Raises what :func:`indexer.catalogue.tabular.table.write_table` raises.
    """
    ends = [*(row.run.first - 1 for row in rows[1:]), pages]
    cells = [_cells(row, end) for row, end in zip(rows, ends, strict=True)]
    write_table(path, COLUMNS, [[to_cell(cell) for cell in row] for row in cells])


def read_split(path: Path, pages: int, known: Collection[str]) -> tuple[ToldPaper, ...]:
    """Return the papers of a sheet by their pages; ``known`` are the ids they may have.

    Raises :class:`SheetWrong` with everything that is wrong at once, and what
    :func:`indexer.catalogue.tabular.table.read_table` raises.
    """
    rows = read_table(path, COLUMNS, ("first_page",))
    problems: list[Problem] = []
    starts = [(row, _page(row, "first_page", pages, problems)) for row in rows]
    sure = sorted(((row, at) for row, at in starts if at), key=lambda one: one[1])
    for (_, above), (row, at) in pairwise(sure):
        if above == at:
            vietnamese = f"trang {at} đã có bài khác bắt đầu"
            problems.append(row.problem("first_page", vietnamese, f"another paper begins on {at}"))
    if not rows:
        problems.append(Problem("bảng không có dòng nào", "the sheet has no rows"))
    ends = [*(at - 1 for _, at in sure[1:]), pages]
    told = [
        ToldPaper(
            row,
            _id(row, known, problems),
            _run(row, PageRun(first, max(first, end)), pages, problems),
        )
        for (row, first), end in zip(sure, ends, strict=True)
    ]
    if problems:
        raise SheetWrong(path, problems)
    return tuple(told)


def _cells(row: SplitRow, end: int) -> tuple[str, ...]:
    """Return the cells of a row; the last page is named where it is not that before the next."""
    return (
        row.id,
        str(row.run.first),
        str(row.run.last) if row.run.last != end else "",
        row.printed,
        row.title,
        join(list(row.authors)),
        "" if row.confidence is None else f"{row.confidence:.2f}",
    )


def _page(row: Row, column: str, pages: int, problems: list[Problem]) -> int:
    """Return the page in a cell; 0 where it is none of the file's, which is a problem."""
    cell = from_cell(row.cells.get(column, ""))
    if cell.isdecimal() and 1 <= int(cell) <= pages:
        return int(cell)
    vietnamese = f"«{cell}» không phải số trang từ 1 đến {pages}"
    problems.append(row.problem(column, vietnamese, f"“{cell}” is no page from 1 to {pages}"))
    return 0


def _run(row: Row, whole: PageRun, pages: int, problems: list[Problem]) -> PageRun:
    """Return the pages of a paper: to its last page if named, else all of ``whole``."""
    if "last_page" not in row.cells:
        return whole
    last = _page(row, "last_page", pages, problems)
    if 0 < last < whole.first:
        vietnamese = f"trang cuối {last} đứng trước trang đầu {whole.first}"
        english = f"the last page {last} is before the first, {whole.first}"
        problems.append(row.problem("last_page", vietnamese, english))
    if last > whole.last:
        vietnamese = f"trang cuối {last} lấn sang bài sau, bắt đầu ở trang {whole.last + 1}"
        english = f"the last page {last} runs into the next paper, from {whole.last + 1}"
        problems.append(row.problem("last_page", vietnamese, english))
    return PageRun(whole.first, max(whole.first, last))


def _id(row: Row, known: Collection[str], problems: list[Problem]) -> str:
    cell = from_cell(row.cells.get("id", ""))
    try:
        found = parse_work_id(cell) if cell else ""
    except Failure:
        found = cell
    if found and found not in known:
        vietnamese = f"{cell} không phải là bài của tập này"
        problems.append(row.problem("id", vietnamese, f"{cell} is no paper of this volume"))
    return found

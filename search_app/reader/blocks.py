"""The text of a page and its marks into paragraphs, headings and tables, cut into pieces."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from indexer.records.files import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.records.files import Heading, Page
    from indexer.retrieval.marking import Mark

_CELLS = " | "
"""What stands between the cells of a table's row in a text that was read."""
_FULL, _AROUND = 0.8, 3
"""Of the longest of so many lines before and behind it, from which a line goes on in the next."""
_ITEM = re.compile(r"\s*([-–—•+*]|\d{1,3}[.)]|[a-zđ]\))\s")
"""How an item of a list begins."""
_ABOVE, _DEEPEST = 2, 6
"""Ranks of HTML's headings: that which stands over the text, and the last one."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks the same from end to end."""

    text: str
    mark: int = 0
    """The number of the mark that it belongs to, from 1; 0 for none."""
    added: bool = False
    """Whether the mark stands for words that were added to the reader's own."""
    running: bool = False
    """Whether it is a running head or a page number."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a table."""

    rank: int = 0
    """3 to 6 for headings, else 0."""
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    """Of a table: rows of cells."""


def make_blocks(page: Page, marks: Sequence[Mark]) -> tuple[Block, ...]:
    """Return the text of a page; joined, its runs are the text but for blanks and cell marks.

    A line of flowing text is a paragraph; those of a printed page are joined to paragraphs.
    """
    ranks = _ranks(page.headings)
    runs = _Runs(page, marks)
    printed = page.width > 0
    blocks: list[Block] = []
    lines = ((_kind_of(page, line, ranks), line) for line in _lines(page.text))
    for kind, group in groupby(lines, key=lambda pair: pair[0]):
        spans = [span for _, span in group]
        if kind == "table":
            rows = tuple(tuple(runs.of(cell) for cell in _cells(page.text, one)) for one in spans)
            blocks.append(Block(rows=rows))
        elif kind == "heading":
            blocks += (Block(ranks[one.start], runs.of(one)) for one in spans)
        elif kind == "text" and printed:
            paragraphs = _paragraphs(page.text, spans)
            blocks += (Block(runs=runs.of(one)) for one in paragraphs)
        elif kind != "blank":
            blocks += (Block(runs=runs.of(one)) for one in spans)
    return tuple(blocks)


def _ranks(headings: Sequence[Heading]) -> dict[int, int]:
    """Return the rank of the heading that begins at each place; none leaves one out."""
    ranks: dict[int, int] = {}
    rank = _ABOVE
    for heading in headings:
        rank = min(_ABOVE + 1 + heading.level, rank + 1, _DEEPEST)
        ranks[heading.start] = rank
    return ranks


class _Runs:
    """The text of a page, cut wherever a mark or a running head begins or ends."""

    def __init__(self, page: Page, marks: Sequence[Mark]) -> None:
        self._text = page.text
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._running = page.running
        edges = {edge for mark in marks for edge in (mark.start, mark.end)}
        edges |= {edge for span in self._running for edge in (span.start, span.end)}
        self._edges = sorted(edges)

    def of(self, span: Stretch) -> tuple[Run, ...]:
        """Return the runs of a part of the text."""
        inner = [edge for edge in self._edges if span.start < edge < span.end]
        bounds = [span.start, *inner, span.end]
        return tuple(self._run(start, end) for start, end in pairwise(bounds) if start < end)

    def _run(self, start: int, end: int) -> Run:
        at = bisect_right(self._starts, start) - 1
        marked = at >= 0 and self._marks[at].end > start
        return Run(
            self._text[start:end],
            at + 1 if marked else 0,
            marked and self._marks[at].added,
            any(one.start <= start < one.end for one in self._running),
        )


def _lines(text: str) -> Iterator[Stretch]:
    start = 0
    for line in text.split("\n"):
        yield Stretch(start, start + len(line))
        start += len(line) + 1


def _kind_of(page: Page, line: Stretch, ranks: dict[int, int]) -> str:
    text = page.text[line.start : line.end]
    if line.start in ranks:
        return "heading"
    if not text.strip():
        return "blank"
    if any(one.start <= line.start < one.end for one in page.running):
        return "running"
    return "table" if _CELLS in text else "text"


def _paragraphs(text: str, lines: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield lines, those joined that fill their column: a shorter one ends a paragraph."""
    lengths = [line.end - line.start for line in lines]
    start = lines[0].start
    for at, (line, following) in enumerate(pairwise(lines)):
        full = _FULL * max(lengths[max(at - _AROUND, 0) : at + _AROUND + 1])
        if lengths[at] < full or _ITEM.match(text, following.start):
            yield Stretch(start, line.end)
            start = following.start
    yield Stretch(start, lines[-1].end)


def _cells(text: str, line: Stretch) -> Iterator[Stretch]:
    start = line.start
    for part in text[line.start : line.end].split(_CELLS):
        yield Stretch(start, start + len(part))
        start += len(part) + len(_CELLS)

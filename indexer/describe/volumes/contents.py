"""Printed tables of contents into their entries: a page's number, a title, authors.

Numbers stand before or behind their titles; lines follow each other as in the text or, where cells
of a table were read one by one, as they stand beside each other. All four ways are read, and
whichever the pages confirm is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.describe.document import Line, joined
from indexer.describe.folding import fold_evenly
from indexer.describe.volumes.authors import authors_in
from indexer.describe.volumes.not_papers import is_front
from indexer.describe.volumes.numbering import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.describe.volumes.placed import PlacedLine, PlacedPages

_FEWEST = 4
_ON_A_PAGE = 3
_LEAST_GAP = 2
"""The median of pages from entry to entry; a list of references counts by one."""
_LINES_OF_ENTRY = 6
_NOTES = 2
_LONGEST_TITLE = 400
_FRONT = 12
_BACK = 8
_PART = 0.15
"""The share of the pages in front, at least 12, where contents stand; else on the last 8."""
_FIRST = re.compile(r"^(\d{1,4})\s*[.:)\-–]?\s+(?=\D)(.*)$")
_LAST = re.compile(r"^(.*?\D)??[\s.…_·\-–]*\b(?:[Tt]r(?:ang)?[. ]*)?(\d{1,4})\W*$")
_LONE = re.compile(r"^\W*(\d{1,4})\W*$")
_COUNTED = re.compile(
    r"^\W*(?:(?:bài|tham luận|báo cáo)\s+)?\d{1,3}\s*[.:)\-–]\s*(?=\D)", re.IGNORECASE
)
_LEADERS = re.compile(r"[\s.…_·]{3,}$|[.…_·\s]+$")
_HEADING = re.compile(
    r"^\W*(?:muc luc|trong so nay|(?:table of )?contents|noi dung|trang|page)\W*(?:trang|page)?\W*$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a table of contents says of one text."""

    number: int
    """As printed."""
    title: str
    authors: tuple[str, ...]
    lines: tuple[Line, ...]
    """Those of the title."""

    def shortened(self) -> Iterator[Entry]:
        """Yield the entry without its first lines: notes on the text above may stand there."""
        for at in range(1, min(_NOTES, len(self.lines) - 1) + 1):
            lines = self.lines[at:]
            yield replace(self, title=_title(lines), lines=lines)


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents, read in one way."""

    pages: tuple[int, ...]
    """Their places, from 0."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The lines that stand with one number."""

    number: int
    lines: tuple[Line, ...]
    """Without the number."""


@dataclass(frozen=True, slots=True)
class FoundContents:
    """What may be tables of contents of a file, and the numbers that its pages bear."""

    contents: tuple[Contents, ...]
    numbering: Numbering


def find_contents(pages: PlacedPages) -> FoundContents:
    """Return what may be tables of contents, in all ways to read them."""
    numbering = Numbering(pages)
    return FoundContents(tuple(_find(pages, numbering)), numbering)


def _find(pages: PlacedPages, numbering: Numbering) -> Iterator[Contents]:
    for read_lines in (_in_order, _in_rows):
        for read in (_number_first, _number_last):
            chunks = {
                at: list(read(read_lines(pages.all_lines[at]), numbering))
                for at in _searched(len(pages.pages))
            }
            for run in _runs(pages, chunks):
                entries = _entries([chunk for at in run for chunk in chunks[at]])
                if _is_plausible(entries):
                    yield Contents(tuple(run), entries)


def is_contents_heading(line: PlacedLine) -> bool:
    """Whether ``line`` says that a table of contents follows."""
    return bool(_HEADING.match(line.line.folded))


def _searched(count: int) -> list[int]:
    front = max(_FRONT, round(_PART * count))
    return [at for at in range(count) if at < front or at >= count - _BACK]


def _runs(pages: PlacedPages, chunks: dict[int, list[_Chunk]]) -> Iterator[list[int]]:
    """Yield the pages that follow each other and look like a table of contents."""
    likely = [at for at, found in chunks.items() if _looks_like(pages, at, found)]
    for _, group in groupby(enumerate(likely), key=lambda one: one[1] - one[0]):
        run = [at for _, at in group]
        while _goes_on(pages, run[-1], chunks):
            run.append(run[-1] + 1)
        yield run


def _goes_on(pages: PlacedPages, at: int, chunks: dict[int, list[_Chunk]]) -> bool:
    """Whether the page behind ``at`` holds the last few entries of the list, and little else."""
    own, after = chunks[at], chunks.get(at + 1, [])
    if not after or not own or after[0].number <= own[-1].number:
        return False
    return len(pages.all_lines[at + 1]) <= _LINES_OF_ENTRY * len(after)


def _looks_like(pages: PlacedPages, at: int, chunks: Sequence[_Chunk]) -> bool:
    headed = any(is_contents_heading(line) for line in pages.all_lines[at])
    rising = sum(a.number < b.number for a, b in pairwise(chunks))
    return len(chunks) >= (1 if headed else _ON_A_PAGE) and rising * 2 >= len(chunks) - 1


def _in_order(lines: Sequence[PlacedLine]) -> list[Line]:
    return [one.line for one in lines]


def _in_rows(lines: Sequence[PlacedLine]) -> list[Line]:
    """Return the lines from top to bottom, those that stand beside each other as one."""
    rows: list[list[PlacedLine]] = []
    for line in sorted(lines, key=lambda one: one.top + one.bottom):
        middle = (line.top + line.bottom) / 2
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [
        _with_text(row[0].line, _side_by_side(row)) if len(row) > 1 else row[0].line for row in rows
    ]


def _side_by_side(row: Iterable[PlacedLine]) -> str:
    return " ".join(one.line.text for one in sorted(row, key=lambda one: one.left))


def _with_text(line: Line, text: str) -> Line:
    return replace(line, text=text, folded=fold_evenly(text))


def _number_first(lines: Iterable[Line], numbering: Numbering) -> Iterator[_Chunk]:
    found: list[_Chunk] = []
    for line in lines:
        match = _FIRST.match(line.text) or _LONE.match(line.text)
        if match and numbering.is_possible(int(match.group(1))):
            yield from found
            rest = match.group(2) if match.re is _FIRST else ""
            found = [_Chunk(int(match.group(1)), (_with_text(line, rest),) if rest else ())]
        elif found:
            found = [replace(found[0], lines=(*found[0].lines, line))]
    yield from found


def _number_last(lines: Iterable[Line], numbering: Numbering) -> Iterator[_Chunk]:
    above: list[Line] = []
    for line in lines:
        match = _LAST.match(line.text)
        if not match or not numbering.is_possible(int(match.group(2))):
            above.append(line)
            continue
        rest = _LEADERS.sub("", match.group(1) or "")
        if rest:
            above.append(_with_text(line, rest))
        if above:
            yield _Chunk(int(match.group(2)), tuple(above))
        above = []


def _entries(chunks: Sequence[_Chunk]) -> tuple[Entry, ...]:
    """Return the papers listed, their numbers rising.

    Authors that stand before a title, when others follow it, are those of the entry above.
    """
    entries: list[Entry] = []
    for chunk in chunks:
        names = [authors_in(chunk.lines, at) for at in range(len(chunk.lines))]
        lead = next((at for at, one in enumerate(names) if not one), len(names))
        if any(names[lead:]) and entries and not entries[-1].authors:
            entries[-1] = replace(entries[-1], authors=_flat(names[:lead]))
        entries.append(_entry(chunk, names, lead))
    return tuple(_rising([entry for entry in entries if entry.title and not _is_front(entry)]))


def _entry(chunk: _Chunk, names: Sequence[tuple[str, ...]], lead: int) -> Entry:
    """Return the title, which ends or begins at the authors, without the section's name."""
    end = next((at for at in range(lead, len(names)) if names[at]), len(names))
    lines = chunk.lines[lead:end]
    lines = lines[_section(lines) :]
    return Entry(chunk.number, _title(lines), _flat(names[end:]) or _flat(names[:lead]), lines)


def _title(lines: Iterable[Line]) -> str:
    title = _COUNTED.sub("", joined(" ".join(line.text for line in lines)))
    return _LEADERS.sub("", title).strip()[:_LONGEST_TITLE]


def _is_front(entry: Entry) -> bool:
    """Whether it is a preface, a list, a part: nothing that is a paper."""
    return is_front(entry.lines[0].folded)


def _flat(names: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for some in names for name in some))


def _section(lines: Sequence[Line]) -> int:
    """Return how many leading lines in capitals name the section above a title in small letters."""
    heads = [at + 1 for at, line in enumerate(lines) if _HEADING.match(line.folded)]
    begin = heads[-1] if heads else 0
    capital = [line.capital for line in lines[begin:]]
    return begin + (capital.index(False) if False in capital else 0)


def _rising(entries: Sequence[Entry]) -> list[Entry]:
    """Return the longest run of entries, others between them left out, whose numbers rise."""
    best: list[list[int]] = []
    for at, entry in enumerate(entries):
        before = [run for run in best if entries[run[-1]].number < entry.number]
        best.append([*max(before, key=len, default=[]), at])
    return [entries[at] for at in max(best, key=len, default=[])]


def _is_plausible(entries: Sequence[Entry]) -> bool:
    gaps = [b.number - a.number for a, b in pairwise(entries)]
    return len(entries) >= _FEWEST and median(gaps) >= _LEAST_GAP

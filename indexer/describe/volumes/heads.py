"""The top of a page into the head of a paper that begins there: title, authors, abstract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.describe.document import Line, span_of
from indexer.describe.papers import ABSTRACT, Piece
from indexer.describe.titles import title_of
from indexer.describe.volumes.authors import authors_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.describe.titles import FoundTitle
    from indexer.describe.volumes.placed import PlacedLine, PlacedPages

_TITLE_ZONE = 0.4
_HEAD_ZONE = 0.6
"""How far down a page title and authors stand, as shares of its height."""
_LARGER = 1.08
"""Of the body's size: a line in capitals that is set larger; box heights are noisy."""
_MUCH_LARGER = 1.2
"""Of the body's size: a title in small letters."""
_FEWEST_WORDS = 3
_LONGEST = 400
_BELOW = 5
"""How many lines below its title the first author of a paper stands; translations come between."""
_AUTHOR_LINES = 10
_FEWEST_LETTERS = 2
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Head:
    """What could be the head of a paper."""

    at: int
    """The place of its page, from 0."""
    title: tuple[Line, ...]
    top: float
    capital: bool
    larger: bool
    """Whether the title is set larger than the body."""
    authors: tuple[Piece, ...]
    abstract: bool
    """Whether an abstract begins below."""

    @property
    def found_title(self) -> FoundTitle:
        """The title as it stands there."""
        return title_of(list(self.title), [])

    @property
    def signs(self) -> int:
        """How many of the signs of a head there are; the size counts with capitals alone."""
        strong = self.capital and self.larger
        return 2 * strong + bool(self.authors) + self.abstract + (not strong)


def find_head(pages: PlacedPages, at: int) -> Head | None:
    """Return the head at the top of a page, if any line there looks like a title."""
    lines = pages.upper(at, _HEAD_ZONE)
    heads = [head_of(pages, at, lines, block) for block in _blocks(lines, pages.body[at])]
    # The title is what stands next to the authors; else what is set most like one.
    return max(heads, key=lambda head: (bool(head.authors), head.signs, -head.top), default=None)


def head_of(pages: PlacedPages, at: int, lines: Sequence[PlacedLine], block: range) -> Head:
    """Return the head whose title are the lines of ``block`` among ``lines`` of a page."""
    title = lines[block.start : block.stop]
    folded = [line.line.folded for line in lines]
    below = range(block.stop, min(len(lines), block.stop + _AUTHOR_LINES))
    end = next((one for one in below if ABSTRACT.search(folded[one])), below.stop)
    authors = _authors(lines, range(block.stop, end), block.stop + _BELOW)
    if not authors and block.start:
        authors = _authors(lines, range(block.start - 1, block.start), block.start)
    capital = all(line.line.capital for line in title)
    least = (_LARGER if capital else _MUCH_LARGER) * pages.body[at]
    return Head(
        at,
        tuple(line.line for line in title),
        title[0].top,
        capital,
        all(line.size >= least > 0 for line in title),
        authors,
        any(ABSTRACT.search(one) for one in folded[block.stop :]),
    )


def _blocks(lines: Sequence[PlacedLine], body: float) -> Iterator[range]:
    """Yield the runs of lines that look like a title."""
    at = 0
    for level, group in groupby(lines, key=lambda line: _level(line, body)):
        block = list(group)
        words = sum(len(line.line.text.split()) for line in block)
        length = sum(len(line.line.text) for line in block)
        if level and words >= _FEWEST_WORDS and length <= _LONGEST and block[0].top <= _TITLE_ZONE:
            yield range(at, at + len(block))
        at += len(block)


def _level(line: PlacedLine, body: float) -> int:
    """Return 2 for a line in larger capitals, 1 for capitals or larger letters, else 0."""
    if len(_LETTERS.findall(line.line.text)) < _FEWEST_LETTERS:
        return 0
    larger = line.size / body if body and line.size else 0.0
    if line.line.capital and not authors_in([line.line], 0):
        return 2 if larger >= _LARGER else 1
    return 1 if larger >= _MUCH_LARGER else 0


def _authors(lines: Sequence[PlacedLine], places: range, first_before: int) -> tuple[Piece, ...]:
    """Return the authors in some lines, if the first of them stands before ``first_before``."""
    found: list[Piece] = []
    read = [line.line for line in lines]
    for at in places:
        if not found and at >= first_before:
            break
        span = span_of([read[at]])
        found += [Piece(name, span) for name in authors_in(read, at)]
    return tuple(found)

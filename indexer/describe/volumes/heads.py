"""A page into the heads of papers that may begin there: title, authors, abstract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.describe.document import Line, span_of
from indexer.describe.papers import ABSTRACT, Piece
from indexer.describe.title_wording import title_of
from indexer.describe.volumes.authors import authors_in, bare_names, belongs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.describe.title_wording import FoundTitle
    from indexer.describe.volumes.placed import PlacedLine, PlacedPages

_TITLE_ZONE = 0.4
_HEAD_ZONE = 0.6
"""How far down a page title and authors of a paper that begins with it stand, as shares of its
height."""
_LARGER = 1.08
"""Of the body's size: a line in capitals that is set larger; box heights are noisy."""
_MUCH_LARGER = 1.2
"""Of the body's size: a title in small letters."""
_SMALLER = 0.75
"""Of the line above in one title: what is set smaller, though larger than the body, is below it."""
_MOST_CELLS = 2
"""The cells of a line in which a title may stand, beside a number; rows of tables have more."""
_FEWEST_WORDS = 3
_LONGEST = 400
_BELOW = 5
"""How many lines below its title the first author of a paper stands; translations come between."""
_AUTHOR_LINES = 10
_TITLE_LINES = 5
_ADDRESS = 80
_ADDRESSES = 14
"""How many lines below its title the abstract of a paper stands, addresses between them."""
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_LETTERS = 2
_WORDLIKE = 0.6
"""The share of a title's pieces that are words; a formula has fewer."""


@dataclass(frozen=True, slots=True)
class Head:
    """What could be the head of a paper."""

    at: int
    """The place of its page, from 0."""
    title: tuple[Line, ...]
    top: float
    capital: bool
    size: float
    """Of the title, as a multiple of the body's around it; 0 where unknown."""
    authors: tuple[Piece, ...]
    abstract: bool
    """Whether an abstract begins below."""
    addressed: bool
    """Whether an institution above an abstract, or an address for letters, stands below."""

    @property
    def found_title(self) -> FoundTitle:
        """The title as it stands there."""
        return title_of(list(self.title), [])

    @property
    def larger(self) -> bool:
        """Whether the title is set larger than the body."""
        return self.size >= (_LARGER if self.capital else _MUCH_LARGER)

    @property
    def signed(self) -> bool:
        """Whether somebody stands for it: authors, or an address above an abstract."""
        return bool(self.authors) or (self.addressed and self.larger)

    @property
    def signs(self) -> int:
        """How many of the signs of a head there are; the size counts with capitals alone."""
        strong = self.capital and self.larger
        return 2 * strong + self.signed + self.abstract + (not strong)


def find_head(pages: PlacedPages, at: int) -> Head | None:
    """Return the head at the top of a page, if any line there looks like a title."""
    lines = pages.upper(at, _HEAD_ZONE)
    blocks = [
        block
        for block in _set_apart(lines, pages.body[at])
        if lines[block.start].top <= _TITLE_ZONE
    ]
    heads = [head_of(pages, at, lines, block) for block in blocks]
    if not any(head.signed for head in heads):
        heads += [head_of(pages, at, lines, block) for block in _above_authors(lines)]
    # The title is what stands next to the authors; else what is set most like one.
    return max(heads, key=lambda head: (head.signed, head.signs, -head.top), default=None)


def lower_heads(pages: PlacedPages, at: int) -> tuple[Head, ...]:
    """Return what looks like a head with authors further down on a page."""
    lines = pages.lines[at]
    blocks = _set_apart(lines, pages.body[at])
    heads = [
        head_of(pages, at, lines, block) for block in blocks if lines[block.start].top > _TITLE_ZONE
    ]
    return tuple(head for head in heads if head.authors and head.larger)


def head_of(pages: PlacedPages, at: int, lines: Sequence[PlacedLine], block: range) -> Head:
    """Return the head whose title are the lines of ``block`` among ``lines`` of a page."""
    title = lines[block.start : block.stop]
    below = lines[block.stop :]
    abstract = next((n for n, line in enumerate(below) if ABSTRACT.match(line.line.folded)), None)
    end = block.stop + min(_AUTHOR_LINES, len(below) if abstract is None else abstract)
    authors = _authors(lines, range(block.stop, end), block.stop + _BELOW)
    if not authors and block.start:
        authors = _authors(lines, range(block.start - 1, block.start), block.start)
    near = abstract is not None and abstract <= _ADDRESSES
    body = pages.body[at]
    if not authors and abstract is not None and title[0].size >= _MUCH_LARGER * body > 0:
        # Large letters above an abstract are a title: what names alone stand between wrote it.
        authors = _alone(below[:abstract])
    return Head(
        at,
        tuple(line.line for line in title),
        title[0].top,
        all(line.line.capital for line in title),
        min(line.size for line in title) / body if body else 0.0,
        authors,
        abstract is not None,
        (near and any(belongs(line.line) for line in below[:abstract]))
        or any("@" in line.line.text for line in below[:_ADDRESSES]),
    )


def _alone(lines: Sequence[PlacedLine]) -> tuple[Piece, ...]:
    """Return the names in the first of a few lines that holds nothing else."""
    for line in lines[:_BELOW]:
        names = bare_names(line.line.text)
        if names:
            return tuple(Piece(name, span_of([line.line])) for name in names)
    return ()


def _set_apart(lines: Sequence[PlacedLine], body: float) -> Iterator[range]:
    """Yield the runs of lines that are set as a title: in capitals, or larger than the body."""
    at = 0
    for level, group in groupby(lines, key=lambda line: _level(line, body)):
        for block in _of_one_size(list(group)):
            if level and _reads_as_title(block):
                yield range(at, at + len(block))
            at += len(block)


def _of_one_size(lines: Sequence[PlacedLine]) -> Iterator[Sequence[PlacedLine]]:
    """Yield the runs of lines none of which is set much smaller than the one above."""
    first = 0
    for at in range(1, len(lines)):
        if lines[at].size < _SMALLER * lines[at - 1].size:
            yield lines[first:at]
            first = at
    yield lines[first:]


def _above_authors(lines: Sequence[PlacedLine]) -> Iterator[range]:
    """Yield the lines between the top of the page and its first authors.

    Where the title is set as the body is, its place tells, with an abstract or an address below.
    """
    read = [line.line for line in lines]
    stop = next((at for at in range(len(read[: _TITLE_LINES + 1])) if authors_in(read, at)), 0)
    if not stop:
        return
    told = any(ABSTRACT.match(line.folded) for line in read) or any(
        belongs(line) and len(line.text) <= _ADDRESS for line in read[stop + 1 : stop + 2]
    )
    if told and _reads_as_title(lines[:stop]):
        yield range(stop)


def _reads_as_title(block: Sequence[PlacedLine]) -> bool:
    pieces = [piece for line in block for piece in line.line.text.split()]
    words = [piece for piece in pieces if _WORD.search(piece)]
    short = sum(len(line.line.text) for line in block) <= _LONGEST
    return short and len(words) >= max(_FEWEST_WORDS, _WORDLIKE * len(pieces))


def _level(line: PlacedLine, body: float) -> int:
    """Return 2 for a line in larger capitals, 1 for capitals or larger letters, else 0."""
    text = line.line.text
    if len(_LETTERS.findall(text)) < _FEWEST_LETTERS or text.count(" | ") >= _MOST_CELLS:
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

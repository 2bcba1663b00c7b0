"""The paragraphs of a flowing text into its pages, or into sections where it has no pages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from indexer.extract.content import Figure
from indexer.records.files import Heading, Page, Stretch, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FEWEST = 120
"""Syllables from which a heading begins a new section."""
MOST = 400
"""Syllables at which a section ends, with or without a heading; also the size of the pieces of
an enormous paragraph."""
ENORMOUS = 2 * MOST
"""Syllables of a paragraph that is cut into pieces; no other paragraph ever is."""
LONGEST_PAGE = 5 * MOST
"""Syllables that no page of paper holds: then the page breaks of the file are not all of them."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?;…][)\"”’]?\s|\n")


class Break(IntEnum):
    """What stands before a paragraph."""

    NONE = 0
    ASKED = 1
    """Its author wanted a new page here."""
    RENDERED = 2
    """A new page began here when the file was last laid out."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a row of a table."""

    text: str
    level: int | None = None
    """Of a heading: 0 for the title of the whole, then 1 …; none for all else."""
    before: Break = Break.NONE
    figures: tuple[Figure, ...] = ()
    """Pictures as large as a page, behind the text."""
    running: bool = False
    """It is a head or foot of pages, which stands once, at the end of the flow."""


@dataclass(frozen=True, slots=True)
class Illustrated:
    """Pages, and the pictures as large as pages on them."""

    pages: tuple[Page, ...]
    figures: dict[int, tuple[Figure, ...]]
    """By the index of the page."""


@dataclass(slots=True)
class _Leaf:
    """A page or section that is being filled."""

    blocks: list[Block] = field(default_factory=list)
    size: int = 0

    def add(self, block: Block, size: int) -> None:
        self.blocks.append(block)
        self.size += size


def paginate(blocks: Iterable[Block], reader: str) -> tuple[Page, ...]:
    """Return the pages of a flowing text; pages as laid out where the file knows them.

    Without those, sections of a few hundred syllables are cut at headings, at the page breaks
    that the author asked for, else between paragraphs.
    """
    return illustrate(blocks, reader).pages


def illustrate(blocks: Iterable[Block], reader: str) -> Illustrated:
    """Return the pages of a flowing text as :func:`paginate` does, with the pictures on them.

    Where the file knows no pages, each large picture is a section of its own.
    """
    cleaned = list(_cleaned(blocks))
    if all(block.running or not block.text for block in cleaned):
        cleaned = [replace(block, running=False) for block in cleaned]
    if any(block.before is Break.RENDERED for block in cleaned):
        leaves = _split_at_breaks(cleaned)
        if all(leaf.size <= LONGEST_PAGE for leaf in leaves):
            return _illustrated(leaves, Unit.PAGE, reader)
    return _illustrated(_split_at_headings(cleaned), Unit.SECTION, reader)


def row_blocks(cells: Sequence[Sequence[Block]]) -> Iterator[Block]:
    """Yield the row of a table as one line where its cells are lines; else cell after cell.

    Cells of many lines are those of a table that lays out a page.
    """
    texts = [[block for block in cell if block.text.strip()] for cell in cells]
    if any(len(cell) > 1 for cell in texts):
        yield from (block for cell in cells for block in cell)
        return
    before = max((block.before for cell in cells for block in cell), default=Break.NONE)
    figures = tuple(each for cell in cells for block in cell for each in block.figures)
    line = " | ".join(block.text.strip() for cell in texts for block in cell)
    yield Block(line, before=before, figures=figures)


def one_page(blocks: Iterable[Block], index: int, label: str, unit: Unit, reader: str) -> Page:
    """Return all of ``blocks`` as one page, such as a slide; without text if they have none."""
    leaf = _Leaf(list(_cleaned(blocks)))
    return replace(_page(leaf, index, unit, reader), label=label)


def _cleaned(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that hold text, in NFC, and each large picture as a block of its own.

    An empty block hands its break to the next.
    """
    before = Break.NONE
    for block in blocks:
        before = max(before, block.before)
        text = unicodedata.normalize("NFC", _CONTROLS.sub("", block.text)).strip()
        if text:
            yield Block(text, block.level, before, running=block.running)
            before = Break.NONE
        for figure in block.figures:
            yield Block("", before=before, figures=(figure,))
            before = Break.NONE


def _split_at_breaks(blocks: list[Block]) -> list[_Leaf]:
    leaves: list[_Leaf] = []
    for block in blocks:
        if not leaves or block.before is not Break.NONE:
            leaves.append(_Leaf())
        leaves[-1].add(block, len(block.text.split()))
    return leaves


def _split_at_headings(blocks: list[Block]) -> list[_Leaf]:
    leaves = [_Leaf()]
    for block in blocks:
        for piece in _pieces(block):
            size = len(piece.text.split())
            if leaves[-1].blocks and _begins_section(piece, leaves[-1], size):
                leaves.append(_Leaf())
            leaves[-1].add(piece, size)
    return [leaf for leaf in leaves if leaf.blocks]


def _begins_section(block: Block, leaf: _Leaf, size: int) -> bool:
    if block.before is not Break.NONE or leaf.blocks[-1].figures:
        return True
    if all(earlier.level is not None for earlier in leaf.blocks):
        return False  # a heading stays with what follows it
    if block.figures:
        return True
    if block.level is not None:
        return leaf.size >= FEWEST
    return leaf.size >= MOST or (leaf.size >= FEWEST and leaf.size + size > ENORMOUS)


def _pieces(block: Block) -> Iterator[Block]:
    """Yield ``block``, or its pieces, cut at ends of sentences, where it is enormous."""
    words = [match.end() for match in re.finditer(r"\S+", block.text)]
    if len(words) <= ENORMOUS:
        yield block
        return
    start = 0
    before = block.before
    for at in range(MOST, len(words) + MOST, MOST):
        end = _sentence_end(block.text, start, words[min(at, len(words)) - 1])
        if text := block.text[start:end].strip():
            yield Block(text, block.level, before, running=block.running)
            before = Break.NONE
        start = end


def _sentence_end(text: str, start: int, near: int) -> int:
    """Return where the last sentence before ``near`` ends, else ``near`` itself."""
    if near >= len(text.rstrip()):
        return len(text)
    middle = start + (near - start) // 2
    ends = [match.end() for match in _SENTENCE_END.finditer(text, middle, near)]
    return ends[-1] if ends else near


def _illustrated(leaves: list[_Leaf], unit: Unit, reader: str) -> Illustrated:
    pages = tuple(_page(leaf, index, unit, reader) for index, leaf in enumerate(leaves, 1))
    figures = (tuple(each for block in leaf.blocks for each in block.figures) for leaf in leaves)
    return Illustrated(pages, {index: some for index, some in enumerate(figures, 1) if some})


def _page(leaf: _Leaf, index: int, unit: Unit, reader: str) -> Page:
    headings: list[Heading] = []
    running: list[Stretch] = []
    at = 0
    blocks = [block for block in leaf.blocks if block.text]
    for block in blocks:
        if block.level is not None:
            headings.append(Heading(at, at + len(block.text), block.level))
        if block.running:
            running.append(Stretch(at, at + len(block.text)))
        at += len(block.text) + 1
    text = "\n".join(block.text for block in blocks)
    return Page(
        index,
        str(index),
        unit,
        text,
        reader,
        headings=tuple(headings),
        running=tuple(running),
    )

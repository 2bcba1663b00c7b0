"""The parts of a Word file into one flow: body, notes, then headers, footers and diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.budget import Rationed
from indexer.extract.content import Content, clean_properties, with_figures
from indexer.extract.docx.fonts import RunFonts
from indexer.extract.docx.package import WordFile, open_word
from indexer.extract.docx.pictures import Pictures
from indexer.extract.docx.styles import heading_levels
from indexer.extract.docx.walk import Notes, Walker
from indexer.extract.flow import Block, illustrate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.budget import Budget

READER = "python-docx"


def read_docx(data: bytes, budget: Budget) -> Content:
    """Return the pages of a Word file as it was last laid out, else its sections.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    word = open_word(data)
    walker = Walker(
        heading_levels(word.of("styles")),
        _notes(word),
        RunFonts(word.of("styles")),
        Pictures(word.pictures),
    )
    blocks = Rationed(_blocks(word, walker), budget)
    flow = illustrate(blocks, READER)
    warnings = (*word.warnings, *blocks.warnings)
    content = Content(
        flow.pages,
        encodings=tuple(sorted(walker.decoder.found)),
        properties=clean_properties(word.properties),
        warnings=warnings,
        partly=bool(warnings),
        damaged=bool(word.warnings),
    )
    return with_figures(content, flow.figures)


def _notes(word: WordFile) -> Notes:
    notes = Notes()
    for part in ("footnotes", "endnotes", "comments"):
        for root in word.of(part):
            notes.add(part, root)
    return notes


def _blocks(word: WordFile, walker: Walker) -> Iterator[Block]:
    """Yield the body, and after it, once each, what is repeated on pages or stands nowhere."""
    yield from walker.blocks(word.body)
    for note in walker.rest():
        yield from walker.blocks(note)
    for role in ("header", "footer", "diagramData"):
        for root in word.of(role):
            running = role != "diagramData"
            yield from (Block(block.text, running=running) for block in walker.blocks(root))

"""The parts of a Word file into one flow: body, notes, then headers, footers and diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.content import Content, clean_properties
from indexer.extract.docx.package import WordFile, open_word
from indexer.extract.docx.styles import heading_levels
from indexer.extract.docx.walk import Notes, Walker
from indexer.extract.flow import Block, paginate

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = "python-docx"


def read_docx(data: bytes) -> Content:
    """Return the pages of a Word file as it was last laid out, else its sections.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    word = open_word(data)
    pages = paginate(_blocks(word), READER)
    return Content(
        pages,
        properties=clean_properties(word.properties),
        warnings=word.warnings,
        partly=bool(word.warnings),
        damaged=bool(word.warnings),
    )


def _blocks(word: WordFile) -> Iterator[Block]:
    """Yield the body, and after it, once each, what is repeated on pages or stands nowhere."""
    notes = Notes()
    for part in ("footnotes", "endnotes"):
        for root in word.of(part):
            notes.add(part, root)
    walker = Walker(heading_levels(word.of("styles")), notes)
    yield from walker.blocks(word.body)
    for note in notes.rest():
        yield from walker.blocks(note)
    for role in ("header", "footer", "diagramData"):
        for root in word.of(role):
            yield from (Block(block.text) for block in walker.blocks(root))

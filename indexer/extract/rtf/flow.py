"""Pieces, paragraphs, cells and rows of RTF, as they end, into blocks."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.extract.coded import Coded, Decoder
from indexer.extract.flow import Block, Break

PARAGRAPH_ENDS = frozenset({"par", "nestcell"})
BREAKS = {"page": Break.ASKED, "sect": Break.ASKED, "softpage": Break.RENDERED}
ENDS = frozenset({*PARAGRAPH_ENDS, *BREAKS, "cell", "row"})
"""The control words that end something."""


@dataclass(slots=True)
class RtfFlow:
    """A body, a note, a header or a text box that is being read."""

    decoder: Decoder
    parts: list[Coded] = field(default_factory=list)
    done: list[Block] = field(default_factory=list)
    """Blocks that are finished, for whoever reads on."""
    before: Break = Break.NONE
    asides: list[Block] = field(default_factory=list)
    """Notes and text boxes, which come after the paragraph or row they belong to."""
    _cell: list[Block] = field(default_factory=list)
    _cells: list[list[Block]] = field(default_factory=list)

    def end(self, word: str, level: int | None, *, in_table: bool) -> None:
        """Obey one of :data:`ENDS`; ``level`` is that of the paragraph, if it is a heading."""
        if word in BREAKS:
            self._break_page(BREAKS[word])
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._end_row()
        else:
            self._end_paragraph(level, in_table=in_table or word == "nestcell")

    def close(self) -> list[Block]:
        """End what is open, and return all blocks that nobody took yet."""
        if self.parts or self._cell or self._cells:
            self._end_paragraph(None, in_table=False)
        self._emit([])
        return self.take()

    def take(self) -> list[Block]:
        """Return the finished blocks, once."""
        done, self.done = self.done, []
        return done

    def _end_paragraph(self, level: int | None, *, in_table: bool) -> None:
        """End a paragraph, which may be one of a cell."""
        block = Block(self.decoder.text(self.parts), level, self.before)
        self.parts = []
        self.before = Break.NONE
        if in_table:
            if block.text.strip():
                self._cell.append(block)
            return
        if self._cells or self._cell:
            self._end_row()
        self._emit([block])

    def _end_cell(self) -> None:
        """End a cell."""
        self._end_paragraph(None, in_table=True)
        self._cells.append(self._cell)
        self._cell = []

    def _end_row(self) -> None:
        """End a row: one line if its cells have one each, else its cells one after the other."""
        cells = [cell for cell in (*self._cells, self._cell) if cell]
        self._cells, self._cell = [], []
        if all(len(cell) == 1 for cell in cells):
            before = max((cell[0].before for cell in cells), default=Break.NONE)
            line = " | ".join(cell[0].text.strip() for cell in cells)
            self._emit([Block(line, before=before)])
        else:
            self._emit([block for cell in cells for block in cell])

    def _break_page(self, kind: Break) -> None:
        """Begin a new page, here in the middle of a paragraph or not."""
        if self.parts:
            self._end_paragraph(None, in_table=False)
        self.before = max(self.before, kind)

    def _emit(self, blocks: list[Block]) -> None:
        self.done += blocks
        self.done += self.asides
        self.asides = []

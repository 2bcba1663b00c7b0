"""A text turned into a Word document with headings, tables, notes and the odd parts of Word."""

from datetime import UTC, datetime
from functools import singledispatchmethod
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table as Grid
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from tests.samples.archive import repacked
from tests.samples.blocks import (
    Block,
    Box,
    Bullets,
    Closing,
    Columns,
    Control,
    Head,
    Heading,
    Inserted,
    Paragraph,
    Rows,
    Table,
    Text,
)
from tests.samples.inline import runs
from tests.samples.word_parts import (
    add_control,
    add_insertion,
    add_note_mark,
    add_notes_part,
    add_page_field,
    add_text_box,
    blacken,
)
from tests.samples.wording import MOTTO, NATION, RECEIVERS, notice

FONT = "Times New Roman"
SIZES = {"Normal": 13, "Heading 1": 14, "Heading 2": 13, "Title": 15}
ALIGN = {
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "lead": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def word(text: Text) -> bytes:
    """Write a text as a DOCX file."""
    writer = Writer(text)
    writer.write()
    out = BytesIO()
    writer.document.save(out)
    return repacked(out.getvalue())


class Writer:
    """Writes the blocks of one text into one Word document."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.document = Document()
        self.numbers = {key: at for at, key in enumerate(text.notes, start=1)}

    def write(self) -> None:
        """Write everything."""
        self._look()
        self._properties()
        self._margins()
        banner = self.line(f"*{notice(self.text.field('language'))}*", WD_ALIGN_PARAGRAPH.CENTER)
        banner.paragraph_format.first_line_indent = Cm(0)
        for block in self.text.blocks:
            self.add(block)
        if self.text.notes:
            add_notes_part(self.document, list(self.text.notes.values()))

    def line(self, text: str, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY) -> Line:
        """Write one paragraph at the end of the document."""
        return self._fill(self.document.add_paragraph(), text, align)

    @singledispatchmethod
    def add(self, block: Block) -> None:
        """Write one block."""
        raise NotImplementedError(type(block).__name__)  # all kinds are registered below

    @add.register
    def _(self, block: Head) -> None:
        table = self.document.add_table(rows=1, cols=2)
        left = [block.above, f"**{block.unit}**", "———", block.number]
        right = [f"**{NATION}**", f"**{MOTTO}**", "———————", f"*{block.place_date}*"]
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            self._cell(cell, lines, WD_ALIGN_PARAGRAPH.CENTER)
        self.document.add_paragraph()

    @add.register
    def _(self, block: Heading) -> None:
        title = self.document.add_heading(level=0 if block.level == 1 else block.level - 1)
        align = WD_ALIGN_PARAGRAPH.CENTER if block.level == 1 else WD_ALIGN_PARAGRAPH.LEFT
        self._fill(title, block.text, align)

    @add.register
    def _(self, block: Paragraph) -> None:
        align = ALIGN.get(block.style, WD_ALIGN_PARAGRAPH.JUSTIFY)
        line = self.line(block.text, align)
        if block.style == "body":
            line.paragraph_format.first_line_indent = Cm(1)

    @add.register
    def _(self, block: Bullets) -> None:
        for item in block.items:
            line = self.document.add_paragraph(style="List Bullet")
            self._fill(line, item, WD_ALIGN_PARAGRAPH.JUSTIFY)

    @add.register
    def _(self, block: Table) -> None:
        if block.caption:
            self.line(f"**{block.caption}**", WD_ALIGN_PARAGRAPH.CENTER)
        table = self.document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
        self._rows(table, block.rows)
        if block.inner:
            cell = table.rows[-1].cells[-1]
            self._rows(cell.add_table(rows=len(block.inner), cols=len(block.inner[0])), block.inner)
            cell.add_paragraph()
        self.document.add_paragraph()

    @add.register
    def _(self, block: Columns) -> None:
        table = self.document.add_table(rows=1, cols=2)
        for cell, text in zip(table.rows[0].cells, (block.left, block.right), strict=True):
            self._cell(cell, [text], WD_ALIGN_PARAGRAPH.JUSTIFY)

    @add.register
    def _(self, block: Closing) -> None:
        table = self.document.add_table(rows=1, cols=2)
        for cell, lines in zip(table.rows[0].cells, (block.left, block.right), strict=True):
            self._signer(cell, lines)

    @add.register
    def _(self, block: Box) -> None:
        add_text_box(self.document.add_paragraph(), block.text)

    @add.register
    def _(self, block: Inserted) -> None:
        add_insertion(self.document.add_paragraph(), block)

    @add.register
    def _(self, block: Control) -> None:
        add_control(self.document.add_paragraph(f"{block.label}: "), block)

    def _rows(self, table: Grid, rows: Rows) -> None:
        table.style = self.document.styles["Table Grid"]
        for row, cells in zip(table.rows, rows, strict=True):
            head = rows.index(cells) == 0
            for cell, text in zip(row.cells, cells, strict=True):
                self._cell(cell, [f"**{text}**" if head else text], WD_ALIGN_PARAGRAPH.LEFT)

    def _signer(self, cell: _Cell, lines: tuple[str, ...]) -> None:
        if lines[0].startswith(RECEIVERS):
            self._cell(cell, [f"*{lines[0]}*", *lines[1:]], WD_ALIGN_PARAGRAPH.LEFT)
            return
        bold = [f"**{line}**" for line in lines]
        self._cell(cell, [*bold[:-1], "", "", "", *bold[-1:]], WD_ALIGN_PARAGRAPH.CENTER)

    def _cell(self, cell: _Cell, lines: list[str], align: WD_ALIGN_PARAGRAPH) -> None:
        for at, text in enumerate(lines):
            line = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            line.paragraph_format.space_after = Pt(0)
            self._fill(line, text, align)

    def _fill(self, line: Line, text: str, align: WD_ALIGN_PARAGRAPH) -> Line:
        line.alignment = align
        for run in runs(text):
            if run.kind == "note":
                add_note_mark(line, self.numbers[run.text])
                continue
            made = line.add_run(run.text)
            made.bold = True if run.kind == "bold" else None
            made.italic = True if run.kind == "italic" else None
        return line

    def _look(self) -> None:
        for name, size in SIZES.items():
            style = self.document.styles[name]
            blacken(style.element)
            style.font.name = FONT
            style.font.size = Pt(size)

    def _properties(self) -> None:
        core = self.document.core_properties
        day = datetime.fromisoformat(self.text.field("created")).replace(tzinfo=UTC)
        core.created = core.modified = day
        core.title = self.text.field("title")
        core.author = self.text.field("author")
        core.last_modified_by = self.text.field("author")
        core.keywords = self.text.field("keywords")
        core.comments = ""

    def _margins(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(2)
        header = section.header.paragraphs[0]
        self._fill(header, self.text.field("header"), WD_ALIGN_PARAGRAPH.RIGHT)
        footer = section.footer.paragraphs[0]
        self._fill(footer, f"{self.text.field('footer')} ".lstrip(), WD_ALIGN_PARAGRAPH.CENTER)
        add_page_field(footer)

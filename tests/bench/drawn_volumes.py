"""Made volumes into files, PDF or Word, and into what a scan of them would give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_BREAK
from reportlab.pdfgen.canvas import Canvas

from indexer.records.boxes import WordBox, WordBoxes
from tests.bench.made_volumes import HEIGHT, WIDTH
from tests.bench.volume_words import paragraph
from tests.samples.typeface import register

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from indexer.records.files import Page, ReadFile
    from tests.bench.made_volumes import Made

FONT = "dejavu"
_LOOKALIKE = str.maketrans({"l": "1", "o": "0", "ắ": "ă", "ệ": "ê", "m": "rn"})


def draw(made: Made, path: Path) -> None:
    """Write a volume as a PDF."""
    register(FONT)
    canvas = Canvas(str(path), (WIDTH, HEIGHT), invariant=True)
    marks = {page: [one for one in made.outline if one[2] == page] for _, _, page in made.outline}
    for number, cells in enumerate(made.pages, start=1):
        for at, (level, title, _) in enumerate(marks.get(number, ())):
            canvas.bookmarkPage(f"{number}-{at}")
            canvas.addOutlineEntry(title, f"{number}-{at}", level)
        for cell in cells:
            canvas.setFont(FONT, cell.size)
            canvas.drawString(cell.left, HEIGHT - cell.top - cell.size, cell.text)
        canvas.showPage()
    canvas.save()


def write_word(made: Made, path: Path, chance: Random, *, headings: bool) -> None:
    """Write a volume as a Word file; without ``headings`` its titles are bold paragraphs."""
    word = docx.Document()
    word.add_paragraph(made.layout.cover)
    word.add_paragraph("Hà Nội, tháng 5 năm 2019")
    for article in made.articles:
        word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        if headings:
            word.add_heading(article.title.upper(), 1)
        else:
            word.add_paragraph().add_run(article.title.upper()).bold = True
        word.add_paragraph(", ".join(f"TS. {name}" for name in article.authors))
        word.add_paragraph(f"Tóm tắt: {paragraph(chance, 4)}")
        for at in range(1, 5):
            if headings:
                word.add_heading(f"{at}. Nội dung thứ {at}", 2)
            else:
                word.add_paragraph(f"{at}. Nội dung thứ {at}")
            for _ in range(8):
                word.add_paragraph(paragraph(chance, 9))
    word.save(str(path))


def as_scanned(read: ReadFile, chance: Random) -> ReadFile:
    """Return what text recognition would give: sizes that vary, some letters wrong."""
    return replace(read, pages=tuple(_worn(page, chance) for page in read.pages))


def _worn(page: Page, chance: Random) -> Page:
    boxes = []
    for box in page.boxes:
        grown = (box.bottom - box.top) * chance.uniform(-0.12, 0.12)
        boxes.append(WordBox(box.start, box.end, box.left, box.top, box.right, box.bottom + grown))
    letters = (
        sign.translate(_LOOKALIKE)[:1] if chance.random() < 0.02 else sign for sign in page.text
    )
    text = "".join(letters)
    return replace(
        page, text=text, headings=(), boxes=WordBoxes.of(boxes), label=str(page.index), reader="ocr"
    )

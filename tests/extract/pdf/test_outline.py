from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from indexer.extract.budget import Budget
from indexer.extract.limits import Limits
from indexer.extract.pdf import read_pdf


def _pdf(entries: list[tuple[str, int]], lines: list[str]) -> bytes:
    """Return a PDF of one page of ``lines`` with an outline of titles and levels from 0."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * at, line)
    for at, (title, level) in enumerate(entries):
        canvas.bookmarkPage(str(at))
        canvas.addOutlineEntry(title, str(at), level)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_an_outline_becomes_headings() -> None:
    """An entry is found over line ends and in capitals; what does not stand there is left out."""
    entries = [("Part one", 0), ("A long title over two lines", 1), ("Nowhere to be found", 1)]
    data = _pdf(entries, ["PART ONE", "A LONG TITLE", "OVER TWO LINES", "and then its text"])
    (page,) = read_pdf(data, Budget.of(Limits())).pages
    found = [(" ".join(page.text[h.start : h.end].split()), h.level) for h in page.headings]
    assert found == [("PART ONE", 1), ("A LONG TITLE OVER TWO LINES", 2)]


def test_a_pdf_without_outline_has_no_headings() -> None:
    """Nothing is made up."""
    (page,) = read_pdf(_pdf([], ["Text"]), Budget.of(Limits())).pages
    assert page.headings == ()

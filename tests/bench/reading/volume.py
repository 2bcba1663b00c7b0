"""A volume of 600 pages into whether the word that stands on its last page alone was read."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from indexer.extract.limits import Limits
from indexer.extract.pool import ReadingPool, ReadJob

PAGES = 600
WORD = "zvonimir"

LINES = 40
"""On a full page."""
_LINE = "The delegation was received by the rector and visited the library of the academy, no. {}"


@dataclass(frozen=True, slots=True)
class Volume:
    """What reading gave of the volume."""

    pages: int
    last_page_found: bool
    cpu_seconds: float


def read_volume() -> Volume:
    """Make the volume, and read it as any other file."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_volume(Path(folder) / "volume.pdf")
        with ReadingPool(Limits(), 1) as pool:
            (outcome,) = pool.read_files([ReadJob(path, "volume")])
    pages = outcome.read.pages
    found = [page.index for page in pages if WORD in page.text]
    return Volume(len(pages), found == [PAGES], round(outcome.cpu_seconds, 2))


def write_volume(path: Path, lines: int = LINES) -> Path:
    """Write a volume of PAGES pages of ``lines``, the last with WORD; return ``path``."""
    canvas = Canvas(str(path), A4, invariant=1)
    for page in range(1, PAGES + 1):
        for line in range(lines):
            canvas.drawString(72, 770 - 18 * line, _LINE.format(lines * page + line))
        canvas.drawString(300, 30, str(page))
        if page == PAGES:
            canvas.drawString(72, 48, f"In memory of {WORD}.")
        canvas.showPage()
    canvas.save()
    return path

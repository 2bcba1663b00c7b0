"""The place of a page in a file into the text that is recognised on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.extract.budget import Budget
from indexer.extract.images import IMAGE_KINDS
from indexer.extract.kind import kind_of
from indexer.extract.legible import judge
from indexer.extract.ocr.picture import Picture, draw, draw_pasted
from indexer.extract.ocr.place import PAGE
from indexer.extract.ocr.reading import recognise
from indexer.extract.ocr.stamps import bears_stamp
from indexer.extract.ocr.tesseract import TESSERACT
from indexer.extract.read import content_of
from indexer.extract.regular import NotRead, read_regular
from indexer.extract.secrecy import SCANNED_PAGES, scanned_pages
from indexer.records.boxes import WordBoxes
from indexer.records.files import Page, ReadFile, Reading, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.content import Figure
    from indexer.extract.limits import Limits
    from indexer.extract.ocr.words import Recognised
    from indexer.extract.read import Announce

_DRAWN = frozenset({"pdf", *IMAGE_KINDS})
"""Kinds of files whose pages are pictures as a whole; in others pictures stand on pages."""
_MOST_PICTURES = 4
"""Of a page in an office file that are looked at."""
_PASTED_WORDS = 8
"""That can be read, from which a picture in an office file is a scan and not a photograph."""
_PASTED_SURE = 0.6
"""Confidence from which it is."""


def recognise_page(path: bytes, limits: Limits, announce: Announce) -> ReadFile:
    """Return the one page that :func:`page_place` named, with what is recognised on it.

    The reading is ``read``, ``no-text`` where nothing stands on the page, or why there is no
    answer, ``refused-secret`` with nothing of it for a stamp of secrecy on one of the first pages.
    Never raises for what is in the file, but :class:`MemoryError`.
    """
    path, _, number = path.rpartition(PAGE)
    budget = Budget.of(limits)
    try:
        data = read_regular(path, limits)
        kind = kind_of(data)
        announce(kind)
        if kind in _DRAWN:
            page = _drawn(draw(data, kind, int(number)), int(number), budget)
        else:
            page = _pasted(data, kind, int(number), budget)
    except NotRead as refusal:
        return ReadFile(refusal.reading, refusal.kind, warnings=(refusal.reason,))
    if page is None:
        return ReadFile(Reading.REFUSED_SECRET, "")
    return ReadFile(Reading.READ if page.text else Reading.NO_TEXT, kind, pages=(page,))


def _drawn(picture: Picture, number: int, budget: Budget) -> Page | None:
    """Return a page that is a picture as a whole; none for a stamp of secrecy."""
    found = recognise(picture, budget)
    if number <= SCANNED_PAGES and bears_stamp(found.text, picture, budget):
        return None
    return Page(
        number,
        str(number),
        Unit.PAGE,
        found.text,
        TESSERACT,
        boxes=found.boxes,
        confidence=found.confidence,
    )


def _pasted(data: bytes, kind: str, number: int, budget: Budget) -> Page | None:
    """Return a page of an office file or a letter: its own few words, then those on its pictures.

    It has no text where its pictures say nothing. None for a stamp of secrecy. A page of what is
    attached to a letter may be a picture as a whole.
    """
    content = content_of(data, kind, budget)
    if number not in content.figures:
        raise NotRead(Reading.DAMAGED, "the picture is not there any more", kind)
    page = content.pages[number - 1]
    figures = content.figures[number]
    if figures[0].kind:
        return _attached(figures[0], page, budget)
    texts: list[Recognised] = []
    for picture in _pictures(figures[:_MOST_PICTURES]):
        found = recognise(picture, budget)
        if number in scanned_pages(content.pages) and bears_stamp(found.text, picture, budget):
            return None
        if _is_scan(found.text, found.confidence):
            texts.append(found)
    letters = sum(len(found.text) for found in texts)
    if not letters:
        return replace(page, text="", headings=(), reader=TESSERACT, confidence=0.0)
    sure = sum(found.confidence * len(found.text) for found in texts) / letters
    text = "\n".join(filter(None, (page.text, *(found.text for found in texts))))
    return replace(page, text=text, reader=TESSERACT, boxes=WordBoxes(), confidence=round(sure, 3))


def _attached(figure: Figure, page: Page, budget: Budget) -> Page | None:
    """Return a page of a PDF or an image that is attached to a letter; photographs have no text."""
    found = _drawn(draw(figure.data, figure.kind, figure.number), figure.number, budget)
    if found is None:
        return None
    if figure.kind in IMAGE_KINDS and not _is_scan(found.text, found.confidence or 0.0):
        found = replace(found, text="", boxes=WordBoxes())
    return replace(found, index=page.index, label=page.label, part=page.part)


def _pictures(figures: tuple[Figure, ...]) -> Iterator[Picture]:
    return (draw_pasted(figure.data) for figure in figures)


def _is_scan(text: str, confidence: float) -> bool:
    judged = judge(text)
    return confidence >= _PASTED_SURE and judged.words * judged.share >= _PASTED_WORDS

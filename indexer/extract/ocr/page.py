"""The place of a page in a file into the text that is recognised on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.budget import Budget
from indexer.extract.kind import kind_of
from indexer.extract.legible import judge
from indexer.extract.ocr.picture import Picture, draw
from indexer.extract.ocr.tesseract import (
    LANGUAGE,
    PACKAGES,
    TESSERACT,
    Tesseract,
    find_tesseract,
)
from indexer.extract.ocr.words import Recognised, compose
from indexer.extract.programs import DIRECTORIES
from indexer.extract.regular import NotRead, read_regular
from indexer.extract.secrecy import SCANNED_PAGES, is_stamped
from indexer.language.fold import has_accent
from indexer.records.boxes import WordBoxes
from indexer.records.files import Page, ReadFile, Reading, Unit

if TYPE_CHECKING:
    from indexer.extract.limits import Limits
    from indexer.extract.read import Announce

RECOGNISER = f"{__name__}:recognise_page"
"""As a :class:`indexer.extract.pool.ReadingPool` names its reader."""

_PAGE = b"#page="
"""Between path and number, as in links to a page of a PDF (RFC 8118, 3)."""
_ENGLISH, _ORIENTATION = "eng", "osd"
_BY_ITSELF, _TURNING, _SPARSE = 3, 1, 11
_SURE = 0.8
"""Confidence under which a page may stand on its side."""
_LEAST = 0.4
"""Confidence under which there is no text: dirt, drawings and photographs read as letters."""
_FEW_MARKS = 0.2
"""Share of words with letters of Vietnamese alone, under which a page may be English; in
Vietnamese it is over a half."""


def page_place(path: bytes, number: int) -> bytes:
    """Return how the pool is told of page ``number``, from 1, of the file at ``path``."""
    return path + _PAGE + str(number).encode()


def recognise_page(path: bytes, limits: Limits, announce: Announce) -> ReadFile:
    """Return the one page that :func:`page_place` named, with what is recognised on it.

    The reading is ``read``, ``no-text`` where nothing stands on the page, or why there is no
    answer, ``refused-secret`` with nothing of it for a stamp of secrecy on one of the first pages.
    Never raises for what is in the file, but :class:`MemoryError`.
    """
    path, _, number = path.rpartition(_PAGE)
    budget = Budget.of(limits)
    try:
        data = read_regular(path, limits)
        kind = kind_of(data)
        announce(kind)
        picture = draw(data, kind, int(number))
        recognised = recognise(picture, budget)
        if int(number) <= SCANNED_PAGES and _is_stamped(recognised, picture, budget):
            return ReadFile(Reading.REFUSED_SECRET, "")
    except NotRead as refusal:
        return ReadFile(refusal.reading, refusal.kind, warnings=(refusal.reason,))
    page = Page(
        int(number),
        number.decode(),
        Unit.PAGE,
        recognised.text,
        TESSERACT,
        boxes=recognised.boxes,
        confidence=recognised.confidence,
    )
    return ReadFile(Reading.READ if page.text else Reading.NO_TEXT, kind, pages=(page,))


def _is_stamped(recognised: Recognised, picture: Picture, budget: Budget) -> bool:
    """Whether a stamp of secrecy stands on a page; a second look finds words that stand alone."""
    tesseract = find_tesseract()
    if tesseract is None:
        return False
    sparse = _Reader(tesseract, picture, budget).read(LANGUAGE, _SPARSE)
    texts = (recognised.text, sparse.text)
    return any(
        is_stamped([Page(1, "1", Unit.PAGE, text, TESSERACT, confidence=0.0)]) for text in texts
    )


def recognise(picture: Picture, budget: Budget, directories: str = DIRECTORIES) -> Recognised:
    """Return what stands on ``picture``, read as Vietnamese or English, upright or turned.

    Raises :class:`NotRead`, with ``awaiting-tool`` where Tesseract is missing.
    """
    tesseract = find_tesseract(directories)
    if tesseract is None:
        raise NotRead(Reading.AWAITING_TOOL, needed())
    best = _Reader(tesseract, picture, budget).best()
    return best if best.confidence >= _LEAST else Recognised("", WordBoxes(), 0.0)


def needed() -> str:
    """Return in words what has to be installed."""
    return f"text recognition needs the Debian packages {' '.join(PACKAGES)}"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Tesseract with a picture before it."""

    tesseract: Tesseract
    picture: Picture
    budget: Budget

    def best(self) -> Recognised:
        """Return what comes out upright, or turned where that is better."""
        upright = self.read(LANGUAGE, _BY_ITSELF)
        if upright.confidence >= _SURE or _ORIENTATION not in self.tesseract.languages:
            return self.in_language(upright, _BY_ITSELF)
        turned = self.read(LANGUAGE, _TURNING)
        if _worth(turned) > _worth(upright):
            return self.in_language(turned, _TURNING)
        return self.in_language(upright, _BY_ITSELF)

    def read(self, language: str, mode: int) -> Recognised:
        table = self.tesseract.read(self.picture, language, mode, self.budget)
        return compose(table, self.picture.dpi)

    def in_language(self, read: Recognised, mode: int) -> Recognised:
        """Return ``read``, or what comes out in English where that is surer.

        Both models at once read Vietnamese worse than the one alone, and take twice the time.
        """
        words = read.text.split()
        marked = sum(map(has_accent, words))
        if not words or marked >= _FEW_MARKS * len(words):
            return read
        if _ENGLISH not in self.tesseract.languages:
            return read
        english = self.read(_ENGLISH, mode)
        return english if english.confidence > read.confidence else read


def _worth(read: Recognised) -> float:
    """Return how much was recognised: letters of readable words, as sure as they are."""
    return read.confidence * judge(read.text).share * len(read.text)

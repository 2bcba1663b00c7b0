"""A picture of a page into what stands on it, read as Vietnamese or English, upright or turned."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.extract.budget import Budget
from indexer.extract.legible import judge
from indexer.extract.ocr.picture import Picture
from indexer.extract.ocr.tesseract import LANGUAGE, Tesseract, find_tesseract, needed
from indexer.extract.ocr.words import Line, Recognised, compose, lines_of, with_english
from indexer.extract.programs import DIRECTORIES
from indexer.extract.regular import NotRead
from indexer.records.boxes import WordBoxes
from indexer.records.files import Reading

_ENGLISH, _ORIENTATION = "eng", "osd"
_BY_ITSELF, _TURNING, _SPARSE = 3, 1, 11
_SURE = 0.8
"""Confidence under which a page may stand on its side."""
_LEAST = 0.4
"""Confidence under which there is no text: dirt, drawings and photographs read as letters."""
_MANY_LINES, _MOST_LINES = 3, 0.5
"""In English, or that share of all, from which a page is read as English too."""


def recognise(picture: Picture, budget: Budget, directories: str = DIRECTORIES) -> Recognised:
    """Return what stands on ``picture``, read as Vietnamese or English, upright or turned.

    Raises :class:`NotRead`, with ``awaiting-tool`` where Tesseract is missing.
    """
    tesseract = find_tesseract(directories)
    if tesseract is None:
        raise NotRead(Reading.AWAITING_TOOL, needed())
    best = _Reader(tesseract, picture, budget).best()
    light = picture.without_colours()
    if light is not None:
        best = max(best, _Reader(tesseract, light, budget).best(), key=_worth)
    if best.confidence < _LEAST:
        return Recognised("", WordBoxes(), 0.0)
    return replace(best, boxes=picture.on_page(best.boxes))


def recognise_scattered(picture: Picture, budget: Budget) -> Recognised:
    """Return the words on ``picture`` wherever they stand alone, such as stamps.

    Raises :class:`NotRead`.
    """
    tesseract = find_tesseract()
    if tesseract is None:
        raise NotRead(Reading.AWAITING_TOOL, needed())
    reader = _Reader(tesseract, picture, budget)
    return reader.page(reader.lines(LANGUAGE, _SPARSE))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Tesseract with a picture before it."""

    tesseract: Tesseract
    picture: Picture
    budget: Budget

    def best(self) -> Recognised:
        """Return what comes out upright, or turned where that is better."""
        upright = self.lines(LANGUAGE, _BY_ITSELF)
        seen = self.page(upright)
        if seen.confidence >= _SURE or _ORIENTATION not in self.tesseract.languages:
            return self.in_languages(upright, _BY_ITSELF)
        turned = self.lines(LANGUAGE, _TURNING)
        if _worth(self.page(turned)) > _worth(seen):
            return self.in_languages(turned, _TURNING)
        return self.in_languages(upright, _BY_ITSELF)

    def in_languages(self, lines: list[Line], mode: int) -> Recognised:
        """Return the page of ``lines``, those in English as the model of English reads them.

        Both models at once read Vietnamese worse than the one alone, and take twice the time.
        """
        if _ENGLISH in self.tesseract.languages and _may_be_english(lines):
            lines = with_english(lines, self.lines(_ENGLISH, mode))
        return self.page(lines)

    def lines(self, language: str, mode: int) -> list[Line]:
        return lines_of(self.tesseract.read(self.picture, language, mode, self.budget))

    def page(self, lines: list[Line]) -> Recognised:
        return compose(lines, self.picture.dpi)


def _may_be_english(lines: list[Line]) -> bool:
    """Whether there are lines enough in English to read the page for their sake once more."""
    foreign = sum(line.is_foreign for line in lines)
    return foreign >= _MANY_LINES or foreign > _MOST_LINES * len(lines)


def _worth(read: Recognised) -> float:
    """Return how much was recognised: letters of readable words, as sure as they are."""
    return read.confidence * judge(read.text).share * len(read.text)

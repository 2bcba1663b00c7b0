"""Tesseract's table of words into the text of a page with boxes and confidence."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.pdf.edits import HYPHEN, clean
from indexer.records.boxes import WordBox, WordBoxes

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD_LEVEL = "5"
_FIELDS = 12
_POINTS = 72
_SURE_OF_MARKS = 60.0
"""Per cent, from which a word without letter or digit is taken for one: below it is dirt."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a page."""

    text: str
    boxes: WordBoxes
    """In points from the top left of the page as displayed."""
    confidence: float
    """Mean of the words by length, 0 to 1; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it stands in the table; the box in pixels."""

    line: tuple[str, str, str]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    """In per cent."""
    text: str

    @property
    def is_dirt(self) -> bool:
        """Whether it is a speck or a rule rather than a word."""
        return self.confidence < _SURE_OF_MARKS and not any(map(str.isalnum, self.text))


def compose(table: str, dpi: float) -> Recognised:
    """Return the page of a TSV table, whose picture has ``dpi`` pixels to an inch.

    A line of the picture is a line of the text; words broken at line ends are joined as in PDFs.
    """
    words = [word for word in _words(table) if not word.is_dirt]
    lines = [list(line) for _, line in groupby(words, lambda word: word.line)]
    raw, boxes = "", []
    for line in lines:
        for word in line:
            start = len(raw)
            raw += word.text
            boxes.append(_box(word, start, len(raw), _POINTS / dpi))
            raw += " "
        raw = _with_line_end(raw)
    return _cleaned(raw, boxes, _confidence(words))


def _words(table: str) -> Iterator[_Word]:
    # The columns: level, page, block, paragraph, line, word, left, top, width, height, conf, text.
    for row in table.split("\n"):
        cells = row.split("\t", _FIELDS - 1)
        if len(cells) == _FIELDS and cells[0] == _WORD_LEVEL and cells[-1].strip():
            left, top, width, height = map(int, cells[6:10])
            line = (cells[2], cells[3], cells[4])
            text = unicodedata.normalize("NFC", "".join(cells[-1].split()))
            yield _Word(line, left, top, width, height, float(cells[10]), text)


def _box(word: _Word, start: int, end: int, scale: float) -> WordBox:
    left, top = word.left * scale, word.top * scale
    right, bottom = left + word.width * scale, top + word.height * scale
    return WordBox(start, end, left, top, right, bottom)


def _with_line_end(raw: str) -> str:
    """Return ``raw``, which ends with a space, with the end of its line, or the mark of a break."""
    word = raw[:-1]
    broken = word.endswith("-") and word[-2:-1].isalpha()
    return word[:-1] + HYPHEN if broken else word + "\n"


def _cleaned(raw: str, boxes: list[WordBox], confidence: float) -> Recognised:
    raw = raw.rstrip("\n" + HYPHEN)
    cleaned = clean(raw)
    ends = [(box.start, min(box.end, len(raw))) for box in boxes]
    places = cleaned.places(np.array(ends, np.int32).reshape(-1, 2)).tolist()
    placed = (
        replace(box, start=start, end=end) for box, (start, end) in zip(boxes, places, strict=True)
    )
    return Recognised(cleaned.text, WordBoxes.of(placed), confidence)


def _confidence(words: list[_Word]) -> float:
    letters = sum(len(word.text) for word in words)
    total = sum(len(word.text) * word.confidence for word in words)
    return round(total / letters / 100, 3) if letters else 0.0

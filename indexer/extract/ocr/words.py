"""Tesseract's tables of words into the text of a page with boxes and confidence."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.pdf.edits import HYPHEN, clean
from indexer.language.fold import has_accent
from indexer.records.boxes import WordBox, WordBoxes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD_LEVEL = "5"
_FIELDS = 12
_POINTS = 72
_SURE_OF_MARKS = 60.0
"""Per cent, from which a word without letter or digit is taken for one: below it is dirt."""
_SIGNS = ".,;:!?()[]\"'“”‘’"
_FEWEST = 4
"""Words of a line that is looked at for its language; fewer are names, places and dates."""
_FEW_MARKS = 0.2
"""Share of words with letters of Vietnamese alone, under which a line may be English; in
Vietnamese it is over a half."""
_SAME = 0.6
"""Overlap from which two lines are readings of one."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a page."""

    text: str
    boxes: WordBoxes
    """In points from the top left of the page as displayed."""
    confidence: float
    """Mean of the words by length, 0 to 1; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Word:
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


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words."""

    words: tuple[Word, ...]

    @property
    def confidence(self) -> float:
        """Mean of the words by length, 0 to 1."""
        return _confidence(self.words)

    @property
    def is_foreign(self) -> bool:
        """Whether it may be English: words enough, and few with letters of Vietnamese alone."""
        words = [word.text for word in self.words if word.text.strip(_SIGNS).isalpha()]
        return len(words) >= _FEWEST and sum(map(has_accent, words)) < _FEW_MARKS * len(words)

    def overlap(self, other: Line) -> float:
        """Return what the boxes of two lines have in common, as a share of both together."""
        one, two = self._box(), other._box()
        width = min(one.right, two.right) - max(one.left, two.left)
        height = min(one.bottom, two.bottom) - max(one.top, two.top)
        if min(width, height) <= 0:
            return 0.0
        return width * height / (one.area + two.area - width * height)

    def _box(self) -> _Box:
        return _Box(
            min(word.left for word in self.words),
            min(word.top for word in self.words),
            max(word.left + word.width for word in self.words),
            max(word.top + word.height for word in self.words),
        )


@dataclass(frozen=True, slots=True)
class _Box:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        return max(1, (self.right - self.left) * (self.bottom - self.top))


def lines_of(table: str) -> list[Line]:
    """Return the lines of a TSV table, without dirt."""
    words = [word for word in _words(table) if not word.is_dirt]
    return [Line(tuple(line)) for _, line in groupby(words, lambda word: word.line)]


def with_english(lines: Sequence[Line], english: Sequence[Line]) -> list[Line]:
    """Return ``lines``, and in place of those that may be English the same of ``english``.

    Both are readings of one picture; a line is taken where it is the surer one.
    """
    return [_surer(line, english) if line.is_foreign else line for line in lines]


def _surer(line: Line, others: Sequence[Line]) -> Line:
    same = max(others, key=line.overlap, default=line)
    if line.overlap(same) < _SAME or same.confidence <= line.confidence:
        return line
    return same


def compose(lines: Sequence[Line], dpi: float) -> Recognised:
    """Return the page that has ``lines``, whose picture has ``dpi`` pixels to an inch.

    A line of the picture is a line of the text; words broken at line ends are joined as in PDFs.
    """
    raw, boxes = "", []
    for line in lines:
        for word in line.words:
            start = len(raw)
            raw += word.text
            boxes.append(_box(word, start, len(raw), _POINTS / dpi))
            raw += " "
        raw = _with_line_end(raw)
    return _cleaned(raw, boxes, _confidence([word for line in lines for word in line.words]))


def _words(table: str) -> Iterator[Word]:
    # The columns: level, page, block, paragraph, line, word, left, top, width, height, conf, text.
    for row in table.split("\n"):
        cells = row.split("\t", _FIELDS - 1)
        if len(cells) == _FIELDS and cells[0] == _WORD_LEVEL and cells[-1].strip():
            left, top, width, height = map(int, cells[6:10])
            line = (cells[2], cells[3], cells[4])
            text = unicodedata.normalize("NFC", "".join(cells[-1].split()))
            yield Word(line, left, top, width, height, float(cells[10]), text)


def _box(word: Word, start: int, end: int, scale: float) -> WordBox:
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


def _confidence(words: Sequence[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    total = sum(len(word.text) * word.confidence for word in words)
    return round(total / letters / 100, 3) if letters else 0.0

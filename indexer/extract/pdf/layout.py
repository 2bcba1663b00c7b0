"""The characters that pdfminer found on a page into lines of words, with their boxes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pdfminer.layout import LTAnno, LTChar, LTContainer, LTPage, LTTextLine

from indexer.records.boxes import WordBox, WordBoxes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_UNCLEAN = re.compile("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class _Word:
    """A word that is being gathered, with its box in pdfminer's coordinates (from below)."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def add(self, character: LTChar) -> None:
        self.text += character.get_text()
        self.left = min(self.left, character.x0)
        self.bottom = min(self.bottom, character.y0)
        self.right = max(self.right, character.x1)
        self.top = max(self.top, character.y1)


@dataclass(slots=True)
class Setting:
    """The text of a page as it is set, word by word."""

    height: float
    pieces: list[str] = field(default_factory=list)
    boxes: list[WordBox] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """All words so far."""
        return "".join(self.pieces)

    def packed(self) -> WordBoxes:
        """Return the boxes of all words so far."""
        return WordBoxes.of(self.boxes)

    def line(self, words: Iterable[_Word]) -> None:
        """Set one line."""
        between = "\n" if self.pieces else ""
        for word in words:
            text = unicodedata.normalize("NFC", _UNCLEAN.sub("", word.text))
            if not text:
                continue
            start = self.length + len(between)
            self.pieces += (between, text)
            self.length = start + len(text)
            top, bottom = self.height - word.top, self.height - word.bottom
            self.boxes.append(WordBox(start, self.length, word.left, top, word.right, bottom))
            between = " "


def set_page(page: LTPage) -> Setting:
    """Return the text of a page in the order that pdfminer's analysis found."""
    setting = Setting(page.height)
    for line in _lines(page):
        setting.line(_words(line))
    return setting


def _lines(container: Iterable[object]) -> Iterator[list[LTChar | LTAnno]]:
    """Yield the lines in ``container``; characters that are in no line make lines by place."""
    stray: list[LTChar | LTAnno] = []
    for item in container:
        if isinstance(item, LTTextLine):
            yield list(item)
        elif isinstance(item, LTChar):
            if stray and not _follows(stray[-1], item):
                yield stray
                stray = []
            stray.append(item)
        elif isinstance(item, LTContainer):
            yield from _lines(item)
    if stray:
        yield stray


def _follows(last: LTChar | LTAnno, character: LTChar) -> bool:
    """Whether a character stands on the line of the one before it."""
    return isinstance(last, LTChar) and abs(last.y0 - character.y0) < character.size / 2


def _words(line: list[LTChar | LTAnno]) -> Iterator[_Word]:
    word: _Word | None = None
    for part in line:
        if isinstance(part, LTAnno) or part.get_text().isspace():
            if word is not None:
                yield word
            word = None
        elif word is None or part.x0 - word.right > 2 * part.size:
            if word is not None:
                yield word
            word = _Word(part.get_text(), part.x0, part.y0, part.x1, part.y1)
        else:
            word.add(part)
    if word is not None:
        yield word

"""The raw text of a page, as the file draws it, into one in the order in which people read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from indexer.extract.pdf.blocks import Piece
from indexer.extract.pdf.edits import HYPHEN
from indexer.extract.pdf.order import Line, in_reading_order
from indexer.extract.pdf.pieces import Boxes, Pieces, is_sound, pieces_of
from indexer.extract.pdf.tables import find_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from indexer.extract.pdf.tables import Rule, Table

_BETWEEN_CELLS: Final = " | "
_SHORT: Final = 2
"""Letters of words that are taller than wide anyway."""
_MOST: Final = 1_500
"""Pieces of a page that is put in order; more are drawings and maps, and cost time."""
_MOTTO: Final = re.compile(r"\bC\w{3,4}\s+H\w{2,3}\s+X\w{1,2}\s+H\w{2,3}\s+CH\w{1,2}\s+NGH\w+\s+VI")
"""CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, however its marks are written."""
_HYPHENS: Final = frozenset("-\u00ad\u2010")


@dataclass(frozen=True, slots=True)
class Words:
    """A text with the places of its words, and their boxes."""

    text: str
    spans: NDArray[np.int32]
    """Start and end of each."""
    boxes: Boxes


def arrange(
    words: Words, height: int, rules: Callable[[], Sequence[Rule]], *, mixed: bool = False
) -> Words:
    """Return ``words`` as read; the very same where their order is sound.

    ``height`` is that of the page in tenths of a point; ``rules`` is asked where there are tables.
    Words are ``mixed`` if some come last that were put upon the finished page.
    """
    if len(words.spans) < 2 or _is_sideways(words):
        return words
    mottos = _mottos(words)
    ends = _line_ends(words)
    ends[mottos[mottos > 0] - 1] = True
    pieces = pieces_of(words.boxes, ends)
    known = not mixed and not len(mottos)
    if len(pieces.starts) > _MOST or (known and is_sound(pieces)):
        return words
    placed = _placed(pieces, np.searchsorted(pieces.starts, mottos))
    lines = in_reading_order(placed, height)
    if any(len(line.cells) > 1 for line in lines):
        tables = find_tables(placed, rules())
        lines = _with_tables(placed, height, tables) if tables else lines
    return _composed(words, pieces.starts, lines)


def _mottos(words: Words) -> NDArray[np.intp]:
    """Return the words with which the nation's name begins, as in the heads of letters."""
    # Most pages are without; to look for a word of it takes a tenth of the time.
    seen = "NGH" in words.text
    at = [found.start() for found in _MOTTO.finditer(words.text)] if seen else []
    return np.searchsorted(words.spans[:, 0], np.array(at, np.int32))


def _placed(pieces: Pieces, mottos: NDArray[np.intp]) -> list[Piece]:
    """Return the pieces with their places; the nation's name stands off from the issuer's."""
    left, top, right, bottom = places = pieces.middles.T.copy()
    left[mottos] += np.minimum(
        2 * (bottom[mottos] - top[mottos]), (right[mottos] - left[mottos]) // 2
    )
    return [*map(Piece, *places[[1, 0, 3, 2]].tolist(), count())]


def _with_tables(placed: list[Piece], height: int, tables: Sequence[Table]) -> list[Line]:
    """Return the lines of a page, each of its tables read as one thing."""
    inside = frozenset().union(*(table.pieces for table in tables))
    outside = [piece for piece in placed if piece.number not in inside]
    blocks = [
        Piece(table.top, table.left, table.bottom, table.right, len(placed) + at)
        for at, table in enumerate(tables)
    ]
    found: list[Line] = []
    for line in in_reading_order([*outside, *blocks], height):
        for number in (number for cell in line.cells for number in cell):
            if number >= len(placed):
                found += tables[number - len(placed)].lines
        words = (tuple(one for one in cell if one < len(placed)) for cell in line.cells)
        found += [Line(cells)] if (cells := tuple(cell for cell in words if cell)) else []
    return found


def _is_sideways(words: Words) -> bool:
    """Whether words are taller than wide: the lines run up or down the page."""
    left, top, right, bottom = words.boxes.T
    taller = bottom - top - right + left
    return bool(taller[words.spans[:, 1] - words.spans[:, 0] > _SHORT].sum() > 0)


def _line_ends(words: Words) -> NDArray[np.bool_]:
    """Return after which words a line ends in the text."""
    ends = np.zeros(len(words.spans), np.bool_)
    points = np.frombuffer(words.text.encode("utf-32-le", "surrogatepass"), "<u4")
    ends_line = ((points >= ord("\n")) & (points <= ord("\r"))) | (points == ord(HYPHEN))
    at = np.flatnonzero(ends_line).astype(np.int32)
    before = np.searchsorted(words.spans[:, 0], at) - 1
    ends[before[before >= 0]] = True
    ends[-1] = True
    return ends


@dataclass(frozen=True, slots=True)
class _Setting:
    """Pieces in the order of a text, and what follows each of them there."""

    pieces: list[int]
    after: list[str]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> _Setting:
        """Return the pieces of ``lines``, as if no word went on behind one."""
        pieces: list[int] = []
        after: list[str] = []
        for line in lines:
            for cell in line.cells:
                pieces += cell
                after += [" "] * (len(cell) - 1)
                after.append(_BETWEEN_CELLS)
            after[-1] = "\n"
        return cls(pieces, after)


def _composed(words: Words, starts: NDArray[np.intp], lines: Iterable[Line]) -> Words:
    """Return the text of ``lines``, whose pieces begin with the words ``starts``."""
    setting = _Setting.of(lines)
    firsts = starts[setting.pieces]
    stops = np.append(starts[1:], len(words.spans))[setting.pieces]
    begins = words.spans[firsts, 0]
    texts = _texts(words.text, begins, words.spans[stops - 1, 1], setting.after)
    setting.after[-1] = ""
    lengths = np.fromiter(map(len, texts), np.int32, len(texts))
    sizes = lengths + np.fromiter(map(len, setting.after), np.int32, len(texts))
    offsets = np.cumsum(sizes, dtype=np.int32) - sizes
    counts = stops - firsts
    last = np.cumsum(counts) - 1
    order = np.repeat(stops - last - 1, counts) + np.arange(len(words.spans))
    spans = words.spans[order] + np.repeat(offsets - begins, counts)[:, None]
    # Of a hyphen that was a letter of its word nothing is left in it.
    spans[last, 1] = offsets + lengths
    text = "".join(chain.from_iterable(zip(texts, setting.after, strict=True)))
    return Words(text, spans, words.boxes[order])


def _texts(
    text: str, begins: NDArray[np.int32], ends: NDArray[np.int32], after: list[str]
) -> list[str]:
    """Return the pieces of ``text``; what tells that a word goes on behind one is put ``after``."""
    places = [*zip(begins.tolist(), ends.tolist(), strict=True)]
    texts = [text[begin:end] for begin, end in places]
    for at, piece in enumerate(texts):
        if piece[-1] in _HYPHENS and after[at] == "\n" and piece[-2:-1].isalpha():
            texts[at], after[at] = piece[:-1], HYPHEN
    for at, (begin, end) in enumerate(places) if HYPHEN in text else ():
        if text[end : end + 1] == HYPHEN:
            texts[at] = text[begin:end]
            after[at] = "-" + _BETWEEN_CELLS if after[at] == _BETWEEN_CELLS else HYPHEN
    return texts

"""The raw text of a page, as the file draws it, into one in the order in which people read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.extract.pdf.blocks import Piece
from indexer.extract.pdf.edits import HYPHEN
from indexer.extract.pdf.order import Line, in_reading_order
from indexer.extract.pdf.pieces import Boxes, Pieces, is_sound, pieces_of
from indexer.extract.pdf.tables import find_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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


def arrange(words: Words, height: int, rules: Callable[[], Sequence[Rule]]) -> Words:
    """Return ``words`` as read; the very same where their order is sound.

    ``height`` is that of the page in tenths of a point; ``rules`` is asked where there are tables.
    """
    if len(words.spans) < 2 or _is_sideways(words):
        return words
    mottos = _mottos(words)
    ends = _line_ends(words)
    ends[mottos[mottos > 0] - 1] = True
    pieces = pieces_of(words.boxes, ends)
    if len(pieces.starts) > _MOST or (is_sound(pieces) and not len(mottos)):
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
    numbered = np.column_stack((np.arange(len(pieces.starts)), pieces.middles))
    numbered[mottos, 1] += np.minimum(
        2 * (numbered[mottos, 4] - numbered[mottos, 2]),
        (numbered[mottos, 3] - numbered[mottos, 1]) // 2,
    )
    return [Piece._make(one) for one in numbered.tolist()]


def _with_tables(placed: list[Piece], height: int, tables: Sequence[Table]) -> list[Line]:
    """Return the lines of a page, each of its tables read as one thing."""
    inside = frozenset().union(*(table.pieces for table in tables))
    outside = [piece for piece in placed if piece.number not in inside]
    blocks = [
        Piece(len(placed) + at, table.left, table.top, table.right, table.bottom)
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
    left, top, right, bottom = words.boxes[words.spans[:, 1] - words.spans[:, 0] > _SHORT].T
    return bool((bottom - top).sum() > (right - left).sum())


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


class _Part(NamedTuple):
    """A piece in the new text."""

    piece: int
    text: str
    after: str


def _composed(words: Words, starts: NDArray[np.intp], lines: Iterable[Line]) -> Words:
    """Return the text of ``lines``, whose pieces begin with the words ``starts``."""
    stops = np.append(starts[1:], len(words.spans))
    begins, ends = words.spans[starts, 0], words.spans[stops - 1, 1]
    texts = [
        words.text[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
    ]
    broken = [words.text[end : end + 1] == HYPHEN for end in ends.tolist()]
    parts = list(_parts(lines, texts, broken))
    parts[-1] = parts[-1]._replace(after="")
    pieces = np.array([piece for piece, _, _ in parts])
    lengths = np.array([(len(text), len(after)) for _, text, after in parts])
    offsets = np.cumsum(lengths.sum(axis=1)) - lengths.sum(axis=1)
    counts = (stops - starts)[pieces]
    last = np.cumsum(counts) - 1
    order = np.repeat(starts[pieces] - last - 1 + counts, counts) + np.arange(len(words.spans))
    moved = np.repeat(offsets - begins[pieces], counts).astype(np.int32)
    spans = words.spans[order] + moved[:, None]
    # Of a hyphen that was a letter of its word nothing is left in it.
    spans[last, 1] = offsets + lengths[:, 0]
    text = "".join([text + after for _, text, after in parts])
    return Words(text, spans, words.boxes[order])


def _parts(lines: Iterable[Line], texts: list[str], broken: list[bool]) -> Iterator[_Part]:
    for line in lines:
        for at, cell in enumerate(line.cells, 1):
            for piece in cell[:-1]:
                yield _Part(piece, texts[piece], HYPHEN if broken[piece] else " ")
            last, text = cell[-1], texts[cell[-1]]
            if at < len(line.cells):
                yield _Part(last, text, "-" * broken[last] + _BETWEEN_CELLS)
            elif broken[last]:
                yield _Part(last, text, HYPHEN)
            elif text[-1] in _HYPHENS and text[-2:-1].isalpha():
                yield _Part(last, text[:-1], HYPHEN)
            else:
                yield _Part(last, text, "\n")

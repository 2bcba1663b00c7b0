"""A PDF into the text of its pages by pdfium, with labels, sizes and the boxes of the words."""

from __future__ import annotations

import ctypes
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from indexer.extract.pdf.annotations import (
    Entries,
    bears_text,
    entries_on,
    flatten,
    shown_upon,
)
from indexer.extract.pdf.arranging import Words, arrange
from indexer.extract.pdf.edits import HYPHEN, Cleaned, clean
from indexer.extract.pdf.outline import Bookmark
from indexer.extract.pdf.rules import rules_on
from indexer.extract.pdf.sheet import Sheet
from indexer.extract.pdf.tables import Rule
from indexer.extract.regular import NotRead
from indexer.records.boxes import WordBoxes
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

READER = "pypdfium2"

_Handle = Any
"""A page or its text, as ctypes hands it on; the bindings have no types."""

_IN_WORDS = np.array([not chr(unit).isspace() and chr(unit) != HYPHEN for unit in range(0x10000)])
"""Whether a character is a part of a word, of those that need one UTF-16 unit."""
_BLANK_PATHS = 50
"""Lines and frames on a page without text that make it no drawing, so a blank page."""
_FARTHEST = 200_000
"""Tenths of a point; pages are at most 14,400 points wide."""

_PROPERTIES = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "Creator": "creator",
    "Producer": "producer",
    "CreationDate": "created",
    "ModDate": "modified",
}

_SIDES = (
    ((0, 1, 2, 3), (1, -1, 1, -1), (0, 1, 0, 1)),
    ((3, 0, 1, 2), (1, 1, 1, 1), (3, 0, 3, 0)),
    ((2, 3, 0, 1), (-1, 1, -1, 1), (2, 3, 2, 3)),
    ((1, 2, 3, 0), (-1, -1, -1, -1), (1, 2, 1, 2)),
)
"""By quarters that a page is turned: which side of a box (left, top, right, bottom) is which as
displayed, whether it counts up or down, and from which edge of the page."""

_OUTLINE_DEPTH = 4
_OUTLINE_ENTRIES = 5_000

_SLOTS = 2048
"""Boxes that are asked for in one go, those of a long page."""

# Called with whole numbers of C and ready references, it costs a quarter of what the binding's own
# prototype does, which converts every argument anew.
_loose_box = ctypes.PYFUNCTYPE(None)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in its own coordinates, and how it is turned for display."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int
    """Quarters, clockwise."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = abs(self.right - self.left), abs(self.top - self.bottom)
        return (height, width) if self.turns % 2 else (width, height)


class PdfiumReader:
    """A PDF opened by pdfium; pages are numbered from 0 here."""

    def __init__(self, data: bytes, encodings: Sequence[frozenset[str]] = ()) -> None:
        """Open the PDF in ``data``; raises :class:`NotRead` when pdfium cannot.

        ``encodings`` are the names of the old encodings on each page, where they were mended.
        """
        self._encodings = encodings
        self._page: _Handle | None = None
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
            reading = Reading.ENCRYPTED if locked else Reading.DAMAGED
            raise NotRead(reading, f"pypdfium2: {error}", "pdf") from error
        self.count = len(self._document)

    def close(self) -> None:
        """Give the memory back."""
        self._turn_to(None)
        self._document.close()

    def _turn_to(self, page: _Handle | None) -> None:
        """Close the page before, whose fonts pdfium would else load again for ``page``."""
        if self._page:
            pdfium.FPDF_ClosePage(self._page)
        self._page = page

    def properties(self) -> dict[str, str]:
        """Return the embedded metadata as it stands in the file."""
        found = self._document.get_metadata_dict(skip_empty=True)
        return {_PROPERTIES[key]: value for key, value in found.items() if key in _PROPERTIES}

    def label(self, index: int) -> str:
        """Return the number that the PDF names for a page, or an empty string."""
        return str(self._document.get_page_label(index)).strip()

    def outline(self) -> tuple[Bookmark, ...]:
        """Return the entries of the outline that lead to a page, as many as one could look at."""
        entries = islice(self._document.get_toc(max_depth=_OUTLINE_DEPTH), _OUTLINE_ENTRIES)
        found = ((entry, entry.get_dest()) for entry in entries)
        led = ((entry, dest.get_index()) for entry, dest in found if dest is not None)
        return tuple(
            Bookmark(entry.get_title(), page, entry.level + 1)
            for entry, page in led
            if page is not None and 0 <= page < self.count
        )

    def read(self, index: int) -> Sheet:
        """Return a page; raises :class:`NotRead` when pdfium cannot load it."""
        self._load(index)
        entries = None
        if bears_text(self._page):
            entries = entries_on(self._page, self._forms)
            flatten(self._page)
            self._load(index)
        sheet = _read_page(self._page, entries)
        encodings = self._encodings[index] if index < len(self._encodings) else frozenset()
        if not encodings:
            return sheet
        name = "+".join((READER, *sorted(map(str.lower, encodings))))
        return replace(sheet, reader=name, encodings=encodings)

    def _load(self, index: int) -> None:
        page = pdfium.FPDF_LoadPage(self._document, index)
        if not page:
            raise NotRead(Reading.DAMAGED, f"cannot be loaded ({READER})", "pdf")
        self._turn_to(page)

    def _forms(self) -> _Handle | None:
        """Return the handle of the document's forms, if it has any that pdfium knows."""
        with suppress(pypdfium2.PdfiumError):
            self._document.init_forms()
        return self._document.formenv


def _read_page(page: _Handle, entries: Entries | None) -> Sheet:
    frame = _frame(page)
    width, height = frame.size
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return Sheet("", READER, width=width, height=height, drawn=True)
    try:
        words = _words(textpage, _raw_text(textpage), frame)
        if entries and entries.text:
            words = _with_entries(words, entries, frame)
        if not words.text.strip():
            return Sheet("", READER, width=width, height=height, drawn=_is_drawn(page))
        upon = shown_upon(textpage, entries) if entries else ()
        mixed = entries is not None
        words = arrange(words, round(10 * height), lambda: _rules(page, frame), mixed=mixed)
        cleaned = clean(words.text)
        boxes = _packed(words, cleaned)
        # Tabs and line ends alone are what is left where all letters are codes without a name.
        text = cleaned.text if cleaned.text.strip() else ""
        return Sheet(text, READER, boxes, width, height, cleaned.dropped, upon=upon)
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _frame(page: _Handle) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    turns = pdfium.FPDFPage_GetRotation(page)
    return Frame(box.left, box.bottom, box.right, box.top, turns)


def _raw_text(textpage: _Handle) -> str:
    """Return the text, one character a UTF-16 unit, so that its offsets are pdfium's own."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, units)
    return str(memoryview(units)[: max(0, written - 1)], "utf-16-le", "surrogatepass")


def _is_drawn(page: _Handle) -> bool:
    """Whether there is a picture, or a drawing that may be text in outlines."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _BLANK_PATHS:
        return True
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at)) for at in range(count))
    return any(kind != pdfium.FPDF_PAGEOBJ_PATH for kind in kinds)


def _words(textpage: _Handle, raw: str, frame: Frame) -> Words:
    spans = _spans(raw)
    corners = _char_boxes(textpage, _char_indices(textpage, raw, spans))
    return Words(raw, spans, _displayed(corners, frame))


def _with_entries(words: Words, entries: Entries, frame: Frame) -> Words:
    """Return ``words`` with what was typed upon the page behind them."""
    text = words.text + "\r\n" if words.text else ""
    boxes = _displayed(np.stack((entries.boxes, entries.boxes), axis=1), frame)
    return Words(
        text + entries.text,
        np.concatenate((words.spans, entries.spans + np.int32(len(text)))),
        np.concatenate((words.boxes, boxes)),
    )


def _rules(page: _Handle, frame: Frame) -> list[Rule]:
    """Return what is drawn level on the page as displayed, as wide as high at least."""
    ends = rules_on(page)
    # As if two characters: their loose boxes go up, as a rule's ends do.
    corners = np.stack((ends[:, [0, 3, 0, 1]], ends[:, [2, 3, 2, 1]]), axis=1)
    boxes = _displayed(corners, frame)
    level = boxes[boxes[:, 2] - boxes[:, 0] > boxes[:, 3] - boxes[:, 1]]
    return [Rule(left, right, (top + bottom) // 2) for left, top, right, bottom in level.tolist()]


def _packed(words: Words, cleaned: Cleaned) -> WordBoxes:
    cells = np.empty((len(words.spans), 6), "<i4")
    cells[:, :2] = places = cleaned.places(words.spans.ravel()).reshape(-1, 2)
    cells[:, 2:] = words.boxes
    return WordBoxes(cells[places[:, 1] > places[:, 0]].tobytes())


def _spans(raw: str) -> NDArray[np.int32]:
    """Return start and end of each word of ``raw``."""
    points = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.intp)
    inside = np.zeros(len(points) + 2, np.bool_)
    # What stands beyond the table is no space, as its last character is none.
    np.take(_IN_WORDS, points, out=inside[1:-1], mode="clip")
    return np.flatnonzero(inside[1:] != inside[:-1]).astype(np.int32).reshape(-1, 2)


def _char_indices(
    textpage: _Handle,
    raw: str,
    spans: NDArray[np.int32],
) -> list[int]:
    """Return pdfium's index of the first and last character of each word.

    It differs from the offset in the text where pdfium leaves out characters without Unicode,
    and where characters need two UTF-16 units, which are one in ``raw``.
    """
    indices: list[int] = (spans - np.array([0, 1], np.int32)).ravel().tolist()
    units = len(raw.encode("utf-16-le", "surrogatepass")) // 2
    if units > len(raw):
        astral = [at for at, character in enumerate(raw) if character > "\uffff"]
        indices = (np.array(indices) + np.searchsorted(astral, indices)).tolist()
    if units == pdfium.FPDFText_CountChars(textpage):
        return indices
    return [max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, at)) for at in indices]


def _char_boxes(textpage: _Handle, indices: Sequence[int]) -> NDArray[np.float32]:
    """Return left, top, right, bottom of each character, first and last of a word in turn."""
    handle = ctypes.byref(ctypes.c_char.from_address(_address(textpage)))
    cells = np.empty((len(indices), 4), np.float32)
    slots = _slots()
    for at in range(0, len(indices), _SLOTS):
        asked = indices[at : at + _SLOTS]
        slots.boxes[: len(asked)] = 0  # pdfium leaves as it was what it does not know
        deque(map(_loose_box, repeat(handle), asked, slots.references), maxlen=0)
        cells[at : at + len(asked)] = slots.boxes[: len(asked)]
    return cells.reshape(-1, 2, 4)


@dataclass(frozen=True, slots=True)
class _Slots:
    """Room for boxes, and the references to each, which cost as much to make as a call."""

    boxes: NDArray[np.float32]
    references: list[Any]


@cache
def _slots() -> _Slots:
    room = (ctypes.c_float * (4 * _SLOTS))()
    boxes = np.ctypeslib.as_array(room).reshape(-1, 4)
    return _Slots(boxes, [ctypes.byref(room, 16 * at) for at in range(_SLOTS)])


def _address(handle: _Handle) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _displayed(corners: NDArray[np.float32], frame: Frame) -> NDArray[np.int32]:
    """Return the boxes of words in tenths of a point from the displayed page's top left."""
    sides, signs, edges = _SIDES[frame.turns % 4]
    box = np.minimum(corners[:, 0], corners[:, 1])
    box[:, 1:3] = np.maximum(corners[:, 0, 1:3], corners[:, 1, 1:3])
    origin = np.array([frame.left, frame.top, frame.right, frame.bottom], np.float32)
    # In single precision, as pdfium gives them.
    box = (box[:, sides] - origin[[*edges]]) * np.array(signs, np.float32)
    tenths = np.clip(box.astype(np.float64) * 10, -_FARTHEST, _FARTHEST)
    tenths[np.isnan(tenths)] = 0
    return np.rint(tenths).astype(np.int32)

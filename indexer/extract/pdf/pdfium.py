"""A PDF into the text of its pages by pdfium, with labels, sizes and the boxes of the words."""

from __future__ import annotations

import ctypes
from array import array
from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from indexer.extract.pdf.edits import HYPHEN, Cleaned, clean
from indexer.extract.pdf.sheet import Sheet
from indexer.extract.regular import NotRead
from indexer.records.boxes import WordBoxes
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

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

# The binding's own prototype converts every argument anew, which doubles the price of a call.
_loose_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
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
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
            reading = Reading.ENCRYPTED if locked else Reading.DAMAGED
            raise NotRead(reading, f"pypdfium2: {error}", "pdf") from error
        self.count = len(self._document)

    def close(self) -> None:
        """Give the memory back."""
        self._document.close()

    def properties(self) -> dict[str, str]:
        """Return the embedded metadata as it stands in the file."""
        found = self._document.get_metadata_dict(skip_empty=True)
        return {_PROPERTIES[key]: value for key, value in found.items() if key in _PROPERTIES}

    def label(self, index: int) -> str:
        """Return the number that the PDF names for a page, or an empty string."""
        return str(self._document.get_page_label(index)).strip()

    def read(self, index: int) -> Sheet:
        """Return a page; raises :class:`NotRead` when pdfium cannot load it."""
        page = pdfium.FPDF_LoadPage(self._document, index)
        if not page:
            raise NotRead(Reading.DAMAGED, f"cannot be loaded ({READER})", "pdf")
        try:
            sheet = _read_page(page)
        finally:
            pdfium.FPDF_ClosePage(page)
        encodings = self._encodings[index] if index < len(self._encodings) else frozenset()
        if not encodings:
            return sheet
        name = "+".join((READER, *sorted(map(str.lower, encodings))))
        return replace(sheet, reader=name, encodings=encodings)


def _read_page(page: _Handle) -> Sheet:
    frame = _frame(page)
    width, height = frame.size
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return Sheet("", READER, width=width, height=height, drawn=True)
    try:
        raw = _raw_text(textpage)
        if not raw.strip():
            return Sheet("", READER, width=width, height=height, drawn=_is_drawn(page))
        cleaned = clean(raw)
        boxes = _boxes(textpage, raw, cleaned, frame)
        # Tabs and line ends alone are what is left where all letters are codes without a name.
        text = cleaned.text if cleaned.text.strip() else ""
        return Sheet(text, READER, boxes, width, height, cleaned.dropped)
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
    return bytes(units)[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")


def _is_drawn(page: _Handle) -> bool:
    """Whether there is a picture, or a drawing that may be text in outlines."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _BLANK_PATHS:
        return True
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at)) for at in range(count))
    return any(kind != pdfium.FPDF_PAGEOBJ_PATH for kind in kinds)


def _boxes(
    textpage: _Handle,
    raw: str,
    cleaned: Cleaned,
    frame: Frame,
) -> WordBoxes:
    spans = _spans(raw)
    places = cleaned.places(spans.ravel()).reshape(-1, 2)
    corners = _char_boxes(textpage, _char_indices(textpage, raw, spans))
    cells = np.hstack([places, _displayed(corners, frame)])
    kept = cells[places[:, 1] > places[:, 0]]
    return WordBoxes(kept.astype("<i4").tobytes())


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
    astral = [at for at, character in enumerate(raw) if character > "\uffff"] if _wide(raw) else []
    if astral:
        indices = (np.array(indices) + np.searchsorted(astral, indices)).tolist()
    if len(raw) + len(astral) == pdfium.FPDFText_CountChars(textpage):
        return indices
    return [max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, at)) for at in indices]


def _wide(raw: str) -> bool:
    return max(raw, default="") > "\uffff"


def _char_boxes(textpage: _Handle, indices: Iterable[int]) -> NDArray[np.float32]:
    """Return left, top, right, bottom of each character, first and last of a word in turn."""
    wanted = list(indices)
    cells = array("f", bytes(16 * len(wanted)))
    start = cells.buffer_info()[0]
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    for _ in map(_loose_box, repeat(handle), wanted, range(start, start + 16 * len(wanted), 16)):
        pass
    return np.frombuffer(cells, np.float32).reshape(-1, 2, 4)


def _displayed(corners: NDArray[np.float32], frame: Frame) -> NDArray[np.int32]:
    """Return the boxes of words in tenths of a point from the displayed page's top left."""
    left = np.minimum(corners[:, 0, 0], corners[:, 1, 0])
    right = np.maximum(corners[:, 0, 2], corners[:, 1, 2])
    top = np.maximum(corners[:, 0, 1], corners[:, 1, 1])
    bottom = np.minimum(corners[:, 0, 3], corners[:, 1, 3])
    sides = {
        0: (left - frame.left, frame.top - top, right - frame.left, frame.top - bottom),
        1: (bottom - frame.bottom, left - frame.left, top - frame.bottom, right - frame.left),
        2: (frame.right - right, bottom - frame.bottom, frame.right - left, top - frame.bottom),
        3: (frame.top - top, frame.right - right, frame.top - bottom, frame.right - left),
    }[frame.turns % 4]
    tenths = np.nan_to_num(np.stack(sides, axis=1).astype(np.float64) * 10)
    return np.rint(np.clip(tenths, -_FARTHEST, _FARTHEST)).astype(np.int32)

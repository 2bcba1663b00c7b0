"""The form fields and annotations upon a page of a PDF into text of the page.

pdfium's text is that of the page's own content. What a field, a free text or a stamp looks like is
made a part of that content ("flattened"); where the file does not say what it looks like, its value
is set into its rectangle.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Handle = Any
"""What ctypes hands on; the bindings have no types."""

_WITH_TEXT: Final = frozenset(
    (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)
)
_TYPED: Final = frozenset(
    (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
)
_UNSEEN: Final = (
    pdfium.FPDF_ANNOT_FLAG_INVISIBLE | pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
)
_PASSWORD: Final = 1 << 13
"""Flag of a text field (ISO 32000-1, table 228)."""
_MOST: Final = 2_000
"""Annotations of a page that are looked at."""
_NORMAL: Final = pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL
_WIDTH: Final = 0.5
"""Of the height of a line: the greatest width of a letter in a rectangle with room for more."""
_LINE_END: Final = "\r\n"
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Entries:
    """What was typed into rectangles upon a page."""

    text: str
    spans: NDArray[np.int32]
    """Start and end of each word."""
    boxes: NDArray[np.float32]
    """Left, top, right, bottom of each word in the page's own coordinates, by estimate."""
    rectangles: list[_Handle]
    """Where the annotations that may show text stand, in the same coordinates."""


def bears_text(page: _Handle) -> bool:
    """Whether there are annotations upon ``page`` that may show text."""
    return any(
        pdfium.FPDFAnnot_GetSubtype(annotation) in _WITH_TEXT for annotation in _annotations(page)
    )


def entries_on(page: _Handle, forms: Callable[[], _Handle | None]) -> Entries:
    """Return what was typed upon ``page`` and has no look of its own.

    ``forms`` is asked for pdfium's handle of the document's forms, if it has any.
    """
    lines: list[_Line] = []
    rectangles: list[_Handle] = []
    for each in _annotations(page):
        if pdfium.FPDFAnnot_GetSubtype(each) in _WITH_TEXT:
            rectangles.append(_rectangle(each))
            lines += _lines(rectangles[-1], _typed(each, forms))
    starts = np.cumsum([0, *(len(line.text) + len(_LINE_END) for line in lines)])
    words = [
        (start + word.start(), start + word.end(), line.box(word))
        for start, line in zip(starts.tolist(), lines, strict=False)
        for word in _WORD.finditer(line.text)
    ]
    return Entries(
        _LINE_END.join([line.text for line in lines]),
        np.array([(start, end) for start, end, _ in words], np.int32).reshape(-1, 2),
        np.array([box for _, _, box in words], np.float32).reshape(-1, 4),
        rectangles,
    )


def shown_upon(textpage: _Handle, entries: Entries) -> tuple[str, ...]:
    """Return what each entry says, and what stands in the rectangle of each annotation.

    ``textpage`` is that of the flattened page, whose text joins them with what stands beside.
    """
    within = (_text_within(textpage, box) for box in entries.rectangles)
    return (*entries.text.splitlines(), *within)


def flatten(page: _Handle) -> None:
    """Make what annotations look like a part of ``page``, which is to be loaded anew then."""
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)


def _annotations(page: _Handle) -> Iterator[_Handle]:
    """Yield the annotations upon ``page``; each is closed when the next one is asked for."""
    for at in range(min(_MOST, pdfium.FPDFPage_GetAnnotCount(page))):
        if annotation := pdfium.FPDFPage_GetAnnot(page, at):
            try:
                yield annotation
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)


def _typed(annotation: _Handle, forms: Callable[[], _Handle | None]) -> str:
    """Return the value of a field, or a free text, that has no look."""
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return ""
    if _string(partial(pdfium.FPDFAnnot_GetAP, annotation, _NORMAL)):
        return ""
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _string(partial(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents"))
    handle = forms() if kind == pdfium.FPDF_ANNOT_WIDGET else None
    if not handle or pdfium.FPDFAnnot_GetFormFieldType(handle, annotation) not in _TYPED:
        return ""
    if pdfium.FPDFAnnot_GetFormFieldFlags(handle, annotation) & _PASSWORD:
        return ""
    return _string(partial(pdfium.FPDFAnnot_GetFormFieldValue, handle, annotation))


def _string(ask: Callable[..., int]) -> str:
    """Return a text of pdfium, which says how many bytes it takes if it is given no room."""
    size = ask(None, 0)
    room = (pdfium.FPDF_WCHAR * (size // 2))()
    ask(room, size)
    return str(memoryview(room), "utf-16-le", "replace").rstrip("\0")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that was typed, and where it stands."""

    text: str
    left: float
    top: float
    letter: float
    """The width of one, by estimate."""
    height: float

    def box(self, word: re.Match[str]) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a word of it."""
        left, right = (self.left + self.letter * at for at in word.span())
        return left, self.top, right, self.top - self.height


def _lines(box: _Handle, text: str) -> Iterator[_Line]:
    """Yield the lines of a text that fill a rectangle."""
    lines = text.splitlines()
    if not text.strip():
        return
    height = (box.top - box.bottom) / len(lines)
    letter = min((box.right - box.left) / max(map(len, lines)), _WIDTH * height)
    for at, line in enumerate(lines):
        yield _Line(line, box.left, box.top - at * height, letter, height)


def _rectangle(annotation: _Handle) -> _Handle:
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
    return box


def _text_within(textpage: _Handle, box: _Handle) -> str:
    edges = (box.left, box.top, box.right, box.bottom)
    count = pdfium.FPDFText_GetBoundedText(textpage, *edges, None, 0)
    units = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetBoundedText(textpage, *edges, units, count)
    return str(memoryview(units)[:count], "utf-16-le", "replace").rstrip("\0")

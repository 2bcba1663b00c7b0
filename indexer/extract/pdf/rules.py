"""The drawings on a page of a PDF into the horizontal rules among them."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_MOST_OBJECTS: Final = 3_000
"""Of a page; where there are more, they are drawings, and looking at them takes long."""
_MOST_SEGMENTS: Final = 2_000
"""Of a path."""
_THICKEST: Final = 3.0
_SHORTEST: Final = 12.0
"""Points."""

# Addresses as whole numbers: the binding's own prototypes make a typed pointer of each object.
_object_at = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFPage_GetObject, ctypes.c_void_p).value or 0
)
_type_of = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFPageObj_GetType, ctypes.c_void_p).value or 0
)
_bounds_of = ctypes.PYFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 5)(
    ctypes.cast(pdfium.FPDFPageObj_GetBounds, ctypes.c_void_p).value or 0
)


def rules_on(page: Any) -> NDArray[np.float32]:  # noqa: ANN401 - the bindings have no types
    """Return the ends of each rule in the page's own coordinates: two corners of a box.

    Rules are lines, thin rectangles, and the edges of rectangles and grids, on which tables are
    drawn. What stands in forms within the page is not looked at.
    """
    paths = _paths(page)
    found = [
        rule
        for path, box in zip(paths, _boxes(paths), strict=True)
        for rule in _rules_of(path, box)
    ]
    return np.array(found, np.float32).reshape(-1, 4)


def _paths(page: Any) -> list[int]:  # noqa: ANN401 - as above
    """Return the addresses of what is drawn in lines."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return []
    drawn = map(_object_at, repeat(ctypes.cast(page, ctypes.c_void_p)), range(count))
    return [each for each in drawn if _type_of(each) == pdfium.FPDF_PAGEOBJ_PATH]


def _boxes(paths: Sequence[int]) -> list[list[float]]:
    """Return left, bottom, right and top of each."""
    boxes = np.zeros((len(paths), 4), np.float32)
    first = boxes.ctypes.data
    for path, at in zip(paths, range(first, first + boxes.nbytes, 16), strict=True):
        _bounds_of(path, at, at + 4, at + 8, at + 12)
    return boxes.tolist()


def _rules_of(path: int, box: Sequence[float]) -> Iterator[Sequence[float]]:
    wide, high = box[2] - box[0], box[3] - box[1]
    if min(wide, high) <= _THICKEST:
        if max(wide, high) >= _SHORTEST:
            yield box
        return
    drawn = ctypes.cast(path, pdfium.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value:  # else it is the ground of a line, a cell or a picture
        yield from _edges(drawn)


def _edges(path: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401 - as above
    """Yield the straight sides of a path, upright and level ones."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 0 < count <= _MOST_SEGMENTS:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    before = first = (0.0, 0.0)
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _side(before, point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _side(point, first)
        before = point


def _side(
    one: tuple[float, float], two: tuple[float, float]
) -> Iterator[tuple[float, float, float, float]]:
    wide, high = abs(one[0] - two[0]), abs(one[1] - two[1])
    if min(wide, high) <= 1 and max(wide, high) >= _SHORTEST:
        yield min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])

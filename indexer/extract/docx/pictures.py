"""Drawings in a Word file's body into the pictures in them that are as large as a page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from indexer.extract.figures import A4_AREA, PAGE_SHARE, figure_of, length
from indexer.extract.xml import attribute, child, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from indexer.extract.content import Figure

DRAWINGS = frozenset({"drawing", "pict"})
"""Elements of DrawingML and of VML, the form before 2007, that draw something."""

_EMU = 12_700
"""English metric units in a point (ECMA-376, part 1, 20.1.2.1)."""


class Pictures:
    """The pictures of a Word file by the ids of their relations."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self._pictures = pictures

    def of(self, drawing: etree._Element) -> Iterator[Figure]:
        """Yield the large pictures in ``drawing``, but not those in its text boxes."""
        for image in drawing.iter("{*}blip", "{*}imagedata"):
            if next(_drawings_around(image), None) is drawing:
                name = _relation(image)
                if name in self._pictures:
                    read = partial(self._pictures.__getitem__, name)
                    figure = figure_of(read, _area(image, drawing) / A4_AREA, PAGE_SHARE)
                    if figure is not None:
                        yield figure


def _drawings_around(element: etree._Element) -> Iterator[etree._Element]:
    return (each for each in element.iterancestors() if local_name(each) in DRAWINGS)


def _relation(image: etree._Element) -> str:
    """Return the id of the relation to the image file: ``r:embed`` of a blip, ``r:id`` in VML."""
    return attribute(image, "embed" if local_name(image) == "blip" else "id")


def _area(image: etree._Element, drawing: etree._Element) -> float:
    """Return how large a picture is shown, in square points."""
    if local_name(image) == "imagedata":
        style = attribute(image.getparent(), "style")
        sides = dict(part.split(":", 1) for part in style.split(";") if ":" in part)
        return length(sides.get("width", "")) * length(sides.get("height", ""))
    extent = drawing.find("{*}inline/{*}extent")
    for picture in image.iterancestors("{*}pic"):
        own = child(child(child(picture, "spPr"), "xfrm"), "ext")
        extent = own if own is not None else extent
        break
    sides_emu = (attribute(extent, side) for side in ("cx", "cy"))
    width, height = (int(side) / _EMU if side.isdecimal() else 0.0 for side in sides_emu)
    return width * height

"""Shapes and background of a slide into the pictures that cover a large part of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from indexer.extract.figures import SLIDE_SHARE, figure_of
from indexer.extract.xml import attribute, child

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from indexer.extract.content import Figure
    from indexer.extract.opc import Package
    from indexer.extract.places import Placed
    from indexer.extract.pptx.shapes import Shape

_USUAL = 12_192_000 * 6_858_000
"""Area of a slide of 16:9, in square EMU."""


class SlidePictures:
    """The pictures of a presentation, slide by slide."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        size = child(package.tree(main), "sldSz")
        width, height = attribute(size, "cx"), attribute(size, "cy")
        known = width.isdecimal() and height.isdecimal()
        self._area = max(1, int(width) * int(height)) if known else _USUAL

    def of(
        self, name: str, slide: etree._Element, shapes: Sequence[Placed[Shape]]
    ) -> tuple[Figure, ...]:
        """Return the large pictures of the slide in part ``name``: its background, then shapes."""
        return tuple(self._figures(name, slide, shapes))

    def _figures(
        self, name: str, slide: etree._Element, shapes: Sequence[Placed[Shape]]
    ) -> Iterator[Figure]:
        for background in slide.iterfind("{*}cSld/{*}bg"):
            yield from self._in(name, background, 1.0)
        for shape in shapes:
            share = shape.place.width * shape.place.height / self._area
            yield from self._in(name, shape.thing.element, share)

    def _in(self, name: str, element: etree._Element, share: float) -> Iterator[Figure]:
        for blip in element.iter("{*}blip"):
            relation = self._package.relations(name).get(attribute(blip, "embed"))
            if relation is not None:
                read = partial(self._package.read, relation.target)
                figure = figure_of(read, share, SLIDE_SHARE)
                if figure is not None:
                    yield figure

"""A slide of OpenDocument into its texts in reading order: title, frames by place, notes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.extract.flow import Block
from indexer.extract.places import Place, Placed, in_reading_order
from indexer.extract.xml import attribute, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from indexer.extract.odf.walk import Walker

_SHAPES = frozenset(
    re.findall(
        r"[\w-]+", "frame custom-shape rect ellipse line connector path polygon polyline caption"
    )
)
_COUNTERS = frozenset({"date-time", "page-number"})
_LENGTH = re.compile(r"(-?\d*\.?\d+)(cm|mm|in|pt|pc)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0}


def slide_blocks(slide: etree._Element, walker: Walker) -> Iterator[Block]:
    """Yield the texts of a slide."""
    shapes = in_reading_order(list(_shapes(slide)))
    elements = [shape.thing for shape in shapes]
    titles = [each for each in elements if attribute(each, "class") == "title"]
    for title in titles:
        yield from (replace(block, level=1) for block in walker.blocks(title))
    for element in elements:
        if element not in titles and attribute(element, "class") not in _COUNTERS:
            yield from (replace(block, level=None) for block in walker.blocks(element))
    for notes in (each for each in slide if local_name(each) == "notes"):
        for frame in notes.iter("{*}text-box"):
            yield from (Block(block.text) for block in walker.blocks(frame))


def _shapes(container: etree._Element) -> Iterator[Placed[etree._Element]]:
    for element in container:
        name = local_name(element)
        if name == "g":
            yield from _shapes(element)
        elif name in _SHAPES:
            yield Placed(_place(element), element)


def _place(element: etree._Element) -> Place:
    return Place(
        _points(attribute(element, "x") or attribute(element, "x1")),
        _points(attribute(element, "y") or attribute(element, "y1")),
        _points(attribute(element, "width")),
        _points(attribute(element, "height")),
    )


def _points(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else 0.0

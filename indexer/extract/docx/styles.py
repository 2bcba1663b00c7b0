"""The styles of a Word file into the levels of the headings that are set in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.inheritance import line_of
from indexer.extract.xml import attribute, child, children

if TYPE_CHECKING:
    from lxml import etree

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9
"""The outline level that Word writes for text that is no heading."""


@dataclass(frozen=True, slots=True)
class _Style:
    level: int | None
    parent: str


def heading_levels(styles: tuple[etree._Element, ...]) -> dict[str, int]:
    """Return the heading level by style id: 0 for titles, 1 to 9 for headings.

    Word keeps the English names of its own styles in every language; a style of somebody's own
    has the level of the style that it is based on, or its outline level.
    """
    found = {
        attribute(style, "styleId"): _style(style)
        for root in styles
        for style in children(root, "style")
    }
    levels = {name: _level(name, found) for name in found}
    return {name: level for name, level in levels.items() if level is not None}


def outline_level(properties: etree._Element | None) -> int | None:
    """Return the heading level that paragraph properties name themselves."""
    value = attribute(child(properties, "outlineLvl"), "val")
    return int(value) + 1 if value.isdecimal() and int(value) < _BODY_LEVEL else None


def _style(style: etree._Element) -> _Style:
    name = attribute(child(style, "name"), "val")
    parent = attribute(child(style, "basedOn"), "val")
    heading = _HEADING.fullmatch(name)
    if heading:
        return _Style(int(heading[1]), parent)
    if name.lower() == "title":
        return _Style(0, parent)
    return _Style(outline_level(child(style, "pPr")), parent)


def _level(name: str, found: dict[str, _Style]) -> int | None:
    levels = (style.level for style in line_of(name, found))
    return next((level for level in levels if level is not None), None)

"""The styles of an OpenDocument file into what they say of fonts, page breaks and hidden slides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.inheritance import line_of
from indexer.extract.xml import attribute, child

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

_DEFAULT = "\0"
"""The name, which no style can have, of what all paragraphs inherit from."""


@dataclass(frozen=True, slots=True)
class _Style:
    font: str
    breaks: bool
    hides: bool
    parent: str


class Styles:
    """The styles of a file by their names."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles: dict[str, _Style] = {}
        faces: dict[str, str] = {}
        for root in roots:
            for face in root.iter("{*}font-face"):
                faces[attribute(face, "name")] = attribute(face, "font-family").strip("'\"")
            for style in root.iter("{*}style", "{*}default-style"):
                self._add(style, faces)

    def font(self, name: str) -> str:
        """Return the family of the font that a style sets, itself or by inheritance."""
        return next((style.font for style in line_of(name, self._styles) if style.font), "")

    def breaks_page(self, name: str) -> bool:
        """Whether a paragraph of this style begins a new page."""
        return any(style.breaks for style in line_of(name, self._styles))

    def hides(self, name: str) -> bool:
        """Whether slides of this style are kept out of the show."""
        return name in self._styles and self._styles[name].hides

    def _add(self, style: etree._Element, faces: dict[str, str]) -> None:
        text = child(style, "text-properties")
        face = attribute(text, "font-name")
        family = faces.get(face, face) or attribute(text, "font-family").strip("'\"")
        paragraph = child(style, "paragraph-properties")
        breaks = attribute(paragraph, "break-before") == "page" or bool(
            attribute(style, "master-page-name")
        )
        slide = child(style, "drawing-page-properties")
        hides = attribute(slide, "visibility") == "hidden"
        name = attribute(style, "name")
        if not name and attribute(style, "family") != "paragraph":
            return
        parent = attribute(style, "parent-style-name") or _DEFAULT
        self._styles[name or _DEFAULT] = _Style(family, breaks, hides, parent)

"""The styles of an OpenDocument file into what they say of fonts, page breaks and headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
        return next((style.font for style in self._line(name) if style.font), "")

    def breaks_page(self, name: str) -> bool:
        """Whether a paragraph of this style begins a new page."""
        return any(style.breaks for style in self._line(name))

    def _add(self, style: etree._Element, faces: dict[str, str]) -> None:
        text = child(style, "text-properties")
        face = attribute(text, "font-name")
        family = faces.get(face, face) or attribute(text, "font-family").strip("'\"")
        paragraph = child(style, "paragraph-properties")
        breaks = attribute(paragraph, "break-before") == "page" or bool(
            attribute(style, "master-page-name")
        )
        name = attribute(style, "name")
        if not name and attribute(style, "family") != "paragraph":
            return
        parent = attribute(style, "parent-style-name") or _DEFAULT
        self._styles[name or _DEFAULT] = _Style(family, breaks, parent)

    def _line(self, name: str) -> list[_Style]:
        """Return a style and those that it inherits from."""
        line: list[_Style] = []
        passed: set[str] = set()
        while name in self._styles and name not in passed:
            passed.add(name)
            line.append(self._styles[name])
            name = self._styles[name].parent
        return line

"""The runs of a Word file into the old encodings that their fonts are named for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.coded import encoding_of_font
from indexer.extract.inheritance import line_of
from indexer.extract.xml import attribute, child, children

if TYPE_CHECKING:
    from lxml import etree

    from indexer.language.encodings import Encoding


@dataclass(frozen=True, slots=True)
class _Style:
    font: str
    parent: str


class RunFonts:
    """The fonts that the styles of a file give to runs."""

    def __init__(self, styles: tuple[etree._Element, ...]) -> None:
        self._default = ""
        self._paragraph = ""
        self._styles: dict[str, _Style] = {}
        for root in styles:
            defaults = child(child(root, "docDefaults"), "rPrDefault")
            self._default = _font(child(defaults, "rPr")) or self._default
            for style in children(root, "style"):
                self._add(style)

    def encoding(self, run: etree._Element, paragraph: etree._Element | None) -> Encoding | None:
        """Return the old encoding of the font of ``run``, in a paragraph of these properties.

        Its own font goes before that of its style, which goes before that of the paragraph's.
        """
        properties = child(run, "rPr")
        name = _font(properties) or self._of_style(attribute(child(properties, "rStyle"), "val"))
        if not name:
            style = attribute(child(paragraph, "pStyle"), "val") or self._paragraph
            name = self._of_style(style) or self._default
        return encoding_of_font(name)

    def _add(self, style: etree._Element) -> None:
        name = attribute(style, "styleId")
        font = _font(child(style, "rPr"))
        self._styles[name] = _Style(font, attribute(child(style, "basedOn"), "val"))
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}:
            self._paragraph = name

    def _of_style(self, name: str) -> str:
        return next((style.font for style in line_of(name, self._styles) if style.font), "")


def _font(properties: etree._Element | None) -> str:
    fonts = child(properties, "rFonts")
    return attribute(fonts, "hAnsi") or attribute(fonts, "ascii")

"""Text in DrawingML into paragraphs; shapes, charts and diagrams alike hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.coded import Coded, Decoder, encoding_of_font
from indexer.extract.flow import Block
from indexer.extract.xml import attribute, child, children, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_RUNS = frozenset({"r", "fld"})


class DrawnText:
    """Reads text bodies; ``font`` is what the theme gives to runs that name none."""

    def __init__(self, decoder: Decoder, font: str = "") -> None:
        self._decoder = decoder
        self._font = font

    def paragraphs(self, body: etree._Element | None) -> Iterator[str]:
        """Yield the paragraphs of a text body that are not empty."""
        if body is None:
            return
        font = _typeface(body.find("{*}lstStyle//{*}latin")) or self._font
        for paragraph in children(body, "p"):
            text = self._decoder.text(list(_pieces(paragraph, font)))
            if text.strip():
                yield text

    def anywhere(self, root: etree._Element) -> Iterator[Block]:
        """Yield the paragraphs of all text bodies below ``root``, in the order of the file."""
        for body in root.iter("{*}txBody", "{*}t", "{*}rich"):
            yield from (Block(text) for text in self.paragraphs(body))

    def table(self, table: etree._Element) -> Iterator[Block]:
        """Yield a line for each row of a table."""
        for row in children(table, "tr"):
            cells = [
                " ".join(self.paragraphs(child(cell, "txBody"))) for cell in children(row, "tc")
            ]
            yield Block(" | ".join(cell for cell in cells if cell))

    def chart(self, root: etree._Element) -> Iterator[Block]:
        """Yield the titles of a chart, then the names of its series and categories, each once."""
        yield from self.anywhere(root)
        names = (
            value.text or "" for cache in root.iter("{*}strCache") for value in cache.iter("{*}v")
        )
        yield from (Block(name) for name in dict.fromkeys(names))


def _pieces(paragraph: etree._Element, font: str) -> Iterator[Coded]:
    for node in paragraph:
        name = local_name(node)
        if name in _RUNS:
            own = _typeface(child(child(node, "rPr"), "latin"))
            text = child(node, "t")
            yield Coded("" if text is None else text.text or "", encoding_of_font(own or font))
        elif name == "br":
            yield Coded("\n")


def _typeface(latin: etree._Element | None) -> str:
    """Return a font's name; those of the theme are named by a plus."""
    name = attribute(latin, "typeface")
    return "" if name.startswith("+") else name

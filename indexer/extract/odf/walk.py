"""The tree of an OpenDocument text into paragraphs, headings and rows, in reading order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from indexer.extract.coded import Coded, Decoder, encoding_of_font
from indexer.extract.figures import A4_AREA, figure_of, length
from indexer.extract.flow import Block, Break, row_blocks
from indexer.extract.xml import attribute, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from indexer.extract.content import Figure
    from indexer.extract.odf.styles import Styles
    from indexer.extract.parts import Parts

_SKIPPED = frozenset(
    {"tracked-changes", "annotation-end", "sequence-decls", "forms", "note-citation"}
    | {"ruby-text", "table-of-content-source", "notes"}
)
_PARAGRAPHS = frozenset({"p", "h"})
_ASIDES = frozenset({"note", "annotation", "frame", "custom-shape", "text-box"})
_MOST_SPACES = 100


class Walker:
    """Walks through the trees of one file; pictures count from ``least`` of A4."""

    def __init__(self, styles: Styles, parts: Parts, least: float) -> None:
        self._styles = styles
        self._parts = parts
        self._least = least
        self.decoder = Decoder()

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Yield what stands in ``container``; notes and text boxes after their paragraph."""
        for element in container:
            name = local_name(element)
            if name in _PARAGRAPHS:
                yield from self._paragraph(element)
            elif name == "table":
                yield from self.table(element)
            elif name == "soft-page-break":
                yield Block("", before=Break.RENDERED)
            elif name == "image":
                yield Block("", figures=self._figures(element))
            elif name not in _SKIPPED:
                yield from self.blocks(element)

    def _figures(self, image: etree._Element) -> tuple[Figure, ...]:
        """Return the picture of an image, if it is ``least`` of A4 or more."""
        frame = image.getparent()
        area = length(attribute(frame, "width")) * length(attribute(frame, "height"))
        read = partial(self._parts.read, attribute(image, "href").removeprefix("./"))
        figure = figure_of(read, area / A4_AREA, self._least)
        return () if figure is None else (figure,)

    def table(self, table: etree._Element) -> Iterator[Block]:
        """Yield a line for each row of single-line cells; other cells one after the other."""
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table")) is not table:
                continue
            cells = (cell for cell in row if local_name(cell) == "table-cell")
            yield from row_blocks([list(self.blocks(cell)) for cell in cells])

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        style = attribute(paragraph, "style-name")
        parts: list[Coded | Break] = []
        asides: list[etree._Element] = []
        self._collect(paragraph, self._styles.font(style), parts, asides)
        encodings = self.decoder.encodings([part for part in parts if isinstance(part, Coded)])
        level = _level(paragraph)
        before = Break.ASKED if self._styles.breaks_page(style) else Break.NONE
        pieces: list[str] = []
        for part in parts:
            if isinstance(part, Break):
                yield Block("".join(pieces), level, before)
                pieces, before = [], part
            else:
                pieces.append(part.read(encodings))
        yield Block("".join(pieces), level, before)
        for aside in asides:
            yield from self.blocks(aside)

    def _collect(
        self,
        element: etree._Element,
        font: str,
        parts: list[Coded | Break],
        asides: list[etree._Element],
    ) -> None:
        """Add the strings and breaks in ``element`` to ``parts``, and what stands aside."""
        encoding = encoding_of_font(font)
        parts.append(Coded(_spaced(element.text), encoding))
        for node in element:
            name = local_name(node)
            if name in _ASIDES:
                asides.append(node)
            elif name == "soft-page-break":
                parts.append(Break.RENDERED)
            elif name == "s":
                count = attribute(node, "c")
                parts.append(
                    Coded(" " * min(int(count), _MOST_SPACES) if count.isdecimal() else " ")
                )
            elif name in {"tab", "line-break"}:
                parts.append(Coded("\t" if name == "tab" else "\n"))
            elif name and name not in _SKIPPED:
                own = self._styles.font(attribute(node, "style-name")) if name == "span" else ""
                self._collect(node, own or font, parts, asides)
            parts.append(Coded(_spaced(node.tail), encoding))


def _level(paragraph: etree._Element) -> int | None:
    if local_name(paragraph) != "h":
        return None
    level = attribute(paragraph, "outline-level")
    return int(level) if level.isdecimal() and 0 < int(level) < 10 else 1


def _spaced(text: str | None) -> str:
    """Return text with its spaces and line ends as one space (ODF 1.3, part 3, 6.1.2)."""
    if not text:
        return ""
    return " ".join(f"\0{text}\0".split()).replace("\0", "")

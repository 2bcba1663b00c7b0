"""The tree of a Word file's body into its paragraphs, headings and rows, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.coded import Coded, Decoder
from indexer.extract.content import Figure
from indexer.extract.docx.pictures import DRAWINGS
from indexer.extract.docx.styles import outline_level
from indexer.extract.flow import Block, Break, row_blocks
from indexer.extract.xml import attribute, child, children, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.docx.fonts import RunFonts
    from indexer.extract.docx.pictures import Pictures
    from indexer.language.encodings import Encoding

_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "sdtPr"})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
}
_KINDS_OF_NOTES = frozenset({"footnote", "endnote", "comment"})
_PARAGRAPHS = frozenset({"p", "r"})
"""Runs stand outside of paragraphs in no sound file; their text is read all the same."""
_LONGEST_HEADING = 60
"""Words; a longer paragraph in a heading's style is a paragraph that someone wanted bold."""


@dataclass(frozen=True, slots=True)
class _NoteKey:
    """Which note of which part."""

    part: str
    id: str


@dataclass(slots=True)
class Notes:
    """The notes and comments of a file, each given out once: where it is referred to, else last."""

    waiting: dict[_NoteKey, etree._Element] = field(default_factory=dict)

    def add(self, part: str, root: etree._Element) -> None:
        """Take up the notes of a part; the rules that separate notes from text are not notes."""
        for note in root:
            if local_name(note) in _KINDS_OF_NOTES and not attribute(note, "type"):
                self.waiting[_NoteKey(part, attribute(note, "id"))] = note

    def take(self, reference: etree._Element) -> Iterator[etree._Element]:
        """Yield the note that ``reference`` names, unless it was given out before."""
        key = _NoteKey(_NOTES[local_name(reference)], attribute(reference, "id"))
        if key in self.waiting:
            yield self.waiting.pop(key)

    def rest(self) -> Iterator[etree._Element]:
        """Yield the notes that nothing referred to."""
        yield from list(self.waiting.values())
        self.waiting.clear()


@dataclass(slots=True)
class _Line:
    """What a paragraph holds: strings and page breaks in order, and what stands aside."""

    parts: list[Coded | Break] = field(default_factory=list)
    asides: list[etree._Element] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    properties: etree._Element | None = None

    def texts(self, encodings: frozenset[str]) -> Iterator[str | Break]:
        """Yield the parts as text; what is typed in one of ``encodings`` is decoded."""
        for part in self.parts:
            yield part if isinstance(part, Break) else part.read(encodings)


class Walker:
    """Walks through trees of WordprocessingML, and of DrawingML within them."""

    def __init__(
        self, levels: dict[str, int], notes: Notes, fonts: RunFonts, pictures: Pictures
    ) -> None:
        self._levels = levels
        self._notes = notes
        self._fonts = fonts
        self._pictures = pictures
        self.decoder = Decoder()

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Yield what stands in ``container``; footnotes and text boxes after their paragraph."""
        for element in container:
            name = local_name(element)
            if name in _PARAGRAPHS:
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "AlternateContent":
                yield from self.blocks(_alternative(element))
            elif name not in _SKIPPED:
                yield from self.blocks(element)

    def rest(self) -> Iterator[etree._Element]:
        """Yield the notes that nothing referred to."""
        return self._notes.rest()

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        properties = child(paragraph, "pPr")
        line = _Line(properties=properties)
        self._collect(paragraph, line)
        coded = [part for part in line.parts if isinstance(part, Coded)]
        encodings = self.decoder.encodings(coded)
        level = self._level(properties, line)
        before = Break.ASKED if _is_on(child(properties, "pageBreakBefore")) else Break.NONE
        pieces: list[str] = []
        for part in line.texts(encodings):
            if isinstance(part, str):
                pieces.append(part)
            else:
                yield Block("".join(pieces), level, before)
                pieces, before = [], part
        yield Block("".join(pieces), level, before)
        if line.figures:
            yield Block("", figures=tuple(line.figures))
        for aside in line.asides:
            yield from self.blocks(aside)
        if _ends_page(child(properties, "sectPr")):
            yield Block("", before=Break.ASKED)

    def _collect(
        self,
        element: etree._Element,
        line: _Line,
        encoding: Encoding | None = None,
    ) -> None:
        """Add what stands in ``element`` to ``line``; ``encoding`` is that of the run's font."""
        for node in element:
            name = local_name(node)
            if name in DRAWINGS:
                line.figures.extend(self._pictures.of(node))
            piece = _piece(node, encoding)
            if piece is not None:
                line.parts.append(piece)
            elif name == "txbxContent":
                line.asides.append(node)
            elif name in _NOTES:
                line.asides.extend(self._notes.take(node))
            elif name == "AlternateContent":
                self._collect(_alternative(node), line, encoding)
            elif name == "r":
                self._collect(node, line, self._fonts.encoding(node, line.properties))
            elif name not in _SKIPPED:
                self._collect(node, line, encoding)

    def _level(self, properties: etree._Element | None, line: _Line) -> int | None:
        text = "".join(part.text for part in line.parts if isinstance(part, Coded))
        if len(text.split()) > _LONGEST_HEADING:
            return None
        own = outline_level(properties)
        return self._levels.get(attribute(child(properties, "pStyle"), "val"), own)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        for row in _within(table, "tr"):
            yield from row_blocks([list(self.blocks(cell)) for cell in _within(row, "tc")])


def _piece(node: etree._Element, encoding: Encoding | None) -> Coded | Break | None:
    """Return what ``node`` says itself, or none if it only holds other elements."""
    name = local_name(node)
    if name == "t":
        return Coded(node.text or "", encoding)
    if name == "br":
        return Break.ASKED if attribute(node, "type") == "page" else Coded("\n")
    if name == "lastRenderedPageBreak":
        return Break.RENDERED
    return Coded(_SIGNS[name]) if name in _SIGNS else None


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows or cells of ``element``, also those in content controls and insertions."""
    for node in element:
        if local_name(node) == name:
            yield node
        elif local_name(node) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _within(node, name)


def _alternative(element: etree._Element) -> etree._Element:
    """Return the first alternative that holds text: two of them hold the same text twice."""
    for node in element:
        if any(local_name(inner) == "t" and inner.text for inner in node.iter()):
            return node
    return next(children(element, "Choice"), element)


def _is_on(toggle: etree._Element | None) -> bool:
    return toggle is not None and attribute(toggle, "val") not in {"0", "false", "off"}


def _ends_page(section: etree._Element | None) -> bool:
    if section is None:
        return False
    return attribute(child(section, "type"), "val") not in {"continuous", "nextColumn"}

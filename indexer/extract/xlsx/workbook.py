"""The parts of a workbook that its sheets refer to: shared texts, styles, names of the sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from indexer.extract.coded import Coded, encoding_of_font
from indexer.extract.opc import relation_id
from indexer.extract.xlsx.formats import GENERAL, code_of
from indexer.extract.xml import attribute, child, children, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from indexer.extract.opc import Package
    from indexer.language.encodings import Encoding

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a cell's text with the font that it names itself, if any."""

    text: str
    font: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How cells of one style show what is in them."""

    code: str = GENERAL
    font: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class Workbook:
    """What all sheets share."""

    sheets: list[Sheet] = field(default_factory=list)
    texts: list[tuple[Piece, ...]] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    since_1904: bool = False

    def style(self, index: str) -> Style:
        """Return a style by its number as XML writes it; the plain one if there is none."""
        return _at(self.styles, index, Style())

    def text(self, index: str) -> tuple[Piece, ...]:
        """Return a shared text by its number."""
        return _at(self.texts, index, ())


def open_workbook(package: Package) -> Workbook:
    """Return the workbook of a package.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    main = package.main("xl/workbook.xml")
    root = package.needed(main)
    workbook = Workbook(list(_sheets(package, main, root)))
    workbook.since_1904 = attribute(child(root, "workbookPr"), "date1904") in {"1", "true"}
    for name in package.related(main, "sharedStrings"):
        shared = package.tree(name)
        for item in () if shared is None else children(shared, "si"):
            workbook.texts.append(pieces_of(item))
    for name in package.related(main, "styles"):
        styles = package.tree(name)
        if styles is not None:
            workbook.styles.extend(_styles(styles))
    return workbook


def pieces_of(item: etree._Element) -> tuple[Piece, ...]:
    """Return the runs of a text; the readings of its signs, as Japanese has them, are left out."""
    return tuple(_pieces(item))


def coded(pieces: tuple[Piece, ...], style: Style) -> list[Coded]:
    """Return the runs of a cell, each with the encoding of its own font, else of the cell's."""
    return [Coded(piece.text, _encoding(piece.font or style.font)) for piece in pieces]


def _at(items: list[_T], index: str, default: _T) -> _T:
    return items[int(index)] if index.isdecimal() and int(index) < len(items) else default


def _encoding(font: str) -> Encoding | None:
    return encoding_of_font(font) if font else None


def _pieces(item: etree._Element) -> Iterator[Piece]:
    for node in item:
        if local_name(node) == "t":
            yield Piece(node.text or "")
        elif local_name(node) == "r":
            text = child(node, "t")
            font = attribute(child(child(node, "rPr"), "rFont"), "val")
            yield Piece("" if text is None else text.text or "", font)


def _sheets(package: Package, main: str, root: etree._Element) -> Iterator[Sheet]:
    relations = package.relations(main)
    listed = child(root, "sheets")
    for number, sheet in enumerate(() if listed is None else children(listed, "sheet"), 1):
        relation = relations.get(relation_id(sheet))
        if relation is None or relation.role == "worksheet":
            part = relation.target if relation else f"xl/worksheets/sheet{number}.xml"
            hidden = attribute(sheet, "state") in {"hidden", "veryHidden"}
            yield Sheet(attribute(sheet, "name") or str(number), part, hidden)


def _styles(root: etree._Element) -> Iterator[Style]:
    own = {
        int(attribute(each, "numFmtId")): attribute(each, "formatCode")
        for each in _within(root, "numFmts")
        if attribute(each, "numFmtId").isdecimal()
    }
    fonts = [attribute(child(each, "name"), "val") for each in _within(root, "fonts")]
    for each in _within(root, "cellXfs"):
        number, font = attribute(each, "numFmtId"), attribute(each, "fontId")
        yield Style(
            code_of(int(number) if number.isdecimal() else 0, own),
            fonts[int(font)] if font.isdecimal() and int(font) < len(fonts) else "",
        )


def _within(root: etree._Element, name: str) -> Iterator[etree._Element]:
    container = child(root, name)
    return iter(()) if container is None else (each for each in container if local_name(each))

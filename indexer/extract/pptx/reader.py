"""The parts of a presentation into one page a slide: title, frames, tables, diagrams, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.extract.budget import Rationed
from indexer.extract.coded import Decoder
from indexer.extract.containers import open_container
from indexer.extract.content import Content, clean_properties, name_pages, with_figures
from indexer.extract.flow import Block, one_page
from indexer.extract.opc import Package, relation_id
from indexer.extract.places import in_reading_order
from indexer.extract.pptx.drawing import DrawnText
from indexer.extract.pptx.pictures import SlidePictures
from indexer.extract.pptx.shapes import Placeholders, Shape, shapes_of
from indexer.extract.regular import NotRead
from indexer.extract.xml import attribute, child, children, local_name
from indexer.records.files import Page, Reading, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from indexer.extract.budget import Budget
    from indexer.extract.content import Figure

KIND = "pptx"
READER = "pptx"

_TITLES = frozenset({"title", "ctrTitle"})
_COUNTERS = frozenset({"sldNum", "dt"})
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_FEW = 0.05
"""Of the slides may be pictures before the file counts as read in part."""


def read_pptx(data: bytes, budget: Budget) -> Content:
    """Return the slides of a presentation in the order of its show, hidden ones among them.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    with open_container(data, KIND) as container:
        reading = _Reading(Package(container, KIND))
        slides = Rationed(reading.slides(), budget)
        return reading.content(tuple(slides), slides.warnings)


class _Reading:
    """One presentation as it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main("ppt/presentation.xml")
        self._decoder = Decoder()
        self._text = DrawnText(self._decoder, self._theme_font())
        self._layouts: dict[str, Placeholders] = {}
        self._footers: set[str] = set()
        self._seen = SlidePictures(self._package, self._main)
        self._hidden: list[int] = []
        self._pictures: list[int] = []
        self._figures: dict[int, tuple[Figure, ...]] = {}
        self._lost: list[int] = []

    def slides(self) -> Iterator[Page]:
        """Yield a page for each slide."""
        for number, name in enumerate(self._names(), 1):
            root = self._package.tree(name)
            blocks: list[Block] = []
            if root is None:
                self._lost.append(number)
            else:
                blocks = list(self._blocks(name, root))
                if attribute(root, "show") in {"0", "false"}:
                    self._hidden.append(number)
            page = one_page(blocks, number, str(number), Unit.SLIDE, READER)
            if root is not None:
                self._look(name, root, page)
            yield page

    def content(self, pages: tuple[Page, ...], gaps: tuple[str, ...]) -> Content:
        """Return what was read, with a word on what is missing of it."""
        if not pages and self._package.warnings:
            raise NotRead(Reading.DAMAGED, "; ".join(self._package.warnings), KIND)
        warnings = [*self._package.warnings, *gaps]
        damaged = bool(warnings or self._lost)
        if self._lost:
            warnings.append(f"{name_pages(self._lost, 'slide')}: damaged")
        if self._pictures:
            warnings.append(f"{name_pages(self._pictures, 'slide')}: no text, only pictures")
        if self._hidden:
            warnings.append(f"{name_pages(self._hidden, 'slide')}: hidden from the show")
        many = len(self._pictures) > max(1, _FEW * len(pages))
        content = Content(
            pages,
            encodings=tuple(sorted(self._decoder.found)),
            properties=clean_properties(self._package.properties()),
            warnings=tuple(warnings),
            partly=damaged or many,
            damaged=damaged,
        )
        return with_figures(content, self._figures)

    def _look(self, name: str, slide: etree._Element, page: Page) -> None:
        """Take up the large pictures of a slide, and whether it shows nothing but small ones."""
        figures = self._seen.of(name, slide, shapes_of(slide, self._placeholders(name)))
        if figures:
            self._figures[page.index] = figures
        elif not page.text and slide.find(".//{*}pic") is not None:
            self._pictures.append(page.index)

    def _names(self) -> list[str]:
        """Return the parts of the slides in the order of the show, else by their numbers."""
        relations = self._package.relations(self._main)
        listed = child(self._package.tree(self._main), "sldIdLst")
        ids = [] if listed is None else [relation_id(each) for each in children(listed, "sldId")]
        names = [relations[each].target for each in ids if each in relations]
        if names:
            return names
        numbered = filter(None, map(_SLIDE.fullmatch, self._package.names))
        return [found[0] for found in sorted(numbered, key=lambda found: int(found[1]))]

    def _blocks(self, name: str, slide: etree._Element) -> Iterator[Block]:
        shapes = in_reading_order(shapes_of(slide, self._placeholders(name)))
        titles = [shape.thing for shape in shapes if shape.thing.role in _TITLES]
        for shape in titles:
            yield from (Block(block.text, 1) for block in self._shape(name, shape))
        for placed in shapes:
            if placed.thing.role not in _TITLES:
                yield from self._shape(name, placed.thing)
        for notes in self._package.related(name, "notesSlide"):
            yield from self._notes(notes)
        for comments in self._package.related(name, "comments"):
            yield from self._comments(comments)

    def _shape(self, slide: str, shape: Shape) -> Iterator[Block]:
        if shape.role in _COUNTERS:
            return
        if local_name(shape.element) == "graphicFrame":
            yield from self._graphic(slide, shape.element)
            return
        for text in self._text.paragraphs(child(shape.element, "txBody")):
            if shape.role != "ftr" or text not in self._footers:
                yield Block(text)
            if shape.role == "ftr":
                self._footers.add(text)

    def _graphic(self, slide: str, frame: etree._Element) -> Iterator[Block]:
        for graphic in frame.iter("{*}tbl", "{*}relIds", "{*}chart"):
            if local_name(graphic) == "tbl":
                yield from self._text.table(graphic)
                continue
            relation = self._package.relations(slide).get(relation_id(graphic))
            root = self._package.tree(relation.target) if relation else None
            if root is not None and local_name(graphic) == "chart":
                yield from self._text.chart(root)
            elif root is not None:
                yield from self._text.anywhere(root)

    def _notes(self, name: str) -> Iterator[Block]:
        root = self._package.tree(name)
        if root is None:
            return
        for placed in shapes_of(root, Placeholders()):
            if placed.thing.role == "body":
                yield from map(Block, self._text.paragraphs(child(placed.thing.element, "txBody")))

    def _comments(self, name: str) -> Iterator[Block]:
        """Yield the comments on a slide, as they are kept since 2021, or were before."""
        root = self._package.tree(name)
        if root is not None:
            yield from (Block(text.text or "") for text in root.iter("{*}text"))
            yield from self._text.anywhere(root)

    def _placeholders(self, slide: str) -> Placeholders:
        layout = next(self._package.related(slide, "slideLayout"), "")
        if layout not in self._layouts:
            masters = self._package.related(layout, "slideMaster") if layout else ()
            trees = [self._package.tree(name) for name in (layout, *masters) if name]
            self._layouts[layout] = Placeholders(*(tree for tree in trees if tree is not None))
        return self._layouts[layout]

    def _theme_font(self) -> str:
        for name in self._package.related(self._main, "theme"):
            theme = self._package.tree(name)
            latin = theme.find(".//{*}minorFont/{*}latin") if theme is not None else None
            return attribute(latin, "typeface")
        return ""

"""The parts of an OpenDocument file into pages or sections, slides, or sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.budget import Rationed
from indexer.extract.containers import open_container
from indexer.extract.content import Content, clean_properties, name_pages, with_figures
from indexer.extract.figures import PAGE_SHARE, SLIDE_SHARE
from indexer.extract.flow import Block, illustrate, one_page
from indexer.extract.odf.rows import rows_of
from indexer.extract.odf.slides import slide_blocks
from indexer.extract.odf.styles import Styles
from indexer.extract.odf.walk import Walker
from indexer.extract.parts import Parts
from indexer.extract.regular import NotRead
from indexer.extract.sheets import SheetPages
from indexer.extract.xml import attribute, child, children, texts_named
from indexer.records.files import Page, Reading, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.extract.budget import Budget
    from indexer.extract.content import Figure

READER = "odf"

_SLIDE_OF_A4 = 0.7
"""The area of a slide, which OpenDocument measures as it does paper: 28 by 16 cm."""

_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "initial-creator": "author",
    "creation-date": "created",
    "date": "modified",
    "subject": "subject",
    "keyword": "keywords",
    "language": "language",
    "generator": "producer",
}


def read_odt(data: bytes, budget: Budget) -> Content:
    """Return the pages of a text as it was last laid out, else its sections.

    Raises :class:`indexer.extract.regular.NotRead`.
    """
    return _read(data, "odt", budget, _Document.text)


def read_odp(data: bytes, budget: Budget) -> Content:
    """Return the slides of a presentation. Raises :class:`NotRead`."""
    return _read(data, "odp", budget, _Document.slides)


def read_ods(data: bytes, budget: Budget) -> Content:
    """Return the sheets of a spreadsheet. Raises :class:`NotRead`."""
    return _read(data, "ods", budget, _Document.sheets)


def _read(
    data: bytes,
    kind: str,
    budget: Budget,
    pages_of: Callable[[_Document, Budget], tuple[Page, ...]],
) -> Content:
    with open_container(data, kind) as container:
        parts = Parts(container, kind)
        if b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise NotRead(Reading.ENCRYPTED, "protected by a password", kind)
        document = _Document(parts, _SLIDE_OF_A4 * SLIDE_SHARE if kind == "odp" else PAGE_SHARE)
        pages = pages_of(document, budget)
        gaps = (*parts.warnings, *document.gaps)
        meta = parts.tree("meta.xml")
        properties = {} if meta is None else texts_named(meta.iter(), _PROPERTIES)
        content = Content(
            pages,
            encodings=tuple(sorted(document.walker.decoder.found)),
            properties=clean_properties(properties),
            warnings=(*gaps, *document.remarks),
            partly=bool(gaps),
            damaged=bool(gaps),
        )
        return with_figures(content, document.figures)


class _Document:
    """The trees of one file."""

    def __init__(self, parts: Parts, least: float) -> None:
        content = parts.needed("content.xml")
        self._common = parts.tree("styles.xml")
        trees = (content,) if self._common is None else (self._common, content)
        self._styles = Styles(trees)
        self.walker = Walker(self._styles, parts, least)
        body = child(content, "body")
        self._body = content if body is None else next(iter(body), body)
        self.gaps: list[str] = []
        """What of the file was not read."""
        self.remarks: list[str] = []
        self.figures: dict[int, tuple[Figure, ...]] = {}
        """Large pictures by the index of their page."""

    def text(self, budget: Budget) -> tuple[Page, ...]:
        """Return the pages of a text; headers and footers stand once, at its end."""
        blocks = Rationed(self._flow(), budget)
        flow = illustrate(blocks, READER)
        self.gaps += blocks.warnings
        self.figures = flow.figures
        return flow.pages

    def slides(self, budget: Budget) -> tuple[Page, ...]:
        """Return a page for each slide."""
        slides = Rationed(children(self._body, "page"), budget)
        pages: list[Page] = []
        hidden: list[int] = []
        for number, slide in enumerate(slides, 1):
            blocks = list(slide_blocks(slide, self.walker))
            figures = tuple(figure for block in blocks for figure in block.figures)
            if figures:
                self.figures[number] = figures
            pages.append(one_page(blocks, number, str(number), Unit.SLIDE, READER))
            if self._styles.hides(attribute(slide, "style-name")):
                hidden.append(number)
        if hidden:
            self.remarks.append(f"{name_pages(hidden, 'slide')}: hidden from the show")
        self.gaps += slides.warnings
        return tuple(pages)

    def sheets(self, budget: Budget) -> tuple[Page, ...]:
        """Return the pages of all sheets."""
        pages = SheetPages(READER)
        for sheet in children(self._body, "table"):
            name = attribute(sheet, "name")
            lines = Rationed(rows_of(sheet, self.walker, self.gaps), budget)
            for line in lines:
                pages.add(name, line)
            pages.close(name)
            self.gaps += (f"sheet {name}: {warning}" for warning in lines.warnings)
        return tuple(pages.pages)

    def _flow(self) -> Iterator[Block]:
        yield from self.walker.blocks(self._body)
        for part in () if self._common is None else self._common.iter("{*}header", "{*}footer"):
            yield from (Block(block.text, running=True) for block in self.walker.blocks(part))

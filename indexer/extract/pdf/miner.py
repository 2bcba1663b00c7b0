"""A PDF into the text of single pages by pdfminer.six: slow, but it sees fonts and codes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from indexer.extract.budget import Budget, OutOfTime
from indexer.extract.pdf.fonts import FontShelf
from indexer.extract.pdf.layout import set_page
from indexer.extract.pdf.sheet import Sheet
from indexer.extract.regular import NotRead
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFGraphicState
    from pdfminer.utils import Matrix, Rect

READER = "pdfminer.six"

_MOST_CHARACTERS = 15_000
"""Of a page whose layout is analysed: the time grows with the square of their number."""
_STEP = 500
"""Characters, figures and paths between two looks at the clock."""


class MinerReader:
    """A PDF opened by pdfminer.six; pages are numbered from 0 here."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Open the PDF in ``data``; raises :class:`NotRead`, and :class:`OutOfTime`."""
        self._budget = budget
        self._shelf = FontShelf()
        self._collector = _Collector(self._shelf, budget)
        self._interpreter = PDFPageInterpreter(self._shelf, self._collector)
        try:
            self._pages = self._list_pages(PDFDocument(PDFParser(BytesIO(data))))
        except OutOfTime:
            raise
        except PDFEncryptionError as error:
            raise NotRead(
                Reading.ENCRYPTED, f"pdfminer.six: {type(error).__name__}", "pdf"
            ) from error
        except MemoryError as error:
            raise NotRead(Reading.TOO_LARGE, "pdfminer.six: out of memory", "pdf") from error
        except Exception as error:
            raise NotRead(Reading.DAMAGED, f"pdfminer.six: {_name(error)}", "pdf") from error
        self.count = len(self._pages)

    def read(self, index: int) -> Sheet:
        """Return a page; raises :class:`NotRead`, and :class:`OutOfTime`."""
        try:
            self._interpreter.process_page(self._pages[index])
            page = self._collector.get_result()
            if _count_characters(page) <= _MOST_CHARACTERS:
                page.analyze(LAParams(all_texts=True))
            setting = set_page(page)
        except OutOfTime:
            raise
        except MemoryError as error:
            raise NotRead(Reading.TOO_LARGE, "out of memory", "pdf") from error
        except Exception as error:
            raise NotRead(Reading.DAMAGED, _name(error), "pdf") from error
        finally:
            self._collector.forget()
        return Sheet(
            setting.text,
            READER,
            setting.packed(),
            page.width,
            page.height,
            encodings=frozenset(self._shelf.encodings),
        )

    def _list_pages(self, document: PDFDocument) -> list[PDFPage]:
        pages = []
        for page in PDFPage.create_pages(document):
            self._budget.check()
            pages.append(page)
        return pages


class _Collector(PDFPageAggregator):
    """Gathers the characters of a page, and stops when the time is spent."""

    def __init__(self, shelf: FontShelf, budget: Budget) -> None:
        # Without parameters nothing is analysed until it is known how much there is.
        super().__init__(shelf, laparams=None)
        self._budget = budget
        self._steps = 0

    def forget(self) -> None:
        """Drop figures that were left open when a page broke off."""
        self._stack.clear()

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._tick()
        super().begin_figure(name, bbox, matrix)

    def paint_path(self, *_: object, **__: object) -> None:
        """Look at the clock; lines are no text."""
        self._tick()

    def render_char(  # noqa: PLR0913, PLR0917 - pdfminer's signature
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Place a character as pdfminer does, with a look at the clock now and then."""
        self._tick()
        return super().render_char(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)

    def _tick(self) -> None:
        self._steps += 1
        if self._steps % _STEP == 0:
            self._budget.check()


def _count_characters(container: Iterable[object]) -> int:
    return sum(
        _count_characters(item) if isinstance(item, LTContainer) else isinstance(item, LTChar)
        for item in container
    )


def _name(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]

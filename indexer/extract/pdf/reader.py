"""A PDF into its pages, each by the reader that could read it best."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from indexer.extract.budget import Budget, OutOfTime
from indexer.extract.content import Content, clean_properties, name_pages
from indexer.extract.legible import Legibility, judge, readable_of
from indexer.extract.pdf.miner import READER as MINER
from indexer.extract.pdf.miner import MinerReader
from indexer.extract.pdf.outline import with_headings
from indexer.extract.pdf.pdfium import READER as PDFIUM
from indexer.extract.pdf.pdfium import PdfiumReader
from indexer.extract.pdf.rewrite import rewrite
from indexer.extract.pdf.sheet import Sheet
from indexer.extract.regular import NotRead
from indexer.extract.running import mark_running
from indexer.extract.secrecy import FIRST_PAGES, is_stamped
from indexer.records.boxes import WordBoxes
from indexer.records.files import Gaps, Page, Reading, Unit

_FEW = 0.05
"""Of the pages; so many pictures without text are covers and plates, not a scan."""
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def read_pdf(data: bytes, budget: Budget) -> Content:
    """Return the pages of a PDF; what could not be read of it is named in the warnings.

    pdfium reads first, with fonts of old encodings mended; a page of which it gives nothing, or
    little that is readable, is read by pdfminer.six as well, and the better of both is kept.
    Raises :class:`NotRead`.
    """
    try:
        pdfium = PdfiumReader(data)
    except NotRead as refusal:
        if refusal.reading is Reading.ENCRYPTED:
            raise
        return _read_without_pdfium(data, budget, refusal.reason)
    try:
        pdfium = _mended(pdfium, data, budget)
        reading = _Reading(_Second(data, budget, pdfium.count), budget)
        reading.read(pdfium)
        content = reading.content(pdfium.properties())
        return replace(content, pages=with_headings(content.pages, pdfium.outline()))
    finally:
        pdfium.close()


def _mended(pdfium: PdfiumReader, data: bytes, budget: Budget) -> PdfiumReader:
    """Return a reader of the PDF with its old encodings mended, or the same where it has none."""
    rewritten = rewrite(data, budget)
    if rewritten is None:
        return pdfium
    try:
        mended = PdfiumReader(rewritten.data, rewritten.encodings)
    except NotRead:
        return pdfium
    better, other = (mended, pdfium) if mended.count == pdfium.count else (pdfium, mended)
    other.close()
    return better


@dataclass(slots=True)
class _Missing:
    """The pages, by number, that did not give what a page should give."""

    pictures: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    """What is on them was read, but much of it is no word."""
    failed: dict[str, list[int]] = field(default_factory=dict)
    """By the reason."""

    def fail(self, reason: str, number: int) -> None:
        self.failed.setdefault(reason, []).append(number)

    def left(self) -> Gaps | None:
        """Return what text recognition is to look at; pages that failed cannot be drawn either."""
        pages = tuple(sorted({*self.pictures, *self.unreadable, *self.doubtful}))
        otherwise = Reading.READ_PARTLY if self.failed else Reading.READ
        return Gaps(pages, otherwise, self._of_pages()) if pages else None

    def warnings(self) -> tuple[str, ...]:
        """Return one line for each sort of gap."""
        lines = [f"{name_pages(pages)}: {reason}" for reason, pages in self.failed.items()]
        return (*self._of_pages(), *lines)

    def _of_pages(self) -> tuple[str, ...]:
        lines = []
        if self.pictures:
            lines.append(f"{name_pages(self.pictures)}: no text, only pictures or drawings")
        if self.unreadable:
            lines.append(f"{name_pages(self.unreadable)}: no readable text ({PDFIUM}, {MINER})")
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A page with how legible it is."""

    sheet: Sheet
    legibility: Legibility


class _Second:
    """The second reader, opened when it is first asked for."""

    def __init__(self, data: bytes, budget: Budget, count: int) -> None:
        self._data = data
        self._budget = budget
        self._count = count
        self._miner: MinerReader | None = None
        self.refusal = ""
        """Why it cannot help; empty while it can."""

    def read(self, index: int) -> Sheet | None:
        """Return a page, or none where this reader has nothing to say."""
        if self.refusal:
            return None
        try:
            if self._miner is None:
                self._miner = self._open()
            return self._miner.read(index)
        except OutOfTime:
            self.refusal = "no time left for a second reader"
        except NotRead as refusal:
            if self._miner is None:
                self.refusal = refusal.reason
        return None

    def _open(self) -> MinerReader:
        miner = MinerReader(self._data, self._budget)
        if miner.count != self._count:
            # Then its pages have other numbers, and a page would get the text of another.
            reason = f"{MINER} counts {miner.count} pages, {PDFIUM} {self._count}"
            raise NotRead(Reading.DAMAGED, reason, "pdf")
        return miner


class _Reading:
    """The pages of one PDF as they are read, and what is missing of them."""

    def __init__(self, second: _Second, budget: Budget) -> None:
        self._second = second
        self._budget = budget
        self._pages: list[Page] = []
        self._legible: list[Legibility] = []
        self._encodings: set[str] = set()
        self._gaps = _Missing()

    def read(self, pdfium: PdfiumReader) -> None:
        """Read all pages, or as many as the time allows."""
        for index in range(pdfium.count):
            if self._budget.spent:
                rest = range(index + 1, pdfium.count + 1)
                self._gaps.failed["not read, the limit of time is near"] = list(rest)
                return
            self._read_page(pdfium, index)

    def _read_page(self, pdfium: PdfiumReader, index: int) -> None:
        try:
            first = pdfium.read(index)
        except NotRead as refusal:
            second = self._second.read(index)
            if second is None:
                self.fail(refusal.reason)
            else:
                self.take(_judged(second), pdfium.label(index))
        else:
            stamped = index < FIRST_PAGES and _stamps_upon(first)
            judged = _judged(stamped) if stamped else self._better(_judged(first), index)
            self.take(judged, pdfium.label(index))

    def take(self, judged: _Judged, label: str) -> None:
        """Add a page."""
        number = len(self._pages) + 1
        if judged.legibility.unreadable:
            self._gaps.unreadable.append(number)
        elif not judged.sheet.text and judged.sheet.drawn:
            self._gaps.pictures.append(number)
        elif judged.sheet.text and judged.legibility.doubtful:
            self._gaps.doubtful.append(number)
        self._pages.append(_page(judged.sheet, number, label))
        self._legible.append(judged.legibility)
        if judged.sheet.text:
            self._encodings |= judged.sheet.encodings

    def fail(self, reason: str) -> None:
        """Add a page that could not be read."""
        number = len(self._pages) + 1
        self._gaps.fail(reason, number)
        self._pages.append(_page(Sheet("", MINER), number, ""))

    def content(self, properties: dict[str, str]) -> Content:
        """Return all that was read."""
        gaps = self._gaps
        unreadable = set(gaps.unreadable)
        read = sum(1 for page in self._pages if page.text and page.index not in unreadable)
        pictures_are_few = len(gaps.pictures) <= max(1, _FEW * len(self._pages))
        warnings = gaps.warnings()
        if warnings and self._second.refusal:
            warnings += (f"second reader: {self._second.refusal}",)
        return Content(
            mark_running(self._pages),
            encodings=tuple(sorted(self._encodings)),
            properties=clean_properties(_with_dates(properties)),
            warnings=warnings,
            partly=bool(gaps.unreadable or gaps.failed or not pictures_are_few),
            damaged=bool(gaps.failed),
            readable=readable_of(self._legible),
            unreadable=bool(gaps.unreadable) and not read,
            gaps=gaps.left(),
        )

    def _better(self, first: _Judged, index: int) -> _Judged:
        """Return what the better reader saw; the second one looks at doubtful pages only."""
        empty = not first.sheet.text
        if not (first.legibility.suspect or (empty and (first.sheet.drawn or first.sheet.dropped))):
            return first
        sheet = self._second.read(index)
        if sheet is None or not sheet.text:
            return first
        second = _judged(sheet)
        return second if empty or second.legibility.beats(first.legibility) else first


def _stamps_upon(sheet: Sheet) -> Sheet | None:
    """Return the stamp of secrecy that was put upon a page, alone: nothing else of it is needed.

    Within the text of the page it may have become a part of the line beside it.
    """
    for text in sheet.upon:
        alone = replace(sheet, text=text, boxes=WordBoxes())
        if is_stamped([_page(alone, 1, "")]):
            return alone
    return None


def _judged(sheet: Sheet) -> _Judged:
    return _Judged(sheet, judge(sheet.text, sheet.dropped))


def _read_without_pdfium(data: bytes, budget: Budget, reason: str) -> Content:
    try:
        miner = MinerReader(data, budget)
    except OutOfTime as error:
        raise NotRead(Reading.TOO_SLOW, "the limit of time is near", "pdf") from error
    except NotRead as refusal:
        raise NotRead(refusal.reading, f"{reason}; {refusal.reason}", "pdf") from refusal
    if not miner.count:
        raise NotRead(Reading.DAMAGED, f"{reason}; {MINER}: no pages", "pdf")
    reading = _Reading(_Second(data, budget, miner.count), budget)
    for index in range(miner.count):
        try:
            reading.take(_judged(miner.read(index)), "")
        except OutOfTime:
            reading.fail("not read, the limit of time is near")
        except NotRead as refusal:
            reading.fail(refusal.reason)
    content = reading.content({})
    warnings = (reason, *content.warnings)
    return replace(content, warnings=warnings, partly=True, damaged=True)


def _page(sheet: Sheet, number: int, label: str) -> Page:
    return Page(
        number,
        label or str(number),
        Unit.PAGE,
        sheet.text,
        sheet.reader,
        round(sheet.width, 1),
        round(sheet.height, 1),
        sheet.boxes,
    )


def _with_dates(properties: dict[str, str]) -> dict[str, str]:
    """Return the properties with PDF's dates (ISO 32000-1, 7.9.4) as ISO 8601, as far as given."""
    return {
        name: _date(value) if name in {"created", "modified"} else value
        for name, value in properties.items()
    }


def _date(text: str) -> str:
    found = _DATE.match(text)
    if not found:
        return text
    parts = [part for part in found.groups() if part]
    date = "-".join(parts[:3])
    return f"{date}T{':'.join(parts[3:])}" if len(parts) == 6 else date

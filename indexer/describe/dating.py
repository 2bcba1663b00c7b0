"""A document into its own date, out of the many dates in it, and the period it tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.describe.dates import FoundDate, Precision, dates_in
from indexer.describe.document import Span, lines_of
from indexer.describe.folding import fold_evenly
from indexer.describe.letterhead import place_date
from indexer.records.works import Kind, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.describe.document import Document, Line
    from indexer.describe.title_wording import FoundTitle

_EDGE = 30
"""How many lines from the top, and from the end, place and date are looked for."""
_SIGNED = re.compile(
    r"\b(?:ky|ky ket|lam|lap|done|signed|made)\s+(?:tai|at|in)\b[^.;]{0,60}$|"
    r"\b(?:signed on|date of signature|ky (?:vao )?ngay)\W*(?:ngay\s*)?$"
)
_SIGNED_AT = re.compile(
    r"\b(?:Làm|Lập|Ký(?:\s+kết)?|Done|Signed|Made)\s+(?:tại|at|in)\s+"
    r"(?P<place>[^\W\d_]+(?:[ -][^\W\d_]+){0,3}?)\s*,?\s+(?:ngày|on|this)\s"
)
_PLANNED = re.compile(r"\b(?:den|toi|tam nhin|giai doan|by|until|towards?)\W+(?:nam\s+)?$")
_JOURNEY = re.compile(
    r"\b(?:doan|chuyen|tham|lam viec|cong tac|khao sat|thoi gian|dien ra|delegation|visit|mission|"
    r"trip|"
    r"tour|duration|period|held)\b"
)
_TOLD = {
    Kind.DELEGATION_OUT: _JOURNEY,
    Kind.DELEGATION_IN: _JOURNEY,
    Kind.PROJECT: re.compile(
        r"\b(?:thoi gian|period|duration|implemented|thuc hien|trien khai)\b[^.;]{0,120}\|"
    ),
}
_MINUTES = re.compile(r"^\W*(?:bien ban|minutes)\b")
_TODAY = re.compile(r"\b(?:hom nay|thoi gian|vao hoi|today|held)\b[^.;]{0,70}$")
_CITED = re.compile(
    r"(?:\bso\s*:?\s*\S+|nghi quyet|quyet dinh|ke hoach|cong van|van ban|luat)[^.;]{0,60}$"
)
# The days that templates were made, in every file that was made with them: python-docx, Excel.
_TEMPLATE_DAYS = ("2013-12-23", "1996-10-14", "2006-09-16", "2015-06-05")
_PROPERTY_YEAR = re.compile(r"^(?:D:)?((?:19[89]|20\d)\d)")
_GOES_ON = re.compile(r"^\s*,\s*(?!tại\b|at\b|in\b)[^\W\d_]")
"""What makes a date at the beginning of a short line, in a narrow column, one of a sentence."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DECADES = 20
_FINISHED = re.compile(
    r"\b(?:ngay (?:duyet|chap nhan|nhan)|accepted|received|ngay dang|published)\b"
)


@dataclass(frozen=True, slots=True)
class Dating:
    """A date as EDTF and where it is written; nowhere if it is embedded in the file."""

    edtf: str
    origin: Origin
    span: Span | None = None


def find_date(
    document: Document, title: FoundTitle, kind: Kind, period: Dating | None
) -> Dating | None:
    """Return the date of the document.

    A summary is dated by the year in its title; else the line of place and date speaks, then the
    end of the period, then the latest date in the title and the bare date lines of the first
    page, then the year in the file's properties.
    """
    # A paper's title tells of the time it studies.
    in_title = [] if kind is Kind.PAPER else list(_in_title(title))
    if kind is Kind.SUMMARY and in_title:
        # "năm 2016 và phương hướng năm 2017" tells of 2016.
        return in_title[0]
    if kind is Kind.MEMORANDUM and (signing := _signing(document)) is not None:
        return signing
    bare = [one for one in _bare_dates(document) if not _within(one, title)]
    own = _place_date(document)
    if own is None and kind is Kind.PROJECT:
        # Its cover says when it was written, its text until when the project ran.
        own = _latest(bare)
    if own is not None:
        return own
    if period is not None:
        return Dating(period.edtf.rpartition("/")[2], Origin.SUGGESTED, period.span)
    return _held(document, title) or _latest([*in_title, *bare]) or _embedded(document)


def find_period(document: Document, kind: Kind) -> Dating | None:
    """Return the first interval of the first two pages that is told of the journey or project."""
    told = _TOLD.get(kind)
    if told is None:
        return None
    for page in document.pages[:2]:
        folded = fold_evenly(page.text)
        for date in dates_in(page.text):
            around = (
                folded[max(0, date.start - 250) : date.start] + " | " + folded[date.end :][:150]
            )
            if date.precision is Precision.INTERVAL and told.search(around):
                return _dating(Span(page, date.start, date.end), date.edtf)
    return None


def _held(document: Document, title: FoundTitle) -> Dating | None:
    """Return the day of a meeting, by its minutes: "Hôm nay, vào hồi 9 giờ ngày …"."""
    if not _MINUTES.search(fold_evenly(title.text)):
        return None
    for page in document.pages[:1]:
        folded = fold_evenly(page.text)
        for date in dates_in(page.text):
            before = folded[max(0, date.start - 80) : date.start]
            if date.precision is Precision.DAY and _TODAY.search(before):
                return _dating(Span(page, date.start, date.end), date.edtf)
    return None


def place_of_issue(document: Document) -> Span | None:
    """Return where the place stands in the line of place and date, or above signatures."""
    line = _place_date_line(document)
    match = place_date(line) if line is not None else None
    if line is None or match is None:
        return _place_of_signing(document)
    return Span(line.page, line.start + match.place, line.start + match.place_end)


def _place_of_signing(document: Document) -> Span | None:
    """Return the place of "Làm tại Hà Nội, ngày …", "Signed in London on …"."""
    for page in reversed(document.pages):
        match = _SIGNED_AT.search(page.text)
        if match:
            return Span(page, match.start("place"), match.end("place"))
    return None


def _place_date(document: Document) -> Dating | None:
    line = _place_date_line(document)
    match = place_date(line) if line is not None else None
    if line is None or match is None:
        return None
    at = match.date
    dates = dates_in(line.text[at:])
    if not dates:
        return None
    first, start = dates[0], line.start + at
    return _dating(Span(line.page, start + first.start, start + first.end), first.edtf)


def _place_date_line(document: Document) -> Line | None:
    """Return the line of place and date: at the top, or above the signature on the last page."""
    if not document.opening:
        return None
    lines = [*document.first_page[:_EDGE], *list(lines_of(document.pages[-1]))[-_EDGE:]]
    # A cover bears them at its foot.
    lines += document.first_page[_EDGE:] if len(document.first_page) < 2 * _EDGE else ()
    return next((line for line in lines if place_date(line)), None)


def _signing(document: Document) -> Dating | None:
    """Return the date of "Làm tại Hà Nội, ngày …", "Done in Ha Noi on …"."""
    for page in reversed(document.pages):
        folded = fold_evenly(page.text)
        for date in dates_in(page.text):
            before = folded[max(0, date.start - 80) : date.start]
            if date.precision is Precision.DAY and _SIGNED.search(before):
                return _dating(Span(page, date.start, date.end), date.edtf)
    return None


def _in_title(title: FoundTitle) -> Iterator[Dating]:
    text = title.span.text if title.span else title.text
    for date in dates_in(text):
        if _PLANNED.search(fold_evenly(text[: date.start])):
            continue
        span = title.span and Span(
            title.span.page, title.span.start + date.start, title.span.start + date.end
        )
        yield Dating(date.last, title.origin if span is None else Origin.SUGGESTED, span)


def _within(dating: Dating, title: FoundTitle) -> bool:
    """Whether the date stands in the title."""
    where, span = title.span, dating.span
    if where is None or span is None or where.page is not span.page:
        return False
    return where.start <= span.start < where.end


def _bare_dates(document: Document) -> Iterator[Dating]:
    """Yield the dates of lines of the first page that hold little else."""
    for line in document.first_page if document.opening else ():
        for date in dates_in(line.text) or _year_of_cover(line):
            rest = line.text[: date.start] + line.text[date.end :]
            folded = line.folded
            before, after = folded[: date.start], folded[date.end :]
            if (
                _spans_decades(line)
                or _PLANNED.search(before)
                or _CITED.search(before)
                or after.startswith(" cua")
            ):
                continue
            few = sum(map(str.isalpha, rest)) <= 24 and len(rest.split()) <= 5
            sentence = _GOES_ON.match(line.text[date.end :])
            few = few and not (sentence and sentence.group()[-1].islower())
            if few or _FINISHED.search(line.folded):
                span = Span(line.page, line.start + date.start, line.start + date.end)
                yield _dating(span, date.last)


def _spans_decades(line: Line) -> bool:
    """Whether its years lie far apart: "(03/02/1930 - 03/02/2025)" celebrates."""
    years = [int(year) for year in _YEAR.findall(line.text)]
    return bool(years) and max(years) - min(years) >= _DECADES


def _year_of_cover(line: Line) -> tuple[FoundDate, ...]:
    """Return the bare year of a cover: "Hà Nội - 2016", "HÀ NỘI, 2016"."""
    match = re.search(r"^\D{3,30}[\s,\-–]((?:19[3-9]|20\d)\d)\W*$", line.text)
    if match is None or _CITED.search(line.folded[: match.start(1)]):
        return ()
    return (FoundDate(match[1], Precision.YEAR, match.start(1), match.end(1)),)


def _latest(datings: list[Dating]) -> Dating | None:
    return max(datings, key=lambda dating: dating.edtf, default=None)


def _embedded(document: Document) -> Dating | None:
    for name in ("created", "creationdate", "modified", "moddate"):
        stamp = document.properties.get(name, "")
        match = _PROPERTY_YEAR.search(stamp)
        if match and not stamp.startswith(_TEMPLATE_DAYS):
            return Dating(match[1], Origin.READ)
    return None


def _dating(span: Span, edtf: str) -> Dating:
    return Dating(edtf, Origin.SUGGESTED, span)

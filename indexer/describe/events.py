"""What tells of a conference into its days, its place, who held it and how many came.

Only the official phrasings are read, as with delegations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.describe.dates import Precision, dates_in
from indexer.describe.delegations import Fact
from indexer.describe.document import Span, joined
from indexer.describe.folding import fold_evenly
from indexer.describe.letterhead import place_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.describe.document import Document
    from indexer.describe.title_wording import FoundTitle
    from indexer.records.files import Page

_PAGES = 2
_EVENT = re.compile(
    r"\b(?:hoi thao|hoi nghi|toa dam|dien dan|workshop|conference|seminar|symposium|forum)\b"
)
_HELD = r"(?:đồng\s+)?(?:đã\s+)?(?:đồng\s+)?tổ\s+chức"
_MEETING = r"(?:buổi\s+|cuộc\s+)?(?:[Hh]ội\s+(?:thảo|nghị)|[Tt](?:ọa|oạ)\s+đàm|[Dd]iễn\s+đàn)"
_BODY = r"(?:Học|Viện|Trường|Trung|Đại|Bộ|Ban|Quỹ|Ngân|Cơ|Tổ|Chương|Hội|Ủy|Liên|Vụ|Tạp|Hiệp|Mặt)\b"
_NAMED = rf"{_BODY}[^.;:,]{{3,140}}?"
_ORGANISERS = (
    re.compile(
        rf"(?P<first>{_NAMED})\s+(?:đã\s+)?(?:chủ\s+trì\s+)?phối\s+hợp\s+(?:với|cùng)\s+"
        rf"(?P<second>{_NAMED})\s+{_HELD}\s+{_MEETING}"
    ),
    re.compile(rf"(?P<first>{_NAMED})\s+và\s+(?P<second>{_NAMED})\s+{_HELD}\s+{_MEETING}"),
    re.compile(rf"(?P<first>{_NAMED})\s+{_HELD}\s+{_MEETING}"),
    re.compile(
        r"(?:^|\n)\W*(?:Đơn\s+vị|Cơ\s+quan)\s+(?:đồng\s+)?tổ\s+chức\s*:\s*(?P<first>[^.;,\n]{3,140})"
    ),
    re.compile(r"\b[Oo]rgani[sz]ed\s+by\s+(?:the\s+)?(?P<first>[A-Z][^.;,\n]{3,140})"),
)
_PLACE_LABEL = re.compile(
    r"(?:^|\n)\W*(?:Địa\s+điểm|Venue)[^:\n]{0,20}:\s*(?P<place>[^.;\n]{3,160})"
)
_PLACE_IN = re.compile(
    r"(?:,|ngày|năm)[^.;,\n]{0,40},?\s+tại\s+(?P<place>[^\W\d_][^.;,\n\d]{2,40}),\s"
)
_PLACE_BEFORE = re.compile(r"^\W*(?P<place>[^\W\d_]+(?:\s[^\W\d_]+){0,3})\s*,\s*(?:ngay\s)?\W*$")
_TIME_LABEL = re.compile(r"\b(?:thoi gian|time|date)\b[^:\n]{0,20}:[^\n]{0,60}$")
_TOLD = re.compile(r"\bto\s+chuc\b")
_AROUND = 260
_ATTENDANCE = re.compile(
    r"[Tt]ham\s+dự[^.;]{0,80}?\b(?P<count>\d{2,4})\s+(?:đại\s+biểu|người|nhà\s+khoa\s+học|khách)"
)


@dataclass(frozen=True, slots=True)
class Event:
    """What is said of a conference."""

    days: Fact | None
    """As EDTF."""
    place: Fact | None
    organisers: tuple[Fact, ...]
    attendance: Fact | None
    """How many came, in figures."""


def find_event(document: Document, title: FoundTitle) -> Event | None:
    """Return what ``document`` says of the conference that its title names; none without one."""
    if not _EVENT.search(fold_evenly(title.text)):
        return None
    return Event(_days(document), _place(document), _organisers(document), _attendance(document))


def _pages(document: Document) -> tuple[Page, ...]:
    return document.pages[:_PAGES]


def _organisers(document: Document) -> tuple[Fact, ...]:
    for form in _ORGANISERS:
        for page in _pages(document):
            match = form.search(page.text)
            if match:
                return tuple(_named(match, page))
    return ()


def _named(match: re.Match[str], page: Page) -> Iterator[Fact]:
    for group, text in match.groupdict().items():
        if text:
            yield Fact(joined(text), Span(page, match.start(group), match.end(group)))


def _place(document: Document) -> Fact | None:
    for page in _pages(document):
        label = _PLACE_LABEL.search(page.text)
        if label:
            # The hall stands before the town.
            town = label["place"].rpartition(",")[2].strip()
            at = label.start("place") + label["place"].rindex(town)
            return Fact(joined(town), Span(page, at, at + len(town)))
        match = _PLACE_IN.search(page.text)
        if match:
            return next(_named(match, page))
    return _place_of_days(document)


def _place_of_days(document: Document) -> Fact | None:
    """Return the place in a line such as "Hà Nội, 29 - 30/11/2018"."""
    for line in document.first_page if document.opening else ():
        for date in dates_in(line.text)[:1]:
            match = _PLACE_BEFORE.search(line.text[: date.start])
            if match:
                start = line.start + match.start("place")
                return Fact(match["place"], Span(line.page, start, start + len(match["place"])))
    return None


def _days(document: Document) -> Fact | None:
    """Return the days behind a label, else in a sentence on holding it, else on a line alone."""
    alone: Fact | None = None
    issued = [line for line in document.opening if place_date(line)]
    for page in _pages(document):
        folded = fold_evenly(page.text)
        told: Fact | None = None
        for date in dates_in(page.text):
            if date.precision < Precision.DAY:
                continue
            if any(line.page is page and line.start <= date.start < line.end for line in issued):
                continue
            fact = Fact(date.edtf, Span(page, date.start, date.end))
            if _TIME_LABEL.search(folded[: date.start]):
                return fact
            sentence = _sentence_around(folded, date.start, date.end)
            if told is None and _TOLD.search(sentence) and _EVENT.search(sentence):
                told = fact
            if alone is None and date.precision is Precision.INTERVAL:
                alone = fact
        if told is not None:
            return told
    return alone


def _sentence_around(folded: str, start: int, end: int) -> str:
    before = folded[max(0, start - _AROUND) : start].rpartition(". ")[2].rpartition(".\n")[2]
    return before + folded[end : end + _AROUND].partition(". ")[0].partition(".\n")[0]


def _attendance(document: Document) -> Fact | None:
    for page in _pages(document):
        match = _ATTENDANCE.search(page.text)
        if match:
            return next(_named(match, page))
    return None

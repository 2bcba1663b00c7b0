"""A text into the dates in it, as precise as they are written and never more.

All official forms: "ngày 15 tháng 9 năm 2016", "15-9-2016", "từ ngày 19/10 – 23/10/2019",
"Tháng 9/2016", "năm 2016", "15 September 2016", "October 19–23, 2019". They are looked for in
folded text, where "ngày" and "ngay" are one; an impossible day is no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from indexer.describe.folding import fold_evenly
from indexer.records.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable


class Precision(IntEnum):
    """How much of a date is written; greater is more."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    INTERVAL = 4


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ``text[start:end]`` says ``edtf`` (see :mod:`indexer.records.dates`)."""

    edtf: str
    precision: Precision
    start: int
    end: int

    @property
    def last(self) -> str:
        """The end of an interval, else the date itself."""
        return self.edtf.rpartition("/")[2]


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?:19[3-9]\d|20\d\d)(?!\d)"
_DAY = r"(?<!\d)\d{1,2}"
_SEPARATOR = r"\s*[/.\-–]\s*"
_TO_MONTH = rf"(?:{_SEPARATOR}|\s*thang\s*)"
_TO_YEAR = rf"(?:{_SEPARATOR}|\s*,?\s*(?:nam\s*)?)"
_TO = r"\s*(?:[-–—−]|,?\s*den(?:\s*het)?|toi|to|until|through)\s*"
_ON = r"(?:ngay\s*(?:mung\s*)?)?"
_NAME = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_ORDINAL = r"(?:st|nd|rd|th)?\b"

# Groups: d, m, y of the (first) date and D, M, Y of the end; a name in n and N for the months.
# The earlier form wins where two overlap: what says more stands first.
_FORMS = tuple(
    re.compile(form)
    for form in (
        (
            rf"{_ON}(?P<d>{_DAY})(?:{_TO_MONTH}(?P<m>\d{{1,2}})(?:{_TO_YEAR}(?P<y>{_YEAR}))?)?{_TO}"
            rf"{_ON}(?P<D>{_DAY}){_TO_MONTH}(?P<M>\d{{1,2}}){_TO_YEAR}(?P<Y>{_YEAR})"
        ),
        # Two days that follow each other: "01 và 02/12/2016".
        (
            rf"{_ON}(?P<d>{_DAY})(?P<and>\s+va\s+){_ON}(?P<D>{_DAY}){_TO_MONTH}(?P<M>\d{{1,2}})"
            rf"{_TO_YEAR}(?P<Y>{_YEAR})"
        ),
        (rf"\b(?P<n>{_NAME})(?:\s+(?P<y>{_YEAR}))?{_TO}(?P<N>{_NAME}),?\s+(?P<Y>{_YEAR})"),
        (
            rf"\bthang\s*(?P<m>\d{{1,2}})(?:{_TO_YEAR}(?P<y>{_YEAR}))?{_TO}"
            rf"thang\s*(?P<M>\d{{1,2}}){_TO_YEAR}(?P<Y>{_YEAR})"
        ),
        (
            rf"(?P<d>{_DAY}){_ORDINAL}(?:\s+(?P<n>{_NAME}),?(?:\s+(?P<y>{_YEAR}))?)?(?:{_TO}|"
            rf"\s+and\s+)"
            rf"(?P<D>{_DAY}){_ORDINAL}\s+(?P<N>{_NAME}),?\s+(?P<Y>{_YEAR})"
        ),
        (
            rf"\b(?P<n>{_NAME})\s+(?P<d>{_DAY}){_ORDINAL}(?:,?\s+(?P<y>{_YEAR}))?(?:{_TO}|"
            rf"\s+and\s+)"
            rf"(?:(?P<N>{_NAME})\s+)?(?P<D>{_DAY}){_ORDINAL},?\s+(?P<Y>{_YEAR})"
        ),
        rf"{_ON}(?P<d>{_DAY})\s*thang\s*(?P<m>\d{{1,2}}){_TO_YEAR}(?P<y>{_YEAR})",
        rf"{_ON}(?P<d>{_DAY})\s*(?P<s>[/.\-])\s*(?P<m>\d{{1,2}})\s*(?P=s)\s*(?P<y>{_YEAR})",
        rf"(?<![\d-])(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        rf"(?P<d>{_DAY}){_ORDINAL}\s+(?:of\s+)?(?P<n>{_NAME}),?\s+(?P<y>{_YEAR})",
        rf"\b(?P<n>{_NAME})\s+(?P<d>{_DAY}){_ORDINAL},?\s+(?P<y>{_YEAR})",
        rf"\bthang\s*(?P<m>\d{{1,2}}){_TO_YEAR}(?P<y>{_YEAR})",
        rf"\b(?P<n>{_NAME}),?\s+(?P<y>{_YEAR})",
        rf"\b(?:nam|nien do|in|year)\s*(?P<y>{_YEAR})",
    )
)
_MAYBE = re.compile(_YEAR)
# A day in a law's number or a range of clauses: "số 12-15/2016".
_NUMBER_BEFORE = re.compile(r"\bso\s*:?\s*$")


def dates_in(text: str) -> tuple[FoundDate, ...]:
    """Return the dates in ``text`` in their order; none overlaps another."""
    if not _MAYBE.search(text):
        return ()
    folded = fold_evenly(text)
    found: list[FoundDate] = []
    impossible: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(folded):
            if not _follows(match):
                continue
            date = _date(match)
            if not _is_free((*found, *impossible), date):
                continue
            if _is_possible(date) and not _NUMBER_BEFORE.search(folded[: match.start()][-8:]):
                found.append(date)
            elif date.precision is Precision.DAY:
                # "tháng 2 năm 2016" must not be read out of "ngày 31 tháng 2 năm 2016".
                impossible.append(date)
    return tuple(sorted(found, key=lambda date: date.start))


def _follows(match: re.Match[str]) -> bool:
    """Whether two days that "và" joins follow each other; else they are no interval."""
    parts = match.groupdict()
    return not parts.get("and") or int(parts["D"]) == int(parts["d"]) + 1


def _is_free(found: Iterable[FoundDate], date: FoundDate) -> bool:
    return all(date.end <= other.start or other.end <= date.start for other in found)


def _is_possible(date: FoundDate) -> bool:
    try:
        parse_date(date.edtf)
    except ValueError:
        return False
    return True


def _date(match: re.Match[str]) -> FoundDate:
    parts = match.groupdict()
    if parts.get("Y"):
        return FoundDate(_interval(parts), Precision.INTERVAL, match.start(), match.end())
    month = _month(parts.get("m"), parts.get("n"))
    edtf = _edtf(parts["y"] or "", month, parts.get("d"))
    return FoundDate(edtf, Precision(1 + edtf.count("-")), match.start(), match.end())


def _interval(parts: dict[str, str | None]) -> str:
    last_month = _month(parts.get("M"), parts.get("N")) or _month(parts.get("m"), parts.get("n"))
    first_month = _month(parts.get("m"), parts.get("n")) or last_month
    last_year = parts["Y"] or ""
    first_year = parts.get("y") or last_year
    if not parts.get("y") and first_month is not None and last_month is not None:
        # "từ 28/12 đến 3/1/2020" begins in the year before.
        first_year = str(int(last_year) - (first_month > last_month))
    first = _edtf(first_year, first_month, parts.get("d"))
    last = _edtf(last_year, last_month, parts.get("D"))
    return first if first == last else f"{first}/{last}"


def _month(number: str | None, name: str | None) -> int | None:
    if number:
        return int(number)
    return _MONTHS[name.rstrip(".")] if name else None


def _edtf(year: str, month: int | None, day: str | None) -> str:
    parts = [year, *(f"{int(part):02d}" for part in (month, day) if part is not None)]
    return "-".join(parts)

"""Dates as precise as they were written, in the forms of EDTF level 0 that this field needs.

``2016``, ``2016-09``, ``2016-09-15`` and intervals ``2019-10-19/2019-10-23``; see the Extended
Date/Time Format, https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days a date may mean, both inclusive."""

    first: date
    last: date

    @property
    def years(self) -> range:
        """The years it touches."""
        return range(self.first.year, self.last.year + 1)


def parse_date(text: str) -> Span:
    """Return the days that ``text`` covers.

    Raises :class:`ValueError` when it is none of the forms, no day of the calendar, or ends before
    it begins.
    """
    first, _, last = text.partition("/")
    span = Span(_parse_one(first).first, _parse_one(last or first).last)
    if span.last < span.first:
        message = f"ends before it begins: {text}"
        raise ValueError(message)
    return span


def _parse_one(text: str) -> Span:
    match = _FORM.fullmatch(text)
    if match is None:
        message = f"not a date as 2016, 2016-09 or 2016-09-15: {text}"
        raise ValueError(message)
    year, month, day = (int(group) if group else None for group in match.groups())
    first = date(year or 0, month or 1, day or 1)
    last_month = month or 12
    last_day = day or calendar.monthrange(first.year, last_month)[1]
    return Span(first, date(first.year, last_month, last_day))

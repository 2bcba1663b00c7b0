"""Counts by year into bars that lead to the works of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from indexer.retrieval.results import FacetCount

_WIDTH = 264.0
_HEIGHT = 44.0
_LEAST_YEARS = 3
_MOST_YEARS = 66
"""Older ones are left to the list: a bar needs four units."""
_LEAST_HEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """The works of a year; lengths in the units of the drawing."""

    year: str
    count: int
    x: float
    width: float
    height: float
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from the first to the last year."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    step: float
    """From one year to the next."""
    width: float = _WIDTH
    height: float = _HEIGHT


def make_histogram(
    counts: Sequence[FacetCount], url_of: Callable[[str], str], chosen: Container[str]
) -> Histogram | None:
    """Return the bars of the last years that have works, or none for too few of them."""
    by_year = {int(one.code): one.count for one in counts if one.code.isdecimal() and one.count}
    if len(by_year) < _LEAST_YEARS:
        return None
    last = max(by_year)
    first = max(min(by_year), last - _MOST_YEARS + 1)
    shown = {year: count for year, count in sorted(by_year.items()) if year >= first}
    step = _WIDTH / (last - first + 1)
    most = max(shown.values())
    bars = (
        Bar(
            year=str(year),
            count=count,
            x=round((year - first) * step, 2),
            width=round(step * 0.82, 2),
            height=round(max(_LEAST_HEIGHT, _HEIGHT * count / most), 2),
            url=url_of(str(year)),
            chosen=str(year) in chosen,
        )
        for year, count in shown.items()
    )
    return Histogram(tuple(bars), str(first), str(last), round(step, 2))

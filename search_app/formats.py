"""Numbers, sizes, times, dates and names of languages as each of the two languages writes them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

from indexer.records.dates import parse_date

if TYPE_CHECKING:
    from datetime import date

    from search_app.translate import Wording

_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte")
_DAY_SKELETONS = {"vi": "yMd", "en": "yMMMMd"}


@lru_cache(4096)
def write_number(number: float, wording: Wording) -> str:
    """Return a number with the language's separators."""
    return str(format_decimal(number, locale=wording.locale))


def write_size(size: int, wording: Wording) -> str:
    """Return a number of bytes in the unit that gives one to three digits before the comma."""
    value, unit = float(size), _UNITS[0]
    for larger in _UNITS[1:]:
        if value < 1000:
            break
        value, unit = value / 1000, larger
    pattern = "#,##0" if value >= 10 or unit == "byte" else "#,##0.#"
    return str(
        format_unit(value, f"digital-{unit}", "short", format=pattern, locale=wording.locale)
    )


def write_seconds(seconds: float, wording: Wording) -> str:
    """Return a duration in seconds, never shorter than a hundredth."""
    return str(format_decimal(max(seconds, 0.01), format="0.0#", locale=wording.locale))


def write_date(edtf: str, wording: Wording) -> str:
    """Return a date or interval as precise as it was written; what is no date stays as it is.

    Vietnamese writes days in figures (15/9/2016) and months in words (tháng 9 năm 2016).
    """
    try:
        span = parse_date(edtf)
    except ValueError:
        return edtf
    precision = edtf.partition("/")[0].count("-")
    skeleton = ("y", "yMMMM", _DAY_SKELETONS[wording.language])[precision]
    if "/" in edtf:
        first, last = (_precise(end, precision) for end in (span.first, span.last))
        return str(format_interval(first, last, skeleton, locale=wording.locale))
    if skeleton == "yMMMMd":
        return str(format_date(span.first, "long", locale=wording.locale))
    return str(format_skeleton(skeleton, span.first, locale=wording.locale))


def write_language(code: str, wording: Wording) -> str:
    """Return the name of a language, or its code if it has none; a capital begins it."""
    name = str(wording.locale.languages.get(code, code))
    return name[:1].upper() + name[1:]


def write_country(code: str, wording: Wording) -> str:
    """Return the name of a country by its two letters, or the code itself."""
    return str(wording.locale.territories.get(code.upper(), code))


def _precise(day: date, precision: int) -> date:
    """Return a day without what is finer than the precision: an interval's end is its last day."""
    return day if precision == 2 else day.replace(day=1)

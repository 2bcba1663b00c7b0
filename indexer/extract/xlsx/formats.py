"""A number and its format code into what the cell shows to a Vietnamese reader."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

GENERAL = "General"

# Literals in quotes or behind a backslash, colours, conditions, fillers and spaces of a width.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_SUFFIX = re.compile(r'[0#?)%]\s*"([^"]*)"\s*$')
_PREFIX = re.compile(r'^\s*"([^"]*)"\s*[#0?]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([0#?]*))?")
_DATE_SIGNS = re.compile("[dmyhs]", re.IGNORECASE)
# Dates of the Far East, which have numbers but no codes of their own (ECMA-376, 18.8.30).
_EASTERN_DATES = frozenset({*range(27, 37), *range(50, 59)})
_MOST_DECIMALS = 15
_MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a format code asks for."""

    decimals: int
    least: int
    """Digits before the decimal sign, filled with zeros."""
    grouped: bool
    percent: bool
    prefix: str
    suffix: str


def code_of(number: int, own: dict[int, str]) -> str:
    """Return the format code of that number, of the workbook's own or of the standard."""
    if number in _EASTERN_DATES:
        return "dd/mm/yyyy"
    return own.get(number) or BUILTIN_FORMATS.get(number, GENERAL)


def shown(value: str, code: str, *, since_1904: bool = False) -> str:
    """Return the number ``value``, as XML writes it, in the format ``code``.

    Decimal comma, points between thousands, dates day first. What is no number stays as it is.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    section = _section(code, number)
    if _is_date(section):
        return _date(number, section, since_1904=since_1904) or _general(number)
    shape = _shape(section)
    if shape is None or abs(number) >= 10**_MOST_DIGITS:
        return _general(number)
    return shape.prefix + _number(number, shape) + shape.suffix


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[str, ...]:
    return tuple(re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code[:500]))


def _section(code: str, number: float) -> str:
    """Return the part for positive numbers, negative ones or zero."""
    sections = _sections(code)
    if number < 0 and len(sections) > 1:
        return sections[1] if "-" in sections[1] else f"-{sections[1]}"
    return sections[2] if number == 0 and len(sections) > 2 and sections[2] else sections[0]


@lru_cache(maxsize=1024)
def _is_date(section: str) -> bool:
    elapsed = re.search(r"\[(?:h+|m+|s+)\]", section, re.IGNORECASE)
    plain = _LITERAL.sub("", section)
    return bool(elapsed) or (
        _DATE_SIGNS.search(plain.replace(GENERAL, "")) is not None and "#" not in plain
    )


@lru_cache(maxsize=1024)
def _shape(section: str) -> _Shape | None:
    """Return what a section asks for; none for the general format, fractions and powers."""
    plain = _LITERAL.sub("", section)
    digits = _DIGITS.search(plain)
    if digits is None or "/" in plain or "E" in plain.upper():
        return None
    whole = digits[0].partition(".")[0]
    prefix, suffix = _PREFIX.search(section), _SUFFIX.search(section)
    return _Shape(
        min(len(digits[1] or ""), _MOST_DECIMALS),
        min(whole.count("0"), _MOST_DECIMALS),
        "," in whole.rstrip(","),
        "%" in plain,
        prefix[1] if prefix else "",
        suffix[1] if suffix else "",
    )


def _number(number: float, shape: _Shape) -> str:
    number = abs(number) * (100 if shape.percent else 1) * (-1 if number < 0 else 1)
    text = f"{abs(number):{',' if shape.grouped else ''}.{shape.decimals}f}"
    whole, _, decimals = text.partition(".")
    whole = whole.replace(",", ".").rjust(shape.least, "0")
    text = f"{whole},{decimals}" if decimals else whole
    return ("-" if number < 0 and text.strip("0,.") else "") + text + ("%" if shape.percent else "")


def _general(number: float) -> str:
    if number == int(number) if abs(number) < 1e15 else False:
        return str(int(number))
    return f"{number:.11g}".replace(".", ",")


def _date(number: float, section: str, *, since_1904: bool) -> str:
    """Return the date and the time of day, as far as the format shows them; "" if it is none."""
    signs = _LITERAL.sub("", section).lower()
    if "[" in section and re.search(r"\[(?:h+|m+|s+)\]", section, re.IGNORECASE):
        minutes = round(number * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    try:
        moment = from_excel(number, MAC_EPOCH if since_1904 else WINDOWS_EPOCH)
    except (ValueError, OverflowError, TypeError):
        return ""
    if isinstance(moment, dt.time):
        moment = dt.datetime.combine(dt.date.min, moment)
    return moment.strftime(_pattern(signs)) if isinstance(moment, dt.datetime) else ""


def _pattern(signs: str) -> str:
    clock = ""
    if "h" in signs or "s" in signs:
        clock = "%H:%M:%S" if "s" in signs else "%H:%M"
        # In a time the m are minutes; months stand beside days or years.
        signs = signs if re.search("[dy]", signs) else ""
    date = "/".join(part for sign, part in (("d", "%d"), ("m", "%m"), ("y", "%Y")) if sign in signs)
    return f"{date} {clock}".strip()

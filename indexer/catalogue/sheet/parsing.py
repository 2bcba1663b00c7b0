"""A changed cell of the sheet into values, or into what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from babel import Locale

from indexer.catalogue.sheet.columns import Shows
from indexer.catalogue.tabular.cells import from_cell, split, tidy
from indexer.errors import Problem
from indexer.records.dates import parse_date
from indexer.records.works import Field, Kind, Origin, TitleForm, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.catalogue.sheet.columns import Column
    from indexer.catalogue.sheet.resolving import Names
    from indexer.catalogue.tabular.table import Row
    from indexer.records.works import Work

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")

_WARNED = frozenset({Field.PARTNER, Field.UNIT})
"""Fields whose names are worth a record; a host or a funder may be a mere description."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a cell says: its values, and what a person should know."""

    values: tuple[Value, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def parse_cell(row: Row, column: Column, work: Work, names: Names) -> Parsed:
    """Return the values that a filled cell gives ``work``, of origin imported.

    A text that stood in the column before keeps what was known of it.
    """
    text = from_cell(row.cells[column.name])
    texts = split(text) if column.shows is Shows.ALL else [text]
    if not texts:
        empty = row.problem(column.name, "không có giá trị nào", "there is no value in it")
        return Parsed((), (empty,))
    before = work.of(column.field)
    known = {tidy(before[place].text): before[place] for place in column.places(before)}
    parsed = [
        Parsed((replace(known[one], origin=Origin.IMPORTED),))
        if one in known
        else _parse(row, column, one, names)
        for one in texts
    ]
    values = tuple(value for one in parsed for value in one.values)
    return Parsed(
        tuple(_as_title(value, column, before) for value in values),
        tuple(problem for one in parsed for problem in one.problems),
        tuple(warning for one in parsed for warning in one.warnings),
    )


def iso_date(text: str) -> str:
    """Return a date typed as 15/9/2016, 9/2016 or 2016-2018 in the form of EDTF, others as is."""
    if day := _DAY.fullmatch(text):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if month := _MONTH.fullmatch(text):
        return f"{month[2]}-{int(month[1]):02}"
    if years := _YEARS.fullmatch(text):
        return f"{years[1]}/{years[2]}"
    return text


def _parse(row: Row, column: Column, text: str, names: Names) -> Parsed:
    value = Value(column.field, text, Origin.IMPORTED)
    if column.field is Field.KIND:
        return _one_of(row, column, value, list(Kind))
    if column.field is Field.LANGUAGE:
        return _one_of(row, column, value, _languages())
    if column.field in {Field.DATE, Field.PERIOD}:
        return _parse_date(row, column, value)
    return _resolve(row, column, value, names) if column.names else Parsed((value,))


def _one_of(row: Row, column: Column, value: Value, codes: Sequence[str]) -> Parsed:
    code = value.text.lower()
    if code in codes:
        return Parsed((replace(value, text=code),))
    some = ", ".join(codes) if len(codes) < 20 else "vi, en, fr, lo …"
    vietnamese, english = f"{value.text} không thuộc {some}", f"{value.text} is none of {some}"
    return Parsed((), (row.problem(column.name, vietnamese, english),))


def _languages() -> list[str]:
    return [code for code in map(str, Locale("en").languages) if len(code) == 2]


def _parse_date(row: Row, column: Column, value: Value) -> Parsed:
    text = iso_date(value.text)
    try:
        parse_date(text)
    except ValueError:
        forms = "2016, 2016-09, 2016-09-15, 15/9/2016, 2019-10-19/2019-10-23"
        vietnamese = f"{value.text} không phải ngày; hãy viết như {forms}"
        problem = row.problem(column.name, vietnamese, f"{value.text} is no date such as {forms}")
        return Parsed((), (problem,))
    return Parsed((replace(value, text=text),))


def _resolve(row: Row, column: Column, value: Value, names: Names) -> Parsed:
    keys = names.keys(value.text, column.names)
    if len(keys) == 1:
        return Parsed((replace(value, authority=keys[0]),))
    if keys:
        found = ", ".join(keys)
        vietnamese = f"{value.text} có thể là {found}; hãy ghi khóa"
        problem = row.problem(column.name, vietnamese, f"{value.text} may be {found}; give the key")
    else:
        vietnamese, english = f"không biết tên {value.text}", f"the name {value.text} is unknown"
        problem = row.problem(column.name, vietnamese, english)
    if column.field is Field.COUNTRY:
        return Parsed((), (problem,))
    return Parsed((value,), (), (problem,) if column.field in _WARNED or keys else ())


def _as_title(value: Value, column: Column, before: Sequence[Value]) -> Value:
    if column.shows is Shows.ENGLISH_TITLE:
        return replace(value, language="en", form=TitleForm.TRANSLATED)
    if column.shows is Shows.TITLE:
        former = [before[place] for place in column.places(tuple(before))]
        language = value.language or (former[0].language if former else "")
        return replace(value, language=language, form=value.form or TitleForm.MAIN)
    return value

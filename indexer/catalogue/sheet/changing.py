"""The cells of a row into the new values of its work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.catalogue.sheet.columns import VALUE_COLUMNS
from indexer.catalogue.sheet.parsing import Parsed, parse_cell
from indexer.catalogue.sheet.status import CLEAR
from indexer.catalogue.tabular.cells import is_same
from indexer.errors import Problem
from indexer.records.works import Origin, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.catalogue.sheet.columns import Column
    from indexer.catalogue.sheet.resolving import Names
    from indexer.catalogue.tabular.table import Row
    from indexer.records.works import Field, Work


@dataclass(frozen=True, slots=True)
class ValuesChange:
    """All values of the work as they are to be, what is wrong and what is worth a look."""

    values: tuple[Value, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def change_values(row: Row, work: Work, names: Names) -> ValuesChange:
    """Return the values of ``work`` after its row was taken over."""
    changed = work
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for field, columns in groupby(VALUE_COLUMNS, lambda column: column.field):
        found = _change_field(row, changed, field, list(columns), names)
        changed = replace(changed, values=found.values)
        problems += found.problems
        warnings += found.warnings
    return ValuesChange(changed.values, tuple(problems), tuple(warnings))


def _change_field(
    row: Row, work: Work, field: Field, columns: Sequence[Column], names: Names
) -> ValuesChange:
    """Change one field, whose values may stand in several columns.

    Imported values hide all weaker ones of their field, so a field that is touched is imported
    whole: what stands in its other columns too.
    """
    given = {
        column.name: parse_cell(row, column, work, names)
        for column in columns
        if _is_changed(row, column, work)
    }
    cleared = frozenset(
        column.name for column in columns if row.cells.get(column.name, "").strip() == CLEAR
    )
    problems = tuple(problem for parsed in given.values() for problem in parsed.problems)
    warnings = tuple(warning for parsed in given.values() for warning in parsed.warnings)
    if not (given or cleared) or problems:
        return ValuesChange(work.values, problems)
    confirmed = any(value.origin is Origin.CONFIRMED for value in work.of(field))
    notes = tuple(_confirmed(row, column, work) for column in columns if column.name in given)
    if confirmed and not given:
        return ValuesChange(work.values)
    dropped = {Origin.IMPORTED, Origin.CONFIRMED} if given else {Origin.IMPORTED}
    kept = tuple(v for v in work.values if v.field is not field or v.origin not in dropped)
    values = _field_values(work, field, columns, given, cleared)
    return ValuesChange(kept + values, (), warnings + (notes if confirmed else ()))


def _field_values(
    work: Work,
    field: Field,
    columns: Sequence[Column],
    given: dict[str, Parsed],
    cleared: frozenset[str],
) -> tuple[Value, ...]:
    """Return the imported values of ``field``: given, kept beside them, or suggested before."""
    before = work.of(field)
    weaker = tuple(value for value in work.values if value.origin.rank < Origin.IMPORTED.rank)
    beneath = replace(work, values=weaker).of(field)
    shown = {place for column in columns for place in column.places(before)}
    values: list[Value] = []
    stays = bool(given)
    for column in columns:
        if column.name in given:
            values += given[column.name].values
        elif column.name in cleared:
            values += [beneath[place] for place in column.places(beneath)]
        else:
            kept = [before[place] for place in column.places(before)]
            stays = stays or any(value.origin is Origin.IMPORTED for value in kept)
            values += kept
    # What no column shows (a running title, a second abstract) is not the sheet's to remove.
    values += [before[place] for place in range(len(before)) if place not in shown]
    return tuple(replace(value, origin=Origin.IMPORTED) for value in values) if stays else ()


def _is_changed(row: Row, column: Column, work: Work) -> bool:
    cell = row.cells.get(column.name, "").strip()
    return bool(cell) and cell != CLEAR and not is_same(cell, column.text(work))


def _confirmed(row: Row, column: Column, work: Work) -> Problem:
    former = column.text(work)
    vietnamese = f"thay giá trị đã xác nhận «{former}»"
    return row.problem(column.name, vietnamese, f"replaces the confirmed value “{former}”")

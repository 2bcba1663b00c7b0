"""A sheet of metadata into imported values of the works it names; with any error, nothing.

A cell that is empty, or says what the catalogue says already, changes nothing. ``-`` takes back
what was imported, so that the program's suggestion shows again. Anything else becomes the value,
of origin imported; where a confirmed value stood, the sheet, being the later word of a person,
takes its place, and the report says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.catalogue.sheet.changing import change_values
from indexer.catalogue.sheet.columns import COLUMN_NAMES
from indexer.catalogue.sheet.matching import Matcher
from indexer.catalogue.sheet.resolving import Names
from indexer.catalogue.sheet.status import change_status
from indexer.catalogue.tabular.table import read_table
from indexer.errors import Problem
from indexer.errors.sheets import SheetWrong
from indexer.records.works import Work

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.catalogue.catalogue import View
    from indexer.catalogue.tabular.table import Row


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    rows: int
    changed: tuple[str, ...]
    """The ids of the works that are different now."""
    warnings: tuple[Problem, ...]

    def __str__(self) -> str:
        lines = [f"{self.rows} rows, {len(self.changed)} works changed"]
        return "\n".join([*lines, *(warning.english for warning in self.warnings)])


@dataclass(frozen=True, slots=True)
class _Change:
    before: Work
    after: Work


def import_sheet(view: View, path: Path) -> Imported:
    """Take over the metadata of a CSV or XLSX file; see the module for the rules.

    Raises :class:`SheetWrong` with everything that is wrong at once, and
    :class:`SheetUnreadable`, :class:`DirectoryMissing`,
    :class:`DirectoryUnreadable`; nothing is changed then.
    """
    rows = read_table(path, COLUMN_NAMES, ("id", "files"))
    matcher = Matcher(view.works.all(), view.files.all())
    names = Names(view.authorities.all())
    problems: list[Problem] = []
    warnings: list[Problem] = []
    changes: dict[str, _Change] = {}
    for row in rows:
        work = matcher.match(row)
        if isinstance(work, Problem):
            problems.append(work)
        elif work.id in changes:
            problems.append(_twice(row, work))
        else:
            after = _change(row, work, names, problems, warnings)
            changes[work.id] = _Change(work, after)
    if problems:
        raise SheetWrong(path, problems)
    changed = [change.after for change in changes.values() if change.after != change.before]
    for work in changed:
        view.works.replace(work)
    return Imported(len(rows), tuple(work.id for work in changed), tuple(warnings))


def _change(
    row: Row, work: Work, names: Names, problems: list[Problem], warnings: list[Problem]
) -> Work:
    status = change_status(row, work)
    values = change_values(row, work, names)
    problems += [*status.problems, *values.problems]
    warnings += values.warnings
    return replace(status.work, values=values.values)


def _twice(row: Row, work: Work) -> Problem:
    vietnamese = f"{work.id} đã có ở một dòng trên"
    return row.problem("id", vietnamese, f"{work.id} has a row above already")

"""Authority records into a sheet with one row per name, and such a sheet into records.

The columns are those of ``seeds/authorities.csv``, described in ``seeds/README.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.catalogue.authority_rules import check
from indexer.catalogue.tabular.cells import from_cell, to_cell
from indexer.catalogue.tabular.table import Row, read_table, write_table
from indexer.errors import Problem
from indexer.errors.catalogue import AuthorityWrong
from indexer.errors.sheets import SheetWrong
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.catalogue.catalogue import View

COLUMNS = (
    "key",
    "kind",
    "parent",
    "valid_from",
    "valid_to",
    "language",
    "form",
    "name",
    "source",
)

_KINDS = {kind.value: kind for kind in AuthorityKind}
_FORMS = {form.value: form for form in NameForm}


def export_authorities(view: View, path: Path) -> int:
    """Write all records to a CSV or XLSX file and return how many they are."""
    return write_authorities(view.authorities.all(), path)


def write_authorities(records: Sequence[Authority], path: Path) -> int:
    """Write records to a CSV or XLSX file and return how many they are."""
    rows = [
        [to_cell(cell) for cell in _cells(record, name)]
        for record in records
        for name in record.names
    ]
    write_table(path, COLUMNS, rows)
    return len(records)


def import_authorities(view: View, path: Path) -> int:
    """Store the records of a sheet, each in the place of what had its key before.

    Records that are not in the sheet stay as they are. Returns how many were new or changed.
    Raises :class:`SheetWrong`, and what :func:`read_table` raises; nothing is stored then.
    """
    records = read_authorities(path)
    parents = {record.key: record.parent for record in (*view.authorities.all(), *records)}
    merged = view.authorities.redirects()
    problems = []
    for record in records:
        try:
            check(record, parents)
        except AuthorityWrong as failure:
            problems.append(Problem(failure.message("vi"), failure.message("en")))
        if record.key in merged:
            into = merged[record.key]
            problems.append(
                Problem(f"{record.key} đã được gộp vào {into}", f"{record.key} is now {into}")
            )
    if problems:
        raise SheetWrong(path, problems)
    return view.authorities.take_over(records)


def read_authorities(path: Path) -> tuple[Authority, ...]:
    """Return the records of a sheet in their order; their parents are not looked for.

    Raises :class:`SheetWrong`, and what :func:`read_table` raises.
    """
    problems: list[Problem] = []
    records: dict[str, Authority] = {}
    for row in read_table(path, COLUMNS, ("key",)):
        found = _row_problems(row, records)
        problems += found
        if found:
            continue
        key, name = from_cell(row.cells["key"]), _name(row)
        before = records.get(key)
        records[key] = Authority(
            key,
            _KINDS[from_cell(row.cells["kind"])],
            (*before.names, name) if before else (name,),
            from_cell(row.cells.get("parent", "")),
        )
    if problems:
        raise SheetWrong(path, problems)
    return tuple(records.values())


def _row_problems(row: Row, records: dict[str, Authority]) -> list[Problem]:
    problems = [
        row.problem(column, "ô trống", "the cell is empty")
        for column in ("key", "kind", "language", "form", "name")
        if column not in row.cells
    ]
    for column, known in (("kind", list(_KINDS)), ("form", list(_FORMS))):
        code = from_cell(row.cells.get(column, ""))
        if code and code not in known:
            codes = ", ".join(known)
            english = f"{code} is none of {codes}"
            problems.append(row.problem(column, f"{code} không thuộc {codes}", english))
    before = records.get(from_cell(row.cells.get("key", "")))
    for column, value in (("kind", before.kind), ("parent", before.parent)) if before else ():
        if from_cell(row.cells.get(column, "")) != value:
            vietnamese = f"khác với các dòng trước của {row.cells['key']}"
            english = f"differs from the rows of {row.cells['key']} above"
            problems.append(row.problem(column, vietnamese, english))
    return problems


def _name(row: Row) -> AuthorityName:
    cells = {column: from_cell(cell) for column, cell in row.cells.items()}
    return AuthorityName(
        text=cells["name"],
        language=cells["language"],
        form=_FORMS[cells["form"]],
        source=cells.get("source", ""),
        valid_from=cells.get("valid_from", ""),
        valid_to=cells.get("valid_to", ""),
    )


def _cells(record: Authority, name: AuthorityName) -> tuple[str, ...]:
    return (
        record.key,
        record.kind.value,
        record.parent,
        name.valid_from,
        name.valid_to,
        name.language,
        name.form.value,
        name.text,
        name.source,
    )

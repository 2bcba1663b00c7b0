"""The cells of state, tier and embargo into a work that has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from indexer.catalogue.sheet.parsing import iso_date
from indexer.catalogue.tabular.cells import from_cell
from indexer.errors import Problem
from indexer.records.works import State, Tier, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.catalogue.tabular.table import Row

CLEAR = "-"
"""What a cell says to take back what was imported."""

_STATES = (State.SUGGESTED, State.PUBLISHED, State.WITHDRAWN)
"""Deleting is no matter of a slip in a sheet: there is ``kyyeu remove``."""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """The work with its new status, and what is wrong."""

    work: Work
    problems: tuple[Problem, ...]


def change_status(row: Row, work: Work) -> StatusChange:
    """Return ``work`` with the state, the tier and the embargo of its row."""
    problems: list[Problem] = []
    state = _code(row, "state", work.state, _STATES, problems)
    tier = _code(row, "tier", work.tier, tuple(Tier), problems)
    embargo = _embargo(row, work.embargo, problems)
    changed = replace(work, state=State(state), tier=Tier(tier), embargo=embargo)
    return StatusChange(changed, tuple(problems))


def _code(row: Row, column: str, former: str, codes: Sequence[str], problems: list[Problem]) -> str:
    code = from_cell(row.cells.get(column, "")).lower() or former
    if code in codes:
        return code
    some = ", ".join(codes)
    problems.append(row.problem(column, f"{code} không thuộc {some}", f"{code} is none of {some}"))
    return former


def _embargo(row: Row, former: date | None, problems: list[Problem]) -> date | None:
    cell = row.cells.get("embargo", "").strip()
    if cell in {"", CLEAR}:
        return None if cell else former
    try:
        return date.fromisoformat(iso_date(from_cell(cell)))
    except ValueError:
        vietnamese, english = f"{cell} không phải ngày", f"{cell} is no day such as 2027-01-31"
        problems.append(row.problem("embargo", vietnamese, english))
        return former

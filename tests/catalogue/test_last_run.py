from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.last_run import LAST_RUN_NAME, read_last_run, write_last_run
from indexer.records.runs import LastRun, Outcome

if TYPE_CHECKING:
    from pathlib import Path

_TWO = datetime(2026, 3, 2, 2, tzinfo=UTC)
_RUN = LastRun("nightly", _TWO, _TWO + timedelta(hours=1), Outcome.DONE, 7, 3, 1)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """All that is told of a night comes back, in an index that was not there before."""
    write_last_run(tmp_path / "index", _RUN)
    assert read_last_run(tmp_path / "index") == replace(_RUN, good=_RUN.ended)


@pytest.mark.parametrize("outcome", [one for one in Outcome if not one.is_good])
def test_a_night_that_fails_does_not_hide_the_last_good_one(
    tmp_path: Path, outcome: Outcome
) -> None:
    """However often nights fail, it is known when one last went well."""
    write_last_run(tmp_path, _RUN)
    for day in (1, 2):
        write_last_run(tmp_path, LastRun("nightly", _TWO + timedelta(days=day), outcome=outcome))
    found = read_last_run(tmp_path)
    assert found is not None
    assert (found.outcome, found.good) == (outcome, _RUN.ended)


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b"\xff", b'{"command": "nightly"}'])
def test_what_cannot_be_read_counts_as_nothing(tmp_path: Path, content: bytes | None) -> None:
    """Monitors are not told nonsense, and the site does not fail for it."""
    if content is not None:
        (tmp_path / LAST_RUN_NAME).write_bytes(content)
    assert read_last_run(tmp_path) is None

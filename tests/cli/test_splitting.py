from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.errors import ExitCode

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


@pytest.fixture
def volume(run: Run) -> str:
    """The id of the sample volume, added and split."""
    run("add", SAMPLES / "ky-yeu")
    works = [one for one in run("works", "--json").lines if one["kind"] == "proceedings"]
    return str(works[0]["id"])


def test_split_shows_corrects_and_joins(run: Run, volume: str, tmp_path: Path) -> None:
    """The papers are listed, written, taken over and made one work again; search follows."""
    shown = run("split", volume, "--json").lines
    assert [one["run"]["first"] for one in shown] == [7, 14, 21, 28, 35, 41, 47, 53, 59, 65]
    assert all(one["id"] and one["confidence"] > 0.9 for one in shown)
    (found,) = run("search", '"trí nhớ của hợp tác quốc tế"', "--json").json["works"][:1]
    assert found["id"] == shown[-1]["id"]
    assert "10 papers in 71 pages, found by contents" in run("split", volume).out
    sheet = tmp_path / "papers.csv"
    assert run("split", volume, "--export", sheet, "--json").json["papers"] == 10
    assert run("split", volume, "--import", sheet, "--json").json == {"id": volume, "papers": 10}
    assert run("split", volume, "--apply").code == ExitCode.REFUSED
    assert run("split", volume, "--undo").code == 0
    (found,) = run("search", '"trí nhớ của hợp tác quốc tế"', "--json").json["works"][:1]
    assert found["id"] == volume


def test_split_is_told_one_thing_at_a_time(run: Run) -> None:
    """Two options at once are wrong use."""
    assert run("split", "000000000", "--apply", "--undo").code == ExitCode.WRONG_USE

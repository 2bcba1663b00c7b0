from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.last_run import write_last_run
from indexer.cli.surroundings import check_places, surroundings
from indexer.errors.settings import SettingsWrong
from indexer.records.runs import LastRun, Outcome
from indexer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.cli.finding import Finding


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A library in the test's directory."""
    for name in ("corpus", "index"):
        (tmp_path / name).mkdir()
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")


def _found(settings: Settings, name: str) -> Finding:
    return {one.name: one for one in surroundings(settings, {})}[name]


def test_all_is_well(settings: Settings) -> None:
    """A library that was just made, on a local disk, has nothing to complain of."""
    assert [one for one in surroundings(settings, {}) if not one.good] == []


def test_a_share_is_no_place_for_the_catalogue(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kind and the mount are named; a database server does not care."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 21 0:40 / {tmp_path} rw - nfs4 nas:/export rw\n")
    monkeypatch.setattr("indexer.catalogue.filesystems.MOUNTS", mounts)
    found = _found(settings, "disk of the catalogue")
    assert not found.good
    assert "nfs4" in found.found
    server = Settings(settings.corpus, settings.index, "postgresql:///kyyeu")
    assert "disk of the catalogue" not in {one.name for one in surroundings(server, {})}


def test_a_clock_that_went_back_is_told(settings: Settings) -> None:
    """Two years off either way: what was written is later than now, or nothing can tell."""
    pointer = settings.index / "current"
    pointer.write_text("1")
    for days, good in ((730, False), (-730, True)):
        moment = (datetime.now(UTC) + timedelta(days=days)).timestamp()
        os.utime(pointer, (moment, moment))
        assert _found(settings, "clock").good is good


@pytest.mark.parametrize(
    ("hours", "outcome", "good"),
    [
        (5, Outcome.DONE, True),
        (5, Outcome.DONE_WITH_FAILURES, True),
        (5, Outcome.FAILED, False),
        (5, Outcome.REFUSED, False),
        (5, Outcome.KILLED, False),
        (50, Outcome.DONE, False),
    ],
)
def test_the_last_night(settings: Settings, hours: int, outcome: Outcome, good: bool) -> None:  # noqa: FBT001 - a case
    """Its outcome and its age decide."""
    started = datetime.now(UTC) - timedelta(hours=hours)
    write_last_run(settings.index, LastRun("nightly", started, started, outcome))
    found = _found(settings, "last night")
    assert found.good is good
    assert outcome.value in found.found


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_every_place_that_cannot_be_written_is_named(settings: Settings) -> None:
    """Corpus and index are told at once, before anything is done."""
    for path in (settings.corpus, settings.index):
        path.chmod(0o500)
    with pytest.raises(SettingsWrong) as caught:
        check_places(settings)
    for path in (settings.corpus, settings.index):
        path.chmod(0o700)
    assert "indexer.corpus" in str(caught.value)
    assert "indexer.index" in str(caught.value)


def test_a_file_in_the_way_is_named_too(settings: Settings, tmp_path: Path) -> None:
    """A path below a file can never be a directory."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SettingsWrong, match=r"indexer\.index"):
        check_places(Settings(settings.corpus, tmp_path / "file" / "index"))

"""Nights, damage and going back on the command line; other processes beside a run."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing
from typing import TYPE_CHECKING

from indexer.build.lock import writing
from indexer.build.today import local_today
from indexer.catalogue.snapshot import SNAPSHOT_NAME
from indexer.engine.flat_engine import FlatEngine
from indexer.errors import ExitCode
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.works import Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request
from tests.forking import Started, start

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

_PATIENCE = 120.0


def _start(place: Path, *arguments: str) -> Started:
    places = ["--corpus", str(place / "corpus"), "--index", str(place / "index")]
    return start([*arguments, *places], {"LC_ALL": "C.UTF-8"})


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_nights_and_going_back(run: Run, documents: Path, tmp_path: Path) -> None:
    """A night, another, damage that is named and set aside, a generation taken back."""
    run("source", "add", documents)
    first = run("nightly", "--json")
    assert first.code == ExitCode.DONE_WITH_FAILURES
    assert first.json["generation"] == 1
    assert run("nightly").code == 0
    (documents / "second.txt").write_text("Chuyến thăm Sầm Nưa lần thứ hai.", encoding="utf-8")
    assert run("nightly", "--json").json["generation"] == 2
    listed = run("runs", "--json").lines
    assert [one["outcome"] for one in listed] == ["done", "done", "done-with-failures"]
    assert [one["generation"] for one in run("verify", "--json").lines] == [2, 1]

    assert run("rollback", "7").code == ExitCode.WRONG_USE
    assert run("rollback", "--json").json == {"generation": 1, "former": 2}
    assert run("search", "Sầm Nưa", "--json").json["total"] == 0
    assert run("rollback").code == ExitCode.WRONG_USE
    assert "generations 2" in run("status").out
    assert run("nightly", "--json").json["generation"] == 3
    assert run("search", "Sầm Nưa", "--json").json["total"] == 1

    records = FlatEngine(tmp_path / "index").directory() / SNAPSHOT_NAME
    records.write_bytes(records.read_bytes()[:-1] + b"x")
    verified = run("verify", "--json")
    assert verified.code == ExitCode.DONE_WITH_FAILURES
    assert [one["state"] for one in verified.lines] == ["damaged", "sound"]
    assert FlatEngine(tmp_path / "index").current() == 1
    assert run("status", "--json").json["SET ASIDE"].startswith("generations 3")


def test_a_gate_that_refuses_says_what_to_do(run: Run, documents: Path, tmp_path: Path) -> None:
    """With exit code 4; the former generation serves."""
    run("source", "add", documents)
    run("nightly")
    canaries = tmp_path / "corpus" / "canaries.toml"
    canaries.write_text('[[canary]]\nquery = "KOICA"\ntitle = "không có"\n', encoding="utf-8")
    (documents / "second.txt").write_text("Chuyến thăm lần thứ hai.", encoding="utf-8")
    refused = run("nightly")
    assert refused.code == ExitCode.REFUSED
    assert "KOICA" in refused.err
    assert "kyyeu nightly --yes" in refused.err
    assert run("nightly", "--yes").code == 0
    assert FlatEngine(tmp_path / "index").current() == 2


def test_of_many_at_once_one_runs(tmp_path: Path) -> None:
    """The others are told who does, at once; what is added goes beside it."""
    (tmp_path / "late.txt").write_text("Thăm Sầm Nưa trong đêm.", encoding="utf-8")
    with writing(tmp_path / "corpus", "nightly"):
        others = [_start(tmp_path, "nightly") for _ in range(3)]
        adding = _start(tmp_path, "add", str(tmp_path / "late.txt"), "--json")
        for other in others:
            ended = other.wait()
            assert ended.returncode == ExitCode.BUSY
            assert f"nightly, process {os.getpid()}, since" in ended.stderr
        added = adding.wait()
        assert added.returncode == 0, added.stderr
        assert '"generation": 1' in added.stdout


def test_removal_acts_in_every_process(run: Run, documents: Path, tmp_path: Path) -> None:
    """A library that is open here does not find what another process has just removed."""
    run("add", documents / "report.txt")
    request = Request("KOICA", frozenset({Tier.PUBLIC}))
    with closing(Library.open(tmp_path / "index", Analyser(segment))) as library:
        (hit,) = library.search(request, local_today()).hits
        assert _start(tmp_path, "remove", hit.work.id).wait().returncode == 0
        assert library.search(request, local_today()).total == 0
        assert library.records.work(hit.work.id, request.tiers, local_today()) is None


def test_watching(run: Run, documents: Path, tmp_path: Path) -> None:
    """What comes into a source is found by itself; the end is clean, whenever it is asked for."""
    run("source", "add", documents)
    engine = FlatEngine(tmp_path / "index")
    watching = _start(tmp_path, "watch", "--seconds", "1")
    try:
        _wait(lambda: engine.current() == 1)
        (documents / "second.txt").write_text("Chuyến thăm Sầm Nưa.", encoding="utf-8")
        _wait(lambda: engine.current() == 2)
    finally:
        watching.send_signal(signal.SIGTERM)
        ended = watching.wait()
    assert ended.returncode == 0, ended.stderr
    assert run("search", "Sầm Nưa", "--json").json["total"] == 1
    assert run("nightly").code == 0

"""``backup`` and ``restore`` as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_a_library_there_and_back(run: Run, documents: Path, tmp_path: Path) -> None:
    """After a disaster: restore, build, and the same works are found as before."""
    run("add", documents)
    found = run("search", "KOICA", "--json").json
    taken = run("backup", tmp_path / "backup", "--json")
    assert taken.code == ExitCode.DONE
    assert (taken.json["works"], taken.json["files"]) == (3, 3)
    assert run("restore", tmp_path / "backup").code == ExitCode.REFUSED
    for name in ("corpus", "index"):
        (tmp_path / name).rename(tmp_path / f"lost-{name}")
    said = run("restore", tmp_path / "backup")
    assert said.code == ExitCode.DONE
    assert "kyyeu build" in said.out
    assert run("build").code == ExitCode.DONE
    assert run("search", "KOICA", "--json").json["works"] == found["works"]


def test_what_is_wrong_is_said_with_its_code(run: Run, documents: Path, tmp_path: Path) -> None:
    """No catalogue, no backup, a place that cannot be: each has its message, none a traceback."""
    assert run("backup", tmp_path / "backup").code == ExitCode.ENVIRONMENT
    said = run("restore", tmp_path / "documents")
    assert said.code == ExitCode.ENVIRONMENT
    assert "Nothing was written" in said.err
    run("add", documents)
    said = run("backup", tmp_path / "corpus" / "backup")
    assert said.code == ExitCode.WRONG_USE
    assert "Traceback" not in said.err


def test_what_the_corpus_lost_is_named_by_its_hash(
    run: Run, documents: Path, tmp_path: Path
) -> None:
    """The exit code says that somebody should look; names of files are not told."""
    run("add", documents / "report.txt")
    (original,) = (tmp_path / "corpus" / "files").glob("??/*")
    original.unlink()
    said = run("backup", tmp_path / "backup")
    assert said.code == ExitCode.DONE_WITH_FAILURES
    assert original.name[:16] in said.out
    assert "report" not in said.out + said.err

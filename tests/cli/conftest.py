"""The command line in this process, over a corpus in an empty directory."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from indexer.cli.program import main
from tests.reading_servers import lent_servers
from tests.seeds import few_seeds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """The lines of output as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the command answers with
        """The one line of output as JSON."""
        (line,) = self.lines
        return line


Run = Callable[..., Said]


@pytest.fixture(scope="module", autouse=True)
def _cheap_to_begin() -> Iterator[None]:
    """Few authority records, and reading servers that have loaded their readers."""
    with few_seeds(), lent_servers():
        yield


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with the test's corpus and index."""
    for name in ("KYYEU_CONFIG", "KYYEU_INDEXER_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    places = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]

    def run_command(*arguments: object) -> Said:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments), *places])
        captured = capsys.readouterr()
        return Said(int(ended.value.code or 0), captured.out, captured.err)

    return run_command


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with a report, a note and an empty file."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "report.txt").write_text(
        "BÁO CÁO\nKết quả chuyến công tác tại Hàn Quốc\n\n"
        "Đoàn làm việc với KOICA về hợp tác quốc tế.",
        encoding="utf-8",
    )
    (folder / "note.md").write_text("# Note\n\nThe delegation visited Vientiane.\n")
    (folder / "empty.txt").write_bytes(b"")
    return folder

"""What stands on the last page of a long volume is found, and its page is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.reading.volume import PAGES, WORD, write_volume

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_the_last_page_of_600_is_found(run: Run, tmp_path: Path) -> None:
    """Nothing is cut on the way from the file to the answer."""
    assert run("add", write_volume(tmp_path / "volume.pdf", lines=1)).code == 0
    found = run("search", WORD)
    assert "1 works" in found.out
    assert f"page {PAGES}:" in found.out

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.errors.index import IndexDamaged, IndexMissing
from tests.search_app.fake_library import FakeLibrary, Folder, hold

if TYPE_CHECKING:
    from pathlib import Path


def test_an_index_that_appears_is_taken_up(tmp_path: Path) -> None:
    """Who starts the site first and builds then needs no restart."""
    built: list[FakeLibrary] = []

    def open_library() -> FakeLibrary:
        if not built:
            raise IndexMissing(tmp_path)
        return built[0]

    holdings = hold(open_library, Folder(tmp_path))
    with pytest.raises(IndexMissing):
        holdings.library()
    built.append(FakeLibrary())
    assert holdings.library() is built[0]


def test_a_library_is_refreshed_with_every_request(tmp_path: Path) -> None:
    """What is withdrawn is gone with the next request."""
    refreshed: list[bool] = []

    class Refreshing(FakeLibrary):
        def refresh(self) -> None:
            refreshed.append(True)

    holdings = hold(Refreshing, Folder(tmp_path))
    first = holdings.library()
    assert holdings.library() is first
    assert holdings.library() is first
    assert len(refreshed) == 2


def test_an_open_library_outlives_a_failed_refresh(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The old generation is whole and goes on serving; the log says so."""

    class Failing(FakeLibrary):
        def refresh(self) -> None:
            raise IndexDamaged(tmp_path, "torn")

    holdings = hold(Failing, Folder(tmp_path))
    first = holdings.library()
    assert holdings.library() is first
    assert "refresh-failed" in caplog.text

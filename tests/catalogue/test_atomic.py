from __future__ import annotations

import fcntl
from typing import IO, TYPE_CHECKING

from indexer.catalogue import atomic
from indexer.catalogue.atomic import sweep, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_nobody_writes_any_more_is_swept(tmp_path: Path) -> None:
    """In all directories below; what only looks like it is somebody's own."""
    left = tmp_path / "a" / ".0123456789abcdef.part"
    own = tmp_path / "a" / ".song.part"
    left.parent.mkdir()
    for path in (left, own):
        path.write_bytes(b"half")
    assert sweep(tmp_path) == 1
    assert [*left.parent.iterdir()] == [own]


def test_what_is_being_written_is_not_swept(tmp_path: Path) -> None:
    """Whoever adds a file goes on beside the night that begins."""
    path = tmp_path / "whole"

    def write(file: IO[bytes]) -> None:
        file.write(b"wh")
        assert sweep(tmp_path) == 0
        file.write(b"ole")

    write_atomically(path, write)
    assert path.read_bytes() == b"whole"
    assert [*tmp_path.iterdir()] == [path]


def test_what_was_swept_before_it_was_locked_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between making a file and locking it another process may come."""
    swept = iter([True, False])

    def lock(file: IO[bytes], how: int) -> None:
        if next(swept):
            sweep_now(file)
        fcntl.flock(file, how)

    def sweep_now(file: IO[bytes]) -> None:
        (tmp_path / file.name).unlink()

    monkeypatch.setattr(atomic, "_lock", lock)
    write_atomically(tmp_path / "whole", lambda file: file.write(b"whole"))
    assert (tmp_path / "whole").read_bytes() == b"whole"

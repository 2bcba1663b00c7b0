"""Only regular files are read, and nothing is waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.extract.limits import Limits
from indexer.extract.regular import NotRead, read_regular
from indexer.records.files import Reading


def _refusal(path: Path, limits: Limits | None = None) -> NotRead:
    with pytest.raises(NotRead) as caught:
        read_regular(os.fsencode(path), limits or Limits())
    return caught.value


def test_a_file_is_read_through_a_link(tmp_path: Path) -> None:
    """A link to a regular file is that file; a name is bytes."""
    name = os.fsencode(tmp_path) + b"/\xe9\xff\n"
    Path(os.fsdecode(name)).write_bytes(b"text")
    link = tmp_path / "link"
    link.symlink_to(os.fsdecode(name))
    assert read_regular(name, Limits()) == read_regular(os.fsencode(link), Limits()) == b"text"


def test_a_pipe_a_device_and_a_directory_are_not_waited_for(tmp_path: Path) -> None:
    """What is no regular file is unsupported, at once."""
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "zero.pdf").symlink_to("/dev/zero")
    for path in (tmp_path / "pipe.pdf", tmp_path / "zero.pdf", tmp_path):
        assert _refusal(path).reading is Reading.UNSUPPORTED


def test_what_is_gone_is_missing(tmp_path: Path) -> None:
    """A vanished file and a link that leads nowhere are missing."""
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("never", "loop", "dangling"):
        assert _refusal(tmp_path / name).reading is Reading.MISSING


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    """The size is looked at before a byte is read: 20 GB of nothing cost nothing."""
    path = tmp_path / "sparse.pdf"
    with path.open("wb") as file:
        file.truncate(20 << 30)
    assert _refusal(path).reading is Reading.TOO_LARGE
    assert _refusal(path).reason == "20480 MiB, the limit is 512 MiB"


def test_a_file_that_grows_is_cut_where_it_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes on while it is read is not waited for."""
    path = tmp_path / "growing.txt"
    path.write_bytes(b"until here")
    fstat = os.fstat

    def growing(descriptor: int) -> os.stat_result:
        status = fstat(descriptor)
        with path.open("ab") as file:
            file.write(b" and further")
        return status

    monkeypatch.setattr("indexer.extract.regular.os.fstat", growing)
    assert read_regular(os.fsencode(path), Limits()) == b"until here"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_unreadable(tmp_path: Path) -> None:
    """The reason is named."""
    path = tmp_path / "closed.pdf"
    path.touch(mode=0)
    assert _refusal(path).reading is Reading.UNREADABLE
    assert _refusal(path).reason == "permission denied"

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import TYPE_CHECKING

import pytest

from indexer.build.lock import Lane, writing
from indexer.errors.running import AnotherWriter

if TYPE_CHECKING:
    from pathlib import Path


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """The second is refused with the words of the first, and let in when that has ended."""
    with (
        writing(tmp_path, "build"),
        pytest.raises(AnotherWriter, match="build"),
        writing(tmp_path, "add"),
    ):
        pass
    with writing(tmp_path, "add"):
        pass


def test_whoever_holds_it_is_named(tmp_path: Path) -> None:
    """By command, process and time."""
    said = rf"build, process {os.getpid()}, since \d{{4}}-\d\d-\d\dT"
    with (
        writing(tmp_path, "build"),
        pytest.raises(AnotherWriter, match=said),
        writing(tmp_path, "update"),
    ):
        pass


def test_what_is_added_goes_beside_a_batch(tmp_path: Path) -> None:
    """One of each, not two."""
    with (
        writing(tmp_path, "nightly"),
        writing(tmp_path, "add", Lane.ADDING),
        pytest.raises(AnotherWriter, match="add"),
        writing(tmp_path, "add", Lane.ADDING),
    ):
        pass


def _hold(corpus: Path, held: multiprocessing.synchronize.Event) -> None:
    with writing(corpus, "build"):
        held.set()
        signal.pause()


def test_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    """A killed writer leaves nothing behind that keeps the next one out."""
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    holder = context.Process(target=_hold, args=(tmp_path, held))
    holder.start()
    assert held.wait(30)
    with pytest.raises(AnotherWriter), writing(tmp_path, "add"):
        pass
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    with writing(tmp_path, "add"):
        pass

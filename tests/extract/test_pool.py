"""The pool: every file ends with one status, whatever its reader does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.extract.limits import Limits
from indexer.extract.pool import ReadingPool, ReadJob, ReadOutcome
from indexer.records.files import Reading
from tests.reading_servers import lent_servers

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

ACT = "tests.extract.readers:act"
LIMITS = Limits(cpu_seconds=30, wall_seconds=60, memory_bytes=512 << 20, result_bytes=1 << 20)
SHORT = replace(LIMITS, wall_seconds=2)


@pytest.fixture(scope="module", autouse=True)
def _servers() -> Iterator[None]:
    """Servers that have loaded their readers, but where the test is a program of its own."""
    with lent_servers():
        yield


def _read(
    *names: str, workers: int = 2, reader: str = ACT, limits: Limits = LIMITS
) -> dict[str, ReadOutcome]:
    with ReadingPool(limits, workers, reader) as pool:
        jobs = [ReadJob(os.fsencode(name), name) for name in names]
        outcomes = list(pool.read_files(jobs))
    assert len(outcomes) == len(names)
    return {outcome.token: outcome for outcome in outcomes}


@pytest.mark.parametrize(
    ("name", "reading", "warning"),
    [
        ("spin", Reading.TOO_SLOW, "stopped after 1 seconds of CPU time"),
        ("eat", Reading.TOO_LARGE, "needs more than 512 MiB of memory"),
        ("crash", Reading.DAMAGED, "the reader crashed (SIGSEGV)"),
        ("leave", Reading.DAMAGED, "the reader ended with code 3 and no result"),
    ],
)
def test_a_lost_reader_gives_a_status_and_its_cause(
    name: str, reading: Reading, warning: str
) -> None:
    """A child that is stopped or dies costs its own file only, and the warning says why."""
    limits = replace(LIMITS, cpu_seconds=1) if name == "spin" else LIMITS
    outcomes = _read("first", name, "last", limits=limits)
    assert outcomes[name].read.reading is reading
    assert outcomes[name].read.warnings == (warning,)
    assert outcomes[name].read.kind == "act"
    assert outcomes["first"].read.reading is outcomes["last"].read.reading is Reading.READ


def test_a_reader_that_waits_for_ever_is_stopped() -> None:
    """The clock on the wall is looked at from outside."""
    (outcome,) = _read("hang", limits=SHORT).values()
    assert outcome.read.reading is Reading.TOO_SLOW
    assert outcome.read.warnings == ("stopped after 2 seconds",)


def test_an_exception_names_its_type_and_place_and_nothing_of_the_file() -> None:
    """What a reader raises is a damaged file; the words of the error may be the file's own."""
    (warning,) = _read("raise-SECRET")["raise-SECRET"].read.warnings
    assert warning.startswith("the reader failed: RuntimeError at readers.py:")
    assert "SECRET" not in warning


def test_too_much_text_is_too_large() -> None:
    """What a child hands back is bounded."""
    outcome = _read("any", reader="tests.extract.readers:flood")["any"]
    assert outcome.read.reading is Reading.TOO_LARGE
    assert outcome.read.warnings == ("its text takes more than 1 MiB",)


def test_all_workers_work_at_once(tmp_path: Path) -> None:
    """Four readers that wait for each other all meet with four workers."""
    outcomes = _read(*(str(tmp_path / f"meet-{number}") for number in range(4)), workers=4)
    assert all(outcome.read.reading is Reading.READ for outcome in outcomes.values())


def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    """A process that outlives its child would read on without limits."""
    note = tmp_path / "abandon"
    _read(str(note))
    pid = int(note.read_text())
    deadline = time.monotonic() + 5
    while _is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(pid)


def test_a_lost_server_is_started_again() -> None:
    """Other files on their way are read by the next server; the one that did it is given up."""
    outcomes = _read("a", "orphan", "b", "c", workers=1)
    assert outcomes["orphan"].read.warnings == ("the reading server was lost 3 times",)
    assert {outcomes[name].read.reading for name in "abc"} == {Reading.READ}


def test_jobs_are_taken_as_there_is_room() -> None:
    """An endless queue is never held in memory."""
    taken: list[int] = []

    def endless() -> Generator[ReadJob, None, None]:
        number = 0
        while True:
            taken.append(number)
            yield ReadJob(b"x", str(number))
            number += 1

    with ReadingPool(LIMITS, 2, ACT) as pool:
        outcomes = pool.read_files(endless())
        for _ in range(10):
            next(outcomes)
        assert len(taken) <= 10 + 4


def test_the_pool_reads_on_after_the_caller_lost_interest() -> None:
    """Leaving the loop early loses what was on its way and nothing else."""
    with ReadingPool(LIMITS, 2, ACT) as pool:
        for outcome in pool.read_files([ReadJob(b"a", "a"), ReadJob(b"hang", "hang")]):
            assert outcome.token == "a"  # noqa: S105 - a job's name
            break
        again = list(pool.read_files([ReadJob(b"b", "b")]))
    assert [outcome.token for outcome in again] == ["b"]


def test_paths_are_raw_bytes() -> None:
    """Names that are no UTF-8, and such with line ends, come to the reader as they are."""
    name = b"/nowhere/\xe9\xff\n\r" + b"x" * 200
    with ReadingPool(LIMITS, 1) as pool:
        (outcome,) = pool.read_files([ReadJob(name, "odd")])
    assert outcome.read.reading is Reading.MISSING


def test_the_standard_reader_reads(tmp_path: Path) -> None:
    """Without a name the pool reads files as :func:`indexer.extract.read.read_file` does."""
    path = tmp_path / "ghi chú.txt"
    path.write_text("Đoàn công tác đã làm việc tại Viêng Chăn.", encoding="utf-8")
    with ReadingPool(Limits(), 1) as pool:
        (outcome,) = pool.read_files([ReadJob(path, "note")])
    assert outcome.read.reading is Reading.READ
    assert outcome.read.pages[0].text == "Đoàn công tác đã làm việc tại Viêng Chăn."


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_program_is_ended(number: signal.Signals) -> None:
    """Ctrl-C, and even a kill, leaves no server, no child and nothing unpacked behind."""
    script = (
        "import signal\n"
        "from indexer.extract.pool import *; from indexer.extract.limits import Limits\n"
        # What runs in the background of a shell inherits that Ctrl-C is passed over.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"with ReadingPool(Limits(), 2, {ACT!r}) as pool:\n"
        "    for each in pool.read_files([ReadJob(b'a', 'a'), ReadJob(b'hang', 'hang')]):\n"
        "        print(pool._line._process.pid, pool._line._scratch, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    ) as program:
        assert program.stdout is not None
        number_of, place = program.stdout.readline().split()
        server, scratch = int(number_of), Path(os.fsdecode(place))
        assert scratch.is_dir()
        children = _children(server)
        program.send_signal(number)
        program.wait(10)
    deadline = time.monotonic() + 5
    while any(map(_is_alive, [server, *children])) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    assert not any(map(_is_alive, [server, *children]))
    assert not scratch.exists()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    deadline = time.monotonic() + 5
    while not found.read_text().split() and time.monotonic() < deadline:
        time.sleep(0.02)
    return [int(each) for each in found.read_text().split()]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False

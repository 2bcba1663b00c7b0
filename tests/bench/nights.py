"""Nights and days over generated documents: nothing new, a file added, a work removed.

``python -m tests.bench.nights [--files 10000] [--rounds 3] [--keep DIRECTORY]``: so many reports of
a page, and how often each thing is timed. Reading them takes a while the first time; with
``--keep`` the library stays for the next time. Seconds are of the clock, the start of the program
included; ``cpu`` those of all its processes. ``ratio`` is to a plain walk (``os.scandir``,
``stat``) of the same files in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
_TEXT = (
    "hợp tác quốc tế đào tạo cán bộ nghiên cứu khoa học giáo dục chương trình dự án báo cáo đoàn "
    "công tác hội thảo kỷ yếu phát triển kinh tế xã hội môi trường nông nghiệp công nghệ thông tin "
    "luật pháp hành chính tài chính ngân hàng du lịch văn hóa nghệ thuật biên giới năng lượng"
)
_A_PAGE = 120
"""Syllables."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What a command took and told."""

    seconds: float
    cpu: float
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Library:
    """A library in a directory of its own."""

    place: Path

    def run(self, *arguments: str) -> Timed:
        """Run a command to its end."""
        started, before = time.monotonic(), _cpu_of_children()
        ended = subprocess.run(
            self._command(arguments), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
        )
        seconds, cpu = time.monotonic() - started, _cpu_of_children() - before
        if ended.returncode not in {0, 1}:
            sys.exit(f"{arguments[0]} ended with {ended.returncode}")
        told = ended.stdout.splitlines()
        return Timed(seconds, cpu, json.loads(told[-1]) if told else {})

    @contextmanager
    def running(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Run a command beside others, with the priority of a night's unit; wait for its end."""
        command = ["nice", "-n", "10", *self._command(arguments)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, text=True)
        try:
            yield process
        finally:
            process.wait()

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        places = ["--corpus", str(self.place / "corpus"), "--index", str(self.place / "index")]
        return [sys.executable, "-m", "indexer", *arguments, "--json", *places]


def main() -> None:
    """Make the library and print a JSON line for each figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.nights", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    with TemporaryDirectory() as scratch:
        place = (chosen.keep or Path(scratch)).resolve()
        documents = place / "documents"
        _make(documents, chosen.files)
        library = Library(place)
        library.run("source", "add", str(documents))
        library.run("nightly", "--yes")
        _measure(library, documents, chosen.files, chosen.rounds)


def _measure(library: Library, documents: Path, files: int, rounds: int) -> None:
    walk = _median(rounds, lambda: _walk(documents))
    night = _median(rounds, lambda: library.run("nightly"))
    _print("a plain walk", files=files, seconds=walk.seconds)
    ratio = night.seconds / walk.seconds
    _print("a night with nothing new", seconds=night.seconds, cpu=night.cpu, ratio=ratio)
    added = _median(rounds, lambda: _add(library))
    _print("a file added by day, beyond its reading", seconds=added.seconds, cpu=added.cpu)
    with library.running("build") as build:
        late = _median(rounds, lambda: _add(library))
        beside = build.poll() is None
    _print("the same beside a build", seconds=late.seconds, cpu=late.cpu, to_the_end=beside)
    removed = _median(rounds, lambda: _remove(library))
    _print("a work removed", seconds=removed.seconds, cpu=removed.cpu)


def _add(library: Library) -> Timed:
    """Add a new file; its reading is taken off."""
    folder = library.place / "added"
    folder.mkdir(exist_ok=True)
    number = len(list(folder.iterdir()))
    path = folder / f"{number}.txt"
    path.write_text(_report(10**6 + number), encoding="utf-8")
    timed = library.run("add", str(path))
    reading = timed.report["seconds"]["read"]
    return Timed(timed.seconds - reading, timed.cpu, timed.report)


def _remove(library: Library) -> Timed:
    """Remove a work, and see that a search of another process no longer finds it."""
    (work,) = _first_found(library)
    timed = library.run("remove", work)
    if work in _first_found(library):
        sys.exit(f"{work} is found still")
    return timed


def _first_found(library: Library) -> list[str]:
    report = library.run("search", "Chuyến công tác", "--limit", "1").report
    return [work["id"] for work in report["works"]]


def _walk(folder: Path) -> Timed:
    started, before = time.monotonic(), time.process_time()
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for one in found:
                if one.is_dir():
                    waiting.append(one.path)
                else:
                    one.stat()
    return Timed(time.monotonic() - started, time.process_time() - before, {})


def _median(rounds: int, run: Callable[[], Timed]) -> Timed:
    timed = [run() for _ in range(rounds)]
    seconds = statistics.median(one.seconds for one in timed)
    return Timed(seconds, statistics.median(one.cpu for one in timed), timed[-1].report)


def _make(folder: Path, files: int) -> None:
    """Write the documents that are not there yet."""
    for number in range(files):
        path = folder / f"{number // 200:03}" / f"{number:05}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_report(number), encoding="utf-8")


def _report(number: int) -> str:
    """Return an invented report, the same for the same number."""
    chance = random.Random(number)  # noqa: S311 - words, no secret
    body = " ".join(chance.choices(_TEXT.split(), k=_A_PAGE)).capitalize()
    return f"BÁO CÁO\nChuyến công tác số {number}\n\n{body}.\n"


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _print(name: str, **figures: float) -> None:
    rounded = {key: round(value, 3) for key, value in figures.items()}
    load = round(os.getloadavg()[0], 1)
    line = json.dumps({"name": name, **rounded, "load": load}, ensure_ascii=False)
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Files into pages per second: this reader beside bare pypdfium2 and bare pdfminer.six.

``python -m tests.bench.reading DIR [--json] [--fewest-pages N] [--workers N] [--skip-miner]``: all
on the same PDFs of DIR in one run, in one process, counted in CPU time; then the pool with all
workers over all files of DIR, counted on the wall clock, with its own start.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from pdfminer.high_level import extract_text

from indexer.extract.kind import kind_of
from indexer.extract.limits import Limits
from indexer.extract.pool import ReadingPool, ReadJob
from indexer.extract.read import read_file

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast one reader read the PDFs."""

    reader: str
    pages: int
    cpu_seconds: float
    pages_per_cpu_second: float
    share_of_pypdfium2: float


@dataclass(frozen=True, slots=True)
class PoolSpeed:
    """How fast the pool read everything."""

    workers: int
    files: int
    pages: int
    wall_seconds: float
    cpu_seconds: float
    """Of the pool, its server and all children."""
    pages_per_second: float
    readings: dict[str, int]


@dataclass(frozen=True, slots=True)
class Bench:
    """All that was measured."""

    directory: str
    pdfs: int
    speeds: list[Speed]
    pool: PoolSpeed


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fewest-pages", type=int, default=1)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--skip-miner", action="store_true")
    options = parser.parse_args(arguments)
    files = [path for path in sorted(options.directory.rglob("*")) if path.is_file()]
    bench = Bench(
        str(options.directory),
        len(pdfs := _pdfs(files, options.fewest_pages)),
        _speeds(pdfs, skip_miner=options.skip_miner),
        _pool_speed(files, options.workers),
    )
    _show(bench, as_json=options.json)


def _pdfs(files: list[Path], fewest: int) -> dict[Path, int]:
    """Return the PDFs that pypdfium2 opens, with their pages."""
    found = {}
    for path in files:
        if kind_of(path.read_bytes()) != "pdf":
            continue
        try:
            with pypdfium2.PdfDocument(path) as document:
                found[path] = len(document)
        except pypdfium2.PdfiumError:
            continue
    return {path: pages for path, pages in found.items() if pages >= fewest}


def _speeds(pdfs: dict[Path, int], *, skip_miner: bool) -> list[Speed]:
    readers: dict[str, Callable[[Path], object]] = {
        "pypdfium2": _bare_pypdfium2,
        "kyyeu": lambda path: read_file(path, Limits()),
    }
    if not skip_miner:
        readers["pdfminer.six"] = extract_text
    for read in readers.values():
        for path in list(pdfs)[:1]:
            read(path)  # what is loaded at the first use is not the file's price
    seconds = {name: sum(_cpu(read, path) for path in pdfs) for name, read in readers.items()}
    pages = sum(pdfs.values())
    return [
        Speed(name, pages, round(used, 2), round(pages / used, 1), round(base / used, 3))
        for base in (seconds["pypdfium2"],)
        for name, used in seconds.items()
    ]


def _bare_pypdfium2(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def _cpu(read: Callable[[Path], object], path: Path) -> float:
    start = time.process_time()
    read(path)
    return time.process_time() - start


def _pool_speed(files: list[Path], workers: int) -> PoolSpeed:
    before, start = _all_cpu(), time.monotonic()
    readings: Counter[str] = Counter()
    pages = 0
    with ReadingPool(Limits(), workers) as pool:
        for outcome in pool.read_files(ReadJob(path, str(path)) for path in files):
            readings[outcome.read.reading] += 1
            pages += len(outcome.read.pages)
    wall, used = time.monotonic() - start, _all_cpu() - before
    return PoolSpeed(
        workers,
        len(files),
        pages,
        round(wall, 2),
        round(used, 2),
        round(pages / wall, 1),
        dict(readings),
    )


def _all_cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _show(bench: Bench, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(asdict(bench), ensure_ascii=False) + "\n")
        return
    for speed in bench.speeds:
        sys.stdout.write(
            f"{speed.reader:14} {speed.pages:6} pages {speed.pages_per_cpu_second:8.1f} pages per"
            f" CPU second  {speed.share_of_pypdfium2:6.1%} of pypdfium2\n"
        )
    pool = bench.pool
    sys.stdout.write(
        f"pool of {pool.workers}: {pool.files} files, {pool.pages} pages,"
        f" {pool.pages_per_second} pages/s, {pool.wall_seconds} s, {pool.readings}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])

"""Directories of files into what reading gave of them: statuses, losses, cost and speed.

``python -m tests.bench.reading DIR… [--json] [--fewest-pages N] [--rounds N] [--workers N]
[--peer "COMMAND {}"]… [--without PART]…``: the pool reads every file of the directories under its
limits; where no text came of a PDF, or of a page of it, other readers are asked; of Word files
every letter is counted; then the PDFs that were born digital are read in turns with bare
pypdfium2, and a volume of 600 pages is made and read. A table, or with ``--json`` one line.
"""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.reading.losses import Losses, losses
from tests.bench.reading.pooled import Pooled, read_all
from tests.bench.reading.silence import Silence, installed_peers, silence
from tests.bench.reading.speed import Speed, speed
from tests.bench.reading.table import as_table
from tests.bench.reading.volume import Volume, read_volume

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = ("silence", "speed", "volume")


@dataclass(frozen=True, slots=True)
class Bench:
    """All that was measured; none where a part was left out."""

    directories: list[str]
    pooled: Pooled
    losses: Losses
    silence: Silence | None
    speed: Speed | None
    volume: Volume | None


def main(arguments: list[str]) -> None:
    """Measure and print."""
    options = _options(arguments)
    files = sorted({path for root in options.directories for path in _files(os.fsencode(root))})
    run = read_all(files, options.workers)
    ordinary = [trace.path for trace in run.traces if trace.is_ordinary(options.fewest_pages)]
    bench = Bench(
        [str(root) for root in options.directories],
        run.pooled,
        losses(run.traces),
        None
        if "silence" in options.without
        else silence(run.traces, options.peer or installed_peers()),
        None if "speed" in options.without else speed(ordinary, options.rounds),
        None if "volume" in options.without else read_volume(),
    )
    sys.stdout.write((json.dumps(asdict(bench)) if options.json else as_table(bench)) + "\n")


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directories", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fewest-pages", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--peer", action="append", help="writes pages, each before a form feed")
    parser.add_argument("--without", action="append", default=[], choices=_PARTS)
    return parser.parse_args(arguments)


def _files(root: bytes) -> Iterator[bytes]:
    """Yield whatever is no directory: files, links, pipes, devices, under names of any bytes."""
    for folder, folders, names in os.walk(root):
        for name in names + folders:
            path = os.path.join(folder, name)  # noqa: PTH118 - bytes have no Path
            if not stat.S_ISDIR(os.lstat(path).st_mode):
                yield path


if __name__ == "__main__":
    main(sys.argv[1:])

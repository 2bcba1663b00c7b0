"""Pages of PDFs into pictures: milliseconds until the first one is there, CPU time, bytes.

``python -m tests.bench.drawing DIR…``: pages are drawn anew by a drawing process, as the site does;
beside it the bare library in this process, without limits and without a process of its own.
"""

from __future__ import annotations

import argparse
import json
import mmap
import resource
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import quantiles

import pypdfium2

from search_app.reader.drawers import Drawers
from search_app.reader.drawing import NotDrawn, draw
from search_app.reader.order import Order
from search_app.reader.pictures import PLAIN, THUMBNAIL


@dataclass(slots=True)
class Tally:
    """What the pictures of one width took."""

    wall: list[float] = field(default_factory=list)
    """Milliseconds through a drawing process."""
    bare: list[float] = field(default_factory=list)
    """Milliseconds of CPU time in this process."""
    sizes: list[float] = field(default_factory=list)
    """Bytes."""
    failed: int = 0

    def as_json(self) -> dict[str, object]:
        """Return medians and 95th percentiles."""
        return {
            "pages": len(self.sizes),
            "not_drawn": self.failed,
            "wall_ms": _spread(self.wall),
            "bare_cpu_ms": _spread(self.bare),
            "bytes": _spread(self.sizes),
        }


def main(arguments: list[str]) -> None:
    """Draw, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directories", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=3, help="pages of each file")
    parser.add_argument("--files", type=int, default=50)
    asked = parser.parse_args(arguments)
    found = (path for one in asked.directories for path in sorted(one.rglob("*.pdf")))
    tallies = {THUMBNAIL: Tally(), PLAIN: Tally()}
    with closing(Drawers(1)) as drawers:
        for path in islice(found, asked.files):
            for page in range(1, min(asked.pages, _count(path)) + 1):
                for width, tally in tallies.items():
                    _measure(drawers, path, Order("pdf", page, width), tally)
    figures = {str(width): tally.as_json() for width, tally in tallies.items()}
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def _measure(drawers: Drawers, path: Path, order: Order, tally: Tally) -> None:
    started = time.perf_counter()
    picture = drawers.draw(path, order)
    seconds = time.perf_counter() - started
    if picture is None:
        tally.failed += 1
        return
    tally.wall.append(1000 * seconds)
    tally.sizes.append(len(picture))
    before = _cpu()
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        try:
            draw(data, order.kind, order.page, order.width)
        except NotDrawn:
            return
    tally.bare.append(1000 * (_cpu() - before))


def _count(path: Path) -> int:
    try:
        with closing(pypdfium2.PdfDocument(path)) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _spread(values: list[float]) -> dict[str, float]:
    if len(values) < 2:
        return {}
    cuts = quantiles(values, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "most": round(max(values), 1)}


if __name__ == "__main__":
    main(sys.argv[1:])

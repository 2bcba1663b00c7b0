"""Volumes into how many of their papers are found, and how many that are none.

``python -m tests.bench.splitting DIR [--json]``: DIR holds ``splitting/gold_*.json`` (``file``, and
``starts``, the pages on which papers begin) and ``files`` with the volumes. Single articles there
(``art_*.pdf``, ``1-2-*.pdf``) are joined into volumes without contents; all other files are no
volumes, and whichever is split is named.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pikepdf

from indexer.describe import NameFinder
from indexer.describe.volumes import describe_volume
from indexer.extract.limits import Limits
from indexer.extract.read import read_file
from indexer.records.files import File

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

ARTICLES = ("art_*.pdf", "[0-9]-[0-9]*.pdf")


@dataclass(frozen=True, slots=True)
class Splitting:
    """What was found in one file."""

    name: str
    way: str
    papers: int
    """As many as there are."""
    found: int
    false: list[int]
    """Pages on which no paper begins."""
    missed: list[int]
    cpu_seconds: float
    """Of describing it with its papers, without reading."""


def split_file(path: Path, starts: Collection[int]) -> Splitting:
    """Return how the papers found in a file compare with those that begin on ``starts``."""
    read = read_file(path, Limits())
    begun = time.process_time()
    volume = describe_volume(File("0" * 64, 1, path.name), read, NameFinder.from_authorities(()))
    seconds = time.process_time() - begun
    found = {paper.run.first for paper in volume.papers}
    expected = set(starts)
    return Splitting(
        path.name,
        str(volume.way or ""),
        len(expected),
        len(found & expected),
        sorted(found - expected),
        sorted(expected - found),
        round(seconds, 2),
    )


def join_articles(paths: Sequence[Path], target: Path) -> list[int]:
    """Write ``paths`` into one PDF and return the pages on which they begin."""
    starts = []
    with pikepdf.new() as joined:
        for path in paths:
            with pikepdf.open(path) as article:
                starts.append(len(joined.pages) + 1)
                joined.pages.extend(article.pages)
        joined.save(target)
    return starts


def measure(directory: Path) -> Iterator[Splitting]:
    """Yield the volumes with known papers, those made of articles, and all that was split else."""
    known = set()
    for gold in sorted((directory / "splitting").glob("gold_*.json")):
        told = json.loads(gold.read_text(encoding="utf-8"))
        for path in (directory / "files").rglob(told["file"]):
            known.add(path)
            yield split_file(path, told["starts"])
    with TemporaryDirectory() as place:
        for number, pattern in enumerate(ARTICLES, start=1):
            articles = sorted((directory / "files").rglob(pattern))
            if articles:
                target = Path(place) / f"joined-{number}.pdf"
                yield split_file(target, join_articles(articles, target))
    others = [path for path in sorted((directory / "files").rglob("*")) if path.is_file()]
    for path in others:
        result = None if path in known else split_file(path, ())
        if result is not None and result.way:
            yield result


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    for one in measure(options.directory):
        if options.json:
            sys.stdout.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
            continue
        sys.stdout.write(
            f"{one.name}: {one.found} of {one.papers} found, {len(one.false)} false"
            f" ({one.way or 'not split'}, {one.cpu_seconds} s); false {one.false},"
            f" missed {one.missed}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])

"""Volumes into how many of their papers are found, and how many that are none.

``python -m tests.bench.splitting [DIR] [--only GROUP] [--json]``: made volumes in all layouts,
tuned and kept aside; with DIR also real ones: DIR holds ``splitting/gold_*.json`` (``file``, and
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
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pikepdf

from indexer.describe import NameFinder
from indexer.describe.volumes import describe_volume
from indexer.extract.limits import Limits
from indexer.extract.read import read_file
from indexer.records.files import File
from tests.bench.drawn_volumes import as_scanned, draw, write_word
from tests.bench.made_volumes import make
from tests.bench.volume_layouts import KEPT, TUNED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from indexer.describe.volumes import Paper
    from indexer.records.files import ReadFile
    from tests.bench.made_volumes import Made
    from tests.bench.volume_layouts import Layout

ARTICLES = ("art_*.pdf", "[0-9]-[0-9]*.pdf")
NOBODY = NameFinder.from_authorities(())
SEED = 7


@dataclass(frozen=True, slots=True)
class Splitting:
    """What was found in one file."""

    group: str
    name: str
    way: str
    pages: int
    papers: int
    """As many as there are."""
    found: int
    false: list[int]
    """Pages on which no paper begins."""
    missed: list[int]
    lost: int
    """Pages that papers share, or that are none of the file's."""
    cpu_seconds: float
    """Of describing it with its papers, without reading."""

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.found} of {self.papers} found, {len(self.false)} false"
            f" ({self.way or 'not split'}, {self.pages} pages, {self.lost} lost,"
            f" {self.cpu_seconds} s); false {self.false}, missed {self.missed}"
        )


def split_file(path: Path, starts: Collection[int], group: str = "real") -> Splitting:
    """Return how the papers found in a file compare with those that begin on ``starts``."""
    return split_read(path.name, read_file(path, Limits()), starts, group)


def split_read(name: str, read: ReadFile, starts: Collection[int], group: str) -> Splitting:
    """Return the same of what was read."""
    begun = time.process_time()
    volume = describe_volume(File("0" * 64, 1, name), read, NOBODY)
    seconds = time.process_time() - begun
    found = {paper.run.first for paper in volume.papers}
    expected = set(starts)
    return Splitting(
        group,
        name,
        str(volume.way or ""),
        len(read.pages),
        len(expected),
        len(found & expected),
        sorted(found - expected),
        sorted(expected - found),
        _lost(volume.papers, len(read.pages)),
        round(seconds, 2),
    )


def _lost(papers: Sequence[Paper], pages: int) -> int:
    owned = [at for one in papers for at in range(one.run.first, one.run.last + 1)]
    outside = [at for at in owned if not 1 <= at <= pages]
    return len(outside) + len(owned) - len(set(owned))


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


def measure_made(layouts: Iterable[Layout], group: str) -> Iterator[Splitting]:
    """Yield what is found in volumes of these layouts, and in one as a scan and as Word files."""
    with TemporaryDirectory() as place:
        for number, layout in enumerate(layouts):
            made = make(layout, SEED + number)
            path = Path(place) / "volume.pdf"
            draw(made, path)
            read = read_file(path, Limits())
            yield split_read(layout.name, read, made.starts, group)
            if number in {0, 5}:
                chance = Random(SEED)  # noqa: S311 - no secret
                scanned = as_scanned(read, chance)
                yield split_read(f"scan: {layout.name}", scanned, made.starts, group)
                yield _split_word(made, Path(place), headings=number == 0, group=group)


def _split_word(made: Made, place: Path, *, headings: bool, group: str) -> Splitting:
    path = place / "volume.docx"
    write_word(made, path, Random(SEED), headings=headings)  # noqa: S311 - no secret
    read = read_file(path, Limits())
    starts = [
        page.index
        for article in made.articles
        for page in read.pages
        if article.title.upper() in page.text
    ]
    return split_read(f"Word, {headings=}", read, starts, group)


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
        result = None if path in known else split_file(path, (), "no volumes")
        if result is not None and result.way:
            yield result


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path, nargs="?")
    parser.add_argument("--only", choices=["tuned", "kept", "real"], help="one group")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    results: list[Splitting] = []
    for one in _all(options.directory, options.only):
        results.append(one)
        text = json.dumps(asdict(one), ensure_ascii=False) if options.json else f"  {one}"
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    if not options.json:
        sys.stdout.writelines(_sums(results))


def _all(directory: Path | None, only: str | None) -> Iterator[Splitting]:
    if only in {None, "tuned"}:
        yield from measure_made(TUNED, "tuned")
    if only in {None, "kept"}:
        yield from measure_made(KEPT, "kept")
    if directory is not None and only in {None, "real"}:
        yield from measure(directory)


def _sums(results: Sequence[Splitting]) -> Iterator[str]:
    for group in dict.fromkeys(one.group for one in results):
        own = [one for one in results if one.group == group]
        papers, found = sum(one.papers for one in own), sum(one.found for one in own)
        false, lost = sum(len(one.false) for one in own), sum(one.lost for one in own)
        yield (
            f"{group}: {len(own)} volumes, {found} of {papers} starts right"
            f" ({found / max(1, papers):.1%}), {false} false"
            f" ({false / max(1, found + false):.1%}), {lost} pages lost\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])

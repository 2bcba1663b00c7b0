"""Printed and worn pages into the share of their letters that text recognition gets right.

``python -m tests.bench.ocr [SHARED] [--pages N] [--sorts …] [--wears …] [--ours] [--json]``: pages
of each sort (plain, letterhead, table, columns, English …) in several faces, clean and as scanners
spoil them, are read through the very job that reads a page of a library's scan, and by bare
``tesseract`` from the same pictures. Their text is of the invented samples and, with SHARED, half
of an encyclopedia that nothing here was tuned to.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.limits import Limits
from indexer.extract.ocr.page import recognise_page
from indexer.extract.ocr.place import page_place
from tests.bench.ocr.printing import SEED, SORTS, printed
from tests.bench.ocr.wear import WEARS, Scan, scanned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BARE_LANGUAGES = ("vie", "vie+eng")

_AMPLE = Limits(cpu_seconds=1_000, wall_seconds=1_000)


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one way reads the pages of one wear."""

    wear: str
    way: str
    letters: int
    wrong: int
    """Letters to be put in, taken out or exchanged (Levenshtein)."""
    words: float
    """Share of the words that are found, in any order, 0 to 1."""
    cpu_seconds: float
    """For each page, that of the programs included."""

    @property
    def accuracy(self) -> float:
        """Character accuracy in per cent: 1 - edits / letters (Rice, Jenkins, Nartker 1995)."""
        return 100 * (1 - self.wrong / self.letters)


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ocr")
    parser.add_argument("shared", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=1, help="of each sort")
    parser.add_argument("--sorts", nargs="+", choices=SORTS, default=[*SORTS])
    parser.add_argument("--wears", nargs="+", default=[wear.name for wear in WEARS])
    parser.add_argument("--ours", action="store_true", help="without bare tesseract")
    parser.add_argument("--by-sort", action="store_true", help="a line for each sort of pages")
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args(arguments)
    for measured in measure(options):
        if options.as_json:
            sys.stdout.write(json.dumps(asdict(measured)) + "\n")
        else:
            sys.stdout.write(
                f"{measured.wear:32}{measured.way:14}{measured.accuracy:9.3f} %"
                f"{100 * measured.words:9.2f} % of words"
                f"{measured.cpu_seconds:8.2f} CPU s a page\n"
            )
        sys.stdout.flush()


def measure(options: argparse.Namespace) -> Iterator[Measured]:
    """Yield what each way makes of the pages of each wear."""
    pages = [page for page in printed(options.pages, options.shared) if page.sort in options.sorts]
    ways: dict[str, Callable[[Scan], str]] = {"kyyeu": _ours}
    if not options.ours:
        ways |= {f"bare {languages}": _bare(languages) for languages in BARE_LANGUAGES}
    for wear in (each for each in WEARS if each.name in options.wears):
        noise = np.random.default_rng(SEED)
        scans = [scanned(page, wear, noise) for page in pages]
        for way, read in ways.items():
            if options.by_sort:
                for sort in options.sorts:
                    some = [scan for scan in scans if scan.printed.sort == sort]
                    yield _measured(f"{wear.name}: {sort}", way, some, read)
            else:
                yield _measured(wear.name, way, scans, read)


def distance(one: str, other: str) -> int:
    """Return Levenshtein's distance, column by column in the bits of a number (Myers 1999)."""
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    everything, last = (1 << len(one)) - 1, 1 << max(0, len(one) - 1)
    up, down, score = everything, 0, len(one)
    for letter in other:
        equal = places.get(letter, 0)
        across = equal | down
        along = (((equal & up) + up) ^ up) | equal
        more, less = down | (~(along | up) & everything), up & along
        score += bool(more & last) - bool(less & last)
        more, less = ((more << 1) | 1) & everything, (less << 1) & everything
        up, down = less | (~(across | more) & everything), more & across
    return score


def _measured(wear: str, way: str, scans: Sequence[Scan], read: Callable[[Scan], str]) -> Measured:
    started = _cpu_seconds()
    texts = [_plain(read(scan)) for scan in scans]
    seconds = (_cpu_seconds() - started) / len(scans)
    originals = [_plain(scan.printed.text) for scan in scans]
    pairs = list(zip(originals, texts, strict=True))
    wrong = sum(distance(one, text) for one, text in pairs)
    words = sum(len(one.split()) for one in originals)
    found = sum((Counter(one.split()) & Counter(text.split())).total() for one, text in pairs)
    letters = sum(map(len, originals))
    return Measured(wear, way, letters, wrong, round(found / words, 4), round(seconds, 2))


def _plain(text: str) -> str:
    """Return ``text`` on one line; of all dashes the model of Vietnamese knows but one."""
    return " ".join(unicodedata.normalize("NFC", text).replace("–", "-").split())


def _cpu_seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _ours(scan: Scan) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(scan.bound)
        file.flush()
        place = page_place(file.name.encode(), scan.number)
        read = recognise_page(place, _AMPLE, lambda _: None)
    return read.pages[0].text if read.pages else ""


def _bare(languages: str) -> Callable[[Scan], str]:
    def read(scan: Scan) -> str:
        with tempfile.NamedTemporaryFile() as file:
            file.write(scan.picture)
            file.flush()
            command = ["tesseract", file.name, "stdout", "-l", languages]
            ended = subprocess.run(command, capture_output=True, check=True)
        return ended.stdout.decode()

    return read


if __name__ == "__main__":
    main(sys.argv[1:])

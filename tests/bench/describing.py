"""A text into how many characters per second the name finder and the description take.

Run as ``python tests/bench/describing.py AUTHORITIES.csv TEXT…`` with UTF-8 files.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path
from time import process_time

from indexer.describe import NameFinder, describe
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.files import File, Page, ReadFile, Reading, Unit

PAGE = 2500
"""Characters of a page."""


def read_authorities(path: Path) -> list[Authority]:
    """Return the records of a seed file."""
    names: defaultdict[tuple[str, str, str], list[AuthorityName]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = AuthorityName(row["name"], row["language"], NameForm(row["form"]))
            names[row["key"], row["kind"], row["parent"]].append(name)
    return [
        Authority(key, AuthorityKind(kind), tuple(found), parent)
        for (key, kind, parent), found in names.items()
    ]


def main(arguments: list[str]) -> None:
    """Print the figures for the files named."""
    finder = NameFinder.from_authorities(read_authorities(Path(arguments[0])))
    for path in map(Path, arguments[1:]):
        text = path.read_text(encoding="utf-8")
        start = process_time()
        mentions = len(finder.find(text))
        found = process_time()
        cuts = range(0, len(text), PAGE)
        pages = tuple(
            Page(index, str(index), Unit.PAGE, text[cut : cut + PAGE], "bench")
            for index, cut in enumerate(cuts, start=1)
        )
        read = ReadFile(Reading.READ, "txt", pages=pages)
        describe(File("0" * 64, len(text), path.name), read, finder)
        done = process_time()
        finding, describing = len(text) / (found - start), len(text) / (done - found)
        sys.stdout.write(
            f"{path.name}: {len(text)} characters, {mentions} mentions, "
            f"find {finding:,.0f} characters/s, describe {describing:,.0f} characters/s\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])

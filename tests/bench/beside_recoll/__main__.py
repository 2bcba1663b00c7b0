"""Real files into two indexes, ours and Recoll's: CPU time of each, and what each finds again.

``python -m tests.bench.beside_recoll DIR… [--rounds 1] [--keep DIR]``: the files are read once to
sort them into groups that cost alike, and each group is indexed by ``recollindex``, by ``kyyeu
add`` with the layers of syllables alone, and by ``kyyeu add`` as it is, one after the other, in
each round; of the rounds the cheapest counts. None recognises text in pictures. Then phrases
that stand in the files are looked up in both. Recoll is Debian's ``recollcmd``, which wants
``poppler-utils``, ``antiword`` and ``python3-lxml`` beside it; without it nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.bench.beside_recoll.adding import SYLLABLES, WORDS
from tests.bench.beside_recoll.asking import answered_by_recoll, answered_by_us, draw_phrases
from tests.bench.beside_recoll.contest import (
    CONTESTANTS,
    RECOLL,
    lacking,
    make_index,
    missing_programs,
)
from tests.bench.beside_recoll.groups import by_group, sort_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.beside_recoll.asking import Phrase
    from tests.bench.beside_recoll.groups import Copied, Group


def main() -> None:
    """Measure, and print a JSON line for each group of files and one for all."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.beside_recoll", description=__doc__
    )
    parser.add_argument("directories", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR")
    chosen = parser.parse_args()
    missing = missing_programs()
    if missing:
        names = " and ".join(missing)
        sys.stdout.write(f"nothing measured: {names} not found; install the package recollcmd\n")
        return
    with TemporaryDirectory() as scratch:
        place = (chosen.keep or Path(scratch)).absolute()
        files = sort_out(chosen.directories, place / "files")
        for group, some in by_group(files).items():
            _measure(group, some, place / group.name.lower(), chosen.rounds)


def _measure(group: Group, files: Sequence[Copied], place: Path, rounds: int) -> None:
    folder = files[0].path.parent
    spent: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    peak: dict[str, float] = {}
    for _ in range(rounds):
        for name in CONTESTANTS:
            ran = make_index(name, folder, place / name)
            spent[name].append(ran.cpu_seconds)
            peak[name] = ran.peak_mb
    least = {name: min(times) for name, times in spent.items()}
    phrases = draw_phrases(files)
    by_recoll = answered_by_recoll(phrases, place / RECOLL)
    by_us = answered_by_us(phrases, place / WORDS)
    _print(
        group=group,
        files=len(files),
        pages=sum(file.pages for file in files),
        load=round(os.getloadavg()[0], 1),
        recoll_lacks=lacking(place / RECOLL),
        cpu_seconds=least,
        peak_mb=peak,
        times_recoll={name: round(least[name] / least[RECOLL], 2) for name in (SYLLABLES, WORDS)},
        found={RECOLL: _shares(phrases, by_recoll), WORDS: _shares(phrases, by_us)},
    )


def _shares(phrases: Sequence[Phrase], answered: Sequence[bool]) -> dict[str, str]:
    """Return how many of the phrases were answered: those of right texts, and the others."""
    shares: dict[str, str] = {}
    for name, right in (("right texts", True), ("extracted texts", False)):
        some = [found for one, found in zip(phrases, answered, strict=True) if one.right is right]
        if some:
            shares[name] = f"{sum(some)}/{len(some)}"
    return shares


def _print(**figures: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

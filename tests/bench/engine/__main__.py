"""A text into a contest of engines: milliseconds per class of searches, cost of building.

``python -m tests.bench.engine TEXT.jsonl.gz --passages N --peers tantivy,fts5,whoosh --json``. The
text is one JSON object a line with a ``text``; every engine gets the same tokens in one run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import asdict, replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.bench.engine import measure
from tests.bench.engine.contest import Shelf
from tests.bench.engine.load import cut, open_load
from tests.bench.engine.measure import Place, alone, mix
from tests.bench.engine.queries import FIELD_CLASSES, QUESTION, draw_searches
from tests.bench.engine.roster import ENGINES, GROUPING
from tests.bench.engine.table import as_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.engine.load import Load
    from tests.bench.engine.queries import Search

ADDED = 100
"""Passages of an addition."""

MOST_FOR_WHOOSH = 100_000
"""Passages; beyond, stock Whoosh needs an hour."""


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    options = _parse(arguments)
    with TemporaryDirectory(prefix="bench-") as aside:
        cache = options.cache or Path(aside)
        load = open_load(options.text, options.passages, cache)
        figures: dict[str, Any] = {"passages": load.passages, "shelves": {}}
        for shelf in options.shelves:
            names = _names(options, shelf)
            figures["shelves"][shelf] = _contest(load, shelf, names, options, Path(aside))
    shown = json.dumps(figures, indent=1) if options.as_json else as_table(figures)
    sys.stdout.write(f"{shown}\n")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.engine")
    parser.add_argument("text", type=Path, help="JSON lines, gzipped")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--peers", default="tantivy,fts5,whoosh", help="none but ours: empty")
    parser.add_argument("--without-ours", action="store_true", help="the peers alone")
    parser.add_argument("--shelves", default="field,library", help="one field, all layers")
    parser.add_argument("--cache", type=Path, help="directory where loads stay for the next run")
    parser.add_argument("--built", type=Path, help="directory where indexes stay for the next run")
    parser.add_argument("--seconds", type=float, default=20, help="for each class of searches")
    parser.add_argument("--processes", type=int, default=2, help="of the mixed load")
    parser.add_argument("--mixed-seconds", type=float, default=10)
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args(arguments)
    options.shelves = [Shelf(name) for name in options.shelves.split(",")]
    return options


def _names(options: argparse.Namespace, shelf: Shelf) -> list[str]:
    peers = [name for name in options.peers.split(",") if name]
    names = [*peers] if options.without_ours else ["kyyeu", *peers]
    if options.passages > MOST_FOR_WHOOSH:
        names = [name for name in names if name != "whoosh"]
    unknown = [name for name in names if name not in ENGINES]
    if unknown:
        message = f"no such engine: {', '.join(unknown)}"
        raise SystemExit(message)
    return [name for name in names if shelf is Shelf.FIELD or name in GROUPING]


def _contest(
    load: Load, shelf: Shelf, names: list[str], options: argparse.Namespace, aside: Path
) -> dict[str, Any]:
    drawn = draw_searches(load)
    kinds = FIELD_CLASSES if shelf is Shelf.FIELD else (QUESTION,)
    searches = {kind: drawn[kind] for kind in kinds}
    figures: dict[str, Any] = {}
    best: dict[str, dict[str, list[list[int]]]] = {}
    for name in names:
        directory = (options.built or aside) / f"{load.passages}-{shelf}-{name}"
        place = Place(name, load.directory, shelf, directory)
        figures[name] = _build(place)
        searched, best[name] = _measure(place, searches, options)
        figures[name] |= searched
        if shelf is Shelf.LIBRARY:
            figures[name] |= _add(load, place)
        if options.built is None:
            shutil.rmtree(directory)
    return {"engines": figures, "agreement": _agree(best)}


def _build(place: Place) -> dict[str, Any]:
    """Return what building the index cost, now or when it was built."""
    place.directory.parent.mkdir(parents=True, exist_ok=True)
    noted = place.directory.with_name(f"{place.directory.name}.json")
    before = place.directory.exists()
    sys.stderr.write(f"{place.engine}, {place.shelf}\n")
    if not before:
        aside = place.directory.with_name(f"{place.directory.name}.tmp")
        shutil.rmtree(aside, ignore_errors=True)
        building = asdict(alone(measure.build, replace(place, directory=aside)))
        noted.write_text(json.dumps(building, indent=1), "utf-8")
        aside.rename(place.directory)
    figures: dict[str, Any] = {"built_before": before}
    if noted.exists():
        figures["building"] = json.loads(noted.read_text("utf-8"))
    return figures


def _add(load: Load, place: Place) -> dict[str, float]:
    """Return how long an addition takes until it is found."""
    with TemporaryDirectory(prefix="bench-") as aside:
        more = cut(load, ADDED, Path(aside))
        return asdict(alone(measure.add, place, more.directory))


def _measure(
    place: Place, searches: dict[str, list[Search]], options: argparse.Namespace
) -> tuple[dict[str, Any], dict[str, list[list[int]]]]:
    figures: dict[str, Any] = {}
    searching = alone(measure.search, place, searches, options.seconds)
    for name in ("open_ms", "first_answer_ms", "cold_answer_ms", "private_mb", "shared_mb"):
        figures[name] = getattr(searching, name)
    figures["classes"] = {kind: asdict(one) for kind, one in searching.classes.items()}
    if place.shelf is Shelf.FIELD and options.processes:
        figures["mixed"] = asdict(
            mix(
                place,
                [one for own in searches.values() for one in own],
                options.processes,
                options.mixed_seconds,
            )
        )
    return figures, searching.best


def _agree(best: dict[str, dict[str, list[list[int]]]]) -> dict[str, dict[str, float]]:
    """Return per two engines and class which share of the best ten they have in common."""
    return {
        f"{one}, {two}": {
            kind: round(_share(best[one][kind], best[two][kind]), 3) for kind in best[one]
        }
        for one, two in combinations(best, 2)
    }


def _share(ours: list[list[int]], theirs: list[list[int]]) -> float:
    shares = [
        len(set(one) & set(two)) / max(len(one), len(two), 1)
        for one, two in zip(ours, theirs, strict=False)
        if one or two
    ]
    return sum(shares) / len(shares) if shares else 1.0


if __name__ == "__main__":
    main(sys.argv[1:])

"""The site as it is shipped under readers, slow connections and hostile ones, beside a bare server.

``python -m tests.bench.serving TEXT.jsonl.gz [--passages 100000] --keep DIRECTORY``: TEXT is one
JSON object a line with a ``text``; the library made of it stays in DIRECTORY for the next run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from tests.bench.serving import figures
from tests.bench.serving.made_library import open_made, open_samples, read_articles
from tests.bench.serving.questions import draw_addresses
from tests.bench.serving.served import serve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.serving.made_library import Library

_FACETS = ("year", "country", "partner", "kind")
_ORDER = 1
_BARE_SECONDS = 15.0


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print a JSON line for each figure."""
    options = _parse(arguments)
    articles = [one for one in read_articles(options.text) if len(one) > 5]
    if "samples" in options.libraries:
        _measure("samples", open_samples(options.keep / "samples"), articles, options)
    if "made" in options.libraries:
        place = options.keep / str(options.passages)
        library = open_made(place, options.text, options.passages)
        _measure(f"{options.passages} passages", library, articles, options)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serving", description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--libraries", default="samples,made")
    parser.add_argument("--figures", default="pages,readers,slow,hostile")
    parser.add_argument("--each", type=int, default=40, help="questions of each class")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--pause", type=float, default=10)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--slow", type=int, default=500)
    parser.add_argument("--slow-seconds", type=float, default=30)
    return parser.parse_args(arguments)


def _measure(
    name: str, library: Library, articles: list[list[str]], options: argparse.Namespace
) -> None:
    chosen = options.figures.split(",")
    with serve(library.environment()) as site:
        classes = draw_addresses(articles, _codes(site.address), options.each)
        asked = [address for addresses in classes.values() for address in addresses]
        random.Random(_ORDER).shuffle(asked)  # noqa: S311 - a repeatable order, no secret
        size = 0
        if "pages" in chosen:
            found = asyncio.run(figures.pages(site, classes, asked))
            size = found["kB_p50"]
            _print(name, "result pages", found)
            _print(name, "first visit", figures.first_visit(site.address, asked[0]))
        if "readers" in chosen:
            crowd = (options.readers, options.pause, options.seconds)
            _print(name, "readers", asyncio.run(figures.readers(site, asked, *crowd)))
        if "slow" in chosen:
            slow = (options.slow, options.slow_seconds)
            _print(name, "slow connections", asyncio.run(figures.slow(site, asked, *slow)))
        if "hostile" in chosen:
            _print(name, "hostile requests", asyncio.run(figures.hostile(site)))
    bare = ("-m", "tests.bench.serving.bare", str(int(1000 * (size or 10))), "8")
    with serve(os.environ, *bare) as peer:
        alone = asyncio.run(figures.pages(peer, {}, asked))
        _print(name, "a bare server, one by one", alone)
        crowd = (options.readers, options.pause, _BARE_SECONDS)
        _print(name, "a bare server, readers", asyncio.run(figures.readers(peer, asked, *crowd)))


def _codes(site: str) -> Mapping[str, list[str]]:
    """Return values of facets that the library holds."""
    with urlopen(f"{site}/api/v1/search?size=1") as answer:  # noqa: S310 - our own site
        facets = json.load(answer)["facets"]
    return {name: [one["code"] for one in facets.get(name, ())][:20] for name in _FACETS}


def _print(library: str, name: str, found: Mapping[str, Any]) -> None:
    line = {"library": library, "figure": name, **found}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

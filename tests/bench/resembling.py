"""A judged set's documents into how well works about the same thing find each other.

``python -m tests.bench.resembling DIR…``, each with ``docs.jsonl.gz``: documents of one title are
cut into two works, every other passage each; of each work the other one is looked for among those
like it. Works have no titles, and those of fewer than three passages do not ask.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from indexer.engine.blocks import Block
from indexer.engine.flat_engine import FlatEngine
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.works import Tier
from indexer.retrieval.passages import make_passage
from indexer.retrieval.similar import find_similar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.engine.engine import Searcher

_TIERS = frozenset({Tier.PUBLIC})
_LEAST = 3
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of one work."""

    rank: int
    """Where the other half of its article comes, from 1; 0 when it is not among those shown."""
    milliseconds: float


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.resembling")
    parser.add_argument("sets", type=Path, nargs="+", help="directories of judged sets")
    analyser = Analyser(segment)
    for directory in parser.parse_args(arguments).sets:
        halves = _read_halves(directory)
        with TemporaryDirectory(prefix="bench-") as index:
            engine = FlatEngine(Path(index))
            engine.build(
                _make_blocks(halves, analyser), attach=lambda _directory: None, analyser_version=""
            )
            with closing(engine.open()) as searcher:
                asked = [
                    _ask(searcher, analyser, work, halves)
                    for work, texts in halves.items()
                    if len(texts) >= _LEAST
                ]
        sys.stdout.write(f"{directory.name}: {_summarise(asked)}\n")


def _read_halves(directory: Path) -> dict[str, list[str]]:
    by_title: defaultdict[str, list[str]] = defaultdict(list)
    with gzip.open(directory / "docs.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            by_title[document["title"]].append(document["text"])
    articles = enumerate(by_title.values())
    return {f"{at}/{half}": texts[half::2] for at, texts in articles for half in (0, 1)}


def _make_blocks(halves: Mapping[str, Sequence[str]], analyser: Analyser) -> Iterator[Block]:
    for work, texts in halves.items():
        passages = tuple(
            make_passage(analyser, page, str(page), "page", "", text)
            for page, text in enumerate(texts, 1)
        )
        yield Block(work, Tier.PUBLIC, "", passages, {}, {})


def _ask(searcher: Searcher, analyser: Analyser, work: str, halves: Mapping[str, object]) -> _Asked:
    began = time.process_time()
    found = find_similar(searcher, analyser, work, _TIERS, _SHOWN + 1)
    taken = (time.process_time() - began) * 1000
    article, _, half = work.partition("/")
    other = f"{article}/{1 - int(half)}"
    others = [one for one in found if one != work]
    return _Asked(others.index(other) + 1 if other in others and other in halves else 0, taken)


def _summarise(asked: Sequence[_Asked]) -> str:
    count = max(len(asked), 1)
    reciprocal = sum(1 / one.rank for one in asked if one.rank) / count
    first = sum(one.rank == 1 for one in asked) / count
    shown = sum(one.rank > 0 for one in asked) / count
    taken = [one.milliseconds for one in asked] or [0.0]
    return (
        f"{len(asked)} works, mean reciprocal rank {reciprocal:.3f}, first {first:.3f}, among the"
        f" first {_SHOWN} {shown:.3f}; {statistics.median(taken):.1f} CPU ms at the median"
    )


if __name__ == "__main__":
    main(sys.argv[1:])

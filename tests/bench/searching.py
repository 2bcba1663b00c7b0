"""A text collection into figures: passages indexed per CPU second, milliseconds per search.

``python -m tests.bench.searching TEXT.jsonl.gz --passages N --json``, the text being one JSON
object a line with a ``text``. Our engine, SQLite FTS5 and tantivy get the same tokens in one run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
import time
from collections import Counter
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from indexer.engine.blocks import Layer
from indexer.language.analyser import tokenise
from tests.bench.engines import Fts5, Ours, Search, Tantivy, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.engines import Contestant

SYLLABLES = 120
"""In a passage."""

SEARCHES = 40
"""Of each class; each is run once, so that no engine finds its own answer again."""

_SEED = 11


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.searching")
    parser.add_argument("text", type=Path, help="JSON lines, gzipped")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args(arguments)
    figures = measure(list(islice(_read_passages(options.text), options.passages)))
    shown = json.dumps(figures, indent=1) if options.as_json else _as_table(figures)
    sys.stdout.write(f"{shown}\n")


def measure(texts: Sequence[Text]) -> dict[str, Any]:
    """Return per engine how fast it indexes ``texts`` and answers searches drawn from them."""
    searches = list(draw_searches(texts))
    makers: tuple[Callable[[Path], Contestant], ...] = (Ours, Fts5, Tantivy)
    with TemporaryDirectory(prefix="bench-") as directory:
        engines = [make(Path(directory) / str(at)) for at, make in enumerate(makers)]
        return {
            "passages": len(texts),
            "engines": {engine.name: _measure_one(engine, texts, searches) for engine in engines},
        }


def draw_searches(texts: Sequence[Text]) -> Iterator[Search]:
    """Yield searches of each class, drawn from the texts themselves; the same ones every time."""
    chance = random.Random(_SEED)  # noqa: S311 - a repeatable choice, no secret
    holding = Counter(term for text in texts for term in set(text.terms[Layer.FOLDED]))
    words = [term for term in holding if term.isalpha() and len(term) > 1]
    common = sorted(words, key=lambda term: -holding[term])[:SEARCHES]
    rare = sorted(term for term in words if 2 <= holding[term] <= max(20, len(texts) // 2000))
    for term in common:
        yield Search("common", (), (term,))
    for term in chance.sample(rare, min(SEARCHES, len(rare))):
        yield Search("rare", (), (term,))
    for kind in ("or", "and", "phrase", "prefix", "question"):
        for _ in range(SEARCHES):
            yield _draw(kind, chance.choice(texts), chance)


def _draw(kind: str, text: Text, chance: random.Random) -> Search:
    folded, accented = text.terms[Layer.FOLDED], text.terms[Layer.ACCENTED]
    if kind in {"or", "and"}:
        return Search(kind, (), tuple(chance.sample(folded, 3)))
    if kind == "prefix":
        return Search(kind, (), (chance.choice([term for term in folded if len(term) > 2])[:3],))
    size = 4 if kind == "question" else chance.choice((2, 3))
    at = chance.randrange(len(folded) - size)
    return Search(kind, accented[at : at + size], folded[at : at + size])


def _measure_one(
    engine: Contestant, texts: Sequence[Text], searches: Sequence[Search]
) -> dict[str, Any]:
    started = time.process_time()
    engine.build(texts)
    rate = len(texts) / (time.process_time() - started)
    taken: dict[str, list[float]] = {}
    for search in searches:
        began = time.perf_counter()
        engine.search(search)
        taken.setdefault(search.kind, []).append((time.perf_counter() - began) * 1000)
    engine.close()
    return {
        "passages_per_cpu_second": round(rate),
        "milliseconds": {kind: _percentiles(times) for kind, times in taken.items()},
    }


def _percentiles(times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return {"p50": round(cuts[9], 3), "p95": round(cuts[18], 3)}


def _read_passages(path: Path) -> Iterator[Text]:
    """Yield stretches of the texts, with a kind and a year by turns."""
    number = 0
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            tokens = tokenise(text := json.loads(line)["text"])
            for start in range(0, len(tokens) - SYLLABLES // 2, SYLLABLES):
                part = tokens[start : start + SYLLABLES]
                number += 1
                folded = tuple(token.folded for token in part)
                terms = {
                    Layer.FOLDED: folded,
                    Layer.BIGRAMS: tuple(f"{one} {two}" for one, two in pairwise(folded)),
                    Layer.ACCENTED: tuple(token.text for token in part),
                }
                facets = {"kind": f"k{number % 7}", "year": str(2000 + number % 23)}
                yield Text(number, text[part[0].start : part[-1].end], terms, facets)


def _as_table(figures: dict[str, Any]) -> str:
    lines = [f"{figures['passages']} passages; milliseconds p50 / p95"]
    for name, one in figures["engines"].items():
        lines.append(f"{name}: {one['passages_per_cpu_second']} passages per CPU second")
        for kind, cuts in one["milliseconds"].items():
            lines.append(f"  {kind:9} {cuts['p50']:9.2f} {cuts['p95']:9.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])

"""A text file into syllables per second: our normaliser and tokeniser beside a bare expression.

``python -m tests.bench.normalising TEXT [--passages N] [--json]``: TEXT is plain text or JSON lines
with a ``text``, gzipped or not; all run over the same passages in turn, in CPU time, one process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import unicodedata
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.language.analyser import prepare, tokenise
from indexer.language.normalise import normalise_with_offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROUNDS = 3
"""The first one fills the memory of words and is shown apart."""

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast one way goes through the text, in syllables per CPU second."""

    way: str
    cold: float
    warm: float


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.normalising")
    parser.add_argument("text", type=Path)
    parser.add_argument("--passages", type=int, default=2_000)
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args(arguments)
    speeds = measure(list(islice(_read_passages(options.text), options.passages)))
    if options.as_json:
        sys.stdout.write(json.dumps([asdict(speed) for speed in speeds], indent=1) + "\n")
        return
    for speed in speeds:
        sys.stdout.write(f"{speed.way:46}{speed.cold:12,.0f}{speed.warm:12,.0f}\n")


def measure(passages: Sequence[str]) -> list[Speed]:
    """Return the speed of each way over ``passages``."""
    decomposed = [unicodedata.normalize("NFD", passage) for passage in passages]
    syllables = sum(len(_TOKEN.findall(passage)) for passage in passages)
    return [
        _speed("bare expression, findall", _TOKEN.findall, passages, syllables),
        _speed("normalise, with offsets", normalise_with_offsets, passages, syllables),
        _speed("normalise and tokenise", tokenise, passages, syllables),
        _speed("the same, with the text for the segmenter", prepare, passages, syllables),
        _speed("normalise and tokenise, decomposed text", tokenise, decomposed, syllables),
    ]


def _speed(
    way: str, work: Callable[[str], object], passages: Sequence[str], syllables: int
) -> Speed:
    seconds: list[float] = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for passage in passages:
            work(passage)
        seconds.append(time.process_time() - started)
    return Speed(way, round(syllables / seconds[0]), round(syllables / min(seconds[1:])))


def _read_passages(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"] if line.startswith("{") else line


if __name__ == "__main__":
    main(sys.argv[1:])

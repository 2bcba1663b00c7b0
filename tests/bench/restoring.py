"""A judged set into the share of its syllables that get the right accents, and the time it takes.

``python -m tests.bench.restoring DIR…``, each with ``docs.jsonl.gz`` and ``queries.jsonl``: the
accents of every Vietnamese question are removed, then restored from the documents of the set.
Beside it the plainest way: the most frequent spelling of each syllable.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from indexer.engine.blocks import Block, Layer, Passage
from indexer.engine.flat_engine import FlatEngine
from indexer.language.analyser import tokenise
from indexer.records.works import Tier
from indexer.retrieval.accents import Accents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.engine.engine import Lexicon
    from indexer.language.analyser import Token

_TIERS = frozenset({Tier.PUBLIC})


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.restoring")
    parser.add_argument("sets", type=Path, nargs="+", help="directories of judged sets")
    for directory in parser.parse_args(arguments).sets:
        with TemporaryDirectory(prefix="bench-") as index:
            engine = FlatEngine(Path(index))
            engine.build(
                _read_blocks(directory),
                attach=lambda _directory: None,
                analyser_version="",
            )
            with closing(engine.open()) as searcher:
                lexicon = searcher.lexicon(_TIERS)
                sys.stdout.write(f"{directory.name}: {_measure(directory, lexicon)}\n")


def _measure(directory: Path, lexicon: Lexicon) -> str:
    accents = Accents(lexicon)
    syllables = right = plainly_right = 0
    taken = []
    for tokens in _read_questions(directory):
        bare = [token._replace(text=token.folded) for token in tokens]
        began = time.thread_time()
        restored = accents.restore(bare)
        taken.append((time.thread_time() - began) * 1000)
        for token, one in zip(tokens, restored, strict=True):
            syllables += 1
            right += one.text == token.text
            plainly_right += _most_frequent(token, lexicon) == token.text
    return (
        f"{right / syllables:.4f} of {syllables} syllables right,"
        f" {plainly_right / syllables:.4f} by the most frequent spelling;"
        f" {statistics.median(taken):.2f} CPU ms a question"
    )


def _most_frequent(token: Token, lexicon: Lexicon) -> str:
    spellings = lexicon.spellings(token.folded)
    return max(spellings, key=lambda text: spellings[text], default=token.folded)


def _read_questions(directory: Path) -> Iterator[tuple[Token, ...]]:
    for line in (directory / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        if question["lang"] == "vi":
            yield tokenise(question["text"])


def _read_blocks(directory: Path) -> Iterator[Block]:
    with gzip.open(directory / "docs.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            texts = (document["title"], document["text"])
            passages = tuple(_read_passage(page, text) for page, text in enumerate(texts))
            yield Block(document["id"], Tier.PUBLIC, "", passages, {}, {})


def _read_passage(page: int, text: str) -> Passage:
    # The one layer from which accents are restored.
    accented = tuple(token.text for token in tokenise(text))
    return Passage(page, "", "", "", "", {Layer.ACCENTED: accented})


if __name__ == "__main__":
    main(sys.argv[1:])

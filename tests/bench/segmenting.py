"""Texts into words per second and F1: the batched segmenter beside underthesea in one run.

``python -m tests.bench.segmenting TEXT.jsonl.gz [--conllu FILE] [--sentences N] [--json]``: the
same N sentences of TEXT for both, in one process. Speeds are syllables (runs without spaces) per
second of CPU time, cold (nothing of the text seen before) and warm (the same text again). The wait
for a short query is wall-clock time. F1 counts a word when both its ends are right; sentences that
are spelt otherwise than the gold words are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.language.segmentation import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_QUERY_SYLLABLES = 6
_QUERIES = 500


@dataclass(frozen=True, slots=True)
class Ways:
    """A loaded segmenter: one text at a time, and many."""

    one: Callable[[str], list[str]]
    many: Callable[[Sequence[str]], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Score:
    """How well words agree with gold ones."""

    precision: float
    recall: float
    f1: float
    sentences: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Speed:
    """What one segmenter did."""

    name: str
    load_cpu_seconds: float
    added_megabytes: float
    """Of resident memory, by import and load."""
    cold: float
    """Syllables per second of CPU time."""
    warm: float
    query_p50_milliseconds: float
    query_p95_milliseconds: float
    score: Score | None


@dataclass(frozen=True, slots=True)
class Bench:
    """All that was measured."""

    sentences: int
    syllables: int
    different: int
    """Sentences whose words differ; 0 is the promise."""
    speeds: tuple[Speed, ...]


def _sentences(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for sentence in _SENTENCE_END.split(json.loads(line)["text"]):
                if sentence.strip():
                    yield sentence


def _gold(path: Path) -> list[list[str]]:
    """Return the words of each sentence of a CoNLL-U file."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    rows = [[line.split("\t") for line in block.splitlines()] for block in blocks]
    return [[row[1] for row in block if row[0].isdigit()] for block in rows]


def _spans(words: Sequence[str]) -> set[tuple[int, int]]:
    ends = list(accumulate(len(re.sub(r"\s", "", word)) for word in words))
    return set(zip([0, *ends], ends, strict=False))


def _score(gold: Sequence[Sequence[str]], segment: Callable[[str], list[str]]) -> Score:
    right = found = wanted = left_out = 0
    for words in gold:
        ours = segment(" ".join(words))
        if len("".join(ours).replace(" ", "")) != len("".join(words).replace(" ", "")):
            left_out += 1
            continue
        gold_spans, our_spans = _spans(words), _spans(ours)
        right += len(gold_spans & our_spans)
        found += len(our_spans)
        wanted += len(gold_spans)
    precision, recall = right / found, right / wanted
    f1 = 2 * precision * recall / (precision + recall)
    return Score(
        precision=round(precision, 4),
        recall=round(recall, 4),
        f1=round(f1, 4),
        sentences=len(gold),
        left_out=left_out,
    )


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _milliseconds(segment: Callable[[str], list[str]], texts: Sequence[str]) -> list[float]:
    queries = [" ".join(text.split()[:_QUERY_SYLLABLES]) for text in texts[:_QUERIES]]
    waits = []
    for query in queries:
        start = time.perf_counter()
        segment(query)
        waits.append(1000 * (time.perf_counter() - start))
    return waits


def _load_ours() -> Ways:
    segmenter = Segmenter.load()
    return Ways(segmenter.segment, segmenter.segment_many)


def _load_original() -> Ways:
    # Imported here so that its time and memory are measured apart from ours.
    from underthesea import word_tokenize  # noqa: PLC0415 - its cost is measured

    word_tokenize("tải mô hình")
    return Ways(word_tokenize, lambda texts: [word_tokenize(text) for text in texts])


def _speed(ways: Ways, texts: Sequence[str]) -> tuple[int, list[list[str]]]:
    """Return the syllables per second of CPU time, and the words."""
    start = time.process_time()
    words = ways.many(texts)
    return round(_syllables(texts) / (time.process_time() - start)), words


def _syllables(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _measure(
    name: str,
    load: Callable[[], Ways],
    texts: Sequence[str],
    gold: Sequence[Sequence[str]],
) -> tuple[Speed, list[list[str]]]:
    memory, start = _resident(), time.process_time()
    ways = load()
    loaded, added = time.process_time() - start, _resident() - memory
    cold, words = _speed(ways, texts)
    warm, _ = _speed(ways, texts)
    _milliseconds(ways.one, texts)
    waits = statistics.quantiles(_milliseconds(ways.one, texts), n=20)
    speed = Speed(
        name=name,
        load_cpu_seconds=round(loaded, 3),
        added_megabytes=round(added, 1),
        cold=cold,
        warm=warm,
        query_p50_milliseconds=round(waits[9], 3),
        query_p95_milliseconds=round(waits[18], 3),
        score=_score(gold, ways.one) if gold else None,
    )
    return speed, words


def measure(texts: Sequence[str], gold: Sequence[Sequence[str]]) -> Bench:
    """Return the measurements of both segmenters on ``texts`` and ``gold``."""
    ours, our_words = _measure("batched", _load_ours, texts, gold)
    original, original_words = _measure("underthesea", _load_original, texts, gold)
    pairs = zip(our_words, original_words, strict=True)
    return Bench(
        sentences=len(texts),
        syllables=_syllables(texts),
        different=sum(mine != theirs for mine, theirs in pairs),
        speeds=(ours, original),
    )


def _show(bench: Bench) -> str:
    lines = [
        f"{bench.sentences} sentences, {bench.syllables} syllables, {bench.different} differ",
    ]
    for speed in bench.speeds:
        lines.append(
            f"{speed.name}: {speed.cold:,} syllables/s cold, {speed.warm:,} warm; "
            f"query p50 {speed.query_p50_milliseconds} ms, p95 {speed.query_p95_milliseconds} ms; "
            f"load {speed.load_cpu_seconds} s, {speed.added_megabytes} MB"
        )
        if speed.score:
            lines.append(f"  {speed.score}")
    return "\n".join(lines)


def main() -> None:
    """Measure what the command line names and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("--conllu", type=Path)
    parser.add_argument("--sentences", type=int, default=4000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    texts = list(islice(_sentences(arguments.text), arguments.sentences))
    bench = measure(texts, _gold(arguments.conllu) if arguments.conllu else [])
    output = json.dumps(asdict(bench), indent=2) if arguments.json else _show(bench)
    sys.stdout.write(output + "\n")


if __name__ == "__main__":
    main()

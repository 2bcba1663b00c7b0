"""A text into a library, and everything of it anew from what is kept: passages a second, memory.

``python -m tests.bench.rebuilding TEXT.jsonl.gz [--passages 20000] [--rounds 1] [--keep DIR]``: the
text (JSON lines with a ``text`` each) is cut into passages of some 120 syllables, eighty to a file;
a night reads and indexes the files, which takes a while; then ``kyyeu build`` writes all anew, from
cached readings and cuts alone. With ``--keep`` the library stays for the next time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.bench.watched import Ran, run_watched

if TYPE_CHECKING:
    from collections.abc import Iterator

SYLLABLES = 120
IN_A_FILE = 80
"""Passages."""

_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\s*\n\s*")


def main() -> None:
    """Make the library, write its index anew, and print a JSON line for each round."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rebuilding", description=__doc__)
    parser.add_argument("text", type=Path, metavar="TEXT.jsonl.gz")
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR")
    chosen = parser.parse_args()
    with TemporaryDirectory() as scratch:
        place = (chosen.keep or Path(scratch)).absolute()
        if not (place / "index").exists():
            _write_files(chosen.text, chosen.passages, place / "documents")
            _run(place, "source", "add", str(place / "documents"))
            _print("read and indexed the first time", _run(place, "nightly"))
        for _ in range(chosen.rounds):
            _print("everything anew from what is kept", _run(place, "build"))


def _write_files(text: Path, passages: int, folder: Path) -> None:
    folder.mkdir(parents=True)
    cut = islice(_passages(text), passages)
    for number in range(0, passages, IN_A_FILE):
        pages = list(islice(cut, IN_A_FILE))
        if pages:
            head = f"BÁO CÁO\nSố {number // IN_A_FILE + 1}\n\n"
            body = head + "\f".join(pages) + "\n"
            (folder / f"{number // IN_A_FILE:05}.txt").write_text(body, encoding="utf-8")


def _passages(text: Path) -> Iterator[str]:
    """Yield the sentences of a text, as many together as have some 120 syllables."""
    held: list[str] = []
    size = 0
    with gzip.open(text, "rt", encoding="utf-8") as lines:
        for line in lines:
            for sentence in _SENTENCE.split(json.loads(line)["text"]):
                held.append(sentence)
                size += len(sentence.split())
                if size >= SYLLABLES:
                    yield " ".join(held)
                    held.clear()
                    size = 0


def _run(place: Path, *arguments: str) -> Ran:
    places = ["--corpus", str(place / "corpus"), "--index", str(place / "index")]
    ran = run_watched([sys.executable, "-m", "indexer", *arguments, *places, "--json"])
    if ran.code not in {0, 1}:
        sys.exit(f"{arguments[0]} ended with {ran.code}: {ran.output}")
    return ran


def _print(name: str, ran: Ran) -> None:
    report: dict[str, Any] = json.loads(ran.output.splitlines()[-1])
    passages: int = report["passages"]
    figures = {
        "passages": passages,
        "seconds": ran.seconds,
        "cpu_seconds": ran.cpu_seconds,
        "index_seconds": report["seconds"]["index"],
        "passages_a_second": round(passages / ran.seconds),
        "passages_a_cpu_second": round(passages / ran.cpu_seconds),
        "peak_mb": ran.peak_mb,
        "peak_private_mb": ran.peak_private_mb,
    }
    sys.stdout.write(json.dumps({"name": name, **figures}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""All benchmarks one after the other, on the samples and, where it is given, on real material.

``python -m tests.bench [SHARED]``: SHARED (or ``KYYEU_SHARED``) is a folder with ``data/files`` and
``data/text/viwiki.jsonl.gz``; without it only the samples are read.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> None:
    """Run each benchmark in a process of its own, so that none warms the caches of another."""
    named = arguments[0] if arguments else os.environ.get("KYYEU_SHARED")
    _run("reading", str(ROOT / "corpus" / "samples"))
    _run("recalling", str(ROOT / "corpus" / "samples"))
    _run("drawing", str(ROOT / "corpus" / "samples"))
    _run("ocr", *([named] if named else []))
    _run("nights")
    if named is None:
        sys.stdout.write("no folder of real material was named: the others are left out\n")
        return
    data = Path(named) / "data"
    text = str(data / "text" / "viwiki.jsonl.gz")
    _run("reading", str(data / "files"), "--fewest-pages", "5")
    _run("describing", text)
    _run("splitting", str(data))
    _run("restoring", *(str(data / "retrieval" / name) for name in ("alqac", "viquad")))
    _run("stamping", named)
    _run("near_duplicates", text)
    _run("resembling", str(data / "retrieval" / "viquad"))
    _run("normalising", text)
    _run("segmenting", text)
    _run("engine", text)
    _run("rebuilding", text)
    _run("beside_recoll", str(data / "files"))
    with TemporaryDirectory() as scratch:
        _run("serving", text, "--keep", scratch)


def _run(name: str, *arguments: str) -> None:
    sys.stdout.write(f"\n{name} {' '.join(arguments)}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", f"tests.bench.{name}", *arguments]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

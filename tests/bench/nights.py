"""Nights over generated documents: one with nothing new, and everything anew from what is kept.

``python -m tests.bench.nights [--files 10000] [--volumes 250] [--pages 80] [--keep DIRECTORY]``: so
many small text files, and so many files of so many pages of 120 syllables. Reading them takes a
while the first time; with ``--keep`` the library stays for the next time.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
_TEXT = (
    "hợp tác quốc tế đào tạo cán bộ nghiên cứu khoa học giáo dục chương trình dự án báo cáo đoàn "
    "công tác hội thảo kỷ yếu phát triển kinh tế xã hội môi trường nông nghiệp công nghệ thông tin "
    "luật pháp hành chính tài chính ngân hàng du lịch văn hóa nghệ thuật biên giới năng lượng"
)
_A_PAGE = 120


def main() -> None:
    """Make the libraries and print a JSON line for each figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.nights", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--volumes", type=int, default=250)
    parser.add_argument("--pages", type=int, default=80)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    with TemporaryDirectory() as scratch:
        place = chosen.keep or Path(scratch)
        _nothing_new(place / "small", chosen.files)
        _anew(place / "volumes", chosen.volumes, chosen.pages)


def _nothing_new(place: Path, files: int) -> None:
    _make(place, files, 1)
    _run(place, "nightly")
    seconds, _, _ = _run(place, "nightly")
    _print("a night with nothing new", files=files, seconds=round(seconds, 2))
    late = place / "late.txt"
    late.write_text("Thêm một tài liệu ban ngày về hợp tác với Viêng Chăn.", encoding="utf-8")
    seconds, report, _ = _run(place, "add", str(late))
    reading = report["seconds"]["read"]
    _print("a file added by day", seconds=round(seconds, 2), reading_seconds=reading)


def _anew(place: Path, volumes: int, pages: int) -> None:
    _make(place, volumes, pages)
    _run(place, "nightly")
    seconds, report, peak = _run(place, "build")
    passages = report["passages"]
    took = report["seconds"]["index"]
    _print(
        "everything anew from what is kept",
        passages=passages,
        seconds=round(seconds, 2),
        passages_a_second=round(passages / took),
        peak_mb=peak,
    )


def _make(place: Path, files: int, pages: int) -> None:
    """Write the documents that are not there yet, and register their folder."""
    folder = place / "documents"
    for number in range(files):
        path = folder / f"{number // 200:03}" / f"{number:05}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            chance = random.Random(number)  # noqa: S311 - words, no secret
            texts = (" ".join(chance.choices(_TEXT.split(), k=_A_PAGE)) for _ in range(pages))
            body = "\f".join(f"{text.capitalize()}." for text in texts)
            path.write_text(f"BÁO CÁO\nChuyến công tác số {number}\n\n{body}\n", encoding="utf-8")
    _run(place, "source", "add", str(folder))


def _run(place: Path, *arguments: str) -> tuple[float, dict[str, Any], int]:
    """Run a command; return its seconds, its report, and the memory of all its processes, in MB."""
    command = [sys.executable, "-m", "indexer", *arguments, "--json"]
    places = ["--corpus", str(place / "corpus"), "--index", str(place / "index")]
    started = time.monotonic()
    process = subprocess.Popen([*command, *places], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(0.05)
    seconds = time.monotonic() - started
    output = process.stdout.read() if process.stdout else ""
    if process.returncode not in {0, 1}:
        sys.exit(f"{arguments[0]} ended with {process.returncode}")
    return seconds, json.loads(output.splitlines()[-1]), peak


def _memory(process: int) -> int:
    """Return the private memory of a process and all that it has started, in MB."""
    total = 0
    for one in _family(process):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        private = (line.split()[1] for line in lines if line.startswith("Private_"))
        total += sum(map(int, private))
    return total // 1024


def _family(process: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for directory in Path("/proc").iterdir():
        if directory.name.isdigit():
            try:
                fields = (directory / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(directory.name))
    found = [process]
    for one in found:
        found += children.get(one, [])
    return found


def _print(name: str, **figures: float) -> None:
    sys.stdout.write(json.dumps({"name": name, **figures}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

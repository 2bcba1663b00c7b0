"""A small library in a directory, and the command line over it as a process of its own."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_TEXT = (
    "đoàn công tác hợp tác quốc tế đào tạo cán bộ hội thảo nghiên cứu chính sách học viện "
    "trao đổi kinh nghiệm quản lý dự án báo cáo kết quả tháng năm Viêng Chăn Hà Nội Seoul"
)


@dataclass(frozen=True, slots=True)
class SmallLibrary:
    """A corpus, an index and documents below one directory."""

    place: Path

    @property
    def corpus(self) -> Path:
        """Where the originals are."""
        return self.place / "corpus"

    @property
    def index(self) -> Path:
        """Where the index is."""
        return self.place / "index"

    @property
    def documents(self) -> Path:
        """A folder of documents."""
        return self.place / "documents"

    def put(self, first: int, count: int) -> list[Path]:
        """Write reports numbered from ``first``; equal numbers give equal reports."""
        self.documents.mkdir(parents=True, exist_ok=True)
        paths, words = [], _TEXT.split()
        for number in range(first, first + count):
            chance = random.Random(number)  # noqa: S311 - words, no secret
            body = " ".join(chance.choices(words, k=120))
            path = self.documents / f"{number:05}.txt"
            path.write_text(f"BÁO CÁO\nĐoàn công tác số {number}\n\n{body}.\n", encoding="utf-8")
            paths.append(path)
        return paths

    def command(self, *arguments: object) -> list[str]:
        """Return the command line of the program over this library."""
        said = [sys.executable, "-m", "indexer", *map(str, arguments)]
        return [*said, "--corpus", str(self.corpus), "--index", str(self.index)]

    def environment(self) -> dict[str, str]:
        """Return the environment of that process: English, one worker."""
        return {**os.environ, "LC_ALL": "C.UTF-8", "KYYEU_INDEXER_WORKERS": "1"}

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, *arguments: object) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return what a command answers in JSON, line by line."""
        said = self.run(*arguments, "--json").stdout
        return [json.loads(line) for line in said.splitlines()]

    def works(self) -> set[str]:
        """Return the ids of the works that a search for everything finds."""
        (found,) = self.ask("search", "công tác", "--limit", "1000")
        return {work["id"] for work in found["works"]}

"""A small library in a directory, and the program over it in processes of their own."""

from __future__ import annotations

import json
import os
import random
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from indexer.build.batch import Batch
from indexer.build.today import local_today
from indexer.catalogue.catalogue import Catalogue
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.works import Field, Intake, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request, Results
from indexer.settings import Settings
from tests.forking import Ended, Started, start
from tests.seeds import few_seeds, lay_catalogue

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

ROOT = Path(__file__).parents[2]
TIERS = frozenset({Tier.PUBLIC})
QUERIES = ("công tác", "hop tac quoc te", "Viêng Chăn", '"đào tạo cán bộ"', "seo*")
_TEXT = (
    "đoàn công tác hợp tác quốc tế đào tạo cán bộ hội thảo nghiên cứu chính sách học viện "
    "trao đổi kinh nghiệm quản lý dự án báo cáo kết quả tháng năm Viêng Chăn Hà Nội Seoul"
)

Answers = list[tuple[int, list[tuple[str, float, tuple[str, ...]]]]]
"""Of each query how much it finds, and title, score and snippets of each work."""


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

    def put(self, first: int, count: int, folder: str = "") -> list[Path]:
        """Write reports numbered from ``first``; equal numbers give equal reports."""
        directory = self.documents / folder
        directory.mkdir(parents=True, exist_ok=True)
        paths, words = [], _TEXT.split()
        for number in range(first, first + count):
            chance = random.Random(number)  # noqa: S311 - words, no secret
            body = " ".join(chance.choices(words, k=120))
            path = directory / f"{number:05}.txt"
            path.write_text(f"BÁO CÁO\nĐoàn công tác số {number}\n\n{body}.\n", encoding="utf-8")
            paths.append(path)
        return paths

    def command(self, *arguments: object) -> list[str]:
        """Return the command line of the program over this library."""
        return [sys.executable, "-m", "indexer", *self._arguments(arguments)]

    def environment(self) -> dict[str, str]:
        """Return the environment of that process: English, one worker."""
        return {**os.environ, "LC_ALL": "C.UTF-8", "KYYEU_INDEXER_WORKERS": "1"}

    def start(
        self, *arguments: object, within: AbstractContextManager[None] | None = None
    ) -> Started:
        """Start a command in a child, which has nothing to load any more."""
        load_all()
        return start(self._arguments(arguments), self.environment(), within)

    def run(self, *arguments: object, within: AbstractContextManager[None] | None = None) -> Ended:
        """Run a command to its end."""
        return self.start(*arguments, within=within).wait()

    def ask(self, *arguments: object) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return what a command answers in JSON, line by line."""
        return [json.loads(line) for line in self.run(*arguments, "--json").stdout.splitlines()]

    def open(self) -> Library:
        """Open the generation that serves."""
        return Library.open(self.index, Analyser(segment))

    def works(self) -> set[str]:
        """Return the ids of the works that a search for everything finds."""
        with closing(self.open()) as opened:
            return {hit.work.id for hit in _search(opened, QUERIES[0]).hits}

    def answers(self) -> Answers:
        """Return what is found; ids are made by chance and left out."""
        with closing(self.open()) as opened:
            return [_answer(_search(opened, query)) for query in QUERIES]

    def _arguments(self, arguments: tuple[object, ...]) -> list[str]:
        places = ["--corpus", str(self.corpus), "--index", str(self.index)]
        return [*map(str, arguments), *places]


@cache
def load_all() -> None:
    """Load in this process what a night and a search load: the segmenter, the engine's loops."""
    with TemporaryDirectory(prefix="kyyeu-faults-") as place, few_seeds():
        library = SmallLibrary(Path(place))
        settings = Settings(corpus=library.corpus, index=library.index, workers=1)
        lay_catalogue(library.corpus)
        with Catalogue.open(settings.catalogue_url, create=False) as catalogue:
            for first in (0, 2):
                batch = Batch(settings, catalogue)
                batch.add(library.put(first, 2), Intake())
                batch.read()
                batch.index()
        library.answers()


def _search(opened: Library, query: str) -> Results:
    return opened.search(Request(query, TIERS, limit=1000), local_today())


def _answer(results: Results) -> tuple[int, list[tuple[str, float, tuple[str, ...]]]]:
    hits = [
        (hit.work.first(Field.TITLE), hit.score, tuple(page.snippet for page in hit.pages))
        for hit in results.hits
    ]
    return results.total, sorted(hits)

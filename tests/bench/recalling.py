"""Frequent words and names of a library into the share of their pages that search finds.

``python -m tests.bench.recalling DOCUMENTS_OR_INDEX [--words N] [--json]``: DOCUMENTS is a
directory of files, of which a library is built aside; INDEX is one that is there. The N most
frequent words and names are typed in small letters, with capitals, in capital letters and without
accents. A scan of the stored pages, which knows nothing but Unicode, tells which pages hold these
syllables in a row; without accents any spelling counts.

``phrase`` and ``words`` are the shares of those pages whose works are found by the words in quotes
and by the words as they are. ``shown``: of the works so found in quotes, those with such a page
among the pages shown. ``one_word``: the share of the pages whose layer of words has the whole as
one word, as the question has; ``segmented``: the same without the compounds.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from string import ascii_lowercase, digits
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.build.today import local_today
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.snapshot import SNAPSHOT_NAME, Snapshot
from indexer.engine.blocks import Layer
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import Every, Plan, Prefix, Weighted
from indexer.language.analyser import Analyser
from indexer.language.compounds import COMPOUNDS_NAME, NO_COMPOUNDS, Compounds, read_compounds
from indexer.language.consistent_words import count_words
from indexer.language.segment import segment
from indexer.language.segmentation import Cut
from indexer.records.works import Intake, Tier
from indexer.retrieval.library import Library
from indexer.retrieval.results import Request
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indexer.retrieval.results import Hit

_ALL = frozenset(Tier)
_AT_ONCE = 500
_INITIALS = (Prefix(Layer.FOLDED, initial) for initial in ascii_lowercase + digits)
_EVERYTHING = Plan(
    _ALL, Every(), tuple(map(Weighted, _INITIALS)), limit=sys.maxsize >> 32, pages=sys.maxsize >> 32
)
"""A page is among those of its work that are returned when something of it scores."""
_WORD = re.compile(r"[^\W_]+")


def _in_row(text: str) -> str:
    """Return the syllables of ``text``, each between blanks."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFC', text).lower()))} "


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


TYPINGS: Mapping[str, Callable[[str], str]] = {
    "lower": str.lower,
    "capitalised": str.title,
    "upper": str.upper,
    "unaccented": _bare,
}


@dataclass(frozen=True)
class StoredPage:
    """A page of a work as the engine keeps it."""

    work: str
    page: int
    text: str

    @cached_property
    def accented(self) -> str:
        """Its syllables, each between blanks."""
        return _in_row(self.text)

    @cached_property
    def bare(self) -> str:
        """The same without accents."""
        return _bare(self.accented)

    def holds(self, typed: str) -> bool:
        """Whether the syllables of ``typed`` stand here in a row."""
        wanted = _in_row(typed)
        return wanted in (self.bare if typed.isascii() else self.accented)


@dataclass(frozen=True, slots=True)
class Recall:
    """The shares, each from 0 to 1, over all words typed one way."""

    typing: str
    words_asked: int
    pages: int
    """Pages that hold one of the words, counted for each word."""
    phrase: float
    words: float
    shown: float
    one_word: float | None
    """None without accents, where words do not count."""
    segmented: float | None
    missed: tuple[str, ...]
    """What was typed and missed a page."""


def measure(index: Path, count: int) -> list[Recall]:
    """Return the shares for the ``count`` most frequent words and names of the index."""
    with closing(FlatEngine(index).open()) as searcher:
        pages = [
            StoredPage(work.work, page.page, page.text)
            for work in searcher.search(_EVERYTHING).works
            for page in work.pages
        ]
        directory = searcher.directory
    asked = frequent(pages, _names(directory / SNAPSHOT_NAME), count)
    analyser = Analyser(segment, read_compounds(directory / COMPOUNDS_NAME))
    with closing(Library.open(index, analyser)) as library:
        return [_measure(library, analyser, pages, asked, typing) for typing in TYPINGS]


def frequent(pages: Sequence[StoredPage], names: Sequence[str], count: int) -> list[str]:
    """Return the most frequent names and, for the rest, words of several syllables as cut."""
    listed = Compounds(
        frozenset(name for name in map(str.strip, map(_in_row, names)) if " " in name)
    )
    named: Counter[str] = Counter()
    for page in pages:
        tokens = page.accented.split()
        named.update(listed.count_places([Cut(tokens, [*range(len(tokens) + 1)])]).all.keys())
    words = count_words(Analyser(segment).cut([page.text for page in pages]))
    chosen = [name for name, _ in named.most_common(count // 2)]
    chosen += [word for word, _ in words.most_common(count) if word not in chosen]
    return chosen[:count]


def _names(snapshot: Path) -> list[str]:
    with closing(Snapshot.open(snapshot)) as opened:
        return [name.text for one in opened.all_authorities() for name in one.names]


def _measure(
    library: Library,
    analyser: Analyser,
    pages: Sequence[StoredPage],
    asked: Sequence[str],
    typing: str,
) -> Recall:
    segmented = replace(analyser, compounds=NO_COMPOUNDS)
    accented = typing != "unaccented"
    found: Counter[str] = Counter()
    missed: list[str] = []
    for text in asked:
        typed = TYPINGS[typing](text)
        holding = [page for page in pages if page.holds(typed)]
        one = _ask(library, typed, holding)
        found.update(one)
        if one["phrase"] < len(holding) or one["words"] < len(holding):
            missed.append(typed)
    return Recall(
        typing=typing,
        words_asked=len(asked),
        pages=found["pages"],
        phrase=found["phrase"] / found["pages"],
        words=found["words"] / found["pages"],
        shown=found["shown"] / found["works"],
        one_word=_one_word(analyser, pages, asked, typing) if accented else None,
        segmented=_one_word(segmented, pages, asked, typing) if accented else None,
        missed=tuple(missed),
    )


def _ask(library: Library, typed: str, holding: Sequence[StoredPage]) -> dict[str, int]:
    by_work: defaultdict[str, set[int]] = defaultdict(set)
    for page in holding:
        by_work[page.work].add(page.page)
    phrase = {hit.work.id: hit for hit in _search(library, f'"{typed}"')}
    words = {hit.work.id for hit in _search(library, typed)}
    return {
        "pages": len(holding),
        "works": len(by_work),
        "phrase": sum(page.work in phrase for page in holding),
        "words": sum(page.work in words for page in holding),
        "shown": sum(
            work in phrase and any(page.page in numbers for page in phrase[work].pages)
            for work, numbers in by_work.items()
        ),
    }


def _search(library: Library, query: str) -> list[Hit]:
    hits: list[Hit] = []
    total = 1
    while len(hits) < total:
        request = Request(query, _ALL, limit=_AT_ONCE, offset=len(hits), expand=False)
        results = library.search(request, local_today())
        total = results.total
        hits += results.hits
    return hits


def _one_word(
    analyser: Analyser, pages: Sequence[StoredPage], asked: Sequence[str], typing: str
) -> float:
    cuts = analyser.cut([page.text for page in pages])
    layers = [frozenset(analyser.layers(cut).words) for cut in cuts]
    places = right = 0
    for text in asked:
        question = analyser.analyse(TYPINGS[typing](text))
        whole = " ".join(question.accented)
        alike = whole in question.words
        holding = [at for at, page in enumerate(pages) if _in_row(text) in page.accented]
        places += len(holding)
        right += alike * sum(whole in layers[at] for at in holding)
    return right / places


def build(documents: Path, directory: Path) -> Path:
    """Build a library of ``documents`` below ``directory``; return its index."""
    settings = Settings(corpus=directory / "corpus", index=directory / "index")
    settings.corpus.mkdir()
    with closing(Catalogue.open(settings.catalogue_url, create=True)) as catalogue:
        batch = Batch(settings, catalogue)
        batch.add([documents], Intake())
        batch.read()
        batch.index(anew=True)
    return settings.index


def main(arguments: Sequence[str]) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.recalling")
    parser.add_argument("place", type=Path, help="documents or an index")
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="bench-") as directory:
        there = (options.place / "current").exists()
        index = options.place if there else build(options.place, Path(directory))
        figures = measure(index, options.words)
    plain = [asdict(one) for one in figures]
    lines = [", ".join(f"{name} {value}" for name, value in one.items()) for one in plain]
    shown = json.dumps(plain, ensure_ascii=False, indent=1) if options.as_json else "\n".join(lines)
    sys.stdout.write(f"{shown}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

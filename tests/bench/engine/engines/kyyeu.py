"""This project's engine, through the same protocols that the site uses."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from indexer.engine.blocks import HEAD, Block, Layer, Passage
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.lexicon import write_lexicon
from indexer.engine.segments import SEGMENT
from indexer.engine.tree import Every, Phrase, Plan, Prefix, Some, Term, Weighted
from indexer.language.analyser import Analyser
from indexer.records.works import Tier
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.snippets import make_snippet
from tests.bench.engine.contest import BEST, COUNTED, PAGES, Shelf, date_of
from tests.bench.engine.feeding import Form
from tests.bench.engine.load import FACETS
from tests.bench.engine.queries import QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.engine.tree import Node
    from tests.bench.engine.feeding import Feed, Given
    from tests.bench.engine.queries import Search

_TIERS = frozenset({Tier.PUBLIC})

_FIELD = Layer.ACCENTED
"""The one field, of words: a layer that has positions."""


class Kyyeu:
    """On the field shelf every passage is the only page of a work."""

    name = "kyyeu"
    form = Form(blank=" ", pairs=False)

    def build(self, feed: Feed, shelf: Shelf, directory: Path) -> None:
        """Write one generation."""
        blocks = _library_blocks(feed) if shelf is Shelf.LIBRARY else _field_blocks(feed)
        FlatEngine(directory).build(blocks, attach=lambda _directory: None, analyser_version="")

    def add(self, feed: Feed, directory: Path) -> None:
        """Write a generation of what there is and the works given."""
        FlatEngine(directory).change(
            _library_blocks(feed), attach=lambda _directory: None, analyser_version=""
        )

    def write_beside(self, directory: Path, aside: Path) -> None:
        """Write the lexicon: spellings, pairs and capitals, for suggestions."""
        for number, path in enumerate(sorted(directory.rglob(SEGMENT))):
            write_lexicon(aside / str(number), FlatSegment(path))

    def open(self, shelf: Shelf, directory: Path) -> KyyeuSession:
        """Open the generation."""
        del shelf
        return KyyeuSession(directory)


def _field_blocks(feed: Feed) -> Iterator[Block]:
    for passage in feed:
        layers = {_FIELD: tuple(passage.layers[Layer.WORDS])}
        page = Passage(1, "1", "page", "", passage.text, layers)
        yield _block(passage.number, passage, (page,))


def _library_blocks(feed: Feed) -> Iterator[Block]:
    for work, grouped in groupby(feed, attrgetter("work")):
        own = list(grouped)
        # A work of one passage has a page and no head.
        first = HEAD if len(own) > 1 else 1
        yield _block(
            work, own[0], tuple(_passage(one, page) for page, one in enumerate(own, first))
        )


def _passage(given: Given, page: int) -> Passage:
    layers = {layer: tuple(terms) for layer, terms in given.layers.items()}
    return Passage(page, str(page), "page", "", given.text, layers)


def _block(work: int, first: Given, passages: tuple[Passage, ...]) -> Block:
    return Block(
        f"{work:08}",
        Tier.PUBLIC,
        "",
        passages,
        {name: (code,) for name, code in first.codes.items()},
        {"date": date_of(first.date)},
    )


class KyyeuSession:
    """One generation, open."""

    def __init__(self, directory: Path) -> None:
        self._engine = FlatEngine(directory)
        self._searcher = self._engine.open()

    def search(self, search: Search) -> Sequence[int]:
        """Answer; the total is always counted."""
        if search.kind == QUESTION:
            return self._answer(search)
        found = self._searcher.search(_plan(search))
        assert all(work.pages[0].text for work in found.works)
        return [int(work.work) for work in found.works]

    def refresh(self) -> None:
        """Open the newest generation beside the one that is open, as the site does."""
        former, self._searcher = self._searcher, self._engine.open()
        former.close()

    def close(self) -> None:
        """Close the generation."""
        self._searcher.close()

    def _answer(self, search: Search) -> Sequence[int]:
        """Answer as the library does, from the question as typed to the snippets."""
        words = [word.replace("_", " ") for word in search.words]
        # The segmenter's answer is known, so that no engine pays for it.
        analyser = Analyser(lambda texts: [words for _ in texts])
        understood = understand(parse_question(" ".join(words), _no_codes), analyser)
        found = self._searcher.search(
            Plan(
                _TIERS,
                understood.match,
                understood.score,
                near=understood.near,
                named=understood.named,
                facets=tuple(FACETS),
                limit=BEST,
                pages=PAGES,
            )
        )
        wanted = understood.wanted(found.rarities)
        for work in found.works:
            for page in work.pages:
                assert make_snippet(page.text, wanted).text
        return [int(work.work) for work in found.works]


def _no_codes(_facet: str, _name: str) -> frozenset[str]:
    """Return the codes of a name: questions here have no filters."""
    return frozenset()


def _plan(search: Search) -> Plan:
    leaves = tuple(Term(_FIELD, word.replace("_", " ")) for word in search.words)
    match: Node = Some(leaves)
    score = tuple(Weighted(leaf) for leaf in leaves)
    if search.kind == "and3":
        match = Every(leaves)
    elif search.kind == "phrase":
        match = Phrase(leaves)
        score = (Weighted(match),)
    elif search.kind == "prefix":
        match = Prefix(_FIELD, search.words[0].replace("_", " "))
        score = (Weighted(match),)
    return Plan(
        _TIERS,
        match,
        score,
        facets=COUNTED if search.kind == "facets" else (),
        sort="-date" if search.kind == "sort" else "",
        limit=BEST,
        pages=1,
        # The peers count what the class asks for, too.
        exact=search.kind in {"facets", "sort"},
    )

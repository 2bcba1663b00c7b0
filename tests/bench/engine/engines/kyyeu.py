"""This project's engine, through the same protocols that the site uses."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from indexer.engine.blocks import HEAD, Block, Layer, Passage
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import Every, Phrase, Plan, Prefix, Some, Term, Weighted
from indexer.language.analyser import Analyser
from indexer.records.works import Tier
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.snippets import make_snippet
from tests.bench.engine.contest import BEST, COUNTED, PAGES, Shelf, date_of, text_of
from tests.bench.engine.load import FACETS
from tests.bench.engine.queries import QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.engine.tree import Node
    from tests.bench.engine.load import Load
    from tests.bench.engine.queries import Search

_TIERS = frozenset({Tier.PUBLIC})

_FIELD = Layer.ACCENTED
"""The one field, of words: a layer that has positions."""


class Kyyeu:
    """On the field shelf every passage is the only page of a work."""

    name = "kyyeu"

    def build(self, load: Load, shelf: Shelf, directory: Path) -> None:
        """Write one generation."""
        blocks = _library_blocks(load) if shelf is Shelf.LIBRARY else _field_blocks(load)
        FlatEngine(directory).build(
            blocks, keep=frozenset(), attach=lambda _directory: None, analyser_version=""
        )

    def open(self, load: Load, shelf: Shelf, directory: Path) -> KyyeuSession:
        """Open the generation."""
        del load, shelf
        return KyyeuSession(directory)


def _field_blocks(load: Load) -> Iterator[Block]:
    for number in range(load.passages):
        words = load.words_of(number)
        terms = {_FIELD: tuple(word.replace("_", " ") for word in words)}
        passage = Passage(1, "1", "page", "", text_of(words), terms)
        yield _block(load, number, number, (passage,))


def _library_blocks(load: Load) -> Iterator[Block]:
    works = load.works.tolist()
    for work, numbers in groupby(range(load.passages), works.__getitem__):
        own = list(numbers)
        # A work of one passage has a page and no head.
        first = HEAD if len(own) > 1 else 1
        passages = tuple(_passage(load, number, page) for page, number in enumerate(own, first))
        yield _block(load, work, own[0], passages)


def _passage(load: Load, number: int, page: int) -> Passage:
    layers = load.layers(number)
    text = text_of(layers[Layer.ACCENTED])
    terms = {
        layer: tuple(term.replace("_", " ") for term in held)
        if layer in {Layer.BIGRAMS, Layer.WORDS}
        else tuple(held)
        for layer, held in layers.items()
    }
    return Passage(page, str(page), "page", "", text, terms)


def _block(load: Load, work: int, number: int, passages: tuple[Passage, ...]) -> Block:
    return Block(
        f"{work:08}",
        Tier.PUBLIC,
        "",
        passages,
        {name: (code,) for name, code in load.codes(number).items()},
        {"date": date_of(int(load.dates[number]))},
    )


class KyyeuSession:
    """One generation, open."""

    def __init__(self, directory: Path) -> None:
        self._searcher = FlatEngine(directory).open()

    def search(self, search: Search) -> Sequence[int]:
        """Answer; the total is always counted."""
        if search.kind == QUESTION:
            return self._answer(search)
        found = self._searcher.search(_plan(search))
        assert all(work.pages[0].text for work in found.works)
        return [int(work.work) for work in found.works]

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
        weights = {
            leaf: weight * found.rarities.get(leaf, 0.0)
            for leaf, weight in understood.marks.items()
        }
        for work in found.works:
            for page in work.pages:
                assert make_snippet(page.text, weights).text
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
    )

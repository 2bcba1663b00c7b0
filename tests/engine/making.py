"""Short texts into blocks, and blocks into generations, for the tests of the engine."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.engine.blocks import Block, Layer, Passage
from indexer.engine.flat.blocks import FIELDS, PAIRS, to_work
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat.writer import SegmentWriter
from indexer.engine.tree import Every, Plan, Term, Weighted
from indexer.records.works import Tier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from indexer.engine.engine import Built, Engine
    from indexer.engine.tree import Node

ALL_TIERS = frozenset(Tier)
PUBLIC = frozenset({Tier.PUBLIC})


def make_passage(page: int, text: str) -> Passage:
    """Return a passage whose folded terms are the words of ``text`` without capitals' case.

    Accented terms keep the case, so that "A" and "a" are two spellings of one folded term.
    """
    accented = tuple(text.split())
    folded = tuple(term.lower() for term in accented)
    return Passage(
        page=page,
        label=f"p{page}" if page else "",
        unit="page" if page else "",
        sha256="f" * 64 if page else "",
        text=text,
        layers={
            Layer.FOLDED: folded,
            Layer.BIGRAMS: tuple(f"{one} {two}" for one, two in pairwise(folded)),
            Layer.ACCENTED: accented,
            Layer.WORDS: accented[::2],
        },
    )


def make_block(
    work: str,
    head: str = "",
    pages: Sequence[str] = (),
    tier: Tier = Tier.PUBLIC,
    *,
    facets: Mapping[str, tuple[str, ...]] | None = None,
    order: Mapping[str, str] | None = None,
) -> Block:
    """Return a work with a head and pages numbered from 1."""
    texts = (head, *pages)
    return Block(
        work=work,
        tier=tier,
        fingerprint=f"{work}:{hash(texts) % 1000}",
        passages=tuple(make_passage(page, text) for page, text in enumerate(texts)),
        facets=facets or {},
        order=order or {},
    )


def build(
    engine: Engine, blocks: Iterable[Block], keep: Iterable[str] = (), analyser: str = "1"
) -> Built:
    """Write a generation of ``blocks`` and of the works ``keep``, without anything attached."""
    kept = set(keep)
    if kept:
        return change(engine, blocks, engine.fingerprints().keys() - kept, analyser)
    return engine.build(blocks, attach=_attach_nothing, analyser_version=analyser)


def change(
    engine: Engine, blocks: Iterable[Block], remove: Collection[str] = (), analyser: str = "1"
) -> Built:
    """Write a generation out of the current one, without anything attached."""
    return engine.change(blocks, remove=remove, attach=_attach_nothing, analyser_version=analyser)


def _attach_nothing(_directory: Path) -> None:
    """Leave the generation's directory as it is."""


def find(engine: Engine, match: Node | None = None, tiers: frozenset[Tier] = PUBLIC) -> list[str]:
    """Open the current generation and return the ids of the works that match, by id."""
    searcher = engine.open()
    try:
        plan = Plan(tiers, match if match is not None else Every(), limit=1000)
        return [found.work for found in searcher.search(plan).works]
    finally:
        searcher.close()


def word(text: str) -> Term:
    """Return the leaf of a folded word."""
    return Term(Layer.FOLDED, text)


def weigh(*texts: str) -> tuple[Weighted, ...]:
    """Return the score of folded words, each with weight 1."""
    return tuple(Weighted(word(text)) for text in texts)


def write_segment(path: Path, blocks: Iterable[Block]) -> FlatSegment:
    """Write ``blocks`` into the segment ``path``; return it, opened."""
    writer = SegmentWriter(path, FIELDS, PAIRS)
    for block in blocks:
        writer.add(to_work(block))
    writer.finish()
    return FlatSegment(path)

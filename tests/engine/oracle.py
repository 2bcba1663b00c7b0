"""Generated corpora and plans into answers compared: the engine, plain Python, Whoosh itself."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import Between, Every, Plan, Some, Term, Without
from tests.engine.by_whoosh import count, search
from tests.engine.comparing import compare
from tests.engine.making import build
from tests.engine.reference import count_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.engine.opened import OpenGeneration
    from indexer.engine.tree import Leaf, Node


@dataclass(slots=True)
class Compared:
    """How much was compared so far."""

    corpora: int = 0
    plans: int = 0
    """Against plain Python: works, order, scores, pages, facets, totals."""
    leaves: int = 0
    """Against Whoosh: passages and frequencies."""
    searches: int = 0
    """Against Whoosh: whole trees with their scores, on works of one passage."""


def keep_heads(generations: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Return the same works without their pages, so that Whoosh's documents are works."""
    return [
        [replace(block, passages=block.passages[:1]) for block in blocks] for blocks in generations
    ]


def check(
    index: Path,
    generations: Sequence[Sequence[Block]],
    plans: Sequence[Plan],
    withdrawn: frozenset[str],
    compared: Compared,
) -> None:
    """Build the generations one on another and compare all answers. Raises AssertionError."""
    engine = FlatEngine(index)
    visible = _build(engine, generations, withdrawn)
    compared.corpora += 1
    with closing(engine.open()) as searcher:
        for plan in plans:
            compare(searcher.search(plan), visible, plan)
            compared.plans += 1
            _check_leaves(searcher, visible, plan, compared)
            if all(len(block.passages) == 1 for block in visible):
                _check_search(searcher, plan, compared)


def _build(
    engine: FlatEngine, generations: Sequence[Sequence[Block]], withdrawn: frozenset[str]
) -> list[Block]:
    blocks: dict[str, Block] = {}
    for generation in generations:
        # Every third work of the former generation is left out of the next one.
        kept = {work for work in blocks if int(work[1:]) % 3}
        build(engine, generation, kept)
        blocks = {work: blocks[work] for work in kept}
        blocks |= {block.work: block for block in generation}
    engine.withdraw(withdrawn)
    return [block for work, block in blocks.items() if work not in withdrawn]


def _check_leaves(
    searcher: OpenGeneration, visible: Sequence[Block], plan: Plan, compared: Compared
) -> None:
    reader = searcher.reader(plan.tiers)
    for leaf in {*_leaves(plan.match), *(one.leaf for one in plan.score)}:
        found = count(reader, leaf)
        if found is None:
            continue
        expected = {
            (block.work, passage.page): times
            for block in visible
            if block.tier in plan.tiers
            for passage in block.passages
            if (times := count_in(leaf, passage))
        }
        assert dict(found) == expected, leaf
        compared.leaves += 1


def _check_search(searcher: OpenGeneration, plan: Plan, compared: Compared) -> None:
    scored = tuple(one for one in plan.score if isinstance(one.leaf, Term))
    plain = Plan(plan.tiers, plan.match, scored, limit=1000)
    expected = search(searcher.reader(plan.tiers), plain)
    if expected is None:
        return
    found = searcher.search(plain)
    assert [one.work for one in found.works] == [work for work, _ in expected], plain
    for one, (_, score) in zip(found.works, expected, strict=True):
        assert abs(one.score - score) < 1e-8
    assert found.total == len(expected)
    compared.searches += 1


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case Every(children) | Some(children):
            for child in children:
                yield from _leaves(child)
        case Without(child, excluded):
            yield from _leaves(child)
            yield from _leaves(excluded)
        case Between():
            return
        case _:
            yield node

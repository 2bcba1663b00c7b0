"""A plan over plain lists into what an engine must answer: slow, obvious, and free of NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from math import log
from typing import TYPE_CHECKING

from indexer.engine.blocks import HEAD
from indexer.engine.scoring import HEAD_SHARE, NEAR, SATURATION, STEEP_AT, STEEP_BY
from indexer.engine.tree import (
    Between,
    Every,
    Fuzzy,
    Leaf,
    Native,
    Near,
    Node,
    Phrase,
    Plan,
    Prefix,
    Some,
    Term,
    Wildcard,
    Without,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.blocks import Block, Passage


@dataclass(frozen=True, slots=True)
class Expected:
    """What the plan finds, all of it."""

    ids: list[str]
    """In order."""
    scores: dict[str, float]
    pages: dict[str, list[tuple[int, float]]]
    facets: dict[str, tuple[tuple[str, int], ...]]


def expect(blocks: Sequence[Block], plan: Plan) -> Expected:
    """Return what ``plan`` finds in ``blocks``."""
    readable = [block for block in blocks if block.tier in plan.tiers]
    passages = list(chain.from_iterable(block.passages for block in readable))
    matched = [block for block in readable if _matches(plan.match, block)]
    found = [block for block in matched if _allows(plan, block, "")]
    scores = {block.work: _score_work(plan, block, passages) for block in found}
    if not plan.sort:
        for block in found:
            bonus = _score_nearness(plan, block, passages) + _score_names(plan, block, passages)
            scores[block.work] = round(scores[block.work] + bonus, 9)
    return Expected(
        [block.work for block in _sort(plan, found, scores)],
        scores,
        {block.work: _best_pages(plan, block, passages) for block in found},
        {facet: _count(plan, facet, matched) for facet in plan.facets},
    )


def count_in(leaf: Leaf, passage: Passage) -> int:
    """Return how often a passage holds a leaf."""
    match leaf:
        case Term(layer, text):
            return passage.layers[layer].count(text)
        case Prefix(layer, text):
            return sum(term.startswith(text) for term in passage.layers[layer])
        case Wildcard(layer, text):
            return sum(_has_shape(term, text) for term in passage.layers[layer])
        case Fuzzy(layer, text, distance):
            return sum(
                term[:1] == text[:1] != "" and _slips(term, text) <= distance
                for term in passage.layers[layer]
            )
        case Phrase(terms):
            length = max((len(passage.layers[term.layer]) for term in terms), default=0)
            return sum(_stands(terms, passage, start) for start in range(length))
        case Near(terms, distance):
            width = len(set(terms)) + distance
            length = max((len(passage.layers[term.layer]) for term in terms), default=0)
            return sum(_holds_all(terms, passage, at, width) for at in range(length))
        case Native():
            message = "a query of Whoosh's own is for Whoosh to count"
            raise TypeError(message)


def _has_shape(term: str, shape: str) -> bool:
    if shape[:1] == "*":
        return any(_has_shape(term[at:], shape[1:]) for at in range(len(term) + 1))
    if not term or not shape:
        return term == shape
    return shape[0] in {"?", term[0]} and _has_shape(term[1:], shape[1:])


def _slips(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    return min(
        _slips(one[1:], other) + 1,
        _slips(one, other[1:]) + 1,
        _slips(one[1:], other[1:]) + (one[0] != other[0]),
    )


def _stands(terms: Sequence[Term], passage: Passage, start: int) -> bool:
    return bool(terms) and all(
        passage.layers[term.layer][at : at + 1] == (term.text,)
        for at, term in enumerate(terms, start)
    )


def _holds_all(terms: Sequence[Term], passage: Passage, start: int, width: int) -> bool:
    """Whether any of the terms stands at the start of a window that holds all of them."""
    begins = any(passage.layers[term.layer][start : start + 1] == (term.text,) for term in terms)
    return begins and all(
        term.text in passage.layers[term.layer][start : start + width] for term in terms
    )


def _matches(node: Node, block: Block) -> bool:
    match node:
        case Every(children):
            return all(_matches(child, block) for child in children)
        case Some(children, least):
            return sum(_matches(child, block) for child in children) >= least
        case Without(child, excluded):
            return _matches(child, block) and not _matches(excluded, block)
        case Between(key, first, last):
            held = block.order.get(key, "")
            return bool(held) and first <= held and (not last or held <= last)
        case _:
            return any(count_in(node, passage) for passage in block.passages)


def _allows(plan: Plan, block: Block, but: str) -> bool:
    return all(
        not codes or codes & set(block.facets.get(name, ()))
        for name, codes in plan.filters.items()
        if name != but
    )


def _count(plan: Plan, facet: str, matched: list[Block]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for block in matched:
        if _allows(plan, block, facet):
            for code in set(block.facets.get(facet, ())):
                counts[code] = counts.get(code, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    selected = plan.filters.get(facet, frozenset())
    most = plan.values or len(ordered)
    return tuple(one for at, one in enumerate(ordered) if at < most or one[0] in selected)


def _rarity(leaf: Leaf, passages: Sequence[Passage]) -> float:
    holding = sum(count_in(leaf, other) > 0 for other in passages)
    idf = log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))
    return float(idf * (idf / STEEP_AT) ** STEEP_BY) if holding else 0.0


def _best_passage(plan: Plan, block: Block, passages: Sequence[Passage]) -> Passage:
    return max(
        block.passages,
        key=lambda one: 0 if one.page == HEAD else _score_passage(plan, one, passages),
    )


def _score_names(plan: Plan, block: Block, passages: Sequence[Passage]) -> float:
    heads = [one for one in block.passages if one.page == HEAD]
    there = (*heads, _best_passage(plan, block, passages))
    return sum(
        weight * _rarity(term, passages)
        for term, weight in plan.named.items()
        if any(count_in(term, one) for one in there)
    )


def _score_nearness(plan: Plan, block: Block, passages: Sequence[Passage]) -> float:
    best = _best_passage(plan, block, passages)
    length = max(map(len, best.layers.values()), default=0)
    return sum(
        share
        * max(
            sum(
                weight * _rarity(term, passages)
                for term, weight in plan.near.items()
                if term.text in best.layers[term.layer][start : start + width]
            )
            for start in range(max(length, 1))
        )
        for width, share in NEAR
    )


def _score_passage(plan: Plan, passage: Passage, passages: Sequence[Passage]) -> float:
    total = 0.0
    for weighted in plan.score:
        leaf = weighted.leaf
        frequency = count_in(leaf, passage)
        if not frequency:
            continue
        assert not isinstance(leaf, Native), "a query of Whoosh's own is for Whoosh to count"
        layer = leaf.terms[0].layer if isinstance(leaf, Phrase | Near) else leaf.layer
        kind = [one for one in passages if (one.page == HEAD) == (passage.page == HEAD)]
        average = sum(len(one.layers[layer]) for one in kind) / len(kind)
        k1, b = SATURATION[layer].k1, SATURATION[layer].b
        norm = k1 * (1 - b + b * len(passage.layers[layer]) / max(average, 1e-9))
        total += weighted.weight * _rarity(leaf, passages) * frequency / (frequency + norm)
    return total


def _score_work(plan: Plan, block: Block, passages: Sequence[Passage]) -> float:
    heads = [_score_passage(plan, one, passages) for one in block.passages if one.page == HEAD]
    pages = [_score_passage(plan, one, passages) for one in block.passages if one.page != HEAD]
    return round(max(pages, default=0.0) + HEAD_SHARE * max(heads, default=0.0), 9)


def _best_pages(plan: Plan, block: Block, passages: Sequence[Passage]) -> list[tuple[int, float]]:
    scored = [
        (one.page, _score_passage(plan, one, passages))
        for one in block.passages
        if one.page != HEAD
    ]
    held = [(page, score) for page, score in scored if score > 0]
    return sorted(held, key=lambda pair: -pair[1])[: plan.pages]


def _sort(plan: Plan, found: list[Block], scores: dict[str, float]) -> list[Block]:
    by_id = sorted(found, key=lambda block: block.work)
    if not plan.sort:
        return sorted(by_id, key=lambda block: -scores[block.work])
    key = plan.sort.removeprefix("-")
    having = [block for block in by_id if block.order.get(key)]
    lacking = [block for block in by_id if not block.order.get(key)]
    down = plan.sort.startswith("-")
    # sorted() keeps the order of equals, also in reverse.
    return sorted(having, key=lambda block: block.order[key], reverse=down) + lacking

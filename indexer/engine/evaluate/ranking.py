"""The works that a plan found in each part into the best of all, in the order asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indexer.engine.evaluate.best import best_scored, best_sorted
from indexer.engine.scoring import HEAD_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from indexer.engine.evaluate.part import Part


class Ranked(NamedTuple):
    """A work that may be shown; made so often that it has to be cheap."""

    number: int
    """Of its part."""
    work: int
    score: float
    key: str = ""
    """The sort key."""


def best_by_score(
    part: Part,
    number: int,
    works: NDArray[np.uint32],
    passages: NDArray[np.float64],
    limit: int,
) -> list[Ranked]:
    """Return the ``limit`` works of a part with the best scores, best first, ties by id."""
    found, scores = best_scored(
        works,
        part.spans,
        part.heads,
        passages,
        part.ranks,
        HEAD_SHARE,
        limit,
    )
    return rank(number, found, scores)


def rank(number: int, works: NDArray[np.uint32], scores: NDArray[np.float64]) -> list[Ranked]:
    """Return works of a part with their scores as they may be shown."""
    pairs = zip(works.tolist(), scores.tolist(), strict=True)
    return [Ranked(number, work, score) for work, score in pairs]


def best_by_key(
    part: Part, number: int, works: NDArray[np.uint32], sort: str, limit: int
) -> list[Ranked]:
    """Return the ``limit`` works of a part that come first by a sort key, ties by id."""
    order = part.order(sort.removeprefix("-"))
    found = best_sorted(works, order.codes, part.ranks, sort.startswith("-"), limit).tolist()
    return [Ranked(number, work, 0.0, order.column.text(int(order.codes[work]))) for work in found]


def merge_by_score(found: Sequence[list[Ranked]], parts: Sequence[Part]) -> list[Ranked]:
    """Put works in the order of their scores, ties by id."""
    return sorted(_by_id(found, parts), key=lambda one: -one.score)


def merge_by_key(found: Sequence[list[Ranked]], parts: Sequence[Part], sort: str) -> list[Ranked]:
    """Put works in the order of their keys, ties by id, those without a key last."""
    by_id = _by_id(found, parts)
    having = [one for one in by_id if one.key]
    # sorted() keeps the order of equals, also in reverse.
    ordered = sorted(having, key=lambda one: one.key, reverse=sort.startswith("-"))
    return ordered + [one for one in by_id if not one.key]


def _by_id(found: Sequence[list[Ranked]], parts: Sequence[Part]) -> list[Ranked]:
    """Put works in the order of their ids, which are read for works of several parts alone."""
    works = [one for each in found for one in each]
    if len({one.number for one in works}) > 1:
        return sorted(works, key=lambda one: parts[one.number].id_of(one.work))
    ranks = parts[works[0].number].ranks if works else ()
    return sorted(works, key=lambda one: int(ranks[one.work]))

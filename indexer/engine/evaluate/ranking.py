"""The works that a plan found in each part into the best of all, in the order asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.engine.evaluate.ordered import best, near_best
from indexer.engine.scoring import add_heads, combine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.evaluate.part import Part
    from indexer.engine.evaluate.weighing import Scores


@dataclass(frozen=True, slots=True)
class Ranked:
    """A work that may be shown."""

    number: int
    """Of its part."""
    work: int
    score: float
    key: str = ""
    """The sort key."""


def best_by_score(
    part: Part, number: int, works: NDArray[Any], scores: Scores, limit: int
) -> list[Ranked]:
    """Return the ``limit`` works of a part with the best scores, best first, ties by id."""
    # The exact scores, rounded, are made of those alone that may come to the top.
    places = near_best(add_heads(scores.heads, scores.pages), limit)
    exact = combine(scores.heads[places], scores.pages[places])
    chosen = best(exact, _ties(part, works[places]), limit)
    pairs = zip(works[places[chosen]].tolist(), exact[chosen].tolist(), strict=True)
    return [Ranked(number, work, score) for work, score in pairs]


def best_by_id(part: Part, number: int, works: NDArray[Any], limit: int) -> list[Ranked]:
    """Return the ``limit`` works of a part with the first ids, without scores."""
    chosen = best(np.zeros(len(works)), _ties(part, works), limit)
    return [Ranked(number, work, 0.0) for work in works[chosen].tolist()]


def best_by_key(
    part: Part, number: int, works: NDArray[Any], sort: str, limit: int
) -> list[Ranked]:
    """Return the ``limit`` works of a part that come first by a sort key, ties by id."""
    column = part.order(sort.removeprefix("-"))
    codes = np.asarray(column.codes)
    ranks = codes[works].astype(np.float64)
    if not sort.startswith("-"):
        ranks = np.where(ranks > 0, -ranks, -np.inf)
    chosen = works[best(ranks, _ties(part, works), limit)].tolist()
    return [Ranked(number, work, 0.0, column.text(int(codes[work]))) for work in chosen]


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
    codes = parts[works[0].number].ids.codes if works else ()
    return sorted(works, key=lambda one: int(codes[one.work]))


def _ties(part: Part, works: NDArray[Any]) -> NDArray[Any]:
    """Return the ranks of the ids of works among those of the part."""
    ranks: NDArray[Any] = np.asarray(part.ids.codes)[works]
    return ranks

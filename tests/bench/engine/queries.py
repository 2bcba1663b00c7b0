"""A load into searches of each class, drawn from its own passages; the same ones every time."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.engine.load import Load

_SEED = 11
_SAMPLE = 4000

FIELD_CLASSES = (
    "rare", "common", "or3", "and3", "phrase", "prefix", "facets", "sort", "similar", "stop3",
)  # fmt: skip
"""One field, each passage by itself."""

QUESTION = "question"
"""Four words in all layers, grouped by work."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search of one class."""

    kind: str
    words: tuple[str, ...]
    """Words with ``_`` between their syllables; of a prefix its beginning."""


def draw_searches(load: Load) -> dict[str, list[Search]]:
    """Return the searches of each class."""
    drawing = _Drawing(load, random.Random(_SEED))  # noqa: S311 - a repeatable choice, no secret
    drawn: dict[str, list[tuple[str, ...]]] = {
        "rare": drawing.rare(100),
        "common": [(word,) for word in drawing.common[:25]],
        "or3": list(drawing.times(100, drawing.three)),
        "and3": list(drawing.times(100, drawing.three)),
        "phrase": list(drawing.times(100, drawing.phrase)),
        "prefix": list(drawing.times(100, drawing.prefix)),
        "similar": list(drawing.times(50, drawing.telling)),
        "stop3": list(drawing.times(25, drawing.stop_words)),
        QUESTION: list(drawing.times(50, drawing.question)),
    }
    drawn |= {"facets": drawn["or3"][:50], "sort": drawn["or3"][50:]}
    kinds = (*FIELD_CLASSES, QUESTION)
    return {kind: [Search(kind, words) for words in drawn[kind]] for kind in kinds}


class _Drawing:
    def __init__(self, load: Load, chance: random.Random) -> None:
        self._chance = chance
        self._count = load.passages
        self._holding = dict(zip(load.vocabulary, load.holding.tolist(), strict=True))
        passages = chance.sample(range(load.passages), min(_SAMPLE, load.passages))
        self._sample = [load.words_of(passage) for passage in passages]
        most = np.argsort(-load.holding, kind="stable")[:200].tolist()
        self.common = [word for number in most if _plain(word := load.vocabulary[number])][:40]

    def times(
        self, count: int, draw: Callable[[], Sequence[str] | None]
    ) -> Iterator[tuple[str, ...]]:
        """Yield ``count`` draws, tried again where nothing fits."""
        while count:
            if drawn := draw():
                count -= 1
                yield tuple(drawn)

    def rare(self, count: int) -> list[tuple[str, ...]]:
        least, most = max(3, self._count // 20_000), max(20, self._count // 5_000)
        words = [
            one for one, held in self._holding.items() if least <= held <= most and _plain(one)
        ]
        return [(word,) for word in self._chance.sample(words, min(count, len(words)))]

    def three(self) -> Sequence[str] | None:
        words = sorted({one for one in self._passage() if self._fits(one, 0.3)})
        return self._chance.sample(words, 3) if len(words) >= 3 else None

    def phrase(self) -> Sequence[str] | None:
        words, size = self._passage(), self._chance.choice((2, 3))
        at = self._chance.randrange(max(len(words) - size, 1))
        chosen = words[at : at + size]
        fits = all(self._fits(one, 0.4) for one in chosen) and len(set(chosen)) == size
        return chosen if fits else None

    def prefix(self) -> Sequence[str] | None:
        word = self._chance.choice(self._passage())
        long = _plain(word) and len(word) >= 5
        return (word[: self._chance.choice((3, 4))],) if long else None

    def telling(self) -> Sequence[str] | None:
        counts = Counter(one for one in self._passage() if _plain(one))
        telling = sorted(
            counts, key=lambda one: (-counts[one] * log(self._count / self._holding[one]), one)
        )
        return telling[:5] if len(telling) >= 5 else None

    def stop_words(self) -> Sequence[str]:
        return self._chance.sample(self.common, 3)

    def question(self) -> Sequence[str] | None:
        words = self._passage()
        at = self._chance.randrange(max(len(words) - 4, 1))
        chosen = words[at : at + 4]
        return chosen if len(chosen) == 4 and all(map(_plain, chosen)) else None

    def _passage(self) -> list[str]:
        return self._chance.choice(self._sample)

    def _fits(self, word: str, most: float) -> bool:
        return _plain(word) and 3 <= self._holding[word] <= most * self._count


def _plain(word: str) -> bool:
    """Return whether ``word`` is a word of the text, no number and no invented rare one."""
    return word.replace("_", "").isalpha() and len(word) > 1

"""Sentences into passages of some 120 syllables: the real ones, then as many resampled as wanted.

A resampled work keeps to one document: its passages are made of pairs of neighbouring sentences
of that document, with one in ten from another. New words come as a growing text would bring
them: Heaps' law is fitted on the real passages, and rare words that are in no text, drawn by
Zipf's law, make up what resampling cannot bring.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.engine.sentences import Sentences

SYLLABLES = 120
MOST_SYLLABLES = 200
FEWEST_SYLLABLES = 40
LONGEST_WORK = 20
"""Passages."""

STRANGERS = 0.1
"""Share of sentences from another document than the work's."""

TAIL_SHARE = 0.02
"""Share of the words of resampled passages that are replaced by rare ones."""

_CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some passages: their words one after the other."""

    words: NDArray[np.uint32]
    sizes: NDArray[np.int64]
    """Words of each passage."""
    fresh: NDArray[np.bool_]
    """Whether a passage begins a work."""


def real_passages(sentences: Sentences, seed: int) -> Stretch:
    """Return the documents, in a drawn order, cut into passages and works."""
    chance = np.random.default_rng(seed)
    bounds: list[tuple[int, int]] = []
    fresh: list[bool] = []
    for document in chance.permutation(len(sentences.documents) - 1).tolist():
        first, last = sentences.documents[document : document + 2].tolist()
        cuts = list(_cut(sentences.syllables[first:last].tolist(), first))
        bounds += cuts
        fresh += [at % LONGEST_WORK == 0 for at in range(len(cuts))]
    edges = sentences.starts[np.array(bounds)]
    parts = [sentences.words[begin:end] for begin, end in edges.tolist()]
    return Stretch(np.concatenate(parts), edges[:, 1] - edges[:, 0], np.array(fresh))


def _cut(syllables: list[int], first: int) -> Iterator[tuple[int, int]]:
    """Yield the first sentence of each passage and the one after its last."""
    begin, held = 0, 0
    for at, count in enumerate(syllables):
        if held and held + count > MOST_SYLLABLES:
            yield first + begin, first + at
            begin, held = at, 0
        held += count
        if held >= SYLLABLES:
            yield first + begin, first + at + 1
            begin, held = at + 1, 0
    if held >= FEWEST_SYLLABLES:
        yield first + begin, first + len(syllables)


def missing_words(stretch: Stretch, passages: int) -> int:
    """Return how many words a text of ``passages`` would hold beyond those of ``stretch``.

    Heaps' law, words = K · length ^ beta, fitted where half of the stretch has been read and at
    its end.
    """
    length = len(stretch.words)
    first_seen = np.unique(stretch.words, return_index=True)[1]
    known = len(first_seen)
    half = int(np.count_nonzero(first_seen < length // 2))
    beta = np.log(known / half) / np.log(length / (length // 2))
    longer = length / len(stretch.sizes) * passages
    return max(int(known * (longer / length) ** beta) - known, 0)


def resampled_passages(
    sentences: Sentences, passages: int, tail: int, seed: int
) -> Iterator[Stretch]:
    """Yield ``passages`` passages in stretches; words from the vocabulary's size on are rare."""
    for number, start in enumerate(range(0, passages, _CHUNK)):
        chance = np.random.default_rng([seed, number])
        stretch = _resample(sentences, min(_CHUNK, passages - start), chance)
        yield _with_tail(stretch, len(sentences.vocabulary), tail, chance)


def _resample(sentences: Sentences, passages: int, chance: np.random.Generator) -> Stretch:
    fresh = chance.random(passages) < 2 / LONGEST_WORK
    fresh[0] = True
    work = np.cumsum(fresh) - 1
    sizes = np.diff(sentences.documents)
    weights = sizes / sizes.sum()
    document = chance.choice(len(sizes), int(fresh.sum()), p=weights)[work]
    wanted = chance.integers(110, 150, passages)
    open_ = np.arange(passages)
    owners, chosen = [], []
    held = np.zeros(passages, np.int64)
    while len(open_):
        strange = chance.random(len(open_)) < STRANGERS
        other = chance.choice(len(sizes), len(open_), p=weights)
        home = np.where(strange, other, document[open_])
        first = (chance.random(len(open_)) * sizes[home]).astype(np.int64)
        for step in (0, 1):
            at = np.minimum(first + step, sizes[home] - 1) + sentences.documents[home]
            fits = held[open_] < wanted[open_]
            owners.append(open_[fits])
            chosen.append(at[fits])
            held[open_[fits]] += sentences.syllables[at[fits]]
        open_ = open_[held[open_] < wanted[open_]]
    owner, sentence = np.concatenate(owners), np.concatenate(chosen)
    order = np.argsort(owner, kind="stable")
    return _gather(sentences, owner[order], sentence[order], fresh)


def _gather(
    sentences: Sentences,
    owner: NDArray[np.int64],
    sentence: NDArray[np.int64],
    fresh: NDArray[np.bool_],
) -> Stretch:
    starts = sentences.starts[sentence]
    sizes = sentences.starts[sentence + 1] - starts
    ends = np.cumsum(sizes)
    places = np.arange(ends[-1]) + np.repeat(starts - (ends - sizes), sizes)
    total = np.bincount(owner, weights=sizes, minlength=len(fresh)).astype(np.int64)
    return Stretch(sentences.words[places], total, fresh)


def _with_tail(stretch: Stretch, known: int, tail: int, chance: np.random.Generator) -> Stretch:
    if not tail:
        return stretch
    shares = 1 / np.arange(1, tail + 1)
    upto = np.cumsum(shares / shares.sum())
    replaced = np.flatnonzero(chance.random(len(stretch.words)) < TAIL_SHARE)
    words = stretch.words.copy()
    drawn = np.searchsorted(upto, chance.random(len(replaced)))
    words[replaced] = known + np.minimum(drawn, tail - 1)
    return Stretch(words, stretch.sizes, stretch.fresh)

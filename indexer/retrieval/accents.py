"""The tokens of a question typed without accents into the spellings that were meant, most likely.

The model is a Markov chain over the spellings of each token, from what stands in the reader's own
tiers. Of two neighbours it is P(a, b) = (n(a b) + M P(a) P(b)) / (n + M): n(a b) is how often the
spellings a and b stand side by side, n how often any spellings of the two do, and P(a) the share of
a among the spellings of its token; unseen pairs are smoothed towards independence (Dirichlet prior;
MacKay and Peto 1995). Of the whole it is Π P(aᵢ, aᵢ₊₁) / Π P(aᵢ), the latter over all but the first
and the last. Each token takes the spelling that is likeliest given all the others, which is right
for the most syllables and tells how sure it is (forward-backward; Rabiner 1989, III.B: individually
most likely states).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from indexer.language.fold import fold
from indexer.retrieval.weights import QUESTION_PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.engine import Lexicon
    from indexer.language.analyser import Token

MOST_TOKENS = 64
"""Tokens that are restored; the others stay as typed."""

MOST_SPELLINGS = 20
"""Spellings of a token that are looked at, the most frequent."""

PRIOR = 1.0
"""M: so much unseen pairs weigh. Measured at .5, 1 and 2, the share of syllables restored rightly:
alqac .985, .985, .985, viquad .970, .972, .972, xquad .970, .970, .965."""

_REMEMBERED = 4096


class _Pair(NamedTuple):
    """Two spellings side by side, and how often they stand so."""

    first: str
    second: str
    times: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a token was meant as."""

    text: str
    """As typed if that has an accent, or if nothing else stands in the tiers."""
    certainty: float
    """The probability of that spelling; 1 for what was typed with an accent."""
    exact: bool
    """Whether no other spelling can be meant: it was typed with an accent, or it has none and
    stands so beside an accented neighbour in the tiers, as "tin" in "thông tin"."""
    capitals: float
    """In which share of its places that spelling has a capital, where one would tell."""


class Accents:
    """Restores accents from one lexicon; threads may share it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._spellings = lru_cache(_REMEMBERED)(lexicon.spellings)
        self._capitals = lru_cache(_REMEMBERED)(lexicon.capitals)
        self._shares = lru_cache(_REMEMBERED)(self._read_shares)
        self._pairs = lru_cache(_REMEMBERED)(self._read_pairs)

    def restore(self, tokens: Sequence[Token]) -> tuple[Restored, ...]:
        """Return what each of ``tokens`` was meant as.

        Raises :class:`IndexDamaged`.
        """
        some = tokens[:MOST_TOKENS]
        shares = [self._shares(one.text, one.folded) for one in some]
        pairs = [self._pairs(f"{one.folded} {two.folded}") for one, two in pairwise(some)]
        restored = [
            self._choose(some, at, chances) for at, chances in enumerate(_weigh(shares, pairs))
        ]
        return (*restored, *map(self._leave, tokens[MOST_TOKENS:]))

    def _leave(self, token: Token) -> Restored:
        return Restored(token.text, 1.0, _has_accent(token), self._capitals(token.text))

    def _read_shares(self, text: str, folded: str) -> Mapping[str, float]:
        """Return the spellings that a token may have, each with its share of them."""
        found = self._spellings(folded) if text == folded else {}
        if not found:
            return {text: 1.0}
        some = sorted(found.items(), key=lambda pair: -pair[1])[:MOST_SPELLINGS]
        total = sum(count for _, count in some)
        return {spelling: count / total for spelling, count in some}

    def _read_pairs(self, folded: str) -> tuple[_Pair, ...]:
        """Return the spellings of two neighbours; questions ask with words that pages do not."""
        counts = dict(self._spellings(folded))
        if asked := _ASKED.get(folded):
            counts[asked] = counts.get(asked, 0) + max(sum(counts.values()), 1)
        halves = ((pair.partition(" "), times) for pair, times in counts.items())
        return tuple(_Pair(first, second, times) for (first, _, second), times in halves)

    def _choose(self, tokens: Sequence[Token], at: int, chances: Mapping[str, float]) -> Restored:
        text = max(chances, key=lambda spelling: chances[spelling])
        exact = _has_accent(tokens[at]) or (
            text == tokens[at].text and self._stands_beside_accent(tokens, at)
        )
        return Restored(text, chances[text], exact, self._capitals(text))

    def _stands_beside_accent(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a token stands as typed beside one of its neighbours that has an accent."""
        return any(
            f"{one.text} {two.text}" in self._spellings(f"{one.folded} {two.folded}")
            for one, two in pairwise(tokens[max(at - 1, 0) : at + 2])
            if _has_accent(one) or _has_accent(two)
        )


def _has_accent(token: Token) -> bool:
    return token.text != token.folded


def _read_asked() -> dict[str, str]:
    pairs = (f"{one} {two}" for phrase in QUESTION_PHRASES for one, two in pairwise(phrase))
    return {fold(pair): pair for pair in sorted(pairs)}


_ASKED = _read_asked()
"""Neighbours in the phrases that ask, by their folded form: they are taken to stand as often as all
other spellings of the two together. Without them alqac has .971, viquad .969, xquad .965."""


def _weigh(
    shares: Sequence[Mapping[str, float]], pairs: Sequence[Sequence[_Pair]]
) -> list[dict[str, float]]:
    """Return for each token the probabilities of its spellings, given all the others."""
    if not shares:
        return []
    forward = [dict(shares[0])]
    for at, some in enumerate(pairs):
        forward.append(_step_forward(forward[-1], shares[at], shares[at + 1], some))
    backward = [dict.fromkeys(shares[-1], 1.0)]
    for at, some in reversed(list(enumerate(pairs))):
        backward.append(_step_back(backward[-1], shares[at], shares[at + 1], some))
    both = zip(forward, reversed(backward), strict=True)
    return [_normalise({text: one[text] * two[text] for text in one}) for one, two in both]


def _step_forward(
    here: Mapping[str, float],
    shares: Mapping[str, float],
    following: Mapping[str, float],
    pairs: Sequence[_Pair],
) -> dict[str, float]:
    reached = {text: PRIOR * share for text, share in following.items()}
    for first, second, times in pairs:
        if first in here and second in reached:
            reached[second] += here[first] / shares[first] * times
    return _normalise(reached)


def _step_back(
    following: Mapping[str, float],
    shares: Mapping[str, float],
    shares_of_following: Mapping[str, float],
    pairs: Sequence[_Pair],
) -> dict[str, float]:
    unseen = PRIOR * sum(share * following[text] for text, share in shares_of_following.items())
    reached = dict.fromkeys(shares, unseen)
    for first, second, times in pairs:
        if first in shares and second in following:
            reached[first] += following[second] * times / shares[first]
    return _normalise(reached)


def _normalise(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {text: weight / total for text, weight in weights.items()}

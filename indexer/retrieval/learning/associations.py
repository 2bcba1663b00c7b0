"""Titles and abstracts in two languages into words of the two that go together.

First the anchors are taken out of a pair of texts: what is spelt alike in both, and what the
glossary knows; each word explains one other, as in Melamed, "Models of translational equivalence
among words" (Computational Linguistics 26, 2000). On what is left, Model 1 of Brown et al., "The
mathematics of statistical machine translation" (Computational Linguistics 19, 1993) is estimated
in both directions; a pair of words is kept when both directions are confident of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.language.analyser import tokenise
from indexer.retrieval.english import STOP_WORDS, base_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.retrieval.word_list import WordList

ASSOCIATIONS_VERSION = "1"
"""Changes when the associations of the same texts would."""

ROUNDS = 8
"""Rounds of estimation; the kept pairs do not change after five."""

FEWEST_WORKS = 3
"""Works that an association has to be seen in."""

CONFIDENT = 0.3
"""Least geometric mean of the two probabilities of an association; measured in ``README.md``."""

MOST_CELLS = 4_000_000
"""Pairs of words looked at, about 20,000 titles: 100 MB and some seconds."""

_GRAMMAR = frozenset(
    """
    và của về các những cho với tại trong ở là thuộc theo vì do bởi trên dưới giữa đến ra vào lên từ
    bằng đã đang sẽ được bị rằng này đó kia nào gì ai khi nếu thì mà như không có cũng rất một nhiều
    mỗi từng hay hoặc nhất hơn còn chỉ việc sự cuộc
    """.split()  # noqa: SIM905 - sixty quotes read worse
)
"""Vietnamese words that stand beside everything."""

_SHORTEST = 3
"""Letters of an English word."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two texts of a work that say the same."""

    work: str
    english: str
    vietnamese: str


@dataclass(frozen=True, slots=True)
class Association:
    """An English and a Vietnamese word that go together."""

    english: str
    """A base form, in lower case."""
    vietnamese: str
    """A segmented word: syllables as terms, joined by a space."""
    score: float
    """The geometric mean of both probabilities, 0 to 1."""
    works: tuple[str, ...]
    """Where both stand, sorted."""


Words = Callable[[str], Sequence[str]]
"""A Vietnamese text into its segmented words."""


def associate(parallels: Iterable[Parallel], words: Words, known: WordList) -> list[Association]:
    """Return the associations that ``parallels`` teach beyond what is ``known``, best first."""
    english: list[set[str]] = []
    vietnamese: list[set[str]] = []
    works: list[str] = []
    cells = 0
    for one in parallels:
        left, right = _unexplained(one, words, known)
        cells += len(left) * len(right)
        if cells > MOST_CELLS:
            break
        if left and right:
            english.append(left)
            vietnamese.append(right)
            works.append(one.work)
    return _confident(_conflate(english), vietnamese, works)


def _unexplained(one: Parallel, words: Words, known: WordList) -> tuple[set[str], set[str]]:
    """Return the words of both texts without those that an anchor explains."""
    target = list(words(one.vietnamese))
    spelt = {word for word in target if word.isascii()}
    running = " " + " ".join(target) + " "
    left = set()
    covered: list[str] = []
    tokens = tokenise(one.english)
    at = 0
    while at < len(tokens):
        size = min(known.longest(tokens[at]), len(tokens) - at)
        anchors: list[str] = []
        while size and not anchors:
            some = [one.english[token.start : token.end] for token in tokens[at : at + size]]
            others = (
                " ".join(t.text for t in tokenise(text)) for text in known.to_vietnamese(some)
            )
            anchors = [text for text in others if f" {text} " in running]
            size -= not anchors
        word = tokens[at].text
        if anchors:
            covered += anchors
        elif word in spelt:
            covered.append(word)
        elif _names_something(word):
            left.add(word)
        at += size or 1
    spelt = {token.text for token in tokens if not _covers(covered, token.text)}
    right = {
        word for word in target if not _covers(covered, word) and spelt.isdisjoint(word.split())
    }
    return left, {word for word in right if _is_word(word)}


def _covers(covered: Iterable[str], word: str) -> bool:
    return any(f" {word} " in f" {text} " for text in covered)


def _names_something(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha() and word not in STOP_WORDS


def _is_word(word: str) -> bool:
    if word in _GRAMMAR or (word.isascii() and " " not in word):
        return False
    return any(map(str.isalpha, word))


def _conflate(texts: list[set[str]]) -> list[set[str]]:
    """Return the words, each as the base form that stands among them, too."""
    vocabulary = set().union(*texts)

    def base(word: str) -> str:
        return next((form for form in base_forms(word)[1:] if form in vocabulary), word)

    return [set(map(base, text)) for text in texts]


def _confident(
    english: list[set[str]], vietnamese: list[set[str]], works: list[str]
) -> list[Association]:
    left, right = _number(english), _number(vietnamese)
    cells = _cross(english, left, vietnamese, right)
    pairs, cell_pairs = np.unique(cells.left * len(right) + cells.right, return_inverse=True)
    lefts, rights = pairs // len(right), pairs % len(right)
    scores = np.sqrt(
        _estimate(cells.text * len(right) + cells.right, cell_pairs, lefts)
        * _estimate(cells.text * len(left) + cells.left, cell_pairs, rights)
    )
    kept = np.flatnonzero(scores >= CONFIDENT)
    held = defaultdict(set)
    for at in np.flatnonzero(np.isin(cell_pairs, kept)):
        held[cell_pairs[at]].add(works[cells.text[at]])
    words, others = list(left), list(right)
    found = [
        Association(
            words[lefts[at]], others[rights[at]], float(scores[at]), tuple(sorted(held[at]))
        )
        for at in kept
        if len(held[at]) >= FEWEST_WORKS
    ]
    return sorted(found, key=lambda one: (-one.score, one.english, one.vietnamese))


@dataclass(frozen=True, slots=True)
class _Cells:
    """Every word of one text with every word of the other, as numbers; one row each."""

    text: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]


def _number(texts: Iterable[set[str]]) -> dict[str, int]:
    return {word: number for number, word in enumerate(sorted(set().union(*texts)))}


def _cross(
    english: list[set[str]], left: dict[str, int], vietnamese: list[set[str]], right: dict[str, int]
) -> _Cells:
    rows = [
        (text, left[word], right[other])
        for text, (words, others) in enumerate(zip(english, vietnamese, strict=True))
        for word in words
        for other in others
    ]
    text, one, two = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return _Cells(text, one, two)


def _estimate(
    made: NDArray[np.int64], pairs: NDArray[np.int64], given: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return for each distinct pair how probable its made word is, given the other, by Model 1.

    ``made`` numbers the made word in its text for each cell, ``pairs`` the pair of each cell,
    ``given`` the given word of each pair.
    """
    _, places = np.unique(made, return_inverse=True)
    chances = np.ones(len(given))
    for _ in range(ROUNDS):
        shares = chances[pairs]
        shares /= np.bincount(places, shares)[places]
        counts = np.bincount(pairs, shares, minlength=len(given))
        chances = counts / np.bincount(given, counts)[given]
    return chances

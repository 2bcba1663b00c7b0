"""A page and the leaves of a question into marks and a snippet, every token looked at: slow."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from whoosh.support.levenshtein import levenshtein

from indexer.engine.blocks import Layer
from indexer.engine.tree import Fuzzy, Native, Near, Phrase, Prefix, Term, Wildcard
from indexer.language.analyser import tokenise
from indexer.language.normalise import normalise
from indexer.retrieval.marking import Mark
from indexer.retrieval.snippets import ELLIPSIS, MAX_CHARACTERS, WINDOW, Snippet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.tree import Leaf
    from indexer.language.analyser import Token

_LEAD = 6


def exhaustive_marks(text: str, leaves: Mapping[Leaf, float]) -> tuple[Mark, ...]:
    """Return what ``find_marks`` has to."""
    tokens = tokenise(text)
    return _join(text, tokens, exhaustive_weights(tokens, leaves), 0, len(tokens))


def exhaustive_snippet(text: str, leaves: Mapping[Leaf, float]) -> Snippet:
    """Return what ``make_snippet`` has to."""
    tokens = tokenise(text)
    if not tokens:
        return Snippet("", (), tells=False)
    weights = exhaustive_weights(tokens, leaves)
    first, last = _centre(weights, _best_window(tokens, weights))
    while last - first > 1:
        if len(_plain(text[tokens[first].start : tokens[last - 1].end])) <= MAX_CHARACTERS:
            break
        first, last = (first + 1, last) if weights[first] is None else (first, last - 1)
    start, end = tokens[first].start, tokens[last - 1].end
    if last - first == 1:
        end = min(end, start + MAX_CHARACTERS)
    before = f"{ELLIPSIS} " if first else ""
    signs = re.search(r"[^\w\s]{0,3}$", text[max(start - 3, 0) : start])
    shown = before + (signs[0] if signs else "")
    marks: list[Mark] = []
    at = start
    for mark in _join(text, tokens, weights, first, last):
        shown += _plain(text[at : mark.start])
        begin, at = len(shown), min(mark.end, end)
        shown += _plain(text[mark.start : at])
        marks.append(Mark(begin, len(shown)))
    signs = re.match(r"[^\w\s]{0,3}", text[end : end + 3])
    shown += _plain(text[at:end]) + (signs[0] if signs else "")
    cut = last < len(tokens) or end < tokens[-1].end
    return Snippet(shown + f" {ELLIPSIS}" * cut, tuple(marks), bool(marks))


def exhaustive_weights(tokens: Sequence[Token], leaves: Mapping[Leaf, float]) -> list[float | None]:
    """Return for each token the weight of the heaviest leaf that admits it, if any does."""
    weights: list[float | None] = [None] * len(tokens)
    for leaf, weight in leaves.items():
        assert not isinstance(leaf, Near | Native)
        terms = leaf.terms if isinstance(leaf, Phrase) else (leaf,)
        for at in range(len(tokens) - len(terms) + 1):
            if all(map(_admits, terms, tokens[at : at + len(terms)])):
                for place in range(at, at + len(terms)):
                    weights[place] = max(weight, weights[place] or weight)
    return weights


def _admits(leaf: Term | Prefix | Wildcard | Fuzzy, token: Token) -> bool:
    text = token.text if leaf.layer is Layer.ACCENTED else token.folded
    match leaf:
        case Prefix():
            return text.startswith(leaf.text)
        case Wildcard():
            return fnmatchcase(text, leaf.text)
        case Fuzzy():
            return text[0] == leaf.text[0] and levenshtein(text, leaf.text) <= leaf.distance
        case _:
            return text == leaf.text


def _best_window(tokens: Sequence[Token], weights: Sequence[float | None]) -> int:
    """Weigh every window on its own, those that end before the page is one window long too."""
    best, first = (0.0, 0), 0
    for last in range(1, len(tokens) + 1):
        begin = max(last - WINDOW, 0)
        held = [(tokens[at].folded, weights[at]) for at in range(begin, last)]
        placed = [(term, weight) for term, weight in held if weight is not None]
        terms = {term for term, _ in placed}
        score = sum(max(one for term, one in placed if term == wanted) for wanted in terms)
        if (round(score, 9), len(placed)) > best:
            best, first = (round(score, 9), len(placed)), begin
    return first


def _centre(weights: Sequence[float | None], first: int) -> tuple[int, int]:
    last = min(first + WINDOW, len(weights))
    marked = [at for at in range(first, last) if weights[at] is not None]
    if not marked:
        return first, last
    spare = WINDOW - (marked[-1] + 1 - marked[0])
    start = max(marked[0] - min(_LEAD, spare), 0)
    start = max(min(start, len(weights) - WINDOW), 0)
    return start, min(start + WINDOW, len(weights))


def _join(
    text: str, tokens: Sequence[Token], weights: Sequence[float | None], first: int, last: int
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for token, weight in list(zip(tokens, weights, strict=True))[first:last]:
        if weight is None:
            continue
        if marks and not _without_blanks(text[marks[-1].end : token.start]):
            marks[-1] = Mark(marks[-1].start, token.end)
        else:
            marks.append(Mark(token.start, token.end))
    return tuple(marks)


def _without_blanks(between: str) -> str:
    return normalise(between).strip(" ")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"([.…_·-])\1{3,}", ELLIPSIS, text))

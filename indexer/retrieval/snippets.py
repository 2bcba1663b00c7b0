"""A page's text and the terms of a question into the stretch that answers best, with marks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.language.analyser import tokenise
from indexer.retrieval.marking import weigh_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.tree import Leaf
    from indexer.language.analyser import Token

WINDOW = 40
"""Tokens in a snippet: two lines on a wide screen, five on a phone."""

_LEAD = 6
"""Tokens shown before the first one marked, if the snippet has room."""

MAX_CHARACTERS = 360
"""So much is shown at most, where words are glued or dots lead to page numbers."""

ELLIPSIS = "…"

_BLANKS = re.compile(r"\s+")
_LEADERS = re.compile(r"([.…_·-])\1{3,}")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of text in one line; ``…`` where the text goes on."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Offsets into ``text`` of what the question admits, in order, not overlapping."""


def find_marks(text: str, leaves: Mapping[Leaf, float]) -> tuple[tuple[int, int], ...]:
    """Return the offsets of every place in ``text`` that ``leaves`` admit.

    A folded term admits every spelling, an accented one only its own.
    """
    tokens = tokenise(text)
    weights = weigh_tokens(tokens, leaves)
    hits = [token for token, weight in zip(tokens, weights, strict=True) if weight is not None]
    return _join(text, hits)


def make_snippet(text: str, leaves: Mapping[Leaf, float]) -> Snippet:
    """Return the window of ``text`` that holds most of ``leaves``, each with its weight.

    Terms count once per window; of windows that hold the same, the one with more places wins, then
    the first. Takes time in proportion to the text.
    """
    tokens = tokenise(text)
    if not tokens:
        return Snippet("", ())
    weights = weigh_tokens(tokens, leaves)
    first, last = _fit(text, tokens, weights, *_best_window(tokens, weights))
    hits = [tokens[at] for at in range(first, last) if weights[at] is not None]
    start, end = tokens[first].start, tokens[last - 1].end
    if last - first == 1:
        end = min(end, start + MAX_CHARACTERS)
    before = (f"{ELLIPSIS} " if first else "") + _signs_before(text, start)
    middle, marks = _lay_out(text, start, end, _join(text, hits), len(before))
    cut = last < len(tokens) or end < tokens[-1].end
    return Snippet(before + middle + _signs_after(text, end) + f" {ELLIPSIS}" * cut, marks)


def _best_window(tokens: Sequence[Token], weights: Sequence[float | None]) -> tuple[int, int]:
    """Return the first token of the window and the one after its last."""
    held: Counter[str] = Counter()
    score, places = 0.0, 0
    best, first = (0.0, 0), 0
    for at, weight in enumerate(weights):
        if weight is not None:
            places += 1
            held[tokens[at].folded] += 1
            score += weight if held[tokens[at].folded] == 1 else 0.0
        gone = weights[at - WINDOW] if at >= WINDOW else None
        if gone is not None:
            places -= 1
            held[tokens[at - WINDOW].folded] -= 1
            score -= gone if not held[tokens[at - WINDOW].folded] else 0.0
        # Rounded, so that what was added and taken away again leaves nothing behind.
        if (round(score, 9), places) > best:
            best, first = (round(score, 9), places), max(at - WINDOW + 1, 0)
    return _centre(weights, first)


def _centre(weights: Sequence[float | None], first: int) -> tuple[int, int]:
    """Move the window so that some text stands before its first mark."""
    last = min(first + WINDOW, len(weights))
    marked = [at for at in range(first, last) if weights[at] is not None]
    if not marked:
        return first, last
    spare = WINDOW - (marked[-1] + 1 - marked[0])
    start = max(marked[0] - min(_LEAD, spare), 0)
    start = max(min(start, len(weights) - WINDOW), 0)
    return start, min(start + WINDOW, len(weights))


def _join(text: str, hits: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """Return the offsets of tokens, those with nothing but blanks between them as one."""
    marks: list[tuple[int, int]] = []
    for token in hits:
        if marks and text[marks[-1][1] : token.start].strip(" ") == "":
            marks[-1] = (marks[-1][0], token.end)
        else:
            marks.append((token.start, token.end))
    return tuple(marks)


def _fit(
    text: str, tokens: Sequence[Token], weights: Sequence[float | None], first: int, last: int
) -> tuple[int, int]:
    """Narrow the window until no more than so many characters are shown, or one token."""
    while last - first > 1:
        if len(_plain(text[tokens[first].start : tokens[last - 1].end])) <= MAX_CHARACTERS:
            break
        if weights[first] is None:
            first += 1
        else:
            last -= 1
    return first, last


def _lay_out(
    text: str, start: int, end: int, marks: Sequence[tuple[int, int]], offset: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return ``text[start:end]`` in one line, and its marks there, ``offset`` further on."""
    shown = ""
    moved: list[tuple[int, int]] = []
    at = start
    for mark_start, mark_end in marks:
        shown += _plain(text[at:mark_start])
        begin = len(shown)
        at = min(mark_end, end)
        shown += _plain(text[mark_start:at])
        moved.append((offset + begin, offset + len(shown)))
    return shown + _plain(text[at:end]), tuple(moved)


def _signs_before(text: str, start: int) -> str:
    """Return the signs, three at most, that stand right before a token, such as a quote."""
    found = re.search(r"[^\w\s]{0,3}$", text[max(start - 3, 0) : start])
    return found.group() if found else ""


def _signs_after(text: str, end: int) -> str:
    """Return the signs, three at most, that stand right after a token, such as a full stop."""
    found = re.match(r"[^\w\s]{0,3}", text[end : end + 3])
    return found.group() if found else ""


def _plain(text: str) -> str:
    """Return ``text`` in one line, dot leaders shortened."""
    return _BLANKS.sub(" ", _LEADERS.sub(ELLIPSIS, text))

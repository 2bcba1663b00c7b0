"""A page's text and the terms of a question into the stretch that answers best, with marks."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from indexer.retrieval.marking import Mark, make_marks, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.language.written import Part
    from indexer.retrieval.marking import Places, Wanted

WINDOW = 40
"""Tokens in a snippet: two lines on a wide screen, five on a phone."""

_LEAD = 6
"""Tokens shown before the first one marked, if the snippet has room."""

_ROUNDING = 1e-6
"""More than sums differ by that were added in another order."""

MAX_CHARACTERS = 360
"""So much is shown at most, where words are glued or dots lead to page numbers."""

ELLIPSIS = "…"

_LEADERS = re.compile(r"([.…_·-])\1{3,}")
_SHORTEST_LEADERS = tuple(4 * sign for sign in ".…_·-")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of text in one line; ``…`` where the text goes on."""

    text: str
    marks: tuple[Mark, ...]
    """What the question admits, in order, not overlapping."""
    tells: bool = True
    """Whether any of them says something by itself."""


def make_snippet(text: str, wanted: Wanted) -> Snippet:
    """Return the window of ``text`` that holds most of what is ``wanted``.

    Terms count once per window; of windows that hold the same, the one with more places wins, then
    the first. Where nothing in it says anything by itself, all that is admitted is marked. Takes
    time in proportion to the text.
    """
    reading = read(text)
    size = len(reading.parts)
    if not size:
        return Snippet("", (), tells=False)
    weights = wanted.weigh(reading.parts)
    begin = _centre(weights, size, _best_window(reading.parts, weights))
    places = reading.places(begin, min(begin + WINDOW, size))
    admitted = [at in weights for at in range(begin, min(begin + WINDOW, size))]
    first, last = _fit(text, places, admitted)
    marked = wanted.marked(reading.parts, begin + first, begin + last, weights)
    parts = {at: False for at in range(last - first) if admitted[first + at]}
    start, end = places.starts[first], places.ends[last - 1]
    if last - first == 1:
        end = min(end, start + MAX_CHARACTERS)
    before = (f"{ELLIPSIS} " if begin + first else "") + _signs_before(text, start)
    marks = make_marks(text, places.between(first, last), marked or parts)
    middle, marks = _lay_out(text, start, end, marks, len(before))
    cut = begin + last < size or end < places.ends[-1]
    shown = before + middle + _signs_after(text, end) + f" {ELLIPSIS}" * cut
    return Snippet(shown, marks, bool(marked))


def _best_window(parts: Sequence[Part], weights: Mapping[int, float]) -> int:
    """Return the first token of the window; only one that ends with a place can be better.

    A window is worth its terms, each as its heaviest place; of equal ones that with more places.
    """
    places: deque[int] = deque()
    best, first, most = (0.0, 0), 0, 0.0
    for at, weight in weights.items():
        begin = at + 1 - WINDOW
        while places and places[0] < begin:
            most -= weights[places.popleft()]
        places.append(at)
        most += weight
        if most < best[0] - _ROUNDING:
            continue
        heaviest: dict[str, float] = {}
        for place in places:
            term = parts[place].folded
            heaviest[term] = max(weights[place], heaviest.get(term, 0.0))
        worth = round(fsum(heaviest.values()), 9), len(places)
        if worth > best:
            best, first = worth, max(begin, 0)
    return first


def _centre(weights: Mapping[int, float], size: int, first: int) -> int:
    """Move the window so that some text stands before its first mark."""
    marked = [at for at in weights if first <= at < first + WINDOW]
    if not marked:
        return first
    spare = WINDOW - (marked[-1] + 1 - marked[0])
    return max(min(marked[0] - min(_LEAD, spare), size - WINDOW), 0)


def _fit(text: str, places: Places, admitted: Sequence[bool]) -> tuple[int, int]:
    """Narrow the window until no more than so many characters are shown, or one token."""
    first, last = 0, len(admitted)
    while last - first > 1:
        start, end = places.starts[first], places.ends[last - 1]
        if end - start <= MAX_CHARACTERS or len(_plain(text[start:end])) <= MAX_CHARACTERS:
            break
        if admitted[first]:
            last -= 1
        else:
            first += 1
    return first, last


def _lay_out(
    text: str, start: int, end: int, marks: Sequence[Mark], offset: int
) -> tuple[str, tuple[Mark, ...]]:
    """Return ``text[start:end]`` in one line, and its marks there, ``offset`` further on."""
    shown = ""
    moved: list[Mark] = []
    at = start
    for mark in marks:
        shown += _plain(text[at : mark.start])
        begin = len(shown)
        at = min(mark.end, end)
        shown += _plain(text[mark.start : at])
        moved.append(Mark(offset + begin, offset + len(shown), mark.added))
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
    if any(leader in text for leader in _SHORTEST_LEADERS):
        text = _LEADERS.sub(ELLIPSIS, text)
    words = text.split()
    if not words:
        return " " * bool(text)
    return " " * text[0].isspace() + " ".join(words) + " " * text[-1].isspace()

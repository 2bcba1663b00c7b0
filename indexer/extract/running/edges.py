"""A page into the lines near its upper and lower edge, with their letters and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from indexer.records.files import Page, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZONE: Final = 0.15
"""Of a page's height: how far from its top or its end running lines stand."""
OUTERMOST: Final = 5
"""Lines from either edge that are looked at."""
_LONGEST: Final = 250
"""Characters of a line."""
_FEWEST_LETTERS: Final = 2
_NUMBER: Final = re.compile(r"\d+")
_SIGNS: Final = re.compile(r"[^\w#]+|_+")
_LONE: Final = re.compile(
    r"[\W_]*(?:(?:trang|page|tr|p)[\W_]+)?(?:(?P<arabic>\d{1,4})|(?P<roman>[ivxl]{1,7}))"
    r"(?:\s*(?:/|of|trên)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Edge:
    """A line near the edge of a page."""

    at: int
    """The place of its page, from 0."""
    stretch: Stretch
    foot: bool
    height: float
    """Points from the edge of the page."""
    rank: int
    """How many lines stand nearer to the edge."""
    gap: float
    """White space to the next line, in heights of this one."""
    form: str
    """Its letters in lower case with # for each number; empty if it is but the number of a page."""
    numbers: tuple[int, ...]
    roman: bool


def edges_of(at: int, page: Page) -> Iterator[Edge]:
    """Yield the lines near the edges of the page at place ``at`` of its file."""
    lines = _lines(page.text)
    if not page.boxes or not page.height or not lines:
        return
    cells = np.frombuffer(page.boxes.packed, "<i4").reshape(-1, 6)
    firsts = np.searchsorted(cells[:, 0], [start for start, _ in lines])
    if len(set(firsts.tolist())) < len(lines) or firsts[-1] == len(cells):
        return  # a line without words of its own: nobody knows where it stands
    tops = np.minimum.reduceat(cells[:, 3], firsts) / 10
    ends = page.height - np.maximum.reduceat(cells[:, 5], firsts) / 10
    for foot, near, far in ((False, tops, page.height - ends), (True, ends, page.height - tops)):
        order = np.argsort(near, kind="stable")[: OUTERMOST + 1]
        nearest, farthest = near[order].tolist(), far[order].tolist()
        for rank, place in enumerate(order[:OUTERMOST].tolist()):
            if farthest[rank] > _ZONE * page.height:
                break
            inner = nearest[rank + 1] if rank + 1 < len(nearest) else page.height
            gap = (inner - farthest[rank]) / max(1.0, farthest[rank] - nearest[rank])
            start, end = lines[place]
            said = _said(page.text[start:end])
            if said is not None:
                yield Edge(at, Stretch(start, end), foot, nearest[rank], rank, gap, *said)


def _lines(text: str) -> list[tuple[int, int]]:
    """Return where the lines that hold anything start and end."""
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return [
        (start, start + len(line))
        for start, line in zip(starts, lines, strict=False)
        if line.strip()
    ]


class _Said(NamedTuple):
    """What a line says: the last fields of an :class:`Edge`."""

    form: str
    numbers: tuple[int, ...]
    roman: bool


def _said(words: str) -> _Said | None:
    """Return what a line says, if it may be running."""
    if len(words) > _LONGEST:
        return None
    lone = _LONE.fullmatch(words)
    if lone and lone["arabic"]:
        return _Said("", (int(lone["arabic"]),), roman=False)
    if lone and (number := _roman_number(lone["roman"])):
        return _Said("", (number,), roman=True)
    form = _SIGNS.sub(" ", _NUMBER.sub("#", words).lower()).strip()
    if len(list(islice(filter(str.isalpha, form), _FEWEST_LETTERS))) < _FEWEST_LETTERS:
        return None
    return _Said(form, tuple([int(found[:9]) for found in _NUMBER.findall(words)]), roman=False)


def _roman_number(written: str) -> int:
    """Return a roman number up to 89, or 0 where it is none."""
    values = [_ROMAN[letter] for letter in written.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    number = sum(-value if value < after else value for value, after in pairs)
    return number if written.lower() == roman(number) else 0


def roman(number: int) -> str:
    """Return a number up to 89 in small roman letters."""
    tens = "l" * (number // 50) + ("xl" if number % 50 >= 40 else "x" * (number % 50 // 10))
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
    return tens + ones

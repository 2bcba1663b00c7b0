"""Pages of a file into lines and quotations that know where they stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from indexer.describe.folding import fold_evenly
from indexer.records.files import Page
from indexer.records.works import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


QUOTE = 120
"""The greatest length of the words of an evidence, in characters."""
_OPENING_LINES = 120
_LINE = re.compile(r"[^\n\r\f\v]+")
_DIGITS = re.compile(r"[\d\W_]+")
_PAGES_KEPT = 512
"""Pages whose lines are remembered: each step looks at them anew."""
_LINES_KEPT = 1 << 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page without the blanks around it: ``page.text[start:end]``."""

    page: Page
    start: int
    end: int
    text: str
    folded: str
    """As long as the text."""
    gap: bool
    """Whether an empty line, or the top of the page, stands above it."""

    @property
    def capital(self) -> bool:
        """Whether it is written in capitals, a degree such as PGS.TS. or ThS. let pass."""
        return _is_capital(self.text)


@lru_cache(maxsize=_LINES_KEPT)
def _is_capital(text: str) -> bool:
    upper = sum(map(str.isupper, text))
    return upper >= 2 and sum(map(str.islower, text)) * 8 <= upper


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page: ``page.text[start:end]``."""

    page: Page
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        return self.page.text[self.start : self.end]


class Document:
    """The pages that one work is read from, with the name and properties of their file."""

    def __init__(
        self, sha256: str, name: str, pages: Sequence[Page], properties: Mapping[str, str]
    ) -> None:
        self.sha256 = sha256
        self.name = name
        self.pages = tuple(pages)
        self.properties = properties

    @cached_property
    def opening(self) -> tuple[Line, ...]:
        """The lines of the first pages that have any, running heads left out."""
        running = self._running_heads()
        lines: list[Line] = []
        for page in self.pages[:4]:
            lines += [line for line in lines_of(page) if _recurring_form(line) not in running]
            if len(lines) >= _OPENING_LINES:
                break
        return tuple(lines[:_OPENING_LINES])

    @cached_property
    def first_page(self) -> tuple[Line, ...]:
        """The lines of the opening that stand on the first page with any."""
        return tuple(line for line in self.opening if line.page is self.opening[0].page)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The text of each page, folded evenly."""
        return tuple(fold_evenly(page.text) for page in self.pages)

    def evidence(self, span: Span) -> Evidence:
        """Return where ``span`` stands, with its words, cut at :data:`QUOTE` characters."""
        return Evidence(self.sha256, span.page.index, quote(span))

    def evidence_around(self, span: Span) -> Evidence:
        """Return where ``span`` stands, with the words of its line around it."""
        return Evidence(self.sha256, span.page.index, quote(_widened(span)))

    def _running_heads(self) -> set[str]:
        """Return the forms of top and bottom lines that stand on three pages or more."""
        seen: Counter[str] = Counter()
        for page in self.pages[:12]:
            lines = list(lines_of(page))
            seen.update({_recurring_form(line) for line in (*lines[:2], *lines[-2:])})
        return {form for form, count in seen.items() if count >= 3 and len(form) >= 4}


@dataclass(frozen=True, slots=True, eq=False)
class _ThisPage:
    """A page as the one that it is, not as one that equals others."""

    page: Page

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ThisPage) and other.page is self.page

    def __hash__(self) -> int:
        return id(self.page)


def lines_of(page: Page) -> Iterator[Line]:
    """Yield the lines of ``page`` that hold anything."""
    yield from _remembered_lines(_ThisPage(page))


@lru_cache(maxsize=_PAGES_KEPT)
def _remembered_lines(this: _ThisPage) -> tuple[Line, ...]:
    return tuple(_lines_of(this.page))


def _lines_of(page: Page) -> Iterator[Line]:
    folded = fold_evenly(page.text)
    gap = True
    at = 0
    for match in _LINE.finditer(page.text):
        gap = gap or page.text.count("\n", at, match.start()) > 1
        at = match.end()
        text = match.group().strip()
        if not text:
            gap = True
            continue
        start = match.start() + match.group().index(text)
        end = start + len(text)
        yield Line(page, start, end, text, folded[start:end], gap)
        gap = False


def span_of(lines: Sequence[Line]) -> Span:
    """Return the stretch from the first of ``lines`` to the last that is on the same page."""
    page = lines[0].page
    return Span(page, lines[0].start, max(line.end for line in lines if line.page is page))


def quote(span: Span) -> str:
    """Return the words of ``span`` as they stand, whole words up to :data:`QUOTE` characters."""
    words = span.text.strip()
    if len(words) <= QUOTE:
        return words
    cut = words[: QUOTE + 1]
    whole = cut[: max((at for at, sign in enumerate(cut) if sign.isspace()), default=0)].rstrip()
    return whole or words[:QUOTE]


def joined(text: str) -> str:
    """Return ``text`` on one line with single blanks."""
    return " ".join(text.split())


def _widened(span: Span) -> Span:
    """Return ``span`` with whole words of its line on both sides, at most :data:`QUOTE` long."""
    text = span.page.text
    room = max(0, QUOTE - (span.end - span.start)) // 2
    left = max(text.rfind("\n", 0, span.start) + 1, span.start - room)
    right_edge = text.find("\n", span.end)
    right = min(len(text) if right_edge < 0 else right_edge, span.end + room)
    while 0 < left < span.start and not text[left - 1].isspace():
        left += 1
    while span.end < right < len(text) and not text[right].isspace():
        right -= 1
    return Span(span.page, left, right)


def _recurring_form(line: Line) -> str:
    return _DIGITS.sub(" ", line.folded).strip()

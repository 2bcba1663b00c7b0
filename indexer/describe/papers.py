"""A paper's first page into its authors, abstract and keywords."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from indexer.describe.document import Span, joined
from indexer.describe.folding import fold_evenly
from indexer.describe.people import people_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.describe.document import Document
    from indexer.describe.title_wording import FoundTitle

_AUTHOR_LINES = 10
ABSTRACT = re.compile(
    r"(?:^|\n)[^\w\n]*(?:tom tat(?: noi dung)?|abstract|summary|resume|zusammenfassung|resumen)\b"
    r"[^\w\n]*(?:\n\s*)?"
)
_KEYWORDS = re.compile(r"(?:^|\n)[^\w\n]*(?:tu khoa|key ?words?)[^\w\n]*")
_ABSTRACT_END = re.compile(
    r"\n[^\w\n]*(?:tu khoa|key ?words?|abstract|tom tat|(?:\d+|i)[.)]\s|dat van de|mo dau|"
    r"gioi thieu|"
    r"introduction)|\n\s*\n"
)
_KEYWORDS_END = re.compile(
    r"\.\s*(?:\n|$)|\n\s*\n|\n[^\w\n]*(?:abstract|tom tat|(?:\d+|i)[.)]\s|dat van de|mo dau|"
    r"key ?words?|"
    r"introduction|gioi thieu|ngay |received|email)|(?<![;,\s])\s*\n(?=[^\n]{60})"
)
_LONGEST_ABSTRACT = 3000
_LONGEST_KEYWORDS = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paper's head on one line, and where it stands."""

    text: str
    span: Span


def find_authors(document: Document, title: FoundTitle) -> tuple[Piece, ...]:
    """Return the authors named between the title and the abstract."""
    if title.span is None:
        return ()
    span = title.span
    below = [line for line in document.opening if line.page is span.page and line.start >= span.end]
    head = takewhile(lambda line: not ABSTRACT.search(line.folded), below[:_AUTHOR_LINES])
    return tuple(
        Piece(name, Span(line.page, line.start, line.end))
        for line in head
        for name in people_in(line.text)
    )


def find_abstracts(document: Document) -> tuple[Piece, ...]:
    """Return the abstracts on the first two pages, at most one in each of two languages."""
    return tuple(_pieces(document, ABSTRACT, _ABSTRACT_END, _LONGEST_ABSTRACT, fewest=60))[:2]


def find_keywords(document: Document) -> tuple[Piece, ...]:
    """Return the keywords, one by one, each with the place where it stands."""
    found: list[Piece] = []
    for piece in _pieces(document, _KEYWORDS, _KEYWORDS_END, _LONGEST_KEYWORDS, fewest=3):
        text = piece.span.text
        separator = ";" if ";" in text else ","
        at = piece.span.start
        for part in text.split(separator):
            word = joined(part).strip(" .,;:")
            if 2 <= len(word) <= 80:
                found.append(Piece(word, Span(piece.span.page, at, at + len(part))))
            at += len(part) + 1
    return tuple(found)


def _pieces(
    document: Document,
    begin: re.Pattern[str],
    end: re.Pattern[str],
    longest: int,
    fewest: int,
) -> Iterator[Piece]:
    for page in document.pages[:2]:
        folded = fold_evenly(page.text)
        for match in begin.finditer(folded):
            start = match.end()
            until = end.search(folded, start + fewest)
            stop = min(until.start() if until else len(folded), start + longest)
            text = joined(page.text[start:stop])
            if len(text) >= fewest:
                yield Piece(text, Span(page, start, stop))

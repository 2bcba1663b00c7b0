"""A text and the marks in it into pieces, marked and not, that a template escapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.retrieval.marking import Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text."""

    text: str
    marked: bool
    added: bool = False
    """Whether it is marked for words that were added to the reader's own."""


def cut(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Return the pieces of ``text``, in order; joined they are ``text`` whatever the marks are."""
    return tuple(piece for piece in _pieces(text, marks) if piece.text)


def _pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    done = 0
    for mark in marks:
        start, end = max(mark.start, done), min(mark.end, len(text))
        if start < end:
            yield Piece(text[done:start], marked=False)
            yield Piece(text[start:end], marked=True, added=mark.added)
            done = end
    yield Piece(text[done:], marked=False)

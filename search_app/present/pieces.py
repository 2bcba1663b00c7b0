"""A text and the offsets to mark in it into pieces, marked and not, that a template escapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text."""

    text: str
    marked: bool


def cut(text: str, marks: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return the pieces of ``text``, in order; joined they are ``text`` whatever the marks are."""
    return tuple(piece for piece in _pieces(text, marks) if piece.text)


def _pieces(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for mark_start, mark_end in marks:
        start, end = max(mark_start, done), min(mark_end, len(text))
        if start < end:
            yield Piece(text[done:start], marked=False)
            yield Piece(text[start:end], marked=True)
            done = end
    yield Piece(text[done:], marked=False)

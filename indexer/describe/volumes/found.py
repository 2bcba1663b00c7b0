"""The papers found in a volume, as the ways of finding them hand them on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.describe.papers import Piece
from indexer.describe.title_wording import FoundTitle


class Way(StrEnum):
    """How the papers of a volume were found, the surest first."""

    HEADINGS = "headings"
    """By the headings of the file: Word's styles, a PDF's outline."""
    CONTENTS = "contents"
    """By the printed table of contents."""
    TYPOGRAPHY = "typography"
    """By what their heads look like."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a paper begins."""

    at: int
    """The place of its first page, from 0."""
    title: FoundTitle
    authors: tuple[Piece, ...]
    confidence: float
    """0 to 1: how sure it is that a paper begins here."""
    signed: bool
    """Whether authors, or at least an address above an abstract, stand there."""


@dataclass(frozen=True, slots=True)
class PageRun:
    """Pages that follow each other, by their indices from 1; both inclusive."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper of a volume."""

    run: PageRun
    title: FoundTitle | None
    """None where nothing on the first page looks like one."""
    authors: tuple[Piece, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Split:
    """A volume with the papers in it, in the order of their pages, none overlapping."""

    way: Way | None
    """None where a person has laid the papers down."""
    papers: tuple[FoundPaper, ...]

"""The query tree: what retrieval asks of an engine, free of any engine's classes.

Matching and scoring are apart. ``match`` decides which works are found: its leaves hold for a work
when any of its passages holds them, so AND and NOT hold for the whole work. ``score`` weighs the
passages of the works found. A leaf may name terms of any layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer.engine.blocks import Layer
from indexer.records.works import Tier


@dataclass(frozen=True, slots=True)
class Term:
    """Passages that hold a term."""

    layer: Layer
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Passages that hold the terms next to each other in this order.

    The terms may be of different layers that share their positions, as the folded and the accented
    syllables do: beside "tế" an open "kinh" is a folded term, "tế" itself an accented one.
    """

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Passages that hold the terms near each other, in any order.

    With at most ``distance`` other tokens among them: the whole stretch is no longer than that and
    one token per distinct term. The terms may be of different layers that share their positions.
    """

    terms: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Passages that hold a term which begins so."""

    layer: Layer
    text: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Passages that hold a term of this shape: ``*`` is any characters or none, ``?`` just one."""

    layer: Layer
    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Passages that hold a term at most so many slips away, its first character being right.

    A slip is a character more, less, or another one (Levenshtein).
    """

    layer: Layer
    text: str
    distance: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Native:
    """Passages that a query of the library beneath finds, for what no other leaf says.

    The one engine there is takes queries of Whoosh's; each leaf is equal to itself alone.
    """

    query: Any


@dataclass(frozen=True, slots=True)
class Every:
    """Works that hold every child; with no child, all works."""

    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """Works that hold at least ``least`` of the children."""

    children: tuple[Node, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Without:
    """Works that hold ``child`` but not ``excluded``."""

    child: Node
    excluded: Node


@dataclass(frozen=True, slots=True)
class Between:
    """Works whose sort key is not less than ``first`` and not greater than ``last``.

    Keys compare as strings; an empty bound is none. Works without the key do not match.
    """

    key: str
    first: str = ""
    last: str = ""


Leaf = Term | Phrase | Near | Prefix | Wildcard | Fuzzy | Native
Node = Leaf | Between | Every | Some | Without


@dataclass(frozen=True, slots=True)
class Weighted:
    """A leaf with its weight in the score, times BM25 of the leaf."""

    leaf: Leaf
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """One search: what to find, how to score it, what to return."""

    tiers: frozenset[Tier]
    """The tiers the asker may read; statistics, totals and facets come from these alone."""
    match: Node
    score: tuple[Weighted, ...] = ()
    """Without any, works come in the order asked for, or by id."""
    near: Mapping[Term, float] = field(default_factory=dict)
    """Terms of layers that share their positions, with weights, that count for more the nearer to
    each other they stand on the best page of a work; acts on the order by score alone."""
    named: Mapping[Term, float] = field(default_factory=dict)
    """Terms that name what is asked about: each counts its weight times its rarity, once, for a
    work that holds it in its head or on its best page. For the same works as ``near``."""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per facet the codes selected: any of them within a facet, all facets together."""
    facets: tuple[str, ...] = ()
    """Facets to count by work; the selection within a facet does not narrow its own counts."""
    values: int = 0
    """So many codes of each facet are returned, the most frequent ones, and those selected that any
    work has; 0 for all."""
    sort: str = ""
    """A sort key of the blocks, ``-`` before it for descending; empty for the score."""
    offset: int = 0
    limit: int = 10
    pages: int = 3
    """The best pages returned of each work."""
    exact: bool = True
    """Whether the total is counted to the end; if it need not be, works that cannot come to the
    top may be passed over. What is returned of the others is the same."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of a found work, with its stored text."""

    page: int
    label: str
    unit: str
    sha256: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class FoundPages:
    """The pages of some works that match, each by itself."""

    pages: tuple[FoundPage, ...]
    rarities: Mapping[Leaf, float]
    """For each leaf scored its idf in the tiers asked for; 0 if nothing holds it."""


@dataclass(frozen=True, slots=True)
class FoundWork:
    """A work found, with its best pages; the head is not among the pages."""

    work: str
    score: float
    pages: tuple[FoundPage, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a plan."""

    total: int
    """Works found; a lower bound unless ``exact``."""
    works: tuple[FoundWork, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    """Per facet the codes with their number of works, most first, then by code."""
    rarities: Mapping[Leaf, float] = field(default_factory=dict)
    """For each leaf scored its idf in the tiers asked for; 0 if nothing holds it."""
    exact: bool = True
    """Whether ``total`` is exact; it always is when the plan asked for it."""

"""What a search is asked and what it answers, and the answer as JSON for every program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from indexer.records.works import Field, Tier, Work
from indexer.retrieval.clauses import Clause, Expansion
from indexer.retrieval.marking import Mark
from indexer.retrieval.writing import clauses_as_json

FACETS = ("kind", "year", "partner", "country", "unit", "author", "language", "format")
"""The facets every block carries."""

MOST_VALUES = 100
"""Of a facet, unless more are asked for: authors may be tens of thousands."""

SORTS = ("", "-date", "date", "title")
"""Relevance, newest, oldest, title."""


@dataclass(frozen=True, slots=True)
class Request:
    """A reader's question."""

    query: str
    tiers: frozenset[Tier]
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: str = ""
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = FACETS
    values: int = MOST_VALUES
    """So many values of each facet are counted out, and those chosen; 0 for all."""
    expand: bool = True
    """Whether other names and words of the other language are looked for as well."""
    without: frozenset[str] = frozenset()
    """Words typed for which nothing is added, and words that are not added; case aside."""


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that answers, with the place that answers best."""

    page: int
    label: str
    unit: str
    sha256: str
    snippet: str
    marks: tuple[Mark, ...]
    """In the snippet, in order, not overlapping."""
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A work found, with its best pages, best first; empty when only its head answers."""

    work: Work
    score: float
    pages: tuple[PageHit, ...]
    title_marks: tuple[Mark, ...] = ()
    """In the work's first title."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a facet with the number of works that hold it."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class UnderstoodQuestion:
    """What was made of a question, to be shown back in words."""

    clauses: tuple[Clause, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    """What was looked for beside the words typed."""

    def as_json(self) -> dict[str, Any]:
        """Return the object of programs."""
        return {
            "clauses": clauses_as_json(self.clauses),
            "expansions": [expansion.as_json() for expansion in self.expansions],
        }


class StepKind(StrEnum):
    """What a step changes of the question; the first is nearest to it."""

    CORRECTED = "corrected"
    """What may have been meant."""
    UNFILTERED = "unfiltered"
    """Nothing chosen in the facets."""
    PLAIN = "plain"
    """No quotes, signs, groups and fields."""
    ANY_WORD = "any-word"
    """Any of the words instead of enough of them."""
    ANY_SPELLING = "any-spelling"
    """No accents."""
    EXPANDED = "expanded"
    """Other names and words of the other language as well."""
    ONE_WORD = "one-word"
    """The word that says most."""
    EVERYTHING = "everything"
    """All works, newest first."""


@dataclass(frozen=True, slots=True)
class Step:
    """Another question that finds something where the reader's found nothing."""

    kind: StepKind
    query: str
    filters: Mapping[str, frozenset[str]]
    expand: bool
    total: int
    """Works that it finds."""

    def as_json(self) -> dict[str, Any]:
        """Return the object of programs."""
        return {
            "kind": self.kind,
            "query": self.query,
            "filters": {facet: sorted(codes) for facet, codes in self.filters.items()},
            "expand": self.expand,
            "total": self.total,
        }


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a request."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    notes: tuple[str, ...] = ()
    """Codes of what was left out of the question: ``too-long``, ``too-many-terms``."""
    seconds: float = 0.0
    understood: UnderstoodQuestion = UnderstoodQuestion()
    suggestion: str = ""
    """A question that was perhaps meant and finds more; on the first page alone."""
    steps: tuple[Step, ...] = ()
    """What finds something, if this found nothing."""

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``kyyeu search --json`` and the site's API answer with."""
        return {
            "total": self.total,
            "works": [_hit_as_json(hit) for hit in self.hits],
            "facets": {
                name: [{"code": one.code, "count": one.count} for one in counts]
                for name, counts in self.facets.items()
            },
            "notes": list(self.notes),
            "understood": self.understood.as_json(),
            "suggestion": self.suggestion,
            "steps": [step.as_json() for step in self.steps],
        }


_NAMED = {
    "authors": Field.AUTHOR,
    "units": Field.UNIT,
    "partners": Field.PARTNER,
    "countries": Field.COUNTRY,
}
"""What a list says of a work beside its title, kind and date."""


def _texts(work: Work, field: Field) -> list[str]:
    return [value.text for value in work.of(field)]


def _hit_as_json(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.work.id,
        "title": hit.work.first(Field.TITLE),
        "kind": hit.work.first(Field.KIND),
        "date": hit.work.first(Field.DATE),
        **{name: _texts(hit.work, field) for name, field in _NAMED.items()},
        "score": hit.score,
        "pages": [
            {
                "index": page.page,
                "label": page.label,
                "unit": page.unit,
                "file": page.sha256,
                "snippet": page.snippet,
                "marks": [mark.as_json() for mark in page.marks],
            }
            for page in hit.pages
        ],
    }

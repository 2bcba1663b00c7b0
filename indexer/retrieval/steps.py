"""A question that found nothing into steps that find something, each counted before it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.engine.tree import Phrase
from indexer.language.fold import fold
from indexer.retrieval.clauses import Clause, Demand, Form
from indexer.retrieval.naming import admit, weigh_words
from indexer.retrieval.results import Request, Step, StepKind
from indexer.retrieval.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.engine.engine import Lexicon
    from indexer.language.analyser import Analyser

_MOST_WORDS = 12
"""Words of a question that are tried as alternatives, and looked up one by one."""

_EITHER = "hoặc"
"""The one operator that would be another word without its accents."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that found nothing, and what is known of it."""

    request: Request
    clauses: tuple[Clause, ...]
    suggestion: str
    """The corrected question, if there is one."""


def find_steps(
    asked: Asked, lexicon: Lexicon, analyser: Analyser, count: Callable[[Request], int]
) -> tuple[Step, ...]:
    """Return what finds something instead of ``asked``, the nearest to it first.

    Each change is tried with the filters that were chosen, then without: ``count`` is asked some
    fifteen times at most.
    """
    steps: list[Step] = []
    tried = [asked.request]
    for kind, changed in _changes(asked, lexicon, analyser):
        for request in (changed, replace(changed, filters={})):
            if request in tried:
                continue
            tried.append(request)
            if total := count(request):
                steps.append(Step(kind, request.query, request.filters, request.expand, total))
                break
    return tuple(steps)


def _changes(
    asked: Asked, lexicon: Lexicon, analyser: Analyser
) -> Iterator[tuple[StepKind, Request]]:
    request = asked.request
    plain = " ".join(clause.text for clause in _positive(asked.clauses))
    words = _naming_words(plain, analyser)
    queries = (
        (StepKind.PLAIN, plain),
        (StepKind.ANY_WORD, " | ".join(words)),
        (StepKind.ANY_SPELLING, _take_accents_off(request.query)),
    )
    if asked.suggestion:
        yield StepKind.CORRECTED, replace(request, query=asked.suggestion)
    yield StepKind.UNFILTERED, replace(request, filters={})
    for kind, query in queries:
        if query:
            yield kind, replace(request, query=query)
    yield StepKind.EXPANDED, replace(request, expand=True)
    if one := _most_telling(words, lexicon):
        yield StepKind.ONE_WORD, replace(request, query=one)
    yield StepKind.EVERYTHING, replace(request, query="", filters={})


def _positive(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Yield the clauses of words that are asked for, those within groups too."""
    for clause in clauses:
        if clause.demand is Demand.NOT or clause.form is Form.FILTER:
            continue
        if clause.form not in {Form.GROUP, Form.WILDCARD}:
            yield clause
        for alternative in clause.alternatives:
            yield from _positive(alternative)


def _naming_words(plain: str, analyser: Analyser) -> list[str]:
    """Return the segmented words that do more than ask, each once."""
    tokens = tokens_of(plain)
    weights = weigh_words(tokens, english=False)
    asking = {token.text for token, weight in zip(tokens, weights, strict=True) if weight < 1}
    words = dict.fromkeys(analyser.analyse(plain).words)
    return [word for word in words if not asking.issuperset(word.split())][:_MOST_WORDS]


def _most_telling(words: Iterable[str], lexicon: Lexicon) -> str:
    """Return the rarest word that stands in any passage, or nothing."""
    held = {
        word: frequency
        for word in words
        if (frequency := lexicon.frequency(Phrase(tuple(map(admit, tokens_of(word))))))
    }
    return min(held, key=lambda word: (held[word], -len(word)), default="")


def _take_accents_off(query: str) -> str:
    return re.sub(r"\w+", lambda found: _bare(found[0]), query)


def _bare(word: str) -> str:
    if word == _EITHER:
        return word
    return fold(word).upper() if word.isupper() else fold(word)

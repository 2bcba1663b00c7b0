"""A question and what it found into a better spelling, and into steps if that was nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.engine.engine import Lexicon
from indexer.language.analyser import Analyser
from indexer.retrieval.corrections import propose
from indexer.retrieval.results import Request, Step
from indexer.retrieval.steps import Asked, find_steps

if TYPE_CHECKING:
    from indexer.retrieval.clauses import Clause

FEW = 3
"""Of fewer works than these a reader is asked whether something else was meant."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What a reader may ask instead."""

    suggestion: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Adviser:
    """What advice is made of: what the reader's tiers hold, and how to count there."""

    lexicon: Lexicon
    analyser: Analyser
    count: Callable[[Request], int]

    def advise(self, request: Request, clauses: tuple[Clause, ...], total: int) -> Advice:
        """Return what may be asked instead of ``request``, which found ``total`` works."""
        # How a list of works is shown does not change how many it has.
        plain = replace(request, sort="", offset=0, limit=0, facets=())
        suggestion = self._correct(plain, clauses, total)
        if total:
            return Advice(suggestion)
        asked = Asked(plain, clauses, suggestion)
        return Advice(suggestion, find_steps(asked, self.lexicon, self.analyser, self.count))

    def _correct(self, request: Request, clauses: tuple[Clause, ...], total: int) -> str:
        """Return the first proposal that finds more.

        Where a word stood nowhere it has been passed over: then as many are better ones.
        """
        for proposal in propose(request.query, clauses, self.lexicon, few=total < FEW):
            found = self.count(replace(request, query=proposal.text))
            if found > total or (proposal.mends_unknown and found == total > 0):
                return proposal.text
        return ""

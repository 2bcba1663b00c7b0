"""A generation of an index into what answers questions with it: pages, records, lessons, names."""

from __future__ import annotations

import logging
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.catalogue.frozen import FrozenDatabase
from indexer.catalogue.snapshot import SNAPSHOT_NAME, Snapshot
from indexer.engine.engine import Searcher, Shelf
from indexer.engine.tree import Plan
from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong
from indexer.language.analyser import ANALYSER_VERSION, Analyser
from indexer.language.compounds import COMPOUNDS_NAME, read_compounds
from indexer.logs import event
from indexer.records.works import Tier
from indexer.retrieval.accents import Accents
from indexer.retrieval.advice import Advice, Adviser
from indexer.retrieval.expansion import Expander
from indexer.retrieval.labels import LABELS_NAME, open_labels
from indexer.retrieval.learning.learnt import Learnt, Reader
from indexer.retrieval.learning.store import LESSONS_NAME, NO_LESSONS, read_lessons
from indexer.retrieval.names import Names
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.word_list import read_word_list

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from indexer.errors import Failure
    from indexer.retrieval.plan import Understood
    from indexer.retrieval.query import Question
    from indexer.retrieval.results import Request

PAGES = 3
"""Pages shown of a work."""

_ATTEMPTS = 5
"""A generation may be replaced, and pruned, while it is opened."""


@dataclass(slots=True)
class Opened:
    """A generation and who is using it; guarded by the library's lock."""

    searcher: Searcher
    analyser: Analyser
    """The one that made the terms, with the generation's own compounds."""
    snapshot: Snapshot
    names: Names
    learnt: Learnt
    labels: FrozenDatabase | None
    """None where an earlier program wrote the generation."""
    accents: dict[frozenset[Tier], Accents] = field(default_factory=dict)
    """What restores them, for each set of tiers asked for so far."""
    users: int = 0
    retired: bool = False

    def understand(self, question: Question, request: Request, reader: Reader) -> Understood:
        """Return what ``question`` asks of this generation."""
        learnt = self.learnt.of(reader)
        expander = Expander(self.names, read_word_list(), learnt, request.without)
        accents = self.accents.get(request.tiers) or self.accents.setdefault(
            request.tiers, Accents(self.searcher.lexicon(request.tiers))
        )
        return understand(question, self.analyser, expander if request.expand else None, accents)

    def advise(self, request: Request, question: Question, total: int, reader: Reader) -> Advice:
        """Return what may be asked instead of ``request``, which found ``total`` works."""
        lexicon = self.searcher.lexicon(request.tiers)
        adviser = Adviser(lexicon, self.analyser, partial(self.count, reader=reader))
        return adviser.advise(request, question.clauses, total)

    def count(self, request: Request, reader: Reader) -> int:
        """Return how many works ``request`` finds."""
        question = parse_question(request.query, self.names.codes)
        understood = self.understand(question, request, reader)
        # No order, so nothing is scored.
        understood = replace(understood, score=(), near={}, named={})
        return self.searcher.search(make_plan(request, question, understood)).total

    def retire(self) -> None:
        """Let another generation serve."""
        self.retired = True
        self.close_if_idle()

    def close_if_idle(self) -> None:
        """Close what is no longer the current generation once nobody uses it."""
        if self.retired and not self.users:
            self.searcher.close()
            self.snapshot.close()
            if self.labels:
                self.labels.close()


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens the generations of an index."""

    index: Path
    shelf: Shelf
    analyser: Analyser

    def open_newest(self, damaged: Collection[int]) -> Opened:
        """Open the newest generation that can serve.

        Those that are known to be ``damaged`` are passed over. Raises what is wrong with the
        first, if all others cannot serve either.
        """
        for _ in range(_ATTEMPTS):
            current = self.shelf.current()
            failures: dict[int, Failure] = {}
            opened = self._open_first(damaged, failures)
            if not failures or self.shelf.current() == current:
                break
            if opened is not None:
                opened.retire()
        for number in failures:
            event(logging.ERROR, "generation-unusable", generation=number)
        if opened is None:
            raise next(iter(failures.values()), IndexMissing(self.index))
        return opened

    def _open_first(
        self,
        damaged: Collection[int],
        failures: dict[int, Failure],
    ) -> Opened | None:
        """Open the first that can be opened, and tell what is wrong with those before it."""
        for number in self.shelf.numbers():
            if number not in damaged:
                try:
                    return self._open(number)
                except (IndexDamaged, IndexVersionWrong, IndexMissing) as failure:
                    failures[number] = failure
        return None

    def _open(self, number: int) -> Opened:
        with ExitStack() as opening:
            searcher = opening.enter_context(closing(self.shelf.open(number)))
            analyser = self._analyser_of(searcher)
            snapshot = opening.enter_context(
                closing(Snapshot.open(searcher.directory / SNAPSHOT_NAME))
            )
            names = Names(snapshot.all_authorities())
            learnt = _read_learnt(searcher.directory / LESSONS_NAME)
            path = searcher.directory / LABELS_NAME
            labels = open_labels(path) if path.exists() else None
            opened = Opened(searcher, analyser, snapshot, names, learnt, labels)
            opening.pop_all()
        return opened

    def _analyser_of(self, searcher: Searcher) -> Analyser:
        """Return the analyser that made the terms of a generation."""
        found = searcher.analyser_version
        if found.partition("-")[0] != ANALYSER_VERSION:
            raise IndexVersionWrong(self.index, f"analyser {found}", f"analyser {ANALYSER_VERSION}")
        path = searcher.directory / COMPOUNDS_NAME
        analyser = replace(self.analyser, compounds=read_compounds(path))
        if analyser.version != found:
            raise IndexDamaged(path, f"not the compounds of analyser {found}")
        return analyser


def _read_learnt(path: Path) -> Learnt:
    """Return what a generation has learnt: nothing, if an earlier program wrote it."""
    return Learnt(read_lessons(path)) if path.exists() else Learnt(NO_LESSONS)


def make_plan(request: Request, question: Question, understood: Understood) -> Plan:
    """Return what is asked of the engine, with the page and the facets that are wanted."""
    # Without a question nothing is more relevant than anything else: the newest come first.
    sort = request.sort or ("" if question.clauses else "-date")
    return Plan(
        tiers=request.tiers,
        match=understood.match,
        score=understood.score,
        near=understood.near,
        named=understood.named,
        filters=_filters(request.filters, understood.filters),
        facets=request.facets,
        values=request.values,
        sort=sort,
        offset=request.offset,
        limit=request.limit,
        pages=PAGES,
    )


def _filters(
    chosen: Mapping[str, frozenset[str]], typed: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Join what was chosen and what was typed.

    A code chosen among those typed narrows them, one beside them is one more.
    """
    filters = dict(chosen)
    for facet, codes in typed.items():
        before = filters.get(facet, frozenset())
        filters[facet] = (before & codes) or (before | codes)
    return filters

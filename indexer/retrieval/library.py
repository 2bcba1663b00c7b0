"""An index directory, open for readers: a request into results, and the records beside them."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Self

from indexer.catalogue.snapshot import SNAPSHOT_NAME, Snapshot
from indexer.engine.engine import Searcher
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import Plan
from indexer.errors import IndexDamaged, IndexMissing, IndexVersionWrong
from indexer.language.analyser import ANALYSER_VERSION, Analyser
from indexer.language.compounds import COMPOUNDS_NAME, read_compounds
from indexer.records.works import Field, Tier
from indexer.retrieval.accents import Accents
from indexer.retrieval.advice import Advice, Adviser
from indexer.retrieval.completion import Completion, complete
from indexer.retrieval.expansion import Expander
from indexer.retrieval.labels import TierLabels
from indexer.retrieval.learning.learnt import Learnt, Reader
from indexer.retrieval.learning.store import LESSONS_NAME, NO_LESSONS, read_lessons
from indexer.retrieval.names import Names
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.records import Records
from indexer.retrieval.results import (
    FacetCount,
    Hit,
    PageHit,
    Request,
    Results,
    UnderstoodQuestion,
)
from indexer.retrieval.similar import find_similar
from indexer.retrieval.snippets import find_marks, make_snippet
from indexer.retrieval.word_list import read_word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from indexer.engine.engine import Engine
    from indexer.engine.tree import Found, FoundPage, Leaf
    from indexer.records.works import Work
    from indexer.retrieval.plan import Understood
    from indexer.retrieval.query import Question

PAGES = 3
"""Pages shown of a work."""


@dataclass(slots=True)
class _Opened:
    """A generation and who is using it; guarded by the library's lock."""

    searcher: Searcher
    analyser: Analyser
    """The one that made the terms, with the generation's own compounds."""
    snapshot: Snapshot
    names: Names
    learnt: Learnt
    labels: TierLabels
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
        return self.searcher.search(_plan(request, question, understood)).total

    def close_if_idle(self) -> None:
        """Close what is no longer the current generation once nobody uses it."""
        if self.retired and not self.users:
            self.searcher.close()
            self.snapshot.close()


class Library:
    """The current generation of an index; threads may share it."""

    def __init__(self, index: Path, engine: Engine, analyser: Analyser) -> None:
        """Open the current generation. Raises what :meth:`open` raises."""
        self._index = index
        self._engine = engine
        self._analyser = analyser
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._opened = self._open()
        self.records = Records(self._snapshot, engine.withdrawn)

    @classmethod
    def open(cls, index: Path, analyser: Analyser) -> Self:
        """Open the index in the directory ``index``.

        Raises :class:`indexer.errors.IndexMissing`, :class:`indexer.errors.IndexVersionWrong`
        (also for an index of another analyser) and :class:`indexer.errors.IndexDamaged`.
        """
        return cls(index, FlatEngine(index), analyser)

    @property
    def generation(self) -> int:
        """The number of the generation that serves."""
        return self._opened.searcher.number

    def search(self, request: Request, day: date) -> Results:
        """Answer ``request`` as of ``day``, for embargoes. Raises :class:`IndexDamaged`."""
        started = time.perf_counter()
        with self._use() as opened:
            question = parse_question(request.query, opened.names.codes)
            reader = Reader(request.tiers, day, self._engine.withdrawn())
            understood = opened.understand(question, request, reader)
            found = opened.searcher.search(_plan(request, question, understood))
            ids = [work.work for work in found.works]
            works = opened.snapshot.works(ids, request.tiers, day)
            hits = _hits(found, works, understood.marks)
            # A work that the records do not show (its tier has changed) is not counted either.
            total = found.total - (len(found.works) - len(hits))
            shows_first = request.limit and not request.offset
            advice = opened.advise(request, question, total, reader) if shows_first else Advice()
        return Results(
            total=total,
            hits=hits,
            facets={
                name: tuple(FacetCount(code, count) for code, count in counts)
                for name, counts in found.facets.items()
            },
            notes=question.notes,
            seconds=time.perf_counter() - started,
            understood=UnderstoodQuestion(question.clauses, understood.expansions),
            suggestion=advice.suggestion,
            steps=advice.steps,
        )

    def complete(
        self, text: str, tiers: frozenset[Tier], day: date, limit: int
    ) -> tuple[Completion, ...]:
        """Return at most ``limit`` ways in which the question ``text`` may go on.

        Raises :class:`IndexDamaged`.
        """
        withdrawn = self._engine.withdrawn()

        def may_see(work: Work) -> bool:
            return work.id not in withdrawn and work.tier_on(day) in tiers

        with self._use() as opened:
            lexicon = opened.searcher.lexicon(tiers)
            return complete(text, lexicon, opened.labels.of(tiers), may_see, limit)

    def similar(self, work: str, tiers: frozenset[Tier], day: date, limit: int) -> tuple[Work, ...]:
        """Return at most ``limit`` works that are most like a work, most alike first.

        Its volume and its papers are not among them; to who may not see it, none are.
        Raises :class:`IndexDamaged`.
        """
        records = self.records
        shown = records.work(work, tiers, day)
        if shown is None:
            return ()
        kin = {work, shown.parent, *(child.id for child in records.children(work, tiers, day))}
        with self._use() as opened:
            most = limit + len(kin)
            ids = find_similar(opened.searcher, opened.analyser, work, tiers, most)
            works = opened.snapshot.works(ids, tiers, day)
        return tuple(works[one] for one in ids if one in works and one not in kin)[:limit]

    def refresh(self) -> None:
        """Take up a new generation if there is one; costs the reading of a small file otherwise.

        Raises what :meth:`open` raises; the generation that serves goes on serving.
        """
        if self._engine.current() == self.generation:
            return
        if not self._refreshing.acquire(blocking=False):
            return  # another thread is at it
        try:
            fresh = self._open(self._opened.labels)
            with self._lock:
                former, self._opened = self._opened, fresh
                former.retired = True
                former.close_if_idle()
        finally:
            self._refreshing.release()

    def close(self) -> None:
        """Close the files, as soon as nobody searches any more."""
        with self._lock:
            self._opened.retired = True
            self._opened.close_if_idle()

    def _open(self, former: TierLabels | None = None) -> _Opened:
        """Open the current generation, with the labels that were asked for of the former one."""
        with ExitStack() as opening:
            searcher = opening.enter_context(closing(self._engine.open()))
            analyser = self._analyser_of(searcher)
            snapshot = opening.enter_context(
                closing(Snapshot.open(searcher.directory / SNAPSHOT_NAME))
            )
            names = Names(snapshot.all_authorities())
            learnt = _read_learnt(searcher.directory / LESSONS_NAME)
            labels = TierLabels(snapshot, former.asked() if former else ())
            opened = _Opened(searcher, analyser, snapshot, names, learnt, labels)
            opening.pop_all()
        return opened

    def _analyser_of(self, searcher: Searcher) -> Analyser:
        """Return the analyser that made the terms of a generation."""
        found = searcher.analyser_version
        if found.partition("-")[0] != ANALYSER_VERSION:
            raise IndexVersionWrong(
                self._index, f"analyser {found}", f"analyser {ANALYSER_VERSION}"
            )
        path = searcher.directory / COMPOUNDS_NAME
        analyser = replace(self._analyser, compounds=read_compounds(path))
        if analyser.version != found:
            raise IndexDamaged(path, f"not the compounds of analyser {found}")
        return analyser

    @contextmanager
    def _use(self) -> Iterator[_Opened]:
        with self._lock:
            if self._opened.retired:
                raise IndexMissing(self._index)
            opened = self._opened
            opened.users += 1
        try:
            yield opened
        finally:
            with self._lock:
                opened.users -= 1
                opened.close_if_idle()

    @contextmanager
    def _snapshot(self) -> Iterator[Snapshot]:
        with self._use() as opened:
            yield opened.snapshot


def _read_learnt(path: Path) -> Learnt:
    """Return what a generation has learnt: nothing, if an earlier program wrote it."""
    return Learnt(read_lessons(path)) if path.exists() else Learnt(NO_LESSONS)


def _plan(request: Request, question: Question, understood: Understood) -> Plan:
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


def _hits(found: Found, works: Mapping[str, Work], marks: Mapping[Leaf, float]) -> tuple[Hit, ...]:
    weights = {leaf: weight * found.rarities.get(leaf, 0.0) for leaf, weight in marks.items()}
    return tuple(
        Hit(
            work=works[one.work],
            score=one.score,
            pages=_pages(one.pages, weights),
            title_marks=find_marks(works[one.work].first(Field.TITLE), weights),
        )
        for one in found.works
        if one.work in works
    )


def _pages(pages: tuple[FoundPage, ...], weights: Mapping[Leaf, float]) -> tuple[PageHit, ...]:
    snippets = [(page, make_snippet(page.text, weights)) for page in pages]
    return tuple(
        PageHit(
            page=page.page,
            label=page.label,
            unit=page.unit,
            sha256=page.sha256,
            snippet=snippet.text,
            marks=snippet.marks,
            score=page.score,
        )
        for page, snippet in snippets
        # Without a mark it scored by another spelling alone ("dạng" for "đảng"): no answer.
        if snippet.marks
    )

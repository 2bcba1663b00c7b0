"""An index directory, open for readers: a request into results, and the records beside them."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from indexer.engine.flat_engine import FlatEngine
from indexer.errors import Failure
from indexer.errors.index import IndexDamaged, IndexMissing, WithdrawnDamaged
from indexer.logs import event
from indexer.records.works import Field
from indexer.retrieval.advice import Advice
from indexer.retrieval.completion import Completion, complete
from indexer.retrieval.generation import Opened, Opener, make_plan
from indexer.retrieval.labels import Labels
from indexer.retrieval.learning.learnt import Reader
from indexer.retrieval.marking import find_marks
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
from indexer.retrieval.snippets import make_snippet
from indexer.retrieval.within import Within, look_within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from indexer.catalogue.snapshot import Snapshot
    from indexer.engine.engine import Shelf
    from indexer.engine.tree import Found, FoundPage
    from indexer.language.analyser import Analyser
    from indexer.records.works import Tier, Work
    from indexer.retrieval.marking import Wanted


class Library:
    """The current generation of an index; threads may share it."""

    def __init__(self, index: Path, engine: Shelf, analyser: Analyser) -> None:
        """Open the current generation. Raises what :meth:`open` raises."""
        self._index = index
        self._engine = engine
        self._opener = Opener(index, engine, analyser)
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._current = engine.current()
        self._damaged: set[int] = set()
        self._opened = self._opener.open_newest(())
        self.records = Records(self._snapshot, self._withdrawn)

    @classmethod
    def open(cls, index: Path, analyser: Analyser) -> Self:
        """Open the index in the directory ``index``.

        A generation that is damaged or of another version is passed over, the former one serves.
        Where none can, raises :class:`IndexMissing`,
        :class:`IndexVersionWrong` (also for an index of another analyser) and
        :class:`IndexDamaged`.
        """
        return cls(index, FlatEngine(index), analyser)

    @property
    def generation(self) -> int:
        """The number of the generation that serves."""
        return self._opened.searcher.number

    @property
    def built(self) -> datetime:
        """When the generation that serves was written."""
        return self._opened.searcher.created

    @property
    def set_aside(self) -> tuple[int, ...]:
        """The newer generations that cannot serve, newest first; none if all is well."""
        serving = self.generation
        return tuple(number for number in self._engine.numbers() if number > serving)

    def search(self, request: Request, day: date) -> Results:
        """Answer ``request`` as of ``day``, for embargoes. Raises :class:`IndexDamaged`."""
        number = self.generation
        try:
            return self._search(request, day)
        except IndexDamaged:
            if self.generation == number:
                raise
            # The former generation serves by now.
            return self._search(request, day)

    def _search(self, request: Request, day: date) -> Results:
        started = time.perf_counter()
        with self._use() as opened:
            question = parse_question(request.query, opened.names.codes)
            reader = Reader(request.tiers, day, self._withdrawn())
            understood = opened.understand(question, request, reader)
            found = opened.searcher.search(make_plan(request, question, understood))
            ids = [work.work for work in found.works]
            works = opened.snapshot.works(ids, request.tiers, day)
            hits = _hits(found, works, understood.wanted(found.rarities))
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
        with self._use() as opened:
            lexicon = opened.searcher.lexicon(tiers)
            labels = Labels(opened.labels, tiers, day, self._withdrawn())
            return complete(text, lexicon, labels, limit)

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

    def within(self, works: Collection[str], request: Request, day: date) -> Within:
        """Return which pages of some works answer ``request``, and what it marks on any page.

        What is chosen in its facets does not count. Raises :class:`IndexDamaged`.
        """
        with self._use() as opened:
            question = parse_question(request.query, opened.names.codes)
            reader = Reader(request.tiers, day, self._withdrawn())
            understood = opened.understand(question, request, reader)
            return look_within(opened.searcher, works, request.tiers, understood)

    def refresh(self) -> None:
        """Take up a new generation if there is one; costs the reading of a small file otherwise.

        Raises what :meth:`open` raises; the generation that serves goes on serving.
        """
        current = self._engine.current()
        if current == self._current:
            return
        if not self._refreshing.acquire(blocking=False):
            return  # another thread is at it
        try:
            self._damaged.clear()
            self._replace()
            self._current = current
        finally:
            self._refreshing.release()

    def _replace(self) -> None:
        """Serve the newest generation that can serve."""
        fresh = self._opener.open_newest(self._damaged)
        with self._lock:
            former, self._opened = self._opened, fresh
            former.retire()

    def _fall_back(self, number: int) -> None:
        """Serve a former generation, if there is one that can, in the place of a damaged one."""
        with self._refreshing:
            if self.generation != number:
                return  # another thread was quicker
            self._damaged.add(number)
            event(logging.ERROR, "generation-damaged", generation=number)
            with suppress(Failure):
                self._replace()

    def _withdrawn(self) -> frozenset[str]:
        return self._engine.withdrawn(self.generation)

    def close(self) -> None:
        """Close the files, as soon as nobody searches any more."""
        with self._lock:
            self._opened.retire()

    @contextmanager
    def _use(self) -> Iterator[Opened]:
        with self._lock:
            if self._opened.retired:
                raise IndexMissing(self._index)
            opened = self._opened
            opened.users += 1
        try:
            yield opened
        except WithdrawnDamaged:
            raise  # no generation may be shown
        except IndexDamaged:
            self._fall_back(opened.searcher.number)
            raise
        finally:
            with self._lock:
                opened.users -= 1
                opened.close_if_idle()

    @contextmanager
    def _snapshot(self) -> Iterator[Snapshot]:
        with self._use() as opened:
            yield opened.snapshot


def _hits(found: Found, works: Mapping[str, Work], wanted: Wanted) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            work=works[one.work],
            score=one.score,
            pages=_pages(one.pages, wanted),
            title_marks=find_marks(works[one.work].first(Field.TITLE), wanted),
        )
        for one in found.works
        if one.work in works
    )


def _pages(pages: tuple[FoundPage, ...], wanted: Wanted) -> tuple[PageHit, ...]:
    snippets = [(page, make_snippet(page.text, wanted)) for page in pages]
    # Without a mark it scored by another spelling alone ("dạng" for "đảng"): no answer. One with a
    # part of a word alone ("tế") is better than none.
    some = [(page, snippet) for page, snippet in snippets if snippet.marks]
    telling = [(page, snippet) for page, snippet in some if snippet.tells]
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
        for page, snippet in telling or some
    )

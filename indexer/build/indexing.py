"""What the catalogue holds into a generation of the index, beside whoever else writes one.

Everything is made without a lock. A generation takes the place of the one that it was made from, or
none: if another one serves by then, what has been written stays, what is different now is written,
and it is tried again; the third time with everybody else kept out.
"""

from __future__ import annotations

import filecmp
import secrets
from collections import defaultdict
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.analyse import WorkAnalyser, worker_count
from indexer.build.blocks import BLOCK_VERSION, Outline, outlines
from indexer.build.compound_list import Learning, is_outgrown
from indexer.build.lessons import Learner
from indexer.build.progress import Progress
from indexer.build.report import Report
from indexer.build.wish import Former, Wish
from indexer.build.write import WorkWriter
from indexer.catalogue.catalogue import Catalogue
from indexer.catalogue.snapshot import SNAPSHOT_NAME, Snapshot, write_snapshot
from indexer.catalogue.snapshot.comparing import concealed
from indexer.catalogue.snapshot.layout import VERSION as SNAPSHOT_VERSION
from indexer.engine.draft import Base, Candidate, Draft
from indexer.engine.flat_engine import FlatEngine
from indexer.errors import Failure
from indexer.errors.index import IndexDamaged
from indexer.language.analyser import Analyser, analyser_version
from indexer.language.compounds import COMPOUNDS_NAME, Compounds, read_compounds, write_compounds
from indexer.language.segment import segment
from indexer.records.works import State
from indexer.retrieval.labels import LABELS_NAME, write_labels
from indexer.retrieval.learning.lessons import Lessons, Sighting
from indexer.retrieval.learning.store import LESSONS_NAME, read_lessons, write_lessons
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.build.batch import Batch
    from indexer.catalogue.catalogue import View

_STAMP = "stamp"
"""The file of a generation by which is seen that nothing has changed."""

_FREE_TRIES = 2
"""How often somebody else may be quicker before they have to wait."""


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What a generation begins with that was learnt from the pages of the former ones."""

    compounds: Compounds
    lessons: Lessons
    path: Path
    """Where the compounds lie for the processes that need them."""
    stamp: str = ""
    """Of the catalogue that the generation is made of."""

    @property
    def version(self) -> str:
        """The version of the analyser that they make."""
        return analyser_version(self.compounds)


@dataclass(frozen=True, slots=True)
class _Difference:
    """How the catalogue differs from what there is."""

    wanted: list[Outline]
    changed: list[Outline]
    """What is to be written."""
    kept: frozenset[str]
    """What is taken over from the former generation."""
    removed: frozenset[str]
    """What of the former generation is not wanted any more."""
    stale: frozenset[str]
    """What has been written and is not right any more."""


@dataclass
class Indexing:
    """Brings the index in line with the catalogue, once."""

    settings: Settings
    catalogue: Catalogue
    engine: FlatEngine
    progress: Progress
    report: Report
    wish: Wish
    _learnt: _Learnt | None = None
    _taught: dict[str, list[Sighting]] = field(default_factory=dict)
    """What the works that were written state, work by work."""

    def run(self) -> None:
        """Write a generation and let it serve, if anything has changed.

        Raises what the gate raises, :class:`AnotherWriter`,
        :class:`DiskFull`, :class:`WorkerLost`.
        """
        self._mend_withdrawn()
        with self.engine.draft() as draft:
            for attempt in count():
                with self.engine.hold() if attempt >= _FREE_TRIES else nullcontext():
                    if self._try(draft):
                        break
        self._show_published()

    def _try(self, draft: Draft) -> bool:
        """Write what is missing and stage it; return whether that is what serves now."""
        base = self._base()
        try:
            return self._lay_over(base, draft)
        except IndexDamaged:
            if self._is_overtaken(base):
                return False  # it has been pruned
            raise

    def _lay_over(self, base: Base, draft: Draft) -> bool:
        only = self._only(base)
        with self.catalogue.read() as view:
            stamp = self._stamp(view) if only is None else ""
            if stamp and not draft.works and self._is_stamped(base, stamp):
                return True
            wanted = outlines(view, self.wish.today, only)
        learnt = self._learn(draft, base, wanted)
        former = self.engine.fingerprints(base)
        if self._is_overtaken(base):
            return False  # what could not be opened counts as nothing to take over
        difference = self._compare(draft, base, wanted, former)
        self._account(difference)
        if self._is_served(base, draft, difference):
            return True
        self._write(draft, difference, learnt)
        if self.wish.night:
            draft.verify()
        return self._stage(draft, base, difference, replace(learnt, stamp=stamp))

    def _is_overtaken(self, base: Base) -> bool:
        return self.engine.current() != base.number

    def _stamp(self, view: View) -> str:
        """Return what a generation has that was made of the catalogue as it is now."""
        return f"{BLOCK_VERSION} {SNAPSHOT_VERSION} {view.stamps.stamp(self.wish.today)}\n"

    def _is_stamped(self, base: Base, stamp: str) -> bool:
        """Whether what serves was made of the very same catalogue, as a whole."""
        if base.manifest is None or (self.wish.night and not base.manifest.night):
            return False
        try:
            found = (self.engine.directory(base.number) / _STAMP).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return False
        self.report.works_kept = base.manifest.works
        return found == stamp

    def _base(self) -> Base:
        """Return what the new generation is laid over, as far as it can be taken over."""
        base = self.engine.base()
        if self.wish.anew or base.manifest is None:
            return Base(base.number)
        directory = self.engine.directory(base.number)
        try:
            compounds = read_compounds(directory / COMPOUNDS_NAME)
            read_lessons(directory / LESSONS_NAME)
        except Failure:
            return self._base() if self._is_overtaken(base) else Base(base.number)
        if base.manifest.analyser != analyser_version(compounds):
            return Base(base.number)
        if self.wish.relearn and is_outgrown(compounds, self._count_public()):
            return Base(base.number)
        return base

    def _count_public(self) -> int:
        with self.catalogue.read() as view:
            return view.works.count_public(self.wish.today)

    def _learn(self, draft: Draft, base: Base, wanted: list[Outline]) -> _Learnt:
        """Return what is known before anything is written; a list that was learnt here stays."""
        former = self._learnt
        if base.manifest is None:
            if former is None:
                former = self._learn_compounds(draft, self._in_scope(base, wanted))
        else:
            directory = self.engine.directory(base.number)
            lessons = read_lessons(directory / LESSONS_NAME).lessons
            if former is None or former.version != base.manifest.analyser:
                # Terms of two analysers do not meet in one generation.
                draft.clear()
                former = _keep(draft, read_compounds(directory / COMPOUNDS_NAME))
            former = replace(former, lessons=lessons)
        self._learnt = former
        return former

    def _compare(
        self, draft: Draft, base: Base, wanted: list[Outline], former: dict[str, str]
    ) -> _Difference:
        wanted = [one for one in wanted if one.work.id in former or self._may_write(base, one)]
        prints = {one.work.id: one.fingerprint for one in wanted}
        written = draft.fingerprints()
        right = {work for work, found in written.items() if prints.get(work) == found}
        changed = [
            one
            for one in wanted
            if one.work.id not in right
            and former.get(one.work.id) != one.fingerprint
            and self._may_write(base, one)
        ]
        new = right.union(one.work.id for one in changed)
        return _Difference(
            wanted,
            changed,
            kept=frozenset(prints.keys() - new),
            removed=frozenset(former.keys() - prints.keys()),
            stale=frozenset(written.keys() - right),
        )

    def _only(self, base: Base) -> frozenset[str] | None:
        """Return the works that may be indexed anew: all where nothing can be taken over."""
        return None if _must_be_whole(base) else self.wish.only

    def _may_write(self, base: Base, outline: Outline) -> bool:
        only = self._only(base)
        return only is None or outline.work.id in only

    def _in_scope(self, base: Base, wanted: list[Outline]) -> list[Outline]:
        return [one for one in wanted if self._may_write(base, one)]

    def _is_served(self, base: Base, draft: Draft, difference: _Difference) -> bool:
        """Whether what serves is what is wanted, records included."""
        if base.manifest is None or draft.works or difference.changed or difference.removed:
            return False
        if self.wish.night and not base.manifest.night:
            return False  # else it would not stay as that of a night
        former = self.engine.directory(base.number) / SNAPSHOT_NAME
        present = draft.directory / secrets.token_hex(4)
        self._write_snapshot(present, former)
        return former.exists() and filecmp.cmp(former, present, shallow=False)

    def _write(self, draft: Draft, difference: _Difference, learnt: _Learnt) -> None:
        draft.drop(difference.stale)
        if not difference.changed:
            return
        taught: defaultdict[str, list[Sighting]] = defaultdict(list)

        def learn(sightings: Iterable[Sighting]) -> None:
            for one in sightings:
                taught[one.work].append(one)

        with self.progress.step("index", len(difference.changed)) as step:
            analyser = self._work_analyser(learnt.path)
            workers = worker_count(self.settings)
            writer = WorkWriter(analyser, difference.changed, workers, step, learn)
            self.report.works_indexed += draft.write(writer.write)
        for one in difference.changed:
            self._taught[one.work.id] = taught[one.work.id]

    def _stage(self, draft: Draft, base: Base, difference: _Difference, learnt: _Learnt) -> bool:
        learner = Learner(difference.wanted, learnt.lessons, difference.kept)
        for work in sorted(draft.works):
            learner.learn(self._taught.get(work, ()))

        def attach(directory: Path) -> None:
            former = self.engine.directory(base.number) if base.manifest else None
            self._write_snapshot(directory / SNAPSHOT_NAME, former and former / SNAPSHOT_NAME)
            with closing(Snapshot.open(directory / SNAPSHOT_NAME)) as snapshot:
                write_labels(snapshot, directory / LABELS_NAME, former and former / LABELS_NAME)
            write_compounds(learnt.compounds, directory / COMPOUNDS_NAME)
            if self._only(base) is None:
                lessons = learner.lessons(Analyser(segment, learnt.compounds), self.wish.today)
            else:
                lessons = learner.lessons_by_day()
            write_lessons(lessons, directory / LESSONS_NAME)
            if self.wish.only is None:
                (directory / _STAMP).write_text(learnt.stamp, encoding="utf-8")

        with draft.stage(
            base,
            attach=attach,
            analyser_version=learnt.version,
            remove=difference.removed,
            night=self.wish.night,
        ) as candidate:
            wanted = frozenset(one.work.id for one in difference.wanted)
            if self.wish.gate is not None:
                self.wish.gate.check(candidate, self._former(base, wanted))
            return self._publish(candidate, base, wanted)

    def _former(self, base: Base, wanted: frozenset[str]) -> Former:
        """Return what serves now, whether or not anything of it is taken over."""
        works = frozenset(self.engine.fingerprints())
        snapshot = self.engine.directory(base.number) / SNAPSHOT_NAME if base.number else None
        return Former(works, works - wanted, snapshot)

    def _publish(self, candidate: Candidate, base: Base, wanted: frozenset[str]) -> bool:
        concealing: frozenset[str] = frozenset()
        if base.number:
            before = self.engine.directory(base.number) / SNAPSHOT_NAME
            concealing = concealed(before, candidate.directory / SNAPSHOT_NAME)
        # While nobody withdraws a work: what was withdrawn meanwhile is not shown again.
        with self.engine.hold(), self.catalogue.write() as view:
            self.engine.withdraw(wanted - view.works.ids(State.PUBLISHED))
            number = candidate.publish(concealing)
        if number is None:
            return False
        self.report.generation = number
        self.report.passages = sum(one.living_passages for one in candidate.manifest.segments)
        self.report.index_bytes = candidate.manifest.bytes
        return True

    def _account(self, difference: _Difference) -> None:
        self.report.works_kept = len(difference.kept)
        self.report.works_removed = len(difference.removed)

    def _learn_compounds(self, draft: Draft, wanted: list[Outline]) -> _Learnt:
        with self.catalogue.read() as view:
            authorities = view.authorities.all()
        workers = worker_count(self.settings)
        learning = Learning(self._work_analyser(), workers, self.progress, draft.directory)
        return _keep(draft, learning.learn(wanted, authorities))

    def _work_analyser(self, compounds: Path | None = None) -> WorkAnalyser:
        settings = self.settings
        return WorkAnalyser(settings.corpus, settings.index, compounds, self.wish.today)

    def _write_snapshot(self, path: Path, former: Path | None) -> None:
        with self.catalogue.read() as view:
            write_snapshot(view, path, former)

    def _mend_withdrawn(self) -> None:
        with self.catalogue.read() as view:
            hidden = view.works.ids(*(state for state in State if state is not State.PUBLISHED))
        self.engine.mend_withdrawn(hidden)

    def _show_published(self) -> None:
        """Show again what was withdrawn once and is published now, and forget what is gone."""
        if self.engine.has_withdrawn():
            with self.engine.hold(), self.catalogue.write() as view:
                self.engine.restore(self.engine.withdrawn() & view.works.ids(State.PUBLISHED))
                self.engine.forget_withdrawn()


def bring_in_line(batch: Batch, wish: Wish, keep_generations: int) -> None:
    """Bring the index of a batch in line with its catalogue; raises what :class:`Indexing` does."""
    engine = FlatEngine(batch.settings.index, keep_generations)
    places = batch.settings, batch.catalogue, engine
    Indexing(*places, batch.progress, batch.report, wish).run()


def _must_be_whole(base: Base) -> bool:
    """Whether a generation serves of which nothing can be taken over."""
    return base.number > 0 and base.manifest is None


def _keep(draft: Draft, compounds: Compounds) -> _Learnt:
    path = draft.directory / f"{secrets.token_hex(4)}-{COMPOUNDS_NAME}"
    write_compounds(compounds, path)
    return _Learnt(compounds, Lessons(), path)

"""The public works and the names of the authority table into the compounds of the next index.

Words of other tiers are not counted: what the list holds decides how public pages score.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from indexer.build.analyse import WorkAnalyser, analyse
from indexer.build.counting import WordCounter
from indexer.build.progress import Progress, Silent
from indexer.language.analyser import Analyser
from indexer.language.compounds import (
    COMPOUNDS_NAME,
    Compounds,
    Places,
    write_compounds,
)
from indexer.language.consistent_words import (
    consistent_words,
    frequent_words,
    name_words,
)
from indexer.language.segment import segment
from indexer.records.works import State, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from indexer.build.blocks import Outline
    from indexer.records.authorities import Authority
    from indexer.records.works import Work

_SAMPLE_PAGES: Final = 20_000
"""So many pages tell which words are frequent; works are taken by their random ids."""

_GROWTH: Final = 2
_FEW_WORKS: Final = 50
"""A library outgrows its list when it has more than twice the works and fifty."""


@dataclass(frozen=True, slots=True)
class Learning:
    """How the words of works are counted."""

    analyser: WorkAnalyser
    workers: int
    progress: Progress
    scratch: Path
    """A directory that is swept should this process be killed."""

    def learn(self, outlines: Sequence[Outline], authorities: Iterable[Authority]) -> Compounds:
        """Return the frequent words of the public ones among ``outlines``, and all names.

        Raises what :meth:`indexer.build.cuts.Cuts.load` raises.
        """
        public = [one for one in outlines if is_public(one.work, self.analyser.today)]
        public.sort(key=lambda one: one.work.id)
        words = consistent_words(self._count(public))
        return Compounds(words | _names(authorities), len(public))

    def _count(self, outlines: Sequence[Outline]) -> Places:
        """Return where the frequent words of a sample of ``outlines`` stand."""
        counts: Counter[str] = Counter()
        pages = works = 0
        with TemporaryDirectory(dir=self.scratch) as aside:
            counter = WordCounter(self.analyser, Path(aside))
            with (
                self.progress.step("words", len(outlines)) as step,
                closing(analyse(counter.count_words, outlines, self.workers, step)) as counted,
            ):
                for one in counted:
                    counts.update(one.words)
                    pages += one.pages
                    works += 1
                    if pages >= _SAMPLE_PAGES:
                        break
            return self._places(outlines[:works], frequent_words(counts), counter)

    def _places(
        self, outlines: Sequence[Outline], words: Compounds, counter: WordCounter
    ) -> Places:
        places = Places()
        path = counter.aside / COMPOUNDS_NAME
        write_compounds(words, path)
        counting = replace(counter, analyser=replace(self.analyser, compounds=path))
        for one in analyse(counting.count_places, outlines, self.workers, Silent()):
            places.add(one)
        return places


def is_public(work: Work, today: date) -> bool:
    """Tell whether everybody may find ``work`` today."""
    return work.state is State.PUBLISHED and work.tier_on(today) is Tier.PUBLIC


def is_outgrown(compounds: Compounds, works: int) -> bool:
    """Tell whether so many public works are too many for what was learnt from fewer."""
    return works > _GROWTH * compounds.learnt_from + _FEW_WORKS


def _names(authorities: Iterable[Authority]) -> frozenset[str]:
    names = {name.text for authority in authorities for name in authority.names}
    return name_words(Analyser(segment).cut(sorted(names)))

"""The engine as the rest of the program sees it: blocks in, plans in, found works out.

Another engine (OpenSearch, for more than one machine) would implement these two protocols; nothing
outside this package may lean on more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from indexer.errors import Failure
from indexer.errors.index import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.engine.draft import Base, Draft
    from indexer.engine.tree import Found, FoundPages, Leaf, Node, Plan, Weighted
    from indexer.records.works import Tier


@dataclass(frozen=True, slots=True)
class Built:
    """What writing a generation came to."""

    number: int
    """The number of the new generation, now the current one."""
    works: int
    """Works in the generation, kept ones included."""
    passages: int
    added: int
    """Works written anew."""
    kept: int
    """Works taken over from the former generation."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of reading all of a generation."""

    number: int
    works: int
    failure: Failure | None
    """What is wrong with it: damage, or another version."""

    @property
    def is_damaged(self) -> bool:
        """Whether it must not serve."""
        return isinstance(self.failure, IndexDamaged)


@dataclass(frozen=True, slots=True)
class Counted:
    """A text of the index with the number of times it stands there."""

    text: str
    count: int


class Lexicon(Protocol):
    """What stands in the passages of some tiers, under its form without accents.

    Counts are occurrences when the segments were written, of those tiers alone; they may still
    count what was deleted since. Whatever is to be shown is proved by :meth:`frequency`.
    """

    def spellings(self, folded: str) -> Mapping[str, int]:
        """Return how a syllable, or two side by side, stand with accents, with their counts.

        ``folded`` is one term of the folded layer or one of the bigrams: "quoc te" gives
        ``{"quốc tế": 812, "quốc tệ": 1}``.
        """

    def capitals(self, text: str) -> float:
        """Return how often a spelling has a capital that is not due to its place, from 0 to 1.

        ``text`` is a term of the accented layer. Counted where a sentence goes on, not in lines of
        capitals: near 1 is a name. What stands nowhere has 0, what is rare somewhat less than it
        should have.
        """

    def words(self, prefix: str, limit: int) -> Sequence[Counted]:
        """Return the ``limit`` most frequent segmented words whose folded form begins so."""

    def nearest(self, folded: str, limit: int) -> Sequence[Counted]:
        """Return the folded syllables most like ``folded``, itself not, nearest first."""

    def frequency(self, leaf: Leaf) -> int:
        """Return in how many passages a leaf stands that are neither deleted nor withdrawn."""


class Searcher(Protocol):
    """One generation, open for reading; many threads may search it at once."""

    @property
    def created(self) -> datetime:
        """When it was written."""

    @property
    def number(self) -> int:
        """The number of the generation."""

    @property
    def directory(self) -> Path:
        """The generation's directory, with the files that were attached to it."""

    @property
    def analyser_version(self) -> str:
        """The version of the analyser that made the terms."""

    def search(self, plan: Plan) -> Found:
        """Return what ``plan`` finds; works withdrawn by now are left out of everything.

        Raises :class:`IndexDamaged`.
        """

    def texts(self, work: str, tiers: frozenset[Tier], most: int) -> Sequence[str]:
        """Return the texts of at most ``most`` passages, spread evenly over a work, in order.

        None of a work that is not in ``tiers``, or withdrawn. Raises
        :class:`IndexDamaged`.
        """

    def pages(
        self,
        works: Collection[str],
        tiers: frozenset[Tier],
        match: Node,
        score: Sequence[Weighted],
    ) -> FoundPages:
        """Return the pages of some works that match by themselves, with their texts and scores.

        In the order of each work, heads left out, none of a work that is not in ``tiers``, or
        withdrawn. Raises :class:`IndexDamaged`.
        """

    def lexicon(self, tiers: frozenset[Tier]) -> Lexicon:
        """Return the lexicon of ``tiers`` and of nothing else."""

    def close(self) -> None:
        """Let go of the files; no search may be under way or follow."""


class Shelf(Protocol):
    """Generations that may be searched: those of an index, or one that does not serve yet."""

    def current(self) -> int:
        """Return the number of the current generation, 0 without one; cheap enough to poll."""

    def numbers(self) -> Sequence[int]:
        """Return the current generation and the former ones, which stand in for it, newest first.

        Cheap enough for when something is wrong.
        """

    def open(self, number: int = 0) -> Searcher:
        """Open a generation, the current one if none is named.

        Raises :class:`IndexMissing`, :class:`IndexVersionWrong` and
        :class:`IndexDamaged`.
        """

    def withdrawn(self, generation: int = 0) -> frozenset[str]:
        """Return the works that are hidden in a generation, in the current one if none is named.

        Raises :class:`WithdrawnDamaged`.
        """


class Candidate(Shelf, Protocol):
    """A whole generation that does not serve yet."""

    def publish(self, concealed: Collection[str] = ()) -> int | None:
        """Let it serve, if what it was made from serves still; return its number, or None.

        Former generations no longer show the works ``concealed``, should they have to serve again:
        those that are gone, or that fewer readers may see. Raises
        :class:`AnotherWriter`, :class:`DiskFull`.
        """


class Engine(Shelf, Protocol):
    """Generations of an index in one directory.

    A generation is drafted without any lock: ``draft`` gives a place where segments are written,
    ``base`` says what the draft is to be laid over, ``Draft.stage`` makes a candidate of both,
    and ``Candidate.publish`` lets it serve unless somebody was quicker. Then what is different now
    is written into the same draft, and it is staged again. ``hold`` keeps all others out, for the
    last try of whoever was unlucky. See ``draft.py``.
    """

    def build(
        self,
        source: Iterable[Block],
        *,
        attach: Callable[[Path], None],
        analyser_version: str,
    ) -> Built:
        """Write a generation of the blocks of ``source`` alone, and make it the current one.

        ``attach`` is called once with the directory of the generation, before anyone can see it.
        Until the very end the former generation is untouched.

        Raises :class:`ValueError` for a work given twice; :class:`AnotherWriter`,
        :class:`DiskFull`, :class:`DirectoryUnreadable`.
        """

    def change(
        self,
        source: Iterable[Block],
        *,
        remove: Collection[str] = (),
        attach: Callable[[Path], None],
        analyser_version: str,
    ) -> Built:
        """Write a generation of what the current one holds, without the works ``remove``.

        A block takes the place of the work's former one. Costs what is given, not what is there.

        Raises what :meth:`build` raises, :class:`ValueError` also when the current generation is of
        another analyser, and what :meth:`open` raises.
        """

    def draft(self) -> AbstractContextManager[Draft]:
        """Begin what may become a generation; nothing of it is left unless it is published.

        Raises :class:`DiskFull`, :class:`DirectoryUnreadable`.
        """

    def base(self, analyser_version: str | None = None) -> Base:
        """Return the current generation as what a new one may be laid over.

        It has no manifest where nothing can be taken over: without one, when it is damaged, of
        another version, or of another analyser than the one named.
        """

    def fingerprints(self, base: Base | None = None) -> Mapping[str, str]:
        """Return the fingerprint of every work of a base, of the current one if none is named.

        Empty when it turns out to be damaged.
        """

    def hold(self) -> AbstractContextManager[None]:
        """Keep others from changing what serves; whoever holds it may do so, and ask again.

        Raises :class:`AnotherWriter`.
        """

    def crowded(self) -> bool:
        """Whether :meth:`merge` has something to do, which nothing that cannot be opened has."""

    def merge(self) -> int:
        """Join what many changes have left apart, if it is worth it; return how many times.

        Nothing that a reader sees changes. Meant to run after the answer was given, with a low
        priority: other writers wait for moments at most, and what they do stays done. Stopped at
        any moment, it leaves the former generation or the new one. Does nothing while another
        process merges, or for as long as one writes.

        Raises :class:`IndexDamaged`, :class:`DiskFull`,
        :class:`DirectoryUnreadable`.
        """

    def directory(self, number: int = 0) -> Path:
        """Return the directory of a generation, of the current one if none is named."""

    def aside(self) -> Sequence[int]:
        """Return the generations that were set aside, newest first."""

    def set_aside(self, numbers: Collection[int]) -> int:
        """Take generations out of service; return the newest of the others, which serves now.

        Where none is left, nothing is done, and 0 returned: better some of it than nothing.
        """

    def withdraw(self, works: Iterable[str]) -> None:
        """Hide works at once from every search, in whatever generation they are."""

    def restore(self, works: Iterable[str]) -> None:
        """Show withdrawn works again, as far as the current generation holds them.

        Former generations, should they have to serve, do not.
        """

    def verify(self) -> None:
        """Read every file of the current generation and compare it with its manifest.

        Raises what :meth:`open` raises.
        """

    def examine(self) -> Sequence[Examined]:
        """Read every file of all generations, newest first; each file once."""

"""The engine as the rest of the program sees it: blocks in, plans in, found works out.

Another engine (OpenSearch, for more than one machine) would implement these two protocols; nothing
outside this package may lean on more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from indexer.engine.blocks import Block
    from indexer.engine.tree import Found, Leaf, Plan
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

        Raises :class:`indexer.errors.IndexDamaged`.
        """

    def texts(self, work: str, tiers: frozenset[Tier], most: int) -> Sequence[str]:
        """Return the texts of at most ``most`` passages, spread evenly over a work, in order.

        None of a work that is not in ``tiers``, or withdrawn. Raises
        :class:`indexer.errors.IndexDamaged`.
        """

    def lexicon(self, tiers: frozenset[Tier]) -> Lexicon:
        """Return the lexicon of ``tiers`` and of nothing else."""

    def close(self) -> None:
        """Let go of the files; no search may be under way or follow."""


class Engine(Protocol):
    """Generations of an index in one directory."""

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

        Raises :class:`ValueError` for a work given twice; :class:`indexer.errors.AnotherWriter`,
        :class:`indexer.errors.DiskFull`, :class:`indexer.errors.DirectoryUnreadable`.
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

    def crowded(self) -> bool:
        """Whether :meth:`merge` has something to do, which nothing that cannot be opened has."""

    def merge(self) -> int:
        """Join what many changes have left apart, if it is worth it; return how many times.

        Nothing that a reader sees changes. Meant to run after the answer was given, with a low
        priority: other writers wait for moments at most, and what they do stays done. Stopped at
        any moment, it leaves the former generation or the new one. Does nothing while another
        process merges, or for as long as one writes.

        Raises :class:`indexer.errors.IndexDamaged`, :class:`indexer.errors.DiskFull`,
        :class:`indexer.errors.DirectoryUnreadable`.
        """

    def fingerprints(self, analyser_version: str | None = None) -> Mapping[str, str]:
        """Return the fingerprint of every work that :meth:`change` would keep.

        Empty without a current generation, or when it is damaged, of another version, or of
        another analyser than the one named.
        """

    def open(self) -> Searcher:
        """Open the current generation.

        Raises :class:`indexer.errors.IndexMissing`, :class:`indexer.errors.IndexVersionWrong` and
        :class:`indexer.errors.IndexDamaged`.
        """

    def current(self) -> int:
        """Return the number of the current generation, 0 without one; cheap enough to poll."""

    def directory(self) -> Path:
        """Return the directory of the current generation; it does not exist without one."""

    def withdraw(self, works: Iterable[str]) -> None:
        """Hide works at once from every search, in whatever generation they are."""

    def restore(self, works: Iterable[str]) -> None:
        """Show withdrawn works again, as far as the current generation holds them."""

    def withdrawn(self) -> frozenset[str]:
        """Return the works that are hidden."""

    def verify(self) -> None:
        """Read every file of the current generation and compare it with its manifest.

        Raises what :meth:`open` raises.
        """

"""Works into counts of their words, and of the places at which the frequent ones stand.

Which words are frequent is known when all were counted, so works are looked at twice; the second
time goes by lines that the first one kept aside, which is quicker than pages and their texts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.build.analyse import WorkAnalyser, compounds_at
from indexer.build.blocks import Outline, owned_pages
from indexer.build.cuts import count_in_lines, read_cut
from indexer.language.consistent_words import count_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.language.compounds import Places


@dataclass(frozen=True, slots=True)
class WordCount:
    """The words of several syllables of a work, as they were cut."""

    pages: int
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class WordCounter:
    """What a process needs to count the words of works."""

    analyser: WorkAnalyser
    aside: Path
    """A directory for the lines of the works that were counted."""

    def count_words(self, outline: Outline) -> WordCount:
        """Return how often the words of ``outline`` were cut; keep its lines aside."""
        pages = owned_pages(outline, self.analyser.cuts, self.analyser.analyser)
        lines = [one.line for one in pages]
        self._lines(outline).write_text("\n".join(lines), encoding="utf-8", newline="\n")
        return WordCount(len(lines), count_in_lines(lines))

    def count_places(self, outline: Outline) -> Places:
        """Return where the compounds of the analyser stand in a work that was counted."""
        lines = self._read(outline)
        return count_places(map(read_cut, lines), compounds_at(self.analyser.compounds))

    def _read(self, outline: Outline) -> Sequence[str]:
        return self._lines(outline).read_bytes().decode().split("\n")

    def _lines(self, outline: Outline) -> Path:
        return self.aside / outline.work.id

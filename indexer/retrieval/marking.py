"""A page and the leaves of a question into the places they admit, and those that are marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from indexer.engine.blocks import Layer
from indexer.engine.fitting import select_fitting
from indexer.engine.tree import Fuzzy, Phrase, Prefix, Term, Wildcard
from indexer.language.fold import fold
from indexer.language.look_alikes import LOOK_ALIKES
from indexer.language.normalise import Normalised, normalise_with_offsets
from indexer.language.segmentation.memo import Memo
from indexer.language.written import WRITTEN, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer.engine.tree import Leaf

_WORD = re.compile(r"[^\W_]+")
"""As the analyser's."""


Pattern = Prefix | Wildcard | Fuzzy
"""A leaf that stands for several terms."""

_folded = attrgetter("folded")


@dataclass(frozen=True, slots=True)
class Places:
    """Where some tokens stand in the text as given, by their number among them."""

    starts: Sequence[int]
    ends: Sequence[int]

    def between(self, first: int, last: int) -> Places:
        """Return those of the tokens from ``first`` up to ``last``."""
        return Places(self.starts[first:last], self.ends[first:last])


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read into the terms of its tokens; a token's offsets are computed when asked for."""

    normalised: Normalised
    runs: Sequence[str]
    """What stands between the blanks and line ends of the normalised text."""
    tokens: Sequence[tuple[Part, ...]]
    """The tokens of each run."""
    parts: Sequence[Part]
    """The tokens, in order."""

    def places(self, first: int, last: int) -> Places:
        """Return where the tokens from ``first`` up to ``last`` stand, as ``tokenise`` says."""
        ends = [*accumulate(map(len, self.tokens))]
        begin, end = bisect_right(ends, first), bisect_left(ends, last) + 1
        at = sum(map(len, self.runs[:begin])) + begin
        bounds = accumulate([len(run) + 1 for run in self.runs[begin:end]], initial=at)
        runs = [*zip(bounds, self.tokens[begin:end], strict=False)]
        starts = [at + part.start for at, run in runs for part in run]
        stops = [at + part.end for at, run in runs for part in run]
        found = Places(*map(self.normalised.originals, (starts, stops)))
        skipped = first - (ends[begin - 1] if begin else 0)
        return found.between(skipped, skipped + last - first)


def read(text: str) -> Reading:
    """Return ``text`` read into tokens: those of ``tokenise``, several times faster."""
    normalised = normalise_with_offsets(text)
    runs = normalised.text.replace("\n", " ").split(" ")
    tokens = [*map(_RUNS.__getitem__, runs)]
    return Reading(normalised, runs, tokens, [*chain.from_iterable(tokens)])


def _read_run(run: str) -> tuple[Part, ...]:
    """Return the tokens of what stands between two blanks, their offsets in it."""
    return tuple(
        part._replace(start=found.start() + part.start, end=found.start() + part.end)
        for found in _WORD.finditer(run)
        for part in WRITTEN[found[0]].parts
    )


_RUNS: Final = Memo(_read_run)
"""Words with their signs recur nearly as words do; to split by blanks is much faster."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that the question admits: ``text[start:end]``."""

    start: int
    end: int
    added: bool = False
    """Whether it stands there for words that were added to the reader's own."""

    def as_json(self) -> dict[str, Any]:
        """Return the object of programs."""
        return {"start": self.start, "end": self.end, "added": self.added}


class Wanted:
    """What a question admits of texts; made once, for any number of them."""

    def __init__(
        self,
        own: Mapping[Leaf, float],
        added: Mapping[Leaf, float] | None = None,
        telling: Iterable[Leaf] | None = None,
    ) -> None:
        """Take the leaves of the reader's own words and of those added, with what each is worth.

        ``telling`` are those of the own ones that say something by themselves, all if not given.
        """
        added = added or {}
        self._all = _Terms({**added, **own})
        self._own = _Terms(own)
        self._added = _Terms(added)
        self._telling = self._own if telling is None else _Terms(dict.fromkeys(telling, 1.0))
        phrases = [len(leaf.terms) for leaf in (*own, *added) if isinstance(leaf, Phrase)]
        self._reach = max((1, *phrases))
        """Tokens beside one that decide whether it is marked."""

    def weigh(self, parts: Sequence[Part]) -> dict[int, float]:
        """Return where a token is admitted, in order, with the worth of the heaviest leaf.

        A folded term admits every spelling, an accented one only its own; a phrase admits its terms
        where all of them stand together.
        """
        return _weigh(parts, self._all, self._all.heads_in(parts))

    def marked(
        self, parts: Sequence[Part], first: int, last: int, admitted: Iterable[int] | None = None
    ) -> dict[int, bool]:
        """Return which tokens from ``first`` up to ``last`` are marked, and if for added words.

        In order, numbered from ``first``; ``admitted`` are those of all, if known. A syllable
        that is a part of a word in the question is marked where another one stands beside it:
        "tế" of "quốc tế", not of "kinh tế".
        """
        begin = max(first - self._reach, 0)
        parts = parts[begin : last + self._reach]
        if admitted is None:
            heads = self._all.heads_in(parts)
        else:
            heads = [at - begin for at in admitted if 0 <= at - begin < len(parts)]
        own = _weigh(parts, self._own, heads)
        telling = self._telling
        words = own if telling is self._own else _weigh(parts, telling, telling.heads_in(parts))
        marked = dict.fromkeys((at for at in own if at in words), False)
        for at in _weigh(parts, self._added, heads):
            marked.setdefault(at, True)
        for at in own:
            if at - 1 in own or at + 1 in own:
                marked.setdefault(at, False)
        shown = ((at + begin - first, added) for at, added in sorted(marked.items()))
        return {at: added for at, added in shown if 0 <= at < last - first}


def make_marks(text: str, places: Places, marked: Mapping[int, bool]) -> tuple[Mark, ...]:
    """Return the marks of some of the tokens of ``text``, in order, not overlapping.

    Neighbours with nothing but blanks between them are one mark: what the analyser reads as blanks,
    so those that do not break a line as well.
    """
    marks: list[Mark] = []
    for at, added in marked.items():
        start, end, last = places.starts[at], places.ends[at], marks[-1] if marks else None
        if last and last.added == added and _is_blank(text[last.end : start]):
            marks[-1] = Mark(last.start, end, added)
        else:
            marks.append(Mark(start, end, added))
    return tuple(marks)


def find_marks(text: str, wanted: Wanted) -> tuple[Mark, ...]:
    """Return every place in ``text`` that is to be marked."""
    reading = read(text)
    size = len(reading.parts)
    return make_marks(text, reading.places(0, size), wanted.marked(reading.parts, 0, size))


def _is_blank(between: str) -> bool:
    return not between.translate(LOOK_ALIKES).strip(" ")


def _weigh(parts: Sequence[Part], by_text: _Terms, heads: Sequence[int]) -> dict[int, float]:
    """Return what :meth:`Wanted.weigh` does, having looked at ``heads`` and for patterns."""
    weights: defaultdict[int, float] = defaultdict(float)
    exact, opened = by_text.exact, by_text.opened
    for at in heads:
        for leaf, weight in (*exact.get(parts[at].term, ()), *opened.get(parts[at].folded, ())):
            size = len(leaf.terms) if isinstance(leaf, Phrase) else 1
            if isinstance(leaf, Term) or _stands(leaf, parts[at : at + size]):
                for place in range(at, at + size):
                    weights[place] = max(weights[place], weight)
    for pattern, weight in by_text.patterns:
        texts = [_text(part, pattern.layer) for part in parts]
        fitting = _fitting(pattern, set(texts))
        for at, text in enumerate(texts):
            if text in fitting:
                weights[at] = max(weights[at], weight)
    return dict(sorted(weights.items()))


class _Terms:
    """Leaves by the first term that they admit, so that few tokens are looked at."""

    def __init__(self, leaves: Mapping[Leaf, float]) -> None:
        self.exact: defaultdict[str, list[tuple[Term | Phrase, float]]] = defaultdict(list)
        self.opened: defaultdict[str, list[tuple[Term | Phrase, float]]] = defaultdict(list)
        self.patterns: list[tuple[Pattern, float]] = []
        for leaf, weight in leaves.items():
            if isinstance(leaf, Prefix | Wildcard | Fuzzy):
                self.patterns.append((leaf, weight))
                continue
            if not isinstance(leaf, Term | Phrase):
                # Whoever asks for more has its terms marked one by one.
                continue
            term = leaf if isinstance(leaf, Term) else next(iter(leaf.terms), None)
            if term and term.layer is Layer.ACCENTED:
                self.exact[term.text].append((leaf, weight))
            elif term and term.layer is Layer.FOLDED:
                self.opened[term.text].append((leaf, weight))
        self._heads = frozenset((*map(fold, self.exact), *self.opened))

    def heads_in(self, parts: Sequence[Part]) -> list[int]:
        """Return where a leaf that is no pattern may begin: nowhere else does one."""
        heads = self._heads
        return [at for at, folded in enumerate(map(_folded, parts)) if folded in heads]


def _fitting(pattern: Pattern, texts: Iterable[str]) -> frozenset[str]:
    """Return which of ``texts`` a pattern stands for."""
    if isinstance(pattern, Prefix):
        return frozenset(text for text in texts if text.startswith(pattern.text))
    return select_fitting(texts, pattern)


def _stands(phrase: Phrase, parts: Sequence[Part]) -> bool:
    """Whether ``parts`` are the terms of ``phrase``."""
    return len(parts) == len(phrase.terms) and all(
        _text(part, term.layer) == term.text for term, part in zip(phrase.terms, parts, strict=True)
    )


def _text(part: Part, layer: Layer) -> str:
    return part.term if layer is Layer.ACCENTED else part.folded

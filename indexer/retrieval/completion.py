"""What a reader has typed so far into ways it may go on: words, names and titles.

A bare syllable goes on in any spelling, an accented one in its own; the last one need not be
finished. Nothing is offered that the reader's tiers do not hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from indexer.language.analyser import tokenise
from indexer.language.fold import fold
from indexer.retrieval.continuing import continue_words
from indexer.retrieval.labels import Borne, LabelKind, Place
from indexer.retrieval.query import MAX_CHARACTERS
from indexer.retrieval.typed import NOTHING_TYPED, read_typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.engine.engine import Lexicon
    from indexer.retrieval.labels import Label, Labels
    from indexer.retrieval.typed import Typed

MOST = 20
"""Completions of one text."""

_LEAST_LETTERS = 2
"""What is shorter may become anything."""

_LONGEST_NAME = 6
"""Words typed that may be the beginning of a name after other words."""

_PLACES = 100
"""Labels looked at for each beginning."""


class CompletionKind(StrEnum):
    """What a completion is."""

    WORD = "word"
    NAME = "name"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Completion:
    """A way in which a text may go on."""

    text: str
    """The whole question; of a title or name that holds what was typed further on, all of it."""
    kind: CompletionKind
    work: str = ""
    """Of a title: a work that bears it."""
    start: int = 0
    """Where in ``text`` stands what was typed."""

    def as_json(self) -> dict[str, Any]:
        """Return the object of programs."""
        return {"text": self.text, "kind": self.kind, "work": self.work, "start": self.start}


def complete(text: str, lexicon: Lexicon, labels: Labels, limit: int) -> tuple[Completion, ...]:
    """Return at most ``limit`` ways in which ``text`` may go on: words, then names, then titles.

    Words take half of the places, names and titles a quarter each; what one kind leaves free goes
    to the others.
    """
    typed = read_typed(text) if len(text) <= MAX_CHARACTERS else NOTHING_TYPED
    if sum(len(token.folded) for token in typed.tokens) < _LEAST_LETTERS:
        return ()
    limit = min(limit, MOST)
    names = list(islice(_complete_names(typed, labels), limit))
    # The lexicon is in lower case: a name is better written as a name, and with its accents.
    named = {text for one in names for text in (one.text.lower(), fold(one.text))}
    words = [one for one in _complete_words(typed, lexicon) if one.text.lower() not in named]
    titles = list(islice(_complete_titles(typed, labels), limit))
    quarter = limit // 4
    free = limit - min(len(names), quarter) - min(len(titles), quarter)
    return _share((words[:free], names, titles), limit)


def _share(found: Sequence[Sequence[Completion]], limit: int) -> tuple[Completion, ...]:
    quarter = limit // 4
    shares = (limit - 2 * quarter, quarter, quarter)
    free = limit - sum(min(share, len(some)) for share, some in zip(shares, found, strict=True))
    chosen: list[Completion] = []
    for share, some in zip(shares, found, strict=True):
        more = min(free, max(len(some) - share, 0))
        free -= more
        chosen += some[: share + more]
    return tuple(chosen)


def _complete_words(typed: Typed, lexicon: Lexicon) -> Iterator[Completion]:
    texts = continue_words(typed, lexicon)
    for text in texts:
        if text != typed.text.rstrip() and not any(_is_barer(text, other) for other in texts):
            # Without its closing quote a phrase would be plain words.
            yield Completion(text + '"' * (text.count('"') % 2), CompletionKind.WORD)


def _is_barer(text: str, other: str) -> bool:
    """Tell whether ``text`` is ``other`` with some of its accents left out."""
    letters = zip(text, other, strict=False)
    same = len(text) == len(other) and all(one in {two, _bare(two)} for one, two in letters)
    return same and text != other


def _bare(letter: str) -> str:
    return fold(letter).upper() if letter.isupper() else fold(letter)


def _complete_names(typed: Typed, labels: Labels) -> Iterator[Completion]:
    """Yield names that begin as the last words typed: those of most words, then of most works.

    Of one record it is the name that it prefers.
    """
    shown: set[int] = set()
    for size in range(min(_LONGEST_NAME, len(typed.tokens)), 0, -1):
        whole = typed.is_whole and size == len(typed.tokens)
        if len(typed.of_last(size).strip()) < _LEAST_LETTERS:
            continue
        found = _beginning(typed, size, LabelKind.NAME, labels)
        for one in sorted((one for one in found if whole or not one.place.word), key=_by_use):
            if one.label.entity not in shown:
                shown.add(one.label.entity)
                before = "" if whole else typed.before_last(size)
                yield Completion(before + one.label.text, CompletionKind.NAME, start=one.start)


def _complete_titles(typed: Typed, labels: Labels) -> Iterator[Completion]:
    """Yield titles that hold all that was typed, those that begin with it first."""
    if not typed.is_whole:
        return
    for one in _beginning(typed, len(typed.tokens), LabelKind.TITLE, labels):
        yield Completion(one.label.text, CompletionKind.TITLE, one.borne.work, one.start)


@dataclass(frozen=True, slots=True)
class _Found:
    """A label that may be shown."""

    place: Place
    borne: Borne

    @property
    def start(self) -> int:
        """Where in the label's text the place is."""
        return tokenise(self.label.text)[self.place.word].start

    @property
    def label(self) -> Label:
        return self.place.label


def _by_use(one: _Found) -> tuple[bool, int, int, str]:
    return one.place.word > 0, -one.borne.works, one.label.rank, one.label.text


def _beginning(typed: Typed, size: int, kind: LabelKind, labels: Labels) -> Iterator[_Found]:
    """Yield the labels that go on as the last ``size`` words typed, each once."""
    seen: set[Label] = set()
    for place in chain.from_iterable(
        labels.beginning(kind, one, _PLACES) for one in typed.beginnings(size)
    ):
        if place.label in seen:
            continue
        if typed.admits(size, place.terms):
            borne = labels.borne(place.label)
            if borne:
                seen.add(place.label)
                yield _Found(place, borne)

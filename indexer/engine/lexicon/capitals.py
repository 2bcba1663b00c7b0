"""The text of passages into how often each syllable has a capital that is not due to its place."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import types

from indexer.engine.compiled import compiled, readonly
from indexer.engine.lexicon.table import decode, encode, store_counts
from indexer.language.written import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.engine.lexicon.table import Array

MOST_WORDS = 1 << 18
"""Distinct words with a capital that are told apart of each kind before the rare are forgotten."""

_GATHERED: Final = 1 << 17
"""Bytes that are looked at together."""

_WORD: Final = 1
_LARGE: Final = 2
_UPPER: Final = 4
_LOWER: Final = 8
_BREAK: Final = 16
_KNOWN: Final = 128
"""What a character is: of a word, a capital that counts, a capital, none, the end of a line."""

_SPACE, _BRACKET, _COMMA, _HYPHEN = map(ord, " (,-")

_TELLING, _ALONE, _PLACED = range(3)
"""Where a word with a capital stands: where it tells, where it does if it has another, neither."""

_LAST_LARGE: Final = 0x2000
"""Capitals from here on are not those of words."""


class CapitalTally:
    """How often each syllable has a capital that tells, and how often one that does not.

    A sentence goes on after a word with a space, or a comma and a space, and in parentheses: there
    a capital tells. Elsewhere it does if the next word has one, too; never in a line that has
    nothing else.
    """

    def __init__(self, most: int = MOST_WORDS) -> None:
        self._most = most
        self._counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
        self._texts: list[bytes] = []
        self._gathered = 0
        self._classes = np.zeros(0x110000, np.uint8)

    def add(self, text: bytes) -> None:
        """Count the capitals of a passage, encoded as it is stored."""
        self._texts.append(text)
        self._gathered += len(text)
        if self._gathered >= _GATHERED:
            self._count()

    def lay_out(self, syllables: Sequence[bytes], counts: NDArray[np.int64]) -> dict[str, Array]:
        """Return the sections for ``syllables``, which stand so often, in their order.

        ``capitals`` is how often each has a capital that tells, ``capital_places`` how often it
        stands where one would.
        """
        self._count()
        capitals, elsewhere = (
            np.fromiter((counted.get(one, 0) for one in syllables), np.int64, len(syllables))
            for counted in self._by_syllable()
        )
        places = np.maximum(counts - elsewhere, capitals)
        return {
            "capitals": store_counts(capitals),
            "capital_places": store_counts(places),
        }

    def _count(self) -> None:
        text = unicodedata.normalize("NFC", decode(b"\n".join(self._texts)))
        self._texts.clear()
        self._gathered = 0
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        bounds = np.empty((3, len(text) // 2 + 1), np.int32)
        found = _find_words(codes, self._classes, *bounds)
        if found < 0:
            self._classify(codes)
            found = _find_words(codes, self._classes, *bounds)
        starts, ends, kinds = bounds[:, :found]
        for kind, counter in enumerate(self._counts):
            own = kinds == kind
            spans = zip(starts[own].tolist(), ends[own].tolist(), strict=True)
            counter.update([text[start:end] for start, end in spans])
            if len(counter) > self._most:
                self._forget(counter)

    def _classify(self, codes: NDArray[np.uint32]) -> None:
        for code in np.unique(codes[self._classes[codes] == 0]).tolist():
            self._classes[code] = _classify(chr(code))

    def _forget(self, counter: Counter[str]) -> None:
        kept = counter.most_common(self._most * 3 // 4)
        counter.clear()
        counter.update(dict(kept))

    def _by_syllable(self) -> tuple[Counter[bytes], Counter[bytes]]:
        """Return how often each syllable has a capital that tells, and one that does not."""
        telling: Counter[bytes] = Counter()
        placed: Counter[bytes] = Counter()
        for kind, counter in enumerate(self._counts):
            for word, count in counter.items():
                terms = [part.term for part in WRITTEN[word].parts if word[part.start].isupper()]
                tells = kind == _TELLING or (kind == _ALONE and len(terms) > 1)
                into = telling if tells else placed
                for term in terms:
                    into[encode(term)] += count
        return telling, placed


def _classify(letter: str) -> int:
    large = letter.isupper() and ord(letter) < _LAST_LARGE
    return (
        _KNOWN
        | _WORD * letter.isalnum()
        | _LARGE * large
        | _UPPER * letter.isupper()
        | _LOWER * (letter.islower() or (letter.istitle() and not letter.isupper()))
        | _BREAK * (letter.splitlines() == [""])
    )


@compiled(types.boolean(readonly(types.uint32), readonly(types.uint8), types.int64, types.int64))
def _goes_on(codes: NDArray[np.uint32], classes: NDArray[np.uint8], line: int, at: int) -> bool:
    """Tell whether a sentence that began in the line goes on: after "a ", "a, " or " ("."""
    if at - line < 2:
        return False
    if codes[at - 1] == _BRACKET:
        return bool(codes[at - 2] == _SPACE)
    if codes[at - 1] != _SPACE:
        return False
    if codes[at - 2] == _COMMA:
        return at - line > 2 and bool(classes[codes[at - 3]] & _WORD)
    return bool(classes[codes[at - 2]] & _WORD)


@compiled(types.int64(readonly(types.uint32), readonly(types.uint8), types.int64, types.int64))
def _leave(codes: NDArray[np.uint32], classes: NDArray[np.uint8], at: int, end: int) -> int:
    """Return where the word at a place ends, or the next place without one."""
    if not classes[codes[at]] & _WORD:
        return at + 1
    while at < end and classes[codes[at]] & _WORD:
        at += 1
    return at


@compiled(
    types.int64(
        readonly(types.uint32),
        readonly(types.uint8),
        types.int64,
        types.int64,
        types.int32[::1],
        types.int32[::1],
        types.int64,
    )
)
def _follow(  # noqa: PLR0913, PLR0917 - a loop takes nothing but arrays and numbers
    codes: NDArray[np.uint32],
    classes: NDArray[np.uint8],
    at: int,
    end: int,
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    found: int,
) -> int:
    """Note the words with a capital that begin at a place; return how many there are then.

    Between them stands one space or one hyphen.
    """
    going = True
    while going:
        starts[found] = at
        at = _leave(codes, classes, at, end)
        ends[found] = at
        found += 1
        joint = at + 1 < end and (codes[at] == _SPACE or codes[at] == _HYPHEN)
        going = joint and bool(classes[codes[at + 1]] & _LARGE)
        at += going
    return found


@compiled(
    types.int64(
        readonly(types.uint32),
        readonly(types.uint8),
        types.int32[::1],
        types.int32[::1],
        types.int32[::1],
    )
)
def _find_words(
    codes: NDArray[np.uint32],
    classes: NDArray[np.uint8],
    starts: NDArray[np.int32],
    ends: NDArray[np.int32],
    kinds: NDArray[np.int32],
) -> int:
    """Note the words with a capital, line by line; return how many, -1 for a class not known."""
    found = 0
    line = 0
    while line < len(codes):
        end = line
        seen = 0
        while end < len(codes) and not classes[codes[end]] & _BREAK:
            if not classes[codes[end]]:
                return -1
            seen |= classes[codes[end]]
            end += 1
        bare = bool(seen & _UPPER) and not seen & _LOWER
        at = line
        while seen & _LARGE and at < end:
            if classes[codes[at]] & _LARGE:
                within = _goes_on(codes, classes, line, at)
                first = found
                found = _follow(codes, classes, at, end, starts, ends, found)
                at = int(ends[found - 1])
                tells = within or found - first > 1
                kinds[first:found] = _PLACED if bare else _TELLING if tells else _ALONE
            else:
                at = _leave(codes, classes, at, end)
        line = end + 1
    return found

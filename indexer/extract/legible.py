"""A page's text into figures of how much of it people could read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.language.syllables import readable_share

if TYPE_CHECKING:
    from collections.abc import Iterable

_BROKEN = re.compile("[\ufffd\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]|\\(cid:\\d+\\)")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ODD = re.compile("[\ufffd\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff¨©ª¬®¶¸¹¾]")
"""What is broken or private, and the signs that are letters in TCVN3."""
_LEGACY = re.compile("[a-zà-ỹ][¨©ª¬®¶¸¹¾]|[¨©ª¬®¶¸¹¾][a-zà-ỹ]")
"""Letters beside signs that are letters in TCVN3 and stand beside no letter in Unicode."""
_MIXED = 3
"""Signs of a wrong encoding from which a page is suspect, although the most of it is readable."""
_MOST_PRIVATE = 0.5
"""Private characters to a word; fewer are bullets and formulas, which no reader can name."""
_SAMPLE = 1_000
_SUSPECT = 0.75
_UNREADABLE = 0.4
_FEW = 8
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Legibility:
    """How much of a text can be read."""

    words: int
    broken: int
    """Characters that the reader could not name."""
    share: float
    """Of words that are readable, 0 to 1; of a sample where the text is long."""
    suspect: bool
    """Another reader should try."""

    @property
    def unreadable(self) -> bool:
        """Whether there is text, and nobody could read it."""
        if max(self.words, self.broken) < _FEW:
            return False
        return self.share < _UNREADABLE or self.broken > self.words

    @property
    def doubtful(self) -> bool:
        """Whether there is enough text to say that it may be wrong."""
        return self.suspect and self.words >= _FEW

    def beats(self, other: Legibility) -> bool:
        """Whether clearly more can be read here than in ``other``."""
        return self._worth > other._worth + max(1.0, _MARGIN * other.words)

    @property
    def _worth(self) -> float:
        return self.words * (2 * self.share - 1) - self.broken


def judge(text: str, dropped: int = 0) -> Legibility:
    """Return how legible ``text`` is, from which ``dropped`` control characters were taken out.

    Text without any letter, a table of figures, is not suspect.
    """
    # Most pages have none of these signs, which one search for their set tells soonest.
    odd = _ODD.search(text) is not None
    broken = dropped + (len(_BROKEN.findall(text)) if odd or "(cid:" in text else 0)
    words = len(text.split())
    private = len(_PRIVATE.findall(text)) if odd else 0
    formulas = 0 < private <= _MOST_PRIVATE * words
    share = readable_share(_PRIVATE.sub(" ", _sample(text)) if formulas else _sample(text))
    wordless = share == 0 and not any(map(str.isalpha, text))
    suspect = (
        (share < _SUSPECT and not wordless)
        or broken >= _MIXED
        or private > _MOST_PRIVATE * words
        or (odd and len(_LEGACY.findall(text)) >= _MIXED)
    )
    return Legibility(0 if wordless else words, broken, share, suspect)


def readable_of(pages: Iterable[Legibility]) -> float:
    """Return the share of readable words on all pages together, 0 where there is no word."""
    judged = list(pages)
    words = sum(each.words for each in judged)
    return round(sum(each.share * each.words for each in judged) / words, 4) if words else 0.0


def _sample(text: str) -> str:
    """Return ``text``, or its beginning, middle and end: a page in half is a page in sample."""
    if len(text) <= 4 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return "\n".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))

"""The text of a search box into the words at its end, the last of which may be unfinished."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.language.analyser import Token, tokenise
from indexer.language.fold import fold
from indexer.language.spelling import standard_spelling

if TYPE_CHECKING:
    from collections.abc import Sequence


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class Typed:
    """The words at the end of a text, with nothing but blanks between and after them."""

    text: str
    tokens: tuple[Token, ...]
    is_whole: bool
    """Whether there is nothing before them."""
    is_finished: bool
    """Whether a blank follows the last of them."""

    def of_last(self, size: int) -> str:
        """Return the text of the last ``size`` words, as typed."""
        return self.text[self.tokens[-size].start :]

    def before_last(self, size: int) -> str:
        """Return the text before the last ``size`` words, as typed."""
        return self.text[: self.tokens[-size].start]

    def beginnings(self, size: int) -> tuple[str, ...]:
        """Return the last ``size`` words folded, as what completes them begins.

        Two, where the term of the unfinished word is not spelt as it is: "hi" may go on as "hiện"
        and is itself a spelling of "hy".
        """
        folded = [token.folded for token in self.tokens[-size:]]
        if self.is_finished:
            return (" ".join(folded),)
        last = self.tokens[-1]
        ends = dict.fromkeys((fold(self.text[last.start : last.end]), last.folded))
        return tuple(" ".join((*folded[:-1], end)) for end in ends)

    def admits(self, size: int, texts: Sequence[str]) -> bool:
        """Tell whether ``texts``, terms with accents, go on as the last ``size`` words began."""
        tokens = self.tokens[-size:]
        if len(texts) < size:
            return False
        whole = tokens if self.is_finished else tokens[:-1]
        if not all(_is_spelt_so(token, text) for token, text in zip(whole, texts, strict=False)):
            return False
        if self.is_finished:
            return True
        last = tokens[-1]
        return begins_so(self.text[last.start : last.end], texts[size - 1]) or _is_spelt_so(
            last, texts[size - 1]
        )


NOTHING_TYPED = Typed("", (), is_whole=False, is_finished=False)
"""What ends in no word."""


def read_typed(text: str) -> Typed:
    """Return the words at the end of ``text``; none, when it ends in anything else."""
    tokens = tokenise(text)
    ends = [token.end for token in tokens]
    if not tokens or text[ends[-1] :].strip(" "):
        return NOTHING_TYPED
    first = len(tokens) - 1
    while first and text[ends[first - 1] : tokens[first].start].strip(" ") == "":
        first -= 1
    return Typed(
        text,
        tokens[first:],
        is_whole=not text[: tokens[first].start].strip(),
        is_finished=ends[-1] < len(text),
    )


def write_like(typed: str, text: str) -> str:
    """Return the syllable ``text`` in its usual spelling and the case of ``typed``."""
    usual = standard_spelling(text) or text
    if typed.isupper() and len(typed) > 1:
        return usual.upper()
    return usual[:1].upper() + usual[1:] if typed[:1].isupper() else usual


def begins_so(typed: str, text: str) -> bool:
    """Tell whether ``text`` may be what ``typed`` becomes: its letters, and the accents there are.

    A tone may still move to another letter ("toá", "toán"), and a bare letter get any accent.
    """
    some, tone = _letters(typed)
    letters, own_tone = _letters(text)
    if tone and tone != own_tone:
        return False
    return len(some) <= len(letters) and all(
        one == other or one == other[0] for one, other in zip(some, letters, strict=False)
    )


def _is_spelt_so(token: Token, text: str) -> bool:
    return text == token.text if token.text != token.folded else fold(text) == token.folded


def _letters(text: str) -> tuple[list[str], str]:
    """Return the letters, each with its marks but the tone, and the tone."""
    letters: list[str] = []
    tone = ""
    for character in unicodedata.normalize("NFD", text.lower().replace("đ", "d\u0335")):
        if character in _TONES:
            tone = character
        elif unicodedata.combining(character) and letters:
            letters[-1] += character
        else:
            letters.append(character)
    return letters, tone

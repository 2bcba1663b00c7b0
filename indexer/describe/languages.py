"""Pages into the languages they are written in, by syllables, stop words and scripts.

Vietnamese shows by its accents, other Latin languages by their commonest words, the rest by their
letters. No model is needed for a choice among so few.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.describe.document import Span, lines_of
from indexer.language.fold import has_accent
from indexer.language.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.describe.document import Line
    from indexer.records.files import Page

_SAMPLED_PAGES = 40
_SHARE = 0.25
"""What share of a document a second language must have: more than an English abstract has."""
_FEWEST_WORDS = 8
_SAMPLED_LINES = 400
_MUCH = 12
"""Words of a language in a line that is as good as any."""
_WORD = re.compile(r"[^\W\d_]+")

_STOP_WORDS = {
    "en": "the of and to in is was for that with on as by are be this from at an it has were which",
    "fr": "le la les des une et est dans pour que qui du sur par avec au aux ce cette sont",
}
# Unaccented Vietnamese: common syllables that are no words of the other languages.
_BARE_VIETNAMESE = frozenset(
    re.findall(
        r"\S+",
        "cua va cac nhung duoc trong voi cho khong hoc vien doan bao cao tai nam ngay cong tac "
        "viec",
    )
)
_STOPS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
# How great a share of running text these words make up.
_USUAL = {"vi": 0.7, "en": 0.36, "fr": 0.33}
_SCRIPTS = {
    "ko": "\uac00-\ud7a3",
    "ja": "\u3040-\u30ff",
    "zh": "\u4e00-\u9fff",
    "ru": "\u0400-\u04ff",
    "lo": "\u0e80-\u0eff",
    "th": "\u0e00-\u0e7f",
    "km": "\u1780-\u17ff",
}
_SCRIPT_LETTERS = {language: re.compile(f"[{letters}]") for language, letters in _SCRIPTS.items()}
_ANY_SCRIPT = re.compile(f"[{''.join(_SCRIPTS.values())}]")


@dataclass(frozen=True, slots=True)
class FoundLanguage:
    """A language (ISO 639-1) and a line written in it."""

    code: str
    span: Span


def find_languages(pages: Sequence[Page]) -> tuple[FoundLanguage, ...]:
    """Return the languages that make up a quarter of ``pages`` or more, the greatest first."""
    step = max(1, len(pages) // _SAMPLED_PAGES)
    lines = [line for page in pages[::step] for line in lines_of(page)]
    shares = _shares(line.text for line in lines)
    codes = [code for code, share in shares.most_common() if share >= _SHARE]
    return tuple(FoundLanguage(code, _sample(lines, code)) for code in codes)


def language_of(text: str) -> str:
    """Return the one language ``text`` shows most of, empty if it shows none."""
    shares = _shares([text], fewest=2)
    return max(shares, key=lambda code: shares[code]) if shares else ""


def _shares(texts: Iterable[str], fewest: int = _FEWEST_WORDS) -> Counter[str]:
    """Return what part of the text each language has, from 0 to 1."""
    own: list[str] = []
    plain: list[str] = []
    for text in texts:
        (own if _ANY_SCRIPT.search(text) else plain).append(text)
    seen = _signs("\n".join(plain))
    for text in own:
        seen.update(_signs(text))
    words = seen.total()
    del seen[""]
    if words < fewest:
        return Counter()
    amounts = Counter({code: count / _USUAL.get(code, 1.0) for code, count in seen.items()})
    amounts = Counter({code: amount for code, amount in amounts.items() if amount > words * 0.15})
    total = amounts.total()
    return Counter({code: amount / total for code, amount in amounts.items()})


def _signs(text: str) -> Counter[str]:
    """Return how many words of ``text`` speak for each language; under "" the others."""
    signs = Counter(map(_sign, _WORD.findall(text.lower())))
    if _ANY_SCRIPT.search(text):
        # Scripts without blanks: two letters are about a word.
        signs.update({code: len(form.findall(text)) // 2 for code, form in _SCRIPT_LETTERS.items()})
    return +signs


@lru_cache(maxsize=1 << 15)
def _sign(word: str) -> str:
    if has_accent(word):
        return "vi" if is_syllable(word) else ""
    if word in _BARE_VIETNAMESE:
        return "vi"
    return next((language for language, words in _STOPS.items() if word in words), "")


def _sample(lines: Sequence[Line], code: str) -> Span:
    """Return the line that shows most of the language."""
    best, most = lines[0], -1
    for line in lines[:_SAMPLED_LINES]:
        shown = _signs(line.text)[code]
        if shown > most:
            best, most = line, shown
        if most >= _MUCH:
            break
    return Span(best.page, best.start, best.end)

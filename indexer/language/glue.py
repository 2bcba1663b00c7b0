"""A written word that lost its spaces into the words it was: "28đoàn" into 28 and đoàn.

The cheapest chain of syllables, numbers, acronyms and foreign words wins, as Viterbi finds it. The
word is cut there only if the chain is certain to be Vietnamese; what is no Vietnamese syllable is
mostly a name or a foreign word and stays.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.language.fold import fold
from indexer.language.frequent import FREQUENT, MOST_FREQUENT
from indexer.language.spelling import is_spelt, standard_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST = 400
"""Longer runs of letters are no line of text; characters."""

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

_LONGEST_SYLLABLE = 7  # nghiêng

_MOST_FREQUENT_COST = 0.6
_FREQUENT_COST = 1.0
_RARE_COST = 3.0
_VOWEL_FIRST_COST = 0.2
"""Of two cuts, the one that gives the consonant to the second syllable: phá-tan, not phát-an."""
_SINGLE_LETTER_COST = 0.5
_UNUSUAL_SPELLING_COST = 0.3
"""For gì-ông rather than gìông, which would be giông with its tone astray."""
_RARE_VOWEL_FIRST_COST = 1.0

_NUMBER = re.compile(r"(?<![0-9])[0-9]+(?![0-9])|[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBER_COST = 0.5
_CODE = re.compile(
    r"(?<![A-Z0-9])(?:[A-Z]+[0-9]+[A-Z0-9]*|[0-9]{1,2}(?:[A-Z]{1,2}|h[0-9]{0,2}))(?![A-Z0-9])"
)
_CODE_COST = 3.0
_ACRONYM = re.compile(r"[A-ZĐĂÂÊÔƠƯ]{2,12}")
_ACRONYM_COST = 4.0
_FOREIGN = re.compile(r"(?<![A-Z])[A-Z][a-z]{2,}(?=[A-Z0-9Đ]|$)")
_FOREIGN_COST = 1.5
"""Less than two syllables: what begins with a capital and has no accents stays together."""
_LAST_LETTER = re.compile(r"(?<=[a-zà-ỹ])[A-Z]$")
_LAST_LETTER_COST = 6.0

# Marks that nobody but the Vietnamese puts on letters, save sắc: French, Spanish and the names of
# foreigners in Vietnamese spelling (Lênin, Mátxcơva) have that one too.
_NATIVE = re.compile("[ạảầẩẫậằẳẵặẹẻẽềểễệỉịĩọỏồổỗộờởỡợụủũừửữựỳỵỷỹ]")
_SHARED = re.compile("[àèìòùãõ].|(?:đ|kh|ng|th|tr)[àèìòùãõ]")
"""Marks of other languages too, in syllables that are not theirs: not in père, São, manhã."""

_TWO_MARKS = re.compile("[ấắếốớứ]")
"""Letters with sắc that only names in Vietnamese spelling and loans (catốt, vắcxin) have beside
Vietnamese itself; names begin with a capital, and of loans one syllable is bare."""

_TELLING_LETTERS = re.compile(
    r"(?:kh|tr|nh|ng|th|qu|gi(?!$))h?[^\W\d_]{2}|.*(?:i[êe]|yê|ư|uô|ây|inh|ênh)"
)
"""Onsets and rhymes that names in Vietnamese spelling hardly have."""

_TELLING = frozenset(
    (
        *("báo", "biết", "cáo", "các", "có", "công", "của", "dân", "đất", "đến", "đối"),
        *("khi", "năm", "số", "tác", "tại", "tài", "tế", "tới", "và", "văn", "với"),
    )
)
"""Syllables with letters that names have too, but seldom in this order."""

_LOANS = frozenset(("cáctông", "côngtenơ", "miligiây", "nanogiây", "satế"))
"""Borrowed words that read like native ones."""

_VOWELS = frozenset("aeiouy")
_LONE_WORDS = frozenset("áởýyà")
_VOWEL_FIRST = frozenset(
    (
        *("ai", "an", "anh", "ảnh", "ánh", "án", "áo", "áp", "ăn", "âm", "ấm", "ấn", "ấy", "em"),
        *("ích", "ít", "ôm", "ốm", "ông", "ổn", "úc", "ủng", "ưu", "ứng", "ước"),
    )
)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    cost: float
    syllable: str = ""
    """In lower case; empty for what is none."""


def unglue(word: str) -> tuple[str, ...]:
    """Return the parts of ``word`` (letters and digits, NFC), which joined give it again.

    Nearly always that is the word alone. Parts stay whole when they are given in turn.
    """
    if word.isascii() or len(word) > _LONGEST:
        return (word,)
    lower = word.lower()
    if len(lower) != len(word) or standard_spelling(lower) is not None or lower in _LOANS:
        return (word,)
    pieces = _cheapest(word, lower)
    if len(pieces) < 2 or not _is_certain(word, pieces):
        return (word,)
    return tuple(word[piece.start : piece.end] for piece in pieces)


def _cheapest(word: str, lower: str) -> Sequence[_Piece]:
    """Return the pieces of the cheapest chain over ``word``, none if there is no chain."""
    costs: list[float | None] = [0.0] + [None] * len(word)
    last: list[_Piece | None] = [None] * (len(word) + 1)
    for start in range(len(word)):
        so_far = costs[start]
        if so_far is None:
            continue
        for piece in _pieces_at(word, lower, start):
            cost = costs[piece.end]
            if cost is None or so_far + piece.cost < cost:
                costs[piece.end], last[piece.end] = so_far + piece.cost, piece
    chain: list[_Piece] = []
    best = last[-1]
    while best is not None:
        chain.append(best)
        best = last[best.start]
    return chain[::-1]


def _pieces_at(word: str, lower: str, start: int) -> Iterator[_Piece]:
    """Yield all that can stand at ``start``."""
    for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(word)) + 1):
        syllable = lower[start:end]
        if is_spelt(syllable) and _is_one_case(word[start:end]):
            yield _Piece(start, end, _syllable_cost(syllable), syllable)
    for pattern, cost in (
        (_NUMBER, _NUMBER_COST),
        (_CODE, _CODE_COST),
        (_FOREIGN, _FOREIGN_COST),
        (_LAST_LETTER, _LAST_LETTER_COST),
    ):
        if found := pattern.match(word, start):
            yield _Piece(start, found.end(), cost)
    if found := _ACRONYM.match(word, start):
        for end in range(start + 2, found.end() + 1):
            yield _Piece(start, end, _ACRONYM_COST)


def _is_one_case(text: str) -> bool:
    """Whether ``text`` is in small letters, in capitals, or in small letters after a capital."""
    return text[1:].islower() or len(text) == 1 or text.isupper()


def _syllable_cost(syllable: str) -> float:
    standard = standard_spelling(syllable)
    begins_with_vowel = fold(syllable[0]) in _VOWELS
    cost = 0.0 if syllable == standard else _UNUSUAL_SPELLING_COST
    if standard in MOST_FREQUENT:
        return cost + _MOST_FREQUENT_COST + _VOWEL_FIRST_COST / 2 * begins_with_vowel
    if standard in FREQUENT:
        cost += _FREQUENT_COST + _VOWEL_FIRST_COST * begins_with_vowel
    else:
        cost += _RARE_COST + _RARE_VOWEL_FIRST_COST * begins_with_vowel
    return cost + _SINGLE_LETTER_COST * (len(syllable) == 1)


def _is_certain(word: str, pieces: Sequence[_Piece]) -> bool:
    """Whether nothing but Vietnamese that lost its spaces reads like ``pieces``."""
    syllables = [piece.syllable for piece in pieces if piece.syllable]
    frequent = [one for one in syllables if standard_spelling(one) in FREQUENT]
    accented = [one for one in frequent if len(one) > 1 and not one.isascii()]
    if not accented or 2 * len(frequent) < len(syllables):
        return False
    soft = [pair for pair in pairwise(pieces) if not _is_edge(word, *pair)]
    if any(_has_lone_letter(*pair) for pair in soft) or _is_misspelt(pieces, soft):
        return False
    if not soft or any(_NATIVE.search(one) or _SHARED.search(one) for one in accented):
        return True
    accents = sum(not one.isascii() for one in syllables)
    if len(frequent) < len(syllables) or len(syllables) > 2 * accents:
        return False
    is_no_name = accents == len(syllables) and word.islower() and _TWO_MARKS.search(word)
    return bool(is_no_name) or any(map(_is_telling, frequent))


def _has_lone_letter(first: _Piece, second: _Piece) -> bool:
    """Whether one of two parts without an edge between them is a letter that is hardly a word."""
    if len(first.syllable) != 1 and len(second.syllable) != 1:
        return False
    return second.syllable == "y" or not {first.syllable, second.syllable} & _LONE_WORDS


def _is_misspelt(pieces: Sequence[_Piece], soft: Sequence[tuple[_Piece, _Piece]]) -> bool:
    """Whether ``pieces`` may be one syllable with a letter too many, as "lịệu" and "xưống"."""
    if len(pieces) > 2 or not soft:
        return False
    first, second = pieces[0].syllable, pieces[1].syllable
    if fold(first[-1:]) not in _VOWELS or fold(second[:1]) not in _VOWELS:
        return False
    return second not in _VOWEL_FIRST and second[:1] != "y"


def _is_telling(syllable: str) -> bool:
    """Whether ``syllable``, without a mark that would tell, is unlikely in a foreign name."""
    return syllable in _TELLING or bool(_TELLING_LETTERS.match(_without_tone(syllable)))


def _without_tone(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", _TONES.sub("", decomposed))


def _is_edge(word: str, first: _Piece, second: _Piece) -> bool:
    """Whether a number ends or begins between two parts, or a word in capitals or with one."""
    before, after = word[second.start - 1], word[second.start]
    if before.isdigit() or after.isdigit():
        return before.isdigit() != after.isdigit()
    if before.isupper():
        return not after.isupper() and second.start - first.start > 1
    return after.isupper()

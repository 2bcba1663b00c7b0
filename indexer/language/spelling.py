"""The spelling rules of Vietnamese into a table of its syllables and of their equal spellings.

A syllable is an onset, a rhyme and one of six tones, after Đoàn Thiện Thuật, *Ngữ âm tiếng Việt*
(1977), in today's spelling. The standard spelling puts the tone where "hòa", "thủy" and "quý" have
it (as underthesea's does). Nothing comes from a dictionary.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from indexer.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_LEVEL = ""
_STOPPED_TONES = ("\u0301", "\u0323")  # sắc, nặng: all that a rhyme in c, ch, p, t can bear
_TONES = (_LEVEL, *_STOPPED_TONES, "\u0300", "\u0309", "\u0303")
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")
_STOPS = ("c", "ch", "p", "t")


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_BACK = _list(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    o oc oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt
    ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
    """
)
_FRONT = _list(
    """
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia
    iêc iêm iên iêng iêp iêt iêu
    """
)
_ROUNDED = _list(
    """
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    """
)
_AFTER_QU = _list(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây
    e en eo et ê êch ên ênh êt ơ ơt ôc y ych yên yêt ynh yt i ich inh it
    """
)
_WITHOUT_ONSET = _list("ia i ich im in inh ip it iu y yêm yên yêng yêt yêu")
_AFTER_GI = ("", "n", "p", "t", *(rhyme[1:] for rhyme in _FRONT if rhyme[:2] == "iê"))
"""What follows when the rhyme begins with i, which then is written once: gì, gìn, giếng."""

_ONLY_BACK = ("c", "g", "ng")
_ONLY_FRONT = ("k", "gh", "ngh")
_BOTH = ("b", "ch", "d", "đ", "h", "kh", "l", "m", "n", "nh", "ph", "r", "s", "t", "th", "tr")
_NEVER_ROUNDED = frozenset(("b", "c", "g", "m", "n", "p", "ph", "r", "v"))
_BEFORE_Y = ("d", "h", "k", "l", "m", "n", "s", "t", "th", "v")

_BORROWED = _list("buýt voan noãn phuy ruy đắk đăk lắk lăk kạn")
"""Syllables outside the rules, from names of provinces and loans that everybody writes."""

_EITHER_LETTER = frozenset(("h", "k", "l", "m", "qu", "s", "t"))
"""Onsets after which an open i and y are one: hi vọng, kĩ, lí, mĩ, quí, sĩ, ti.

Not after v, d, th, n, where they tell names apart (Vi and Vy, Thi and Thy), and not without an
onset (y tế, ý). Terms of both letters are written with y, but with i after s, which few write
with y.
"""

_OPEN_LETTERS = frozenset("iìỉĩíịyỳỷỹýỵ")

_USUALLY_I = frozenset(_list("hi hí hì hĩ hị lì mi mí mì mỉ mị ki tí tì tĩ tị"))
"""Of those, what most people write with i although their term has y."""


def standard_spelling(word: str) -> str | None:
    """Return how most people write ``word`` (lower case, NFC), or None if it is no syllable.

    Tones stand in their standard places; slips that can mean one syllable only are mended (qúy,
    hòan, truớc, nghành), and an i or y that may be either is the usual one.
    """
    return _tables().standard.get(word)


def known_spellings() -> Container[str]:
    """Return all words (lower case, NFC) that have a standard spelling: syllables and slips."""
    return _tables().standard


def term(word: str) -> str:
    """Return what ``word`` (lower case, NFC) is indexed and asked for as: one for all spellings.

    The same letters with and without accents have terms that fold alike: mỹ, mĩ, my and mi.
    """
    return _tables().terms.get(word, word)


def is_spelt(word: str) -> bool:
    """Whether ``word`` (lower case, NFC) is a syllable by the rules, the tone on any vowel."""
    return word in _tables().valid


class _Tables:
    """All spellings: which are valid, which one most people write, which stands for all."""

    def __init__(self) -> None:
        self.valid: set[str] = set(_BORROWED)
        self.standard: dict[str, str] = {word: word for word in _BORROWED}
        slips: dict[str, str] = {}
        for onset, rhyme in _pairs():
            for tone in _STOPPED_TONES if rhyme.endswith(_STOPS) else _TONES:
                base = onset + rhyme
                standard = _accented(base, _tone_place(onset, rhyme), tone)
                self.standard[standard] = standard
                for place in range(len(base)):
                    if base[place] in _VOWELS:
                        self.standard.setdefault(_accented(base, place, tone), standard)
                slips.update((slip, standard) for slip in _slips(onset, rhyme, tone))
        self.valid.update(self.standard)
        for slip, standard in slips.items():
            self.standard.setdefault(slip, standard)
        self.terms: Mapping[str, str] = {}
        self._unite()

    def _unite(self) -> None:
        """Make one term of the spellings with i and y."""
        terms = {word: _one_letter(standard) for word, standard in self.standard.items()}
        for word, standard in self.standard.items():
            self.standard[word] = _usual_letter(standard)
        for word, one in list(terms.items()):
            terms.setdefault(fold(word), fold(one))  # what has no tone and ends in a stop: nghac
        self.terms = {word: one for word, one in terms.items() if one != word}


@cache
def _tables() -> _Tables:
    return _Tables()


def _pairs() -> Iterator[tuple[str, str]]:
    """Yield every onset, as written, with the rhymes that follow it, as written there."""
    for onset in ("", *_ONLY_BACK, *_BOTH, "p", "v", "x", "gi"):
        yield from ((onset, rhyme) for rhyme in _BACK)
    for onset in (*_ONLY_FRONT, *_BOTH, "p", "v", "x"):
        yield from ((onset, rhyme) for rhyme in _FRONT)
    for onset in ("", "ng", *_BOTH, "x"):
        if onset not in _NEVER_ROUNDED:
            yield from ((onset, rhyme) for rhyme in _ROUNDED)
    yield from (("", rhyme) for rhyme in (*_FRONT, *_WITHOUT_ONSET) if rhyme[:2] != "iê")
    yield from (("gi", rhyme) for rhyme in (*_FRONT, *_AFTER_GI) if rhyme[:1] != "i")
    yield from (("qu", rhyme) for rhyme in _AFTER_QU)
    yield from ((onset, "y") for onset in _BEFORE_Y)
    yield ("g", "oa")


def _tone_place(onset: str, rhyme: str) -> int:
    """Return where in onset and rhyme the tone mark stands in the standard spelling."""
    base = onset + rhyme
    nucleus = [len(onset) + at for at, letter in enumerate(rhyme) if letter in _VOWELS]
    if not nucleus:
        return len(onset) - 1  # gì, gìn: the i of the onset is the vowel
    marked = [place for place in nucleus if base[place] in _MARKED]
    if marked:
        return marked[-1]
    closed = base[-1] not in _VOWELS
    return nucleus[1] if len(nucleus) == 3 or (closed and len(nucleus) == 2) else nucleus[0]


def _accented(base: str, place: int, tone: str) -> str:
    return unicodedata.normalize("NFC", base[: place + 1] + tone + base[place + 1 :])


def _slips(onset: str, rhyme: str, tone: str) -> Iterator[str]:
    """Yield what is typed for a syllable by mistake and is no syllable itself."""
    if onset in {"g", "ng"}:
        place = _tone_place(onset, rhyme) + 1
        yield _accented(f"{onset}h{rhyme}", place, tone)
    if rhyme.startswith("ươ") and len(rhyme) > 2:
        for letters in ("uơ", "ưo"):
            base = onset + letters + rhyme[2:]
            yield _accented(base, len(onset), tone)
            yield _accented(base, len(onset) + 1, tone)


def _one_letter(word: str) -> str:
    """Return ``word`` with y for an open i that may be either, or with i after s."""
    if word[-1] not in _OPEN_LETTERS:
        return word
    onset, vowel, tone = _open_letter(word)
    if onset not in _EITHER_LETTER or vowel not in {"i", "y"}:
        return word
    return _accented(onset + ("i" if onset == "s" else "y"), len(onset), tone)


def _usual_letter(word: str) -> str:
    if word[-1] not in _OPEN_LETTERS:
        return word
    one = _one_letter(word)
    onset, vowel, tone = _open_letter(one)
    if vowel == "y":
        with_i = _accented(onset + "i", len(onset), tone)
        return with_i if with_i in _USUALLY_I else one
    return one


def _open_letter(word: str) -> tuple[str, str, str]:
    """Return what stands before the last letter, that letter, and the tone on it."""
    decomposed = unicodedata.normalize("NFD", word[-1])
    return word[:-1], decomposed[0], decomposed[1:]

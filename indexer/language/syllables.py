"""Text into the share of it that people could read: valid syllables and plausible words.

A Vietnamese syllable is an onset, a rhyme and one of six tones; syllables that end in a stop
(c, ch, p, t) bear only the tones sắc and nặng. The lists are those of Đoàn Thiện Thuật, *Ngữ âm
tiếng Việt* (1977), in today's spelling, with the rhymes of loan words in common use.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from indexer.language.normalise import normalise

_ONSETS = (
    "",
    *re.findall(r"\w+", "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"),
)

_RHYMES = re.findall(
    r"\w+",
    """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng êc i ia ich im in inh ip it iu iê iêc iêm iên
iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oă oăc oăm oăn oăng oăt oc oe
oem oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ôông ôôc ơ ơi ơm ơn ơp ơt ơng
u ua uân uâng uât uây uâ uc ui um un ung up ut uê uêch uênh uên uêu uy uya uych uynh uyt uyu uyp uyn
uyê uyên uyêt uơ uô uôc uôi uôm uôn uông uôt uôp ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn
ương ươp ươt ươu y yê yêm yên yêng yêt yêu ych ym yn ynh yp yt
""",
)

_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")  # none, sắc, huyền, hỏi, ngã, nặng
_STOPPED_TONES = ("\u0301", "\u0323")
_MARKED = "ăâêôơư"
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"[a-z]{1,24}")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]|\\(cid:\\d+\\)")


def is_syllable(text: str) -> bool:
    """Whether ``text`` is a possible Vietnamese syllable, in whatever case and tone placement."""
    return normalise(text).lower() in _syllables()


def readable_share(text: str) -> float:
    """Return the share (0 to 1) of the words of ``text`` that someone could read.

    A word counts as readable when it is a Vietnamese syllable, a plausible word of plain Latin
    letters, or of another script; broken characters (U+FFFD, private use, control codes,
    ``(cid:16)``) count as unreadable words. Text without any word has share 0.
    """
    broken = len(_BROKEN.findall(text))
    words = _WORD.findall(normalise(_BROKEN.sub(" ", text)).lower())
    readable = sum(map(_is_readable, words))
    return readable / (len(words) + broken) if words else 0.0


def _is_readable(word: str) -> bool:
    if word in _syllables():
        return True
    if _PLAIN_WORD.fullmatch(word):
        return len(word) == 1 or any(letter in "aeiouy" for letter in word) or len(word) <= 5
    # What is written in Han, Lao, Hangul or Cyrillic letters cannot be judged here.
    return all(ord(letter) >= 0x0370 and not 0x1E00 <= ord(letter) <= 0x1EFF for letter in word)


@cache
def _syllables() -> frozenset[str]:
    return frozenset(
        unicodedata.normalize("NFC", onset + toned)
        for rhyme in _RHYMES
        for toned in _tone(rhyme)
        for onset in _ONSETS
    )


def _tone(rhyme: str) -> list[str]:
    """Return ``rhyme`` in all its tones, in the old and the new placement of the mark."""
    tones = _STOPPED_TONES if rhyme.endswith(("c", "ch", "p", "t")) else _TONES
    return [
        rhyme[: place + 1] + tone + rhyme[place + 1 :]
        for tone in tones
        for place in (_places(rhyme) if tone else [0])
    ]


def _places(rhyme: str) -> list[int]:
    vowels = [place for place, letter in enumerate(rhyme) if letter in "aeiouy" + _MARKED]
    marked = [place for place in vowels if rhyme[place] in _MARKED]
    if marked:
        return [marked[-1]]
    if rhyme.endswith("oo") or "oo" in rhyme:
        return [vowels[-1]]
    return vowels[:2]

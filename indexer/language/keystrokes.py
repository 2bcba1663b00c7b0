"""Keys typed without an input method (Telex, VNI) into the syllable they were meant for.

"howpj" and "hop75" are hợp: the keys of https://vi.wikipedia.org/wiki/Telex_(quy_tắc_gõ) and
https://vi.wikipedia.org/wiki/VNI, at any place after the letter they change.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.language.spelling import standard_spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CIRCUMFLEX, _HORN, _BREVE, _BAR = "\u0302", "\u031b", "\u0306", "đ"
_BEARERS: Mapping[str, str] = {_CIRCUMFLEX: "aeo", _HORN: "uo", _BREVE: "a"}
_VOWELS = frozenset("aeiouy")

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323", "z": ""}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323", "0": ""}
_VNI_MARKS = {"6": _CIRCUMFLEX, "7": _HORN, "8": _BREVE}

_TELEX = re.compile(r"[a-z]{2,12}")
_VNI = re.compile(r"[a-z]+[a-z0-9]{1,11}")
_NUMBER = re.compile(r"[0-9]{3}")
"""Nobody needs three digits in a row for a syllable: it is a year ("nam2016")."""


def syllable_of_keys(word: str) -> str | None:
    """Return the syllable in its standard spelling, if ``word`` (lower case) can be keys of one.

    A word without any such key is None, and so is what makes no possible syllable.
    """
    if _TELEX.fullmatch(word):
        return _finish(word, _press_telex)
    if _VNI.fullmatch(word) and not _NUMBER.search(word):
        return _finish(word, _press_vni)
    return None


@dataclass(slots=True)
class _Typing:
    """What stands on the screen of an input method."""

    letters: list[str] = field(default_factory=list)
    tone: str = ""
    keys: int = 0
    """Keys that changed a letter before them."""

    def change(self, mark: str) -> bool:
        """Put ``mark`` on the last letter that can bear it; tell whether there is one."""
        bearing = [at for at, one in enumerate(self.letters) if one in _BEARERS[mark]]
        if not bearing:
            return False
        last = bearing[-1]
        # One key makes ươ of uo, but quơ of quo.
        both = mark == _HORN and self.letters[last - 1 : last + 1] == ["u", "o"]
        both = both and self.letters[:1] != ["q"]
        for at in (last - 1, last) if both else (last,):
            self.letters[at] += mark
        return True

    def bar(self) -> bool:
        """Make the first letter đ; tell whether it was d."""
        if self.letters[:1] != ["d"]:
            return False
        self.letters[0] = _BAR
        return True

    def last_vowel(self) -> str:
        """Return the last vowel with its mark, or nothing."""
        return next((one for one in reversed(self.letters) if one[0] in _VOWELS), "")


def _press_telex(typing: _Typing, key: str) -> bool:
    """Let ``key`` change what is typed; tell whether it did."""
    if key in _TELEX_TONES and typing.last_vowel():
        typing.tone = _TELEX_TONES[key]
        return True
    if key == "w":
        return _press_w(typing)
    if key in _BEARERS[_CIRCUMFLEX] and typing.last_vowel() == key:
        return typing.change(_CIRCUMFLEX)
    return key == "d" and typing.bar()


def _press_w(typing: _Typing) -> bool:
    """Make ă of the a in oa and qua, else ơ and ư, else ă; where nothing stands, ư."""
    rounded = re.search("oa|^qua", "".join(typing.letters))
    changed = (not rounded and typing.change(_HORN)) or typing.change(_BREVE)
    if not changed:
        typing.letters.append("u" + _HORN)
    return True


def _press_vni(typing: _Typing, key: str) -> bool:
    if key in _VNI_TONES and typing.last_vowel():
        typing.tone = _VNI_TONES[key]
        return True
    if key in _VNI_MARKS:
        return typing.change(_VNI_MARKS[key])
    return key == "9" and typing.bar()


def _finish(word: str, press: Callable[[_Typing, str], bool]) -> str | None:
    typing = _Typing()
    for key in word:
        if press(typing, key):
            typing.keys += 1
        else:
            typing.letters.append(key)
    if not typing.keys:
        return None
    return standard_spelling(_write(typing))


def _write(typing: _Typing) -> str:
    """Return the letters with the tone on the first vowel: any place is one spelling of it."""
    letters = [*typing.letters]
    if letters[-2:] == ["u" + _HORN, "o" + _HORN]:
        letters[-2] = "u"  # thuở: the one key meant ơ, as no syllable ends in ươ
    place = next((at for at, one in enumerate(letters) if one[0] in _VOWELS), 0)
    letters[place : place + 1] = [letters[place], typing.tone]
    return unicodedata.normalize("NFC", "".join(letters))

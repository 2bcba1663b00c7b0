"""Text typed in VNI fonts for Windows into Unicode.

The table is that of the VNI company's fonts for Windows ("VNI Win"): a vowel, then a sign of its
own for circumflex or breve and tone together; only ư, ơ, đ and the letters i and y with some tones
are one sign. So every sign stands for letters or combining marks, whatever is around it, and a word
that is spread over two fonts composes when its parts are joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.language.encodings.table import Encoding, cp1252_with, is_unicode_vietnamese

if TYPE_CHECKING:
    from collections.abc import Iterable

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

_SMALL = {
    "ù": _ACUTE,
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
    "ö": "ư",
    "ô": "ơ",
    "ñ": "đ",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_SIGNS = _SMALL | {sign.upper(): letters.upper() for sign, letters in _SMALL.items()}

VNI = Encoding(
    "VNI",
    cp1252_with({ord(sign): letters for sign, letters in _SIGNS.items()}),
)

_TONES = frozenset("øûï")
_OTHERS = frozenset("öñäåëüæî")
_NEVER_IN_VNI = frozenset("çðþÿýßăđơưœ")


def is_vni(letters: Iterable[str], *, named: bool) -> bool:
    """Whether a font in which these letters were typed, as others read them, holds VNI.

    One sign is enough that Vietnamese in Unicode has no use for where the font's name says VNI
    (``named``). Else the signs of three tones must be among them and one of the others: no
    language writes ø, û and ï together. Letters that VNI has no use for speak against it: a whole
    alphabet of Western Europe has ç and ß.
    """
    used = {letter.lower() for letter in letters}
    if used & _NEVER_IN_VNI or is_unicode_vietnamese(used):
        return False
    signs = used & (_TONES | _OTHERS)
    return bool(signs) if named else used >= _TONES and len(signs) > len(_TONES)

"""Random bytes into work ids that people can read aloud, and such ids back into their one form.

A work id is 8 random characters of Crockford's base 32 and his check character (modulo 37,
https://www.crockford.com/base32.html), in lower case. Values whose check character would be one
of the five extra signs ``* ~ $ = u`` are drawn again, so that ids stand in URLs unescaped.
"""

from __future__ import annotations

import secrets

from indexer.errors.works import WorkIdWrong

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 9

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None})


def new_work_id() -> str:
    """Return a fresh random work id: 40 random bits less those drawn again, 9 characters."""
    while True:
        value = secrets.randbits(40)
        if value % 37 < len(ALPHABET):
            return _encode(value) + ALPHABET[value % 37]


def parse_work_id(text: str) -> str:
    """Return the one form of a typed id: o→0, i and l→1, hyphens dropped, lower case.

    Raises :class:`WorkIdWrong` when the length, a character or the check character is wrong.
    """
    form = text.strip().lower().translate(_LOOK_ALIKES)
    if len(form) != LENGTH or any(character not in _VALUES for character in form):
        raise WorkIdWrong(text)
    value = 0
    for character in form[:-1]:
        value = value * 32 + _VALUES[character]
    if value % 37 != _VALUES[form[-1]]:
        raise WorkIdWrong(text)
    return form


def _encode(value: int) -> str:
    return "".join(ALPHABET[value >> shift & 31] for shift in range(35, -1, -5))

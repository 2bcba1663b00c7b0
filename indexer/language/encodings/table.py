"""An encoding of one byte a sign: bytes, or letters that bytes were taken for, into Unicode."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OWN = frozenset("ăđĩũơưĂĐĨŨƠƯ")


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoding; nothing may be done to a text before it is decoded."""

    name: str
    """As it stands in the catalogue, such as ``TCVN3``."""
    signs: tuple[str, ...]
    """What each of the 256 bytes stands for; combining marks where it is a part of a letter."""

    def decode(self, codes: bytes) -> str:
        """Return the text, in NFC, that ``codes`` stand for."""
        return unicodedata.normalize("NFC", "".join(map(self.signs.__getitem__, codes)))

    def repair(self, text: str) -> str:
        """Return ``text`` decoded, if it is bytes of this encoding taken for cp1252."""
        try:
            return self.decode(bytes_of(text))
        except UnicodeEncodeError:
            return text  # letters that no byte stands for: it is Unicode already


def bytes_of(text: str) -> bytes:
    """Return the bytes that were taken for ``text``, of cp1252, ISO 8859-1 or both.

    Raises :class:`UnicodeEncodeError` for a text that cannot have come about so.
    """
    return b"".join(map(_byte_of, text))


def _byte_of(letter: str) -> bytes:
    return letter.encode("latin-1") if letter <= "\xff" else letter.encode("cp1252")


def is_unicode_vietnamese(letters: Iterable[str]) -> bool:
    """Whether letters are among these that Vietnamese alone has, and Unicode alone of encodings."""
    return any(letter in _OWN or "\u1ea0" <= letter <= "\u1ef9" for letter in letters)


def cp1252_with(letters: Mapping[int, str]) -> tuple[str, ...]:
    """Return the signs of an encoding that differs from cp1252 in ``letters``, by their byte."""
    return tuple(
        letters.get(byte) or bytes([byte]).decode("cp1252", "replace") for byte in range(256)
    )


def runs(letters: Mapping[int, str]) -> dict[int, str]:
    """Return letters by byte, given runs of them by the byte of their first one."""
    return {first + at: letter for first, run in letters.items() for at, letter in enumerate(run)}

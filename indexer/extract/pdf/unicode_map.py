"""The ToUnicode map of a PDF's font into texts by code, and back.

ISO 32000-1, 9.10.3; of the language of CMaps only what such maps are made of.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SECTION = re.compile(rb"begin(bfchar|bfrange)\b(.*?)end\1\b", re.DOTALL)
_CHARACTER = re.compile(rb"<([^>]*)>\s*<([^>]*)>")
_RANGE = re.compile(rb"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])")
_TEXT = re.compile(rb"<([^>]*)>")
_MOST = 0x10000
"""Entries; a map has one a code, and codes have at most two bytes."""
_SECTION_ROWS = 100
"""The most that a section may have."""


@dataclass(frozen=True, slots=True)
class UnicodeMap:
    """What the codes of a font stand for."""

    width: int
    """Bytes a code has: 1 or 2."""
    texts: dict[int, str]

    @classmethod
    def parse(cls, data: bytes) -> UnicodeMap:
        """Return the map that is written in ``data``; what is malformed in it is left out."""
        rows = list(islice(_rows(data), _MOST))
        texts = {int.from_bytes(code): text for code, text in rows}
        return cls(max((len(code) for code, _ in rows), default=1), texts)

    def write(self) -> bytes:
        """Return the map as a CMap."""
        digits = 2 * self.width
        lines = [
            f"<{run[0]:0{digits}x}> <{run[-1]:0{digits}x}>"
            f" [{' '.join([_hex(self.texts[code]) for code in run])}]\n"
            for run in _runs(sorted(self.texts))
        ]
        chunks = [lines[at : at + _SECTION_ROWS] for at in range(0, len(lines), _SECTION_ROWS)]
        body = "".join(
            f"{len(chunk)} beginbfrange\n{''.join(chunk)}endbfrange\n" for chunk in chunks
        )
        written = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <{0:0{digits}x}> <{'f' * digits}> endcodespacerange\n"
            f"{body}endcmap CMapName currentdict /CMap defineresource pop end end\n"
        )
        return written.encode("ascii")


def _rows(data: bytes) -> Iterator[tuple[bytes, str]]:
    for section in _SECTION.finditer(data):
        if section[1] == b"bfchar":
            for code, text in _CHARACTER.findall(section[2]):
                with suppress(ValueError):
                    yield _bytes(code), _text(_bytes(text))
        else:
            for found in _RANGE.finditer(section[2]):
                with suppress(ValueError):
                    yield from _range(found)


def _range(found: re.Match[bytes]) -> Iterator[tuple[bytes, str]]:
    first, last = _bytes(found[1]), _bytes(found[2])
    codes = range(int.from_bytes(first), int.from_bytes(last) + 1)
    if found[3] is None:
        texts = (_bytes(text) for text in _TEXT.findall(found[4]))
    else:
        start = _bytes(found[3])
        number = int.from_bytes(start)
        texts = ((number + at).to_bytes(len(start) + 1)[-len(start) :] for at in range(len(codes)))
    for code, text in zip(codes, texts, strict=False):
        yield code.to_bytes(len(first)), _text(text)


def _runs(codes: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the codes, which ascend, in runs without a gap that share all but the last byte."""
    starts = [
        at
        for at, (before, code) in enumerate(pairwise(codes), 1)
        if code - before > 1 or not code & 0xFF
    ]
    for start, end in pairwise((0, *starts, len(codes))) if codes else ():
        yield codes[start:end]


@lru_cache(maxsize=1024)
def _hex(text: str) -> str:
    return f"<{text.encode('utf-16-be', 'surrogatepass').hex()}>"


@lru_cache(maxsize=4096)
def _bytes(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))


@lru_cache(maxsize=4096)
def _text(text: bytes) -> str:
    return text.decode("utf-16-be", "ignore")

"""Texts into cells of a spreadsheet that no program takes for a formula, and back."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 32_767
"""Characters a cell of Excel holds; what is longer is cut on the way out."""

_RISKY = ("=", "+", "-", "@", "\t", "'")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?")
_SEPARATOR = re.compile(r"\\[;\\]|;|[^;\\]+|\\")


def to_cell(text: str) -> str:
    """Return ``text`` as a cell: a leading apostrophe keeps it from being a formula.

    See OWASP, CSV injection, https://owasp.org/www-community/attacks/CSV_Injection.
    """
    plain = tidy(text)
    return f"'{plain}" if plain.startswith(_RISKY) else plain


def from_cell(cell: str) -> str:
    """Return the text that :func:`to_cell` made ``cell`` of."""
    plain = tidy(cell)
    return plain[1:] if plain[:1] == "'" and plain[1:].startswith(_RISKY) else plain


def tidy(text: str) -> str:
    """Return ``text`` as it comes back from any spreadsheet program.

    In NFC, lines ended by line feeds, without control characters and blanks around it.
    """
    broken = _BREAKS.sub("\n", _CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", broken).strip()


def is_same(cell: str, text: str) -> bool:
    """Whether ``cell``, read from a sheet, is ``text`` unchanged, cut at Excel's limit perhaps."""
    written = to_cell(text)
    read = tidy(cell)
    return read in {written, tidy(text)} or (
        len(written) > LONGEST and read == tidy(written[:LONGEST])
    )


def join(texts: list[str]) -> str:
    r"""Return several texts as one; a semicolon within a text is written ``\;``."""
    escaped = (tidy(text).replace("\\", "\\\\").replace(";", "\\;") for text in texts)
    return "; ".join(escaped)


def split(text: str) -> list[str]:
    """Return the texts that :func:`join` joined; empty ones are left out."""
    parts = [""]
    for piece in _SEPARATOR.findall(text):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece[1] if piece in {"\\;", "\\\\"} else piece
    return [part.strip() for part in parts if part.strip()]

"""What a reader found in a file, before it is decided how well the file was read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.records.files import Gaps, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CONTROLS = re.compile("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]+")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Content:
    """The pages of a file with what is to be said of them."""

    pages: tuple[Page, ...]
    encodings: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    partly: bool = False
    """Pages that should have text gave none, or were not reached."""
    damaged: bool = False
    """The reason is that parts of the file are broken, not that pages are pictures."""
    readable: float | None = None
    """Share of readable words, where the reader has counted it already."""
    unreadable: bool = False
    """There are letters, but not in an order that anybody could read."""
    gaps: Gaps | None = None
    """What is left to text recognition."""


def name_pages(numbers: Iterable[int], noun: str = "page") -> str:
    """Return page numbers in words: "page 7", "slides 3-9, 12"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"{noun}s {named}" if "-" in named or "," in named else f"{noun} {named}"


def clean_properties(found: Mapping[str, object]) -> dict[str, str]:
    """Return embedded metadata as short lines of text in NFC, empty ones left out."""
    cleaned = {name: _clean(str(value)) for name, value in found.items() if value}
    return {name: text for name, text in cleaned.items() if text}


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _CONTROLS.sub(" ", text)).split())[:_LONGEST]

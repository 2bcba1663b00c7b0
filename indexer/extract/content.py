"""What a reader found in a file, before it is decided how well the file was read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.records.files import Gaps, Page, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTROLS = re.compile("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]+")
_LONGEST = 2_000
_FEW_WORDS = 20
"""On a page or slide with a large picture: a title, a caption, a footer."""
_FEW_PAGES = 0.05
"""May be pictures before the file counts as read in part."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on a page, as large as a page of text."""

    data: bytes
    """An image file as it was put into the document."""
    kind: str = ""
    """Of an attachment, "pdf" or an image's, of which this is a page; else empty."""
    number: int = 1
    """Of that page in the attachment, from 1."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What came with a letter, not read yet but for letters within it."""

    name: str
    found: bytes | Content | None
    """None where the letter does not hold it, or where it cannot be unpacked."""
    inline: bool = False
    """It belongs to the text, such as a picture in it; only documents and large pictures count."""


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
    figures: Mapping[int, tuple[Figure, ...]] = field(default_factory=dict)
    """The pictures on pages, by index, that are left to text recognition."""
    enclosed: tuple[Enclosed, ...] = ()
    """Of letters, in their order."""


def with_figures(content: Content, figures: Mapping[int, tuple[Figure, ...]]) -> Content:
    """Return ``content`` with the large pictures on its pages left to text recognition.

    Those on pages with more than a few words are passed over.
    """
    pages = [
        page
        for page in content.pages
        if page.index in figures and len(page.text.split()) <= _FEW_WORDS
    ]
    if not pages:
        return content
    bare = [page.index for page in pages if not page.text]
    warnings = (f"{name_pages(bare, pages[0].unit)}: no text, only pictures",) if bare else ()
    many = len(bare) > max(1, _FEW_PAGES * len(content.pages))
    otherwise = Reading.READ_PARTLY if content.partly else Reading.READ
    return replace(
        content,
        warnings=(*warnings, *content.warnings),
        partly=content.partly or many,
        gaps=Gaps(tuple(page.index for page in pages), otherwise, warnings),
        figures={page.index: figures[page.index] for page in pages},
    )


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

"""What the engine is given to index: the passages of one work, as one block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indexer.records.works import Tier

HEAD = 0
"""The page number of a work's head: titles, authors, abstract, keywords, partners."""


class Layer(StrEnum):
    """The layers of one text; each is a field with positions of its own."""

    FOLDED = "folded"
    """Syllables without accents, lower case."""
    BIGRAMS = "bigrams"
    """Pairs of neighbouring folded syllables, joined by a space."""
    ACCENTED = "accented"
    """Syllables with accents, lower case."""
    WORDS = "words"
    """Words by segmentation, accented, lower case, syllables joined by a space."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A page of a file, or the head of the work."""

    page: int
    """The number within the file, from 1; :data:`HEAD` for the head."""
    label: str
    unit: str
    sha256: str
    """The file the page is from; empty for the head."""
    text: str
    layers: Mapping[Layer, tuple[str, ...]]
    """The terms of each layer in the order of the text; the engine makes the bigrams itself.

    None holds the character 0, no folded one a space or control character.
    """


@dataclass(frozen=True, slots=True)
class Block:
    """All passages of one work, the head first."""

    work: str
    tier: Tier
    fingerprint: str
    """Changes when anything of the block changes; equal blocks need no new indexing."""
    passages: tuple[Passage, ...]
    facets: Mapping[str, tuple[str, ...]]
    """The codes of the work per facet, such as ``{"kind": ("delegation-out",)}``."""
    order: Mapping[str, str]
    """Sort keys that compare as plain strings, such as ``{"date": "2016-09-15"}``."""

"""A page or the head of a work into the engine's passage, analysed in all its layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer, Passage

if TYPE_CHECKING:
    from indexer.language.analyser import Analyser, Layers


def make_passage(  # noqa: PLR0913, PLR0917 - a passage has so many fields
    analyser: Analyser, page: int, label: str, unit: str, sha256: str, text: str
) -> Passage:
    """Return the passage of ``text``, a page or (with the page ``HEAD``) the head of a work."""
    return Passage(page, label, unit, sha256, text, terms_by_layer(analyser.analyse(text)))


def terms_by_layer(layers: Layers) -> dict[Layer, tuple[str, ...]]:
    """Return the terms of a text as the engine takes them; it makes the bigrams itself."""
    return {
        Layer.FOLDED: layers.folded,
        Layer.ACCENTED: layers.accented,
        Layer.WORDS: layers.words,
    }

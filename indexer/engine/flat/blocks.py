"""Blocks of works into our segments, and how their parts are named there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.flat.dictionary import encode_term
from indexer.engine.flat.writer import PassageInput, WorkInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.engine.blocks import Block, Passage
    from indexer.engine.flat.columns import Value

FIELDS: Mapping[str, bool] = {
    Layer.FOLDED.value: True,
    Layer.BIGRAMS.value: False,
    Layer.ACCENTED.value: True,
    Layer.WORDS.value: False,
}
"""Every layer and whether its positions are kept: phrases and nearness are of syllables."""

PAIRS: Mapping[str, str] = {Layer.BIGRAMS.value: Layer.FOLDED.value}
"""The layer that is made of the neighbours in another one."""

WORK = "work"
FINGERPRINT = "fingerprint"
PAGE = "page"
LABEL = "label"
UNIT = "unit"
SHA256 = "sha256"


def facet_column(name: str) -> str:
    """Return the name of a facet's column, one of sets."""
    return f"facet.{name}"


def order_column(key: str) -> str:
    """Return the name of a sort key's column, one of texts."""
    return f"order.{key}"


def to_work(block: Block) -> WorkInput:
    """Return ``block`` as a segment takes it."""
    columns: dict[str, Value] = {WORK: block.work, FINGERPRINT: block.fingerprint}
    for name, codes in block.facets.items():
        columns[facet_column(name)] = tuple(sorted(set(codes))) if len(codes) > 1 else codes
    for key, text in block.order.items():
        columns[order_column(key)] = text
    return WorkInput([_to_passage(one) for one in block.passages], columns)


def _to_passage(passage: Passage) -> PassageInput:
    terms = {layer.value: terms for layer, terms in passage.layers.items() if layer not in PAIRS}
    columns: dict[str, Value] = {
        PAGE: passage.page,
        LABEL: passage.label,
        UNIT: passage.unit,
        SHA256: passage.sha256,
    }
    return PassageInput(terms, columns, encode_term(passage.text))

"""The four layers and the stored text of a passage into a Whoosh schema that takes ready terms."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Positions

from indexer.engine.blocks import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STORED_FIELDS = ("text", "label", "unit", "sha256")


def encode_term(term: str) -> bytes:
    """Return the bytes of a term in the lexicon; whatever a text may hold has a form."""
    return term.encode("utf-8", "surrogatepass")


def decode_term(term: bytes) -> str:
    """Return the term that :func:`encode_term` encoded."""
    return term.decode("utf-8", "surrogatepass")


class PackedPositions(Positions):  # type: ignore[misc]  # Whoosh has no types
    """Positions as little-endian u32, so that NumPy reads those of a whole list at once.

    Whoosh's own format is one pickled list per posting, ten times slower to read.
    """

    def encode(self, poslist: Sequence[int]) -> bytes:
        """Return the positions, ascending from 0, as bytes."""
        packed = array("I", poslist)
        if sys.byteorder == "big":
            packed.byteswap()
        return packed.tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return the positions as a list."""
        packed = array("I", valuestring)
        if sys.byteorder == "big":
            packed.byteswap()
        return packed.tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return how many positions there are."""
        return len(valuestring) // 4


class LayerField(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose values are sequences of ready terms: no Whoosh analysis, no stop words."""

    def __init__(self) -> None:
        super().__init__(PackedPositions(), None, scorable=True)

    def index(
        self, value: Sequence[str], **_options: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each distinct term with its frequency, its weight and its packed positions."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for position, term in enumerate(value):
            places[term].append(position)
        for term, positions in places.items():
            frequency = len(positions)
            yield encode_term(term), frequency, float(frequency), self.format.encode(positions)


def make_schema() -> Schema:
    """Return the schema of every segment."""
    fields: dict[str, FieldType] = {layer.value: LayerField() for layer in Layer}
    return Schema(**fields, **dict.fromkeys(STORED_FIELDS, STORED))

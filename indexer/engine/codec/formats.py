"""Positions of a posting into bytes that need no unpickling, and back."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from whoosh.formats import Format, Frequency, Positions
from whoosh.system import pack_uint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class FlatPositions(Positions):  # type: ignore[misc]  # Whoosh has no types
    """Positions as an array of u32; these bytes live in memory only, never in a file."""

    def encode(self, poslist: Iterable[int]) -> bytes:
        """Return the positions as bytes, ascending."""
        return array("I", sorted(poslist)).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return the positions."""
        return array("I", valuestring).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return how many positions there are."""
        return len(valuestring) // array("I").itemsize


def encode_value(format_: Format, frequency: int, positions: Sequence[int]) -> bytes:
    """Return the value of a posting as ``format_`` reads it."""
    if isinstance(format_, FlatPositions):
        return format_.encode(positions)
    if isinstance(format_, Frequency):
        packed: bytes = pack_uint(frequency)
        return packed
    return b""

"""The bytes of a CRFsuite model into its attributes and weights.

The format (``lCRF``, version 100) is that of Naoaki Okazaki's CRFsuite: its file
``lib/crf/src/crf1d_model.c`` for the model, CQDB for the tables of strings.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

_HEADER: Final = struct.Struct("<4sI4sIIIIIIIII")
_FEATURES_HEADER: Final = struct.Struct("<4sII")
_STRINGS_HEADER: Final = struct.Struct("<4sIIIII")
_STRING_HEADER: Final = struct.Struct("<II")
_FEATURE: Final = np.dtype(
    [("transition", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")]
)


@dataclass(frozen=True, slots=True, eq=False)
class Crf:
    """A first-order conditional random field over ``L`` labels and ``A`` attributes."""

    labels: tuple[str, ...]
    attributes: tuple[str, ...]
    state: NDArray[np.float64]
    """(A, L): what an attribute of a token adds to each label; 0 where the model is silent."""
    transitions: NDArray[np.float64]
    """(L, L): from the label of a row to the label of a column."""


def read_crf(content: bytes) -> Crf:
    """Return the model in ``content``.

    Raises:
        ValueError: this is not a model of that format.
    """
    header = _HEADER.unpack_from(content)
    magic, _, kind, version = header[:4]
    if (magic, kind, version) != (b"lCRF", b"FOMC", 100):
        message = f"not a CRFsuite model: {magic!r} {kind!r} {version}"
        raise ValueError(message)
    features_at, labels_at, attributes_at = header[7:10]
    labels = _read_strings(content, labels_at)
    attributes = _read_strings(content, attributes_at)
    state = np.zeros((len(attributes), len(labels)))
    transitions = np.zeros((len(labels), len(labels)))
    features = _read_features(content, features_at)
    for table, part in (
        (state, features[features["transition"] == 0]),
        (transitions, features[features["transition"] == 1]),
    ):
        table[part["source"], part["label"]] = part["weight"]
    return Crf(labels, attributes, state, transitions)


def _read_features(content: bytes, start: int) -> NDArray[np.void]:
    # The header of the file has a count too, but it may be 0; this chunk's own is right.
    _, _, count = _FEATURES_HEADER.unpack_from(content, start)
    return np.frombuffer(content, _FEATURE, count, start + _FEATURES_HEADER.size)


def _read_strings(content: bytes, start: int) -> tuple[str, ...]:
    _, _, _, _, count, offsets_at = _STRINGS_HEADER.unpack_from(content, start)
    offsets = np.frombuffer(content, "<u4", count, start + offsets_at)
    return tuple(_read_string(content, start + offset) for offset in offsets.tolist())


def _read_string(content: bytes, start: int) -> str:
    _, size = _STRING_HEADER.unpack_from(content, start)
    begin = start + _STRING_HEADER.size
    return content[begin : begin + size - 1].decode()  # the last byte is NUL

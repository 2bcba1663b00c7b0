from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indexer.language.segmentation.crf_file import read_crf

if TYPE_CHECKING:
    from indexer.language.segmentation.crf_file import Crf

ATTRIBUTES = ("T[0]=đồng", "T[0].lower=a=b")
WEIGHTS = ((0, 0, 1, 0.5), (0, 1, 0, -0.25), (1, 0, 1, 2.0), (1, 1, 1, -3.0))


def strings(names: tuple[str, ...]) -> bytes:
    """Return a CQDB of ``names``, without the hash tables that nothing reads."""
    records = b""
    offsets = []
    for number, name in enumerate(names):
        offsets.append(24 + len(records))
        text = name.encode() + b"\0"
        records += struct.pack("<II", number, len(text)) + text
    header = struct.pack("<4sIIIII", b"CQDB", 0, 0, 0x62445371, len(names), 24 + len(records))
    return header + records + struct.pack(f"<{len(names)}I", *offsets)


def model() -> bytes:
    """Return a model of two labels, two attributes and four weights."""
    features = struct.pack("<4sII", b"FEAT", 0, len(WEIGHTS))
    features += b"".join(struct.pack("<IIId", *weight) for weight in WEIGHTS)
    labels = strings(("B-W", "I-W"))
    at = (48, 48 + len(features), 48 + len(features) + len(labels), 0, 0)
    header = struct.pack("<4sI4sIIIIIIIII", b"lCRF", 0, b"FOMC", 100, 0, 2, 2, *at)
    return header + features + labels + strings(ATTRIBUTES)


def test_a_small_model_is_read() -> None:
    """Every string and weight of a model comes out where it belongs, silence as 0."""
    crf = read_crf(model())
    assert crf.labels == ("B-W", "I-W")
    assert crf.attributes == ATTRIBUTES
    np.testing.assert_array_equal(crf.state, [[0, 0.5], [-0.25, 0]])
    np.testing.assert_array_equal(crf.transitions, [[0, 2.0], [0, -3.0]])


def test_the_installed_model_has_its_known_size(crf: Crf) -> None:
    """All attributes and both labels of the installed model are read."""
    assert crf.labels == ("B-W", "I-W")
    assert crf.state.shape == (50671, 2)
    assert np.count_nonzero(crf.state) == 101342
    assert np.count_nonzero(crf.transitions) == 4


def test_another_format_is_refused() -> None:
    """A file that is no such model is not read as one."""
    with pytest.raises(ValueError, match="not a CRFsuite model"):
        read_crf(b"XXXX" + model()[4:])

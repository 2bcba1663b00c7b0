"""Glyph names of print drivers give the bytes of the old font."""

from __future__ import annotations

from indexer.extract.pdf.legacy import bytes_of_names


def test_numbered_glyph_names_are_bytes() -> None:
    """G and a decimal byte; nothing else is taken for one."""
    names = {1: "G182", 2: "G32", 3: "G7", 4: "G999", 5: "g182", 6: "Gamma", 7: "G1A"}
    assert bytes_of_names(names) == {1: 182, 2: 32}

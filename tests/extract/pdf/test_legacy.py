"""Glyph names of print drivers give the bytes of the old font."""

from __future__ import annotations

from indexer.extract.pdf.legacy import bytes_of_differences


def test_numbered_glyph_names_are_bytes() -> None:
    """G and a decimal byte, counted on from the last number; nothing else is taken for one."""
    entries = ["1", "/G182", "/G32", "/G7", "/G999", "/g182", "/Gamma", "/G065", "40", "/", "/G66"]
    assert bytes_of_differences(entries) == {1: 182, 2: 32, 7: 65, 41: 66}
    assert bytes_of_differences([]) == {}

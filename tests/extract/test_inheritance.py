"""Styles with those that they inherit from."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from indexer.extract.inheritance import line_of


@dataclass(frozen=True)
class Style:
    """A style that says nothing but where it comes from."""

    name: str
    parent: str


STYLES = {
    style.name: style
    for style in (
        Style("body", ""),
        Style("title", "body"),
        Style("cover", "title"),
        Style("one", "two"),
        Style("two", "one"),
        Style("lost", "nowhere"),
    )
}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("cover", ["cover", "title", "body"]),
        ("one", ["one", "two"]),
        ("lost", ["lost"]),
        ("nowhere", []),
    ],
)
def test_line(name: str, line: list[str]) -> None:
    """Nearest first; a circle ends, a parent that is not there counts for none."""
    assert [style.name for style in line_of(name, STYLES)] == line

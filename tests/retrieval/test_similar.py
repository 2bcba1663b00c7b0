"""Texts into the words that tell most of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.retrieval.similar import telling_words
from tests.retrieval.shelves import ANALYSER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from indexer.engine.tree import Leaf

_COMMON = {"và", "của", "là"}


def _weigh(leaves: Collection[Leaf]) -> Mapping[Leaf, float]:
    """Return an idf by which some words say nothing, and long ones most."""
    return {leaf: 0.0 if leaf.text in _COMMON else float(len(leaf.text)) for leaf in leaves}  # type: ignore[union-attr]  # all are terms


def _words(*texts: str) -> list[str]:
    return [one.leaf.text for one in telling_words(texts, ANALYSER, _weigh)]  # type: ignore[union-attr]  # all are terms


def test_rare_words_come_first() -> None:
    """Of as many pages the rare ones, then by their letters; numbers tell nothing."""
    assert _words("Lào và nghiên cứu 2016") == ["nghiên", "cứu", "lào", "và"]


def test_words_of_many_pages_come_first() -> None:
    """A word of three pages is worth more than a somewhat longer one of two."""
    assert _words("dừa lúa dừa", "dừa tre", "dừa lúa") == ["dừa", "lúa", "tre"]


def test_in_a_long_work_words_of_one_page_do_not_count() -> None:
    """They are examples and names in passing."""
    pages = ["nông nghiệp", "nông nghiệp", "nông dân", "nghiệp dư"]
    assert set(_words(*pages)) == {"nông", "nghiệp"}


def test_at_most_so_many() -> None:
    """A question has bounds."""
    assert len(_words(" ".join(f"{one}{two}n" for one in "bchklmnt" for two in "aeiou"))) == 32


def test_nothing_of_nothing() -> None:
    """A work without words is like none."""
    assert _words() == _words("", "2016") == []

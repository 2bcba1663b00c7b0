"""Tokens into posting lists."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.flat.dictionary import encode_term
from indexer.engine.flat.inverting import FieldTokens, Inverted

LETTERS = st.characters(min_codepoint=33, exclude_characters="\x7f")
TERMS = st.one_of(st.sampled_from(("a", "ab", "á", "b", "")), st.text(LETTERS, max_size=3))
PASSAGES = st.lists(st.lists(TERMS, max_size=12), max_size=12)

Held = dict[bytes, dict[int, list[int]]]
"""Per term per passage the positions."""


def _tokens(passages: list[list[str]]) -> FieldTokens:
    tokens = FieldTokens()
    for terms in passages:
        tokens.add(terms)
    return tokens


def _count(passages: list[list[str]]) -> Held:
    held: defaultdict[bytes, dict[int, list[int]]] = defaultdict(dict)
    for number, terms in enumerate(passages):
        for at, term in enumerate(terms):
            held[encode_term(term)].setdefault(number, []).append(at)
    return dict(sorted(held.items()))


def _check(inverted: Inverted, wanted: Held) -> None:
    lists = inverted.lists
    assert inverted.terms.split() == list(wanted)
    assert lists.counts.tolist() == [len(own) for own in wanted.values()]
    assert lists.ids.tolist() == [number for own in wanted.values() for number in own]
    places = [places for own in wanted.values() for places in own.values()]
    assert lists.tfs.tolist() == list(map(len, places))
    if lists.positions is not None:
        ends = list(accumulate(lists.tfs.tolist(), initial=0))
        assert [lists.positions[a:b].tolist() for a, b in pairwise(ends)] == places


@given(passages=PASSAGES)
def test_lists_hold_every_token(passages: list[list[str]]) -> None:
    """Terms in the order of their bytes, each with its passages, frequencies and positions."""
    _check(_tokens(passages).rank().invert(positions=True), _count(passages))


@given(passages=PASSAGES)
def test_pairs_are_those_of_neighbours(passages: list[list[str]]) -> None:
    """The lists are the same as if the joined texts had been given, never across passages."""
    ranked = _tokens(passages).rank()
    pairs = [[f"{one} {two}" for one, two in pairwise(terms)] for terms in passages]
    _check(ranked.invert_pairs(), _count(pairs))
    assert ranked.pair_lengths().tolist() == list(map(len, pairs))


@pytest.mark.parametrize("term", ["hợp tác", "\x1f", "\n"])
def test_terms_with_spaces_have_no_pairs(term: str) -> None:
    """Their pairs could not be told from others: they are refused."""
    with pytest.raises(ValueError, match="has no pairs"):
        _tokens([["a", term]]).rank().invert_pairs()

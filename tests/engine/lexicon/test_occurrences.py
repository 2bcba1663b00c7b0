"""Terms and neighbours counted from posting lists, against counters over the same passages."""

from __future__ import annotations

from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import Layer
from indexer.engine.flat.checked import CheckedFile, CheckedWriter
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.lexicon import occurrences
from indexer.engine.lexicon.occurrences import count_terms, count_terms_and_pairs
from indexer.errors.index import IndexDamaged
from tests.engine.making import make_block, write_segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.engine.lexicon.occurrences import PairCounts, TermCounts

PASSAGES = [f"hợp tác a{number} b{number}" for number in range(300)]
"""Two words are frequent and all others stand once."""


def _count(
    path: Path, passages: Sequence[str], most: int = 1000, most_pairs: int = 1000
) -> tuple[dict[str, int], dict[str, int]]:
    segment = write_segment(path, [make_block("one", "", passages)])
    field = segment.field(Layer.ACCENTED)
    terms, pairs = count_terms_and_pairs(path, field, most, most_pairs)
    alone = count_terms(field, most)
    assert (alone.texts, alone.counts.tolist()) == (terms.texts, terms.counts.tolist())
    names = [field.term(at).decode() for at in range(field.size)]
    return _named(terms), _joined(names, pairs)


def _named(terms: TermCounts) -> dict[str, int]:
    assert (np.diff(terms.ordinals) > 0).all()
    return dict(zip((one.decode() for one in terms.texts), terms.counts.tolist(), strict=True))


def _joined(names: Sequence[str], pairs: PairCounts) -> dict[str, int]:
    numbers = pairs.pairs.tolist()
    assert numbers == sorted(set(numbers))
    named = (" ".join(names[one] for one in divmod(pair, 1 << 32)) for pair in numbers)
    return dict(zip(named, pairs.counts.tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abcdefg"), max_size=12).map(" ".join), max_size=9),
    st.sampled_from([1, 5, 1 << 20]),
    st.sampled_from([1, 3, 1 << 20]),
)
def test_within_the_bounds_counting_is_exact(
    tmp_path_factory: pytest.TempPathFactory, passages: list[str], tokens: int, postings: int
) -> None:
    """Each passage for itself, however much is looked at together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(occurrences, "TOKENS_AT_ONCE", tokens)
        patch.setattr(occurrences, "_POSTINGS_AT_ONCE", postings)
        terms, pairs = _count(tmp_path_factory.mktemp("segment") / "segment", passages)
    split = [passage.split() for passage in passages]
    assert terms == Counter(chain.from_iterable(split))
    assert pairs == Counter(" ".join(two) for one in split for two in pairwise(one))


@pytest.mark.parametrize("tokens", [1, 100, 5000])
def test_beyond_the_bounds_the_rare_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tokens: int
) -> None:
    """However much is counted at once; what is left has its full count and fits the bound."""
    monkeypatch.setattr(occurrences, "TOKENS_AT_ONCE", tokens)
    terms, pairs = _count(tmp_path / "segment", PASSAGES, 40, 50)
    assert len(terms) <= 40
    assert len(pairs) <= 50
    assert terms["hợp"] == terms["tác"] == pairs["hợp tác"] == 300


def test_a_place_outside_its_passage_is_damage(tmp_path: Path) -> None:
    """Sound but senseless: lengths that say that passages are shorter than their positions."""
    path = tmp_path / "segment"
    file = CheckedFile(write_segment(path, [make_block("one", "", PASSAGES)]).path)
    path.unlink()
    with CheckedWriter(path) as writer:
        for name, section in file._sections.items():
            data = section.bytes(0, section.size)
            short = name == f"field.{Layer.ACCENTED}.lengths"
            writer.section(name).append(bytes([1]) * len(data) if short else data)
        writer.finish(file.notes)
    with pytest.raises(IndexDamaged, match="segment"):
        count_terms_and_pairs(path, FlatSegment(path).field(Layer.ACCENTED))

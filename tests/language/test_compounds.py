from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors.index import IndexDamaged
from indexer.language.analyser import Analyser
from indexer.language.compounds import (
    COMPOUNDS_NAME,
    NO_COMPOUNDS,
    Compounds,
    read_compounds,
    write_compounds,
)
from indexer.language.segment import segment
from indexer.language.segmentation import Cut

if TYPE_CHECKING:
    from pathlib import Path

NAMES = Compounds(
    frozenset(("hồ chí minh", "học viện", "đại học", "viện nghiên cứu quản trị", "hợp tác"))
)

SYLLABLES = st.lists(st.sampled_from("abcd"), max_size=12)


def _cut(line: str) -> Cut:
    """Return the cut of words whose syllables are joined by ``_``."""
    words = [word.split("_") for word in line.split()]
    bounds = [sum(map(len, words[:at])) for at in range(len(words) + 1)]
    return Cut([syllable for word in words for syllable in word], bounds)


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        ("thành_phố hồ chí_minh đẹp", "thành_phố hồ_chí_minh đẹp"),
        ("đại học_viện lớn", "đại_học học_viện lớn"),
        ("ở viện nghiên_cứu quản_trị mới", "ở viện_nghiên_cứu_quản_trị mới"),
        ("cùng hợp tác_xã này", "cùng hợp_tác này"),
        ("cùng hợp_tác_xã này", "cùng hợp_tác hợp_tác_xã này"),
        ("học_viện", "học_viện"),
        ("nước ta", "nước ta"),
        ("", ""),
    ],
)
def test_what_is_listed_is_a_word(cut: str, words: str) -> None:
    """A compound is a word however it was cut; what it divides is none."""
    repaired = NAMES.repair(_cut(cut))
    assert repaired == tuple(word.replace("_", " ") for word in words.split())


@given(
    listed=st.frozensets(st.lists(st.sampled_from("abcd"), min_size=2, max_size=4).map(" ".join)),
    before=SYLLABLES,
    after=SYLLABLES,
    data=st.data(),
)
def test_no_neighbour_hides_a_compound(
    listed: frozenset[str], before: list[str], after: list[str], data: st.DataObject
) -> None:
    """Whatever stands around it and however that is cut, a compound of the list is a word."""
    compounds = Compounds(listed)
    for compound in listed:
        tokens = [*before, *compound.split(), *after]
        inner = data.draw(st.sets(st.integers(1, len(tokens) - 1)))
        words = compounds.repair(Cut(tokens, [0, *sorted(inner), len(tokens)]))
        assert compound in words
        assert set(" ".join(words).split()) <= set(tokens)


@pytest.mark.parametrize("typed", ["hồ chí minh", "Hồ Chí Minh", "HỒ CHÍ MINH"])
def test_a_name_is_one_word_in_any_case(typed: str) -> None:
    """The segmenter cuts it by its case; the question and the sentence have the same word."""
    analyser = Analyser(segment, NAMES)
    assert analyser.analyse(typed).words == ("hồ chí minh",)
    assert "hồ chí minh" in analyser.analyse(f"Tư tưởng {typed} về đối ngoại.").words


def test_the_list_is_the_version() -> None:
    """Equal lists make equal analysers, others do not; what was counted makes no difference."""
    assert Compounds(NAMES.texts, 7).digest == NAMES.digest
    assert Analyser(segment, NAMES).version != Analyser(segment, NO_COMPOUNDS).version


@given(st.frozensets(st.lists(st.sampled_from(("quốc", "tế", "x")), min_size=2).map(" ".join)))
def test_a_list_comes_back(texts: frozenset[str]) -> None:
    """What is written is read again, and equal lists are written alike."""
    compounds = Compounds(texts, 3)
    assert Compounds.decode(compounds.encode()) == compounds


@pytest.mark.parametrize("text", ["", "compounds 2 5\n", "compounds 1 x\n", "compounds 1 5\na b"])
def test_another_file_is_damage(tmp_path: Path, text: str) -> None:
    """What is no such list, or was cut off, is named."""
    path = tmp_path / COMPOUNDS_NAME
    with pytest.raises(IndexDamaged):
        read_compounds(path)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IndexDamaged):
        read_compounds(path)
    write_compounds(NAMES, path)
    assert read_compounds(path) == NAMES

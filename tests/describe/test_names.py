from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.describe.names import NameFinder
from indexer.records.authorities import AuthorityKind
from tests.describe.making import AUTHORITIES, FINDER, authority

WORDS = [name.text for record in AUTHORITIES for name in record.names]
WORDS += ["Nguyễn", "Đoàn", "anh", "pháp luật", ",", ".", "\n", "-", "tại", "(", ")", "/"]


def keys(text: str) -> list[str]:
    """Return the keys of the mentions in ``text``."""
    return [mention.key for mention in FINDER.find(text)]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=20))
def test_mentions_stand_in_order(words: list[str]) -> None:
    """Any text can be searched; mentions lie within it, in order, none on another."""
    text = " ".join(words)
    past = 0
    for mention in FINDER.find(text):
        assert past <= mention.start < mention.end <= len(text)
        past = mention.end


@pytest.mark.parametrize(
    "text",
    [
        "Mô-dăm-bích",
        "Mô dăm bích",
        "Môdămbích",
        "Môdămbich",
        "MÔ-DĂM-BÍCH",
        "Mozambique",
        "MOZAMBIQUE",
        "vàMozambique",
        "cho cán bộ Mô-dăm-\nbích",
    ],
)
def test_spellings_of_a_loan_name(text: str) -> None:
    """Hyphens, blanks, glue and line ends make no difference."""
    assert keys(text) == ["mz"]


def test_the_longest_name_wins() -> None:
    """The country in an agency's name is not found beside the agency."""
    assert keys("do Cơ quan Hợp tác Quốc tế Hàn Quốc (KOICA) mời") == ["koica", "koica"]
    assert keys("Trường Đảng Trung ương\nĐảng Cộng sản Trung Quốc") == ["ccps"]


def test_long_names_without_accents() -> None:
    """Three syllables and more are known without accents, if written as a name."""
    assert keys("Co quan Hop tac Quoc te Han Quoc") == ["koica"]
    assert keys("cơ quan hợp tác quốc tế hàn quốc") == []


def test_glued_words_are_cut_at_capitals() -> None:
    """A capital after a small letter begins a word."""
    assert keys("vàHọc viện Chính trị quốc gia Hồ Chí Minh với CHDCND Lào") == ["academy", "la"]


def test_a_shared_name_is_that_of_the_record_that_prefers_it() -> None:
    """A name of two records counts for the one that prefers it, else for none."""
    one = authority("one", AuthorityKind.COUNTRY, "Gruzia", "Georgia")
    two = authority("two", AuthorityKind.PLACE, "Georgia")
    three = authority("three", AuthorityKind.PLACE, "Bang Georgia", "Gruzia nhỏ", "Georgia")
    assert [m.key for m in NameFinder.from_authorities((one, two)).find("Georgia")] == ["two"]
    assert NameFinder.from_authorities((one, three)).find("Georgia") == ()


def test_circles_of_parents_end() -> None:
    """Records that stand above each other do not hang the program."""
    first = authority("a", AuthorityKind.ORGANISATION, "Viện Một", parent="b")
    second = authority("b", AuthorityKind.ORGANISATION, "Viện Hai", parent="a")
    finder = NameFinder.from_authorities((first, second))
    assert [record.key for record in finder.ancestors("a")] == ["b"]

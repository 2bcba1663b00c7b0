"""Letters of acronyms against the words that they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.retrieval.learning.initials import FUNCTION_WORDS, find_name


@pytest.mark.parametrize(
    ("letters", "words", "size"),
    [
        ("HVCTQGHCM", "tại Học viện Chính trị quốc gia Hồ Chí Minh", 9),
        ("HĐND", "bầu hội đồng nhân dân", 4),
        ("HDND", "bầu hội đồng nhân dân", 4),
        ("HĐND", "học dân nhân dân", 0),
        ("GDĐT", "ngành giáo dục và đào tạo", 5),
        ("BCHTW", "của Ban Chấp hành Trung ương", 5),
        ("ThS", "bằng thạc sĩ", 2),
        ("UNDP", "the United Nations Development Programme", 4),
        ("UNESCO", "United Nations Educational Scientific and Cultural Organization", 7),
        ("KOICA", "với Korea International Cooperation Agency", 4),
        ("ASEAN", "Association of Southeast Asian Nations", 5),
        ("HAN", "thành phố Hà Nội", 0),
        ("VCQ", "và của quỹ", 0),
        ("", "a b", 0),
        ("AB", "", 0),
    ],
)
def test_names_of_letters(letters: str, words: str, size: int) -> None:
    """A letter for every syllable; foreign words may give more than one; small words none."""
    assert find_name(letters, words.split()) == size


_SYLLABLES = ("hợp", "tác", "quốc", "tế", "đào", "tạo", "cán", "bộ", "nghiên", "cứu")
_WORDS = st.lists(st.sampled_from(_SYLLABLES), min_size=2)


@given(_WORDS, st.lists(st.sampled_from(sorted(FUNCTION_WORDS)), max_size=1))
def test_initials_of_a_name_find_it(words: list[str], between: list[str]) -> None:
    """Whatever stands before and between, all words that name something are in the name."""
    letters = "".join(word[0].upper() for word in words)
    name = [words[0], *between, *words[1:]]
    assert 0 < find_name(letters, ["x", *name]) <= len(name)

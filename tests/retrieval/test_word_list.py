"""The glossary, both ways."""

from __future__ import annotations

import pytest

from indexer.language.analyser import tokenise
from indexer.retrieval.word_list import WordList, read_word_list


@pytest.fixture(scope="module")
def words() -> WordList:
    """The glossary of the program."""
    return read_word_list()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cooperation", "hợp tác"),
        ("Universities", "đại học"),
        ("prime ministers", "thủ tướng"),
        ("gross domestic product", "tổng sản phẩm quốc nội"),
    ],
)
def test_english_words_have_vietnamese_ones(words: WordList, typed: str, expected: str) -> None:
    """In any case and regular inflection."""
    assert any(expected in one for one in words.to_vietnamese(typed.split()))


@pytest.mark.parametrize("typed", ["un", "ad", "turkey", "the", "was", "qwertz", "may"])
def test_other_words_have_none(words: WordList, typed: str) -> None:
    """Nor have abbreviations and names that are other words in lower case."""
    assert not words.to_vietnamese([typed])


@pytest.mark.parametrize("typed", ["hợp tác", "hop tac", "HỢP TÁC", "hợp tac"])
def test_vietnamese_terms_have_english_ones(words: WordList, typed: str) -> None:
    """Typed with accents or without."""
    assert any("cooperat" in one for one in words.to_english(tokenise(typed)))


@pytest.mark.parametrize("typed", ["hớp tác", "hợp", "tác hợp"])
def test_another_spelling_has_none(words: WordList, typed: str) -> None:
    """Accents typed are meant, and one syllable is too little."""
    assert not words.to_english(tokenise(typed))


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("What is the policy of the government?", True),
        ("cooperation", True),
        ("KOICA training projects", True),
        ("Ho Chi Minh thought", True),
        ("hợp tác quốc tế", False),
        ("hop tac quoc te", False),
        ("cac doan ra nam 2016", False),
        ("to chuc hoi thao o ha noi", False),
        ("KOICA", False),
        ("Ha Noi", False),
        ("", False),
    ],
)
def test_languages_of_questions(words: WordList, question: str, *, english: bool) -> None:
    """Told from words that only one of them has."""
    assert words.is_english(question.split()) is english

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

from indexer.language.segmentation.tokeniser import Tokeniser, compile_pattern, original_pattern
from indexer.language.segmentation.wheel import WheelFiles, find_package, read_wheel
from tests.language.segmentation.sentences import WRITTEN

FILES = read_wheel(find_package())
TOKENISER = Tokeniser.load(FILES)

ALPHABET = "abTthSsĐđðÐHMvx019 .,;:&-_/()[]{}<>=+@%$#°CF!?'’\"“”\t\n\xa0\u2028×♥‿éẠ\u0301ñƣ²½٣中"
PIECES = st.sampled_from(
    ["http:", "https://a.vn", "ftp:/", "www.", ".com/", "(a)", "((b)c)", "v.v.", "Th", "ThS", "3x"]
)


# Short, because the original takes exponential time on signs after "http:".
TEXTS = st.lists(st.text(ALPHABET, max_size=3) | PIECES | st.text(max_size=3), max_size=5)


@given(TEXTS.map("".join))
def test_tokens_are_those_of_the_original(text: str) -> None:
    """The faster pattern matches what the original matches and spells it alike."""
    assert TOKENISER.tokens(text) == tokenize(text)


@pytest.mark.parametrize("text", WRITTEN)
def test_tokens_of_sentences_are_those_of_the_original(text: str) -> None:
    """Dates, addresses, abbreviations and misspellings are kept together or cut as before."""
    assert TOKENISER.tokens(text) == tokenize(text)


def test_one_group_holds_the_token(wheel: WheelFiles) -> None:
    """The compiled pattern has a single group, so that matches are plain strings."""
    assert compile_pattern(original_pattern(wheel.patterns)).groups == 1


def test_addresses_that_end_in_signs_take_no_time() -> None:
    """A leader of signs after an address ends, though exponential in the original."""
    text = "http:a" + "!" * 14
    assert TOKENISER.tokens(text) == tokenize(text)
    tokens = TOKENISER.tokens("http:a" + "!" * 5000)
    assert tokens[:3] == ["http", ":", "a"]
    assert len(tokens) == 5003


def test_no_space_is_ever_part_of_a_token_but_one(wheel: WheelFiles) -> None:
    """Only "Th.S", whose dot is any character, can hold a space; the tables rely on it."""
    original = re.compile(original_pattern(wheel.patterns), re.VERBOSE)
    for text in WRITTEN:
        for match in original.finditer(text):
            assert " " not in match.group() or re.fullmatch("Th [Ss]", match.group())

from __future__ import annotations

import pytest
from underthesea_core import CRFFeaturizer  # type: ignore[import-untyped]  # it has none

from indexer.language.segmentation.vocabulary import (
    KNOWN_SHIFT,
    LOWER_SHIFT,
    Vocabulary,
    is_number,
    is_title,
)

FACTS = CRFFeaturizer(["T[0].isdigit", "T[0].istitle"], set())


def facts_of(token: str) -> list[str]:
    """Return what the original says of a token."""
    features: list[list[list[str]]] = FACTS.process([[[token]]])
    return features[0][0]


@pytest.mark.parametrize(
    "token",
    [
        *("0", "007", "-0", "+5", "-7", "+", "-", "+-5", "--5", "1.5", "٣", "５", "²", "1_000"),
        *("2147483647", "2147483648", "-2147483648", "-2147483649", "0" * 30 + "7", "9" * 5000),
    ],
)
def test_numbers_are_those_of_the_original(token: str) -> None:
    """Signed integers of 32 bits in ASCII digits, and nothing else, are numbers."""
    assert facts_of(token)[0] == f"T[0].isdigit={is_number(token)}"


@pytest.mark.parametrize("token", ["Th S", "Th s", "Th\ts", "Th\xa0s", "ǅ", "ß", "ŉ", "1a", "-a"])
def test_titles_are_those_of_the_original(token: str) -> None:
    """Parts are parted by the plain space alone and judged by their first character."""
    assert facts_of(token)[1] == f"T[0].istitle={is_title(token)}"


def test_every_letter_is_judged_as_by_the_original() -> None:
    """Of all characters, those too that got a capital after this Python's Unicode."""
    characters = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    characters.remove(" ")  # the original panics at a part without characters
    features = FACTS.process([[[character] for character in characters]])[0]
    differing = [
        hex(ord(character))
        for character, facts in zip(characters, features, strict=True)
        if facts[1] != f"T[0].istitle={is_title(character)}"
    ]
    assert differing == []


def test_a_token_is_packed_with_its_lower_case() -> None:
    """Ids as written and in lower case are independent; the dictionary sees the lower case."""
    vocabulary = Vocabulary({"Lào": 3}, {"lào": 7}, frozenset({"lào"}))
    packed = vocabulary.pack("Lào")
    assert packed & 0xFFFFF == 3
    assert packed >> LOWER_SHIFT & 0xFFFFF == 7
    assert packed >> KNOWN_SHIFT & 1 == 1
    assert vocabulary.pack("LÀO") & 0xFFFFF == 0
    assert vocabulary.pack("LÀO") >> LOWER_SHIFT & 0xFFFFF == 7

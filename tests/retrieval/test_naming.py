"""Names of a question, by its own capitals, by those of the library, and by foreign spelling."""

from __future__ import annotations

import pytest

from indexer.engine.blocks import Layer
from indexer.engine.tree import Term
from indexer.retrieval.accents import Accents
from indexer.retrieval.naming import weigh_names
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.weights import (
    CAPITAL_WEIGHT,
    FOREIGN_WEIGHT,
    LEAST_CAPITALS,
    USUAL_CAPITAL_WEIGHT,
)
from indexer.retrieval.wording import read_wording
from tests.retrieval.shelves import ANALYSER
from tests.retrieval.text_lexicon import TextLexicon

LEXICON = TextLexicon(
    "đoàn thăm Huế và Genève, hoa huế",
    "đoàn thăm Lào, nước Lào",
    "đoàn về hồ, hồ sen, bờ hồ và Hồ Chí Minh",
    *["bàn về hợp tác"] * 19,
    "bàn về Hợp tác",
)
HUE, LAKE = 1 / 2, 1 / 4


def _weigh(text: str, *, english: bool = False) -> dict[str, float]:
    wording = read_wording(text, ANALYSER, None if english else Accents(LEXICON))
    weights = weigh_names(text, wording, english=english)
    return {
        one: weight for one, weight in zip(wording.meant.accented, weights, strict=True) if weight
    }


@pytest.mark.parametrize("text", ["đoàn thăm lào", "doan tham lao", "Doan tham lao"])
def test_no_capital_need_be_typed(text: str) -> None:
    """Nor any accent: it is the spelling meant that counts."""
    assert _weigh(text) == {"lào": USUAL_CAPITAL_WEIGHT}


def test_a_word_counts_as_often_as_it_has_a_capital() -> None:
    """With a capital typed at least as much as that does."""
    assert _weigh("hồ ở huế") == {
        "hồ": USUAL_CAPITAL_WEIGHT * LAKE,
        "huế": USUAL_CAPITAL_WEIGHT * HUE,
    }
    assert _weigh("từ Huế về Lào") == {
        "huế": max(CAPITAL_WEIGHT, USUAL_CAPITAL_WEIGHT * HUE),
        "lào": max(CAPITAL_WEIGHT, USUAL_CAPITAL_WEIGHT),
    }


def test_what_hardly_ever_has_a_capital_is_no_name() -> None:
    """Unless it was typed with one."""
    assert 0 < LEXICON.capitals("hợp") < LEAST_CAPITALS
    assert _weigh("bàn về hợp tác") == {}
    assert _weigh("bàn về Hợp tác") == {"hợp": CAPITAL_WEIGHT}


def test_foreign_spelling_is_added() -> None:
    """Also where the library never has the word."""
    assert _weigh("thăm genève năm 2016") == {
        "genève": USUAL_CAPITAL_WEIGHT + FOREIGN_WEIGHT,
        "2016": FOREIGN_WEIGHT,
    }


def test_in_an_english_question_only_its_own_capitals_tell() -> None:
    """Its words stand for others here."""
    assert _weigh("who visited Laos from hue", english=True) == {"laos": CAPITAL_WEIGHT}


def test_names_get_into_the_plan() -> None:
    """As they were meant, for the restored spelling is what stands in works."""
    question = parse_question("doan tham lao")
    named = understand(question, ANALYSER, accents=Accents(LEXICON)).named
    assert named == {Term(Layer.ACCENTED, "lào"): USUAL_CAPITAL_WEIGHT}

"""A question with a slip, into what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.records.works import Tier
from indexer.retrieval.corrections import count_edits, propose
from indexer.retrieval.likeliest import Choice, likeliest
from indexer.retrieval.query import parse_question
from indexer.retrieval.results import Request
from tests.retrieval.shelves import PUBLIC, TODAY, Shelf
from tests.retrieval.text_lexicon import TextLexicon

_LEXICON = TextLexicon(
    *["hợp tác quốc tế với Lào"] * 5,
    "họp bàn về hộp thư và tắc đường",
    "nghiên cứu khoa học xã hội của Nguyễn Thị Mẫu",
    "international cooperation in the field of training with KOICA",
    "chuyển đổi số",
)


def _proposals(text: str, *, few: bool = True) -> list[str]:
    found = propose(text, parse_question(text).clauses, _LEXICON, few=few)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hợp tát", "hợp tác"),
        ("hộp tác quốc tế", "hợp tác quốc tế"),
        ("hop tacc", "hợp tác"),
        ("hop5 tac1", "hợp tác"),
        ("howpj tacs", "hợp tác"),
        ("Howpj Tacs quoocs tees", "Hợp Tác quốc tế"),
        ("HOP TACC", "HỢP TÁC"),
        ("chuyển đổi sô", "chuyển đổi số"),
        ("koicaa", "koica"),
        ("internatoinal cooperation", "international cooperation"),
        ("cooperation in the feild", "cooperation in the field"),
        ('"hợp tát quốc tế"', '"hợp tác quốc tế"'),
        ('năm:2015..2016 +"hợp tát" -lào', 'năm:2015..2016 +"hợp tác" -lào'),
        ("tác giả:Nguyễn Thị Mậu", "tác giả:Nguyễn Thị Mẫu"),
        ("(lào | hợp tát) số", "(lào | hợp tác) số"),
    ],
)
def test_what_was_meant(typed: str, meant: str) -> None:
    """Another accent, another letter, keys without an input method; signs and case stay."""
    assert _proposals(typed)[0] == meant


def test_what_was_typed_bare_may_stay_bare() -> None:
    """The second proposal changes only what is wrong, so it finds at least as much."""
    assert _proposals("hop tacc quoc te") == ["hợp tác quốc tế", "hop tac quoc te"]


@pytest.mark.parametrize(
    "text",
    ["hợp tác", "hop tac", "hợp tác lào", "lào khoa học", "-tacc", "năm:2015", "57", "", "?"],
)
def test_where_nothing_is_wrong_nothing_is_proposed(text: str) -> None:
    """Nor for what is excluded, numbers, and fields."""
    assert _proposals(text) == []


def test_with_enough_results_only_strange_words_are_doubted() -> None:
    """A word of the library may stand beside any other."""
    assert _proposals("hộp tác quốc tế", few=False)
    assert _proposals("hợp bàn quốc tế", few=False) == []
    assert _proposals("hop tacc quoc te", few=False)


@settings(deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(["hop5", "tát", '"', "(", " | ", " "])))
def test_any_question_is_looked_at(text: str | list[str]) -> None:
    """What is proposed is never the question itself."""
    text = "".join(text)
    assert text not in _proposals(text)


def test_slips_are_counted_with_exchanges() -> None:
    """Missing, too many, wrong, exchanged."""
    pairs = {("tac", "tacc"): 1, ("hop", "hpo"): 1, ("", "ab"): 2, ("lao", "lao"): 0, ("a", "b"): 1}
    assert {pair: count_edits(*pair) for pair in pairs} == pairs


def test_pairs_decide_between_spellings() -> None:
    """The likeliest run is the one whose neighbours stand together; no place, no run."""
    run = [
        [Choice("họp", 50), Choice("hợp", 10)],
        [Choice("tác", 10), Choice("tắc", 50)],
    ]
    assert [one.text for one in likeliest(run, _LEXICON)] == ["hợp", "tác"]
    assert likeliest([], _LEXICON) == ()


class TestLibrary:
    """What the answer says."""

    def test_a_proposal_is_made_if_it_finds_more(self, shelf: Shelf) -> None:
        """Counted in the tiers of who asks."""
        for _ in range(4):
            shelf.put("Báo cáo", ["hợp tác quốc tế"])
        assert shelf.ask("hợp tát").suggestion == "hợp tác"
        assert shelf.ask("hợp tác").suggestion == ""
        assert shelf.ask("hop tac").suggestion == ""

    def test_a_word_that_stands_nowhere_is_mended_in_a_question_that_finds_enough(
        self, shelf: Shelf
    ) -> None:
        """Passed over it had no part in what was found."""
        for _ in range(4):
            shelf.put("Báo cáo", ["hợp tác quốc tế"])
        results = shelf.ask("hop tacc quoc te")
        assert (results.total, results.suggestion) == (4, "hợp tác quốc tế")

    def test_nothing_of_another_tier_is_proposed(self, shelf: Shelf) -> None:
        """Neither its words nor its spellings, nor those of withdrawn works."""
        shelf.put("Một", ["hợp tác"])
        shelf.put("Hai", ["hợp đồng canary"], tier=Tier.RESTRICTED)
        gone = shelf.put("Ba", ["hợp đồng canary"])
        shelf.publish()
        library = shelf.open()
        shelf.engine.withdraw([gone])
        for typed in ("hop canari", "canaryy", "hợp đông", "hop5 ddoongf", "hợp canary"):
            results = library.search(Request(typed, PUBLIC), TODAY)
            assert "canary" not in results.suggestion
            assert "đồng" not in results.suggestion
        everybody = library.search(Request("canaryy", frozenset(Tier)), TODAY)
        assert everybody.suggestion == "canary"

    def test_only_the_first_page_asks(self, shelf: Shelf) -> None:
        """Whoever reads on has found what was meant; a mere count asks for nothing."""
        shelf.put("Báo cáo", ["hợp tác"])
        shelf.publish()
        library = shelf.open()
        for request in (Request("hợp tát", PUBLIC, offset=10), Request("hợp tát", PUBLIC, limit=0)):
            results = library.search(request, TODAY)
            assert (results.suggestion, results.steps) == ("", ())

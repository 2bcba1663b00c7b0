"""Clauses into what has to match and what counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import Layer
from indexer.engine.tree import (
    Every,
    Fuzzy,
    Near,
    Node,
    Phrase,
    Prefix,
    Some,
    Term,
    Wildcard,
    Without,
)
from indexer.language.compounds import Compounds
from indexer.retrieval.marking import read
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.weights import (
    CAPITAL_WEIGHT,
    FOREIGN_WEIGHT,
    LAYER_WEIGHTS,
    QUESTION_WEIGHT,
    required,
)
from tests.retrieval.shelves import ANALYSER

if TYPE_CHECKING:
    from indexer.retrieval.plan import Understood


def _understand(text: str) -> Understood:
    return understand(parse_question(text), ANALYSER)


def _match(text: str) -> Node:
    return _understand(text).match


def _folded(text: str) -> Term:
    return Term(Layer.FOLDED, text)


def _accented(text: str) -> Term:
    return Term(Layer.ACCENTED, text)


class TestMatch:
    """What a work has to hold."""

    def test_an_accent_admits_its_own_spelling_alone(self) -> None:
        """A token with an accent is exact, one without is open."""
        assert _match("Đảng dang") == Some((_accented("đảng"), _folded("dang")), 2)

    def test_a_phrase_is_exact_and_open_token_by_token(self) -> None:
        """In "kinh tế" the bare syllable is open and the other one is not."""
        assert _match('"kinh tế"') == Phrase((_folded("kinh"), _accented("tế")))

    def test_must_and_not(self) -> None:
        """What must be there is there, what must not is not; the rest is as without signs."""
        match = _match('+a -b -"c d" e')
        assert match == Without(
            Every((_folded("a"), Some((_folded("e"),), 1))),
            Some((_folded("b"), Phrase((_folded("c"), _folded("d"))))),
        )

    def test_words_that_only_ask_need_not_be_there(self) -> None:
        """Unless there are no others."""
        assert _match("KOICA là gì") == Some((_folded("koica"),), 1)
        assert _match("là gì") == Some((_accented("là"), _accented("gì")), 2)

    def test_in_a_sentence_that_asks_less_must_be_there(self) -> None:
        """One of two words, and a phrase without a plus is cited, not demanded."""
        both = (_folded("tesla"), _accented("chết"))
        assert _match("Tesla chết") == Some(both, 2)
        assert _match("Tesla chết năm nào") == Some(both, 1)
        cited = Some((_accented("đảng"), _folded("ta")), 1)
        assert _match('"Đảng ta" là gì') == cited
        assert _match('+"Đảng ta" là gì') == Every(
            (
                Phrase((_accented("đảng"), _folded("ta"))),
                Some((_accented("là"), _accented("gì")), 2),
            )
        )

    def test_an_empty_question_matches_everything_and_signs_alone_nothing_more(self) -> None:
        """No words, no condition."""
        assert _match("") == Every(())
        assert _match("-a") == Without(Every(()), Some((_folded("a"),)))

    def test_alternatives_and_groups(self) -> None:
        """Any of them, each as a question of its own; excluded groups as a whole."""
        one, two = Some((_folded("a"),), 1), Some((_folded("b"),), 1)
        assert _match("a OR b") == Some((one, two))
        assert _match("-(a OR b)") == Without(Every(()), Some((Some((one, two)),)))

    def test_words_under_a_plus_are_all_demanded(self) -> None:
        """Anywhere in the work, together with what else is asked."""
        assert _match("+(a b c)") == Every((_folded("a"), _folded("b"), _folded("c")))

    def test_beginnings_and_words_near_each_other(self) -> None:
        """An open beginning admits any accents; words near each other may be of two layers."""
        assert _match("nghi*") == Prefix(Layer.FOLDED, "nghi")
        assert _match("nghiê*") == Prefix(Layer.ACCENTED, "nghiê")

    def test_a_beginning_that_is_a_syllable_is_its_term_as_well(self) -> None:
        """A beginning "ki" finds "kiểm" and also "kỳ", "hoà" both "hoàn" and "hòa"."""
        either = (Prefix(Layer.FOLDED, "ki"), Prefix(Layer.FOLDED, "ky"))
        assert _match("ki*") == Some(either)
        marked = (Prefix(Layer.ACCENTED, "hoà"), Prefix(Layer.ACCENTED, "hòa"))
        assert _match("hoà*") == Some(marked)
        assert _match('"a b"~5') == Near((_folded("a"), _folded("b")), 5)
        assert _match('-"a tế"~2') == Without(
            Every(()), Some((Near((_folded("a"), _accented("tế")), 2),))
        )

    def test_a_word_with_signs_stands_for_words_of_its_layer(self) -> None:
        """An accent in it asks for that accent; what it stands for counts and is marked."""
        assert _match("ng*p") == Wildcard(Layer.FOLDED, "ng*p")
        assert _match("+Ng?iệp") == Wildcard(Layer.ACCENTED, "ng?iệp")
        assert _match("kazakstan~2") == Fuzzy(Layer.FOLDED, "kazakstan", 2)
        assert _match("nghiệp~") == Fuzzy(Layer.ACCENTED, "nghiệp", 1)
        understood = _understand("lào ng*p -*abc")
        assert Wildcard(Layer.FOLDED, "ng*p") in understood.marks
        assert Wildcard(Layer.FOLDED, "ng*p") in {one.leaf for one in understood.score}
        assert Wildcard(Layer.FOLDED, "*abc") not in understood.marks
        assert _folded("ng") not in understood.near

    def test_filters_match_nothing_themselves(self) -> None:
        """They go to the plan's filters, codes of one facet together."""
        understood = _understand("năm:2015 a năm:2016 loại:mou")
        assert understood.match == Some((_folded("a"),), 1)
        assert understood.filters == {
            "year": frozenset({"2015", "2016"}),
            "kind": frozenset({"memorandum"}),
        }


class TestScore:
    """What counts how much."""

    def test_every_layer_counts_with_its_weight(self) -> None:
        """Each distinct term once."""
        weights = {one.leaf: one.weight for one in _understand("Hợp tác hợp").score}
        assert weights[_folded("hop")] == LAYER_WEIGHTS[Layer.FOLDED]
        assert weights[_accented("tác")] == LAYER_WEIGHTS[Layer.ACCENTED]
        assert weights[Term(Layer.BIGRAMS, "hop tac")] == LAYER_WEIGHTS[Layer.BIGRAMS]
        assert weights[Term(Layer.WORDS, "hợp")] == LAYER_WEIGHTS[Layer.WORDS]

    def test_a_question_without_accents_counts_no_accented_layer(self) -> None:
        """Bare syllables of a page are no better an answer to it than accented ones."""
        leaves = {one.leaf for one in _understand("hop tac").score}
        pair = Term(Layer.BIGRAMS, "hop tac")
        assert leaves == {_folded("hop"), _folded("tac"), pair}

    def test_words_that_only_ask_count_less(self) -> None:
        """Typed with accents or without."""
        for text, name in (("Lào có bao nhiêu tỉnh", "nhieu"), ("lao co bao nhieu tinh", "nhieu")):
            weights = {one.leaf: one.weight for one in _understand(text).score}
            asking = {_folded(name), Term(Layer.BIGRAMS, "bao nhieu")}
            for leaf in asking:
                assert weights[leaf] == pytest.approx(QUESTION_WEIGHT * LAYER_WEIGHTS[leaf.layer])
            assert weights[_folded("lao")] == LAYER_WEIGHTS[Layer.FOLDED]

    def test_words_near_each_other_are_as_they_were_meant(self) -> None:
        """Bare ones beside accented ones too; any spelling where no accent is known."""
        assert set(_understand("kinh tế").near) == {_accented("kinh"), _accented("tế")}
        assert set(_understand("kinh te").near) == {_folded("kinh"), _folded("te")}

    def test_names_have_a_capital_or_a_foreign_spelling(self) -> None:
        """Not the first word of a sentence, unless the next one has a capital, too."""
        assert _understand("Đoàn thăm Huế năm 2016").named == {
            _accented("huế"): CAPITAL_WEIGHT,
            _accented("2016"): FOREIGN_WEIGHT,
        }
        assert _understand("Hồ Chí Minh thăm Genève").named == {
            _accented("hồ"): CAPITAL_WEIGHT,
            _accented("chí"): CAPITAL_WEIGHT,
            _accented("minh"): CAPITAL_WEIGHT,
            _accented("genève"): CAPITAL_WEIGHT + FOREIGN_WEIGHT,
        }
        assert not _understand("Có gì mới? Ký kết hợp tác").named
        assert not _understand("HỢP TÁC QUỐC TẾ").named

    def test_excluded_words_do_not_count(self) -> None:
        """Neither for the score nor for the marks."""
        understood = _understand("a -b")
        assert [one.leaf for one in understood.score] == [_folded("a")]
        assert set(understood.marks) == {_folded("a")}


class TestMarks:
    """What is marked, and what says something by itself."""

    def test_what_is_quoted_is_marked_as_a_whole(self) -> None:
        """Its words alone answer nothing; those beside it count as ever."""
        understood = _understand('"quốc tế" Đảng')
        quoted = Phrase((_accented("quốc"), _accented("tế")))
        assert set(understood.marks) == set(understood.telling) == {quoted, _accented("đảng")}

    def test_words_typed_beside_their_phrase_are_marked_too(self) -> None:
        """What was asked for both ways is marked both ways."""
        understood = _understand('"quốc tế" tế')
        assert _accented("tế") in understood.marks
        assert _accented("quốc") not in understood.marks

    def test_a_phrase_is_worth_what_its_terms_are(self) -> None:
        """It scores nothing, so nobody counted how rare it is."""
        wanted = _understand('"quốc tế"').wanted({_accented("quốc"): 2.0, _accented("tế"): 1.0})
        assert wanted.weigh(read("Hợp tác quốc tế, kinh tế").parts) == {2: 3.0, 3: 3.0}

    def test_a_sentence_cites_what_it_quotes(self) -> None:
        """There it is not demanded, either."""
        assert _accented("tế") in _understand('Thế nào là "quốc tế"?').marks

    def test_parts_of_a_compound_tell_beside_the_whole(self) -> None:
        """An analyser that gives both gives each syllable to one word."""
        text = "hợp tác quốc tế"
        listed = frozenset({text, "hợp tác", "quốc tế"})
        analyser = replace(ANALYSER, compounds=Compounds(listed))
        assert set(analyser.analyse(text).words) == listed
        told = understand(parse_question(text), analyser).telling
        parts = [words.split() for words in ("hợp tác", "quốc tế")]
        assert told == tuple(Phrase(tuple(map(_accented, words))) for words in parts)


def test_required_grows_with_the_words() -> None:
    """Never more than there are, never none, never fewer than for a shorter question."""
    numbers = [required(terms) for terms in range(1, 100)]
    assert numbers == sorted(numbers)
    assert all(1 <= number <= terms for terms, number in enumerate(numbers, 1))
    assert numbers[:11] == [1, *[2] * 9, 3]
    assert [required(terms, asks=True) for terms in range(1, 12)] == [1, 1, *[2] * 8, 3]


@settings(deadline=None)  # the first text reads the tables of the language
@given(st.text())
def test_anything_can_be_understood(text: str) -> None:
    """From any text to a plan."""
    assert _understand(text).match is not None

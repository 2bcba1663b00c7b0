"""What is added to the words of a question."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import Layer
from indexer.engine.tree import Every, Some, Term
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.retrieval.clauses import Expansion, Source
from indexer.retrieval.expansion import MOST_ADDED, MOST_IN_ALL, Expander
from indexer.retrieval.names import Names
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.weights import EXPANSION_WEIGHTS, LAYER_WEIGHTS
from indexer.retrieval.word_list import WordList, read_word_list
from tests.retrieval.shelves import ANALYSER

KOICA = Authority(
    "koica",
    AuthorityKind.ORGANISATION,
    (
        AuthorityName("Cơ quan Hợp tác Quốc tế Hàn Quốc", "vi", NameForm.PREFERRED),
        AuthorityName("Korea International Cooperation Agency", "en", NameForm.PREFERRED),
        AuthorityName("KOICA", "mul", NameForm.ACRONYM),
        AuthorityName("한국국제협력단", "ko", NameForm.VARIANT),
    ),
)
FRANCE = Authority(
    "country-fr",
    AuthorityKind.COUNTRY,
    (
        AuthorityName("Pháp", "vi", NameForm.PREFERRED),
        AuthorityName("France", "en", NameForm.PREFERRED),
        AuthorityName("Pháp Lan Tây", "vi", NameForm.FORMER),
    ),
)
WHO = Authority(
    "who",
    AuthorityKind.ORGANISATION,
    (
        AuthorityName("Tổ chức Y tế Thế giới", "vi", NameForm.PREFERRED),
        AuthorityName("WHO", "mul", NameForm.ACRONYM),
    ),
)
NO_WORDS = WordList(())
EXPANDER = Expander(Names((KOICA, FRANCE, WHO)), read_word_list())


def _expand(text: str) -> dict[str, Expansion]:
    question = parse_question(text)
    return {one.original: one for one in understand(question, ANALYSER, EXPANDER).expansions}


@pytest.mark.parametrize(
    ("text", "original", "added"),
    [
        ("dự án koica", "koica", "Cơ quan Hợp tác Quốc tế Hàn Quốc"),
        ("co quan hop tac quoc te han quoc", "co quan hop tac quoc te han quoc", "KOICA"),
        ("đoàn đi Pháp", "Pháp", "France"),
        ("visits to France", "France", "Pháp"),
        ("báo cáo của WHO", "WHO", "Tổ chức Y tế Thế giới"),
    ],
)
def test_names_have_their_other_names(text: str, original: str, added: str) -> None:
    """Abbreviations, both languages, typed without accents, too."""
    one = _expand(text)[original]
    assert one.source is Source.NAME
    assert added in one.added
    assert "한국국제협력단" not in one.added


@pytest.mark.parametrize("text", ["Pháp luật", "phương pháp", "Nguyễn Văn Pháp", "who was it"])
def test_syllables_of_other_words_name_nothing(text: str) -> None:
    """A country is not looked for because a syllable of its name is there."""
    assert all(one.source is Source.GLOSSARY for one in _expand(text).values())


def test_the_longest_term_counts_and_only_plain_words_are_expanded() -> None:
    """Prime minister before minister; quoted and demanded words are meant as they are."""
    assert set(_expand("the prime minister")) == {"prime minister"}
    assert not _expand('"prime minister" +government -policy')


def test_stop_words_of_an_english_question_count_nothing() -> None:
    """Unless there are no others: "the" would find and mark "thế"."""
    understood = understand(parse_question("what is the policy"), ANALYSER, EXPANDER)
    assert Term(Layer.FOLDED, "the") not in {one.leaf for one in understood.score}
    assert Term(Layer.FOLDED, "the") not in understood.marks
    assert understand(parse_question("what is it"), ANALYSER, EXPANDER).score


def test_a_work_is_let_in_by_its_own_words_or_by_added_ones() -> None:
    """As many as without expansion, or as many units of either."""
    match = understand(
        parse_question("Pháp, KOICA"), ANALYSER, Expander(Names((FRANCE,)), NO_WORDS)
    )
    french = Some(
        (
            Every((Term(Layer.ACCENTED, "pháp"),)),
            Term(Layer.ACCENTED, "france"),
        )
    )
    own = (Term(Layer.ACCENTED, "pháp"), Term(Layer.FOLDED, "koica"))
    assert match.match == Some((Some(own, 2), Some((french, own[1]), 2)))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["cooperation", "the", "policies", "KOICA", "Pháp", "hợp tác"])))
def test_additions_are_bounded_and_lighter_than_own_words(words: list[str]) -> None:
    """However long the question is."""
    understood = understand(parse_question(" ".join(words)), ANALYSER, EXPANDER)
    assert all(len(one.added) <= MOST_ADDED for one in understood.expansions)
    layers = (Layer.FOLDED, Layer.ACCENTED, Layer.WORDS)
    own = sum(LAYER_WEIGHTS[layer] for layer in layers)
    added = max(EXPANSION_WEIGHTS.values())
    assert added < own
    assert sum(len(one.added) for one in understood.expansions) <= MOST_IN_ALL


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_expanded(text: str) -> None:
    """Nothing typed raises; every addition has words."""
    assert all(one.added and one.original for one in _expand(text).values())


def test_what_the_reader_switched_off_is_not_added() -> None:
    """One added word, or all for the words typed; nothing shorter takes their place."""
    question = parse_question("the prime minister and KOICA").clauses

    def added(*without: str) -> dict[str, tuple[str, ...]]:
        expander = Expander(Names((KOICA,)), read_word_list(), without=frozenset(without))
        return {one.original: one.added for one in expander.expand(question, english=True)}

    everything = added()
    assert set(everything) == {"prime minister", "KOICA"}
    assert set(added("Prime Minister")) == {"KOICA"}
    first, *others = everything["KOICA"]
    assert added(first)["KOICA"] == tuple(others)
    assert "KOICA" not in added(*everything["KOICA"])

"""Titles and names by the beginnings of their words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.analyser import tokenise
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.works import Field, Origin, State, Tier, Value, Work
from indexer.retrieval.labels import Label, Labels, name_labels, title_labels

_WORK = Work("1", State.PUBLISHED, Tier.PUBLIC)
_WORDS = st.sampled_from(["hợp", "tác", "họp", "quốc", "tế", "Lào", "thuỷ", "và", "57-NQ"])


def _folded(text: str) -> list[str]:
    return [token.folded for token in tokenise(text)]


@settings(deadline=None)  # the first word read makes the tables of syllables
@given(st.lists(st.lists(_WORDS, min_size=1, max_size=5).map(" ".join), unique=True), _WORDS)
def test_a_label_is_found_from_each_of_its_words(titles: list[str], word: str) -> None:
    """All labels with the word and no other; first words first."""
    labels = Labels([Label(title, (_WORK,)) for title in titles])
    places = list(labels.beginning(_folded(word)[0], 1000))
    found = {(place.label.text, place.word) for place in places}
    wanted = {
        (title, at)
        for title in titles
        for at, folded in enumerate(_folded(title))
        if folded.startswith(_folded(word)[0])
    }
    assert found == wanted
    assert [place.word > 0 for place in places] == sorted(place.word > 0 for place in places)
    for place in places:
        assert list(place.terms) == [one.text for one in tokenise(place.label.text)][place.word :]


def test_labels_without_words_are_none() -> None:
    """Signs alone cannot be typed towards."""
    assert not list(Labels([Label("?!", (_WORK,))]).beginning("", 10))


def test_names_come_from_values_and_their_records() -> None:
    """Every name in the library's languages, preferred ones first; a text without record too."""
    names = (("Hoa Kỳ", "vi"), ("États-Unis", "fr"), ("United States", "en"))
    record = Authority(
        "us",
        AuthorityKind.COUNTRY,
        (
            AuthorityName("Mỹ", "vi", NameForm.VARIANT),
            *(AuthorityName(text, language, NameForm.PREFERRED) for text, language in names),
        ),
    )
    values = (
        Value(Field.TITLE, "Báo cáo", Origin.CONFIRMED),
        Value(Field.COUNTRY, "Mỹ", Origin.CONFIRMED, authority="us"),
        Value(Field.AUTHOR, "Nguyễn Thị Mẫu", Origin.CONFIRMED),
        Value(Field.AUTHOR, "đoán sai", Origin.SUGGESTED),
    )
    work = replace(_WORK, values=values)
    labels = list(name_labels([work], {"us": record}))
    assert [(one.text, one.record, one.rank) for one in labels if one.record] == [
        ("Hoa Kỳ", "us", 0),
        ("United States", "us", 1),
        ("Mỹ", "us", 2),
    ]
    assert [one.text for one in labels if not one.record] == ["Nguyễn Thị Mẫu"]
    titles = list(title_labels([work]))
    assert [one.text for one in titles] == ["Báo cáo"]
    assert all(one.works == (_WORK,) for one in [*labels, *titles])

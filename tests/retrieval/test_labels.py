"""Titles and names by the beginnings of their words, in a file that is brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong
from indexer.language.analyser import tokenise
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.works import Field, Origin, Tier, Value, Work
from indexer.retrieval.labels import LABELS_NAME, LabelKind, Labels, open_labels, write_labels
from tests.retrieval.made_labels import MadeSource, made_record, made_work, open_made_labels
from tests.retrieval.shelves import PUBLIC, TODAY

ALL = frozenset(Tier)
_WORDS = st.sampled_from(["hợp", "tác", "họp", "quốc", "tế", "Lào", "thuỷ", "và", "57-NQ"])


def _folded(text: str) -> list[str]:
    return [token.folded for token in tokenise(text)]


def _titles(labels: Labels, folded: str = "") -> list[str]:
    """Return the titles from their first words, of works that may be seen."""
    places = labels.beginning(LabelKind.TITLE, folded, 100)
    return [one.label.text for one in places if not one.word and labels.borne(one.label)]


def _names(labels: Labels) -> dict[str, int]:
    """Return the names with the number of works that bear them."""
    places = labels.beginning(LabelKind.NAME, "", 100)
    borne = ((one.label.text, labels.borne(one.label)) for one in places if not one.word)
    return {text: found.works for text, found in borne if found}


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(_WORDS, min_size=1, max_size=5).map(" ".join), unique=True), _WORDS)
def test_a_label_is_found_from_each_of_its_words(titles: list[str], word: str) -> None:
    """All labels with the word and no other; first words first."""
    works = [made_work(str(at), (Field.TITLE, text, "")) for at, text in enumerate(titles)]
    with TemporaryDirectory() as directory:
        labels = open_made_labels(Path(directory), MadeSource(works))
        places = list(labels.beginning(LabelKind.TITLE, _folded(word)[0], 1000))
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


def test_labels_without_words_are_none(tmp_path: Path) -> None:
    """Signs alone cannot be typed towards."""
    labels = open_made_labels(tmp_path, MadeSource([made_work("1", (Field.TITLE, "?!", ""))]))
    assert not list(labels.beginning(LabelKind.TITLE, "", 10))


def test_names_come_from_values_and_their_records(tmp_path: Path) -> None:
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
    work = made_work("1", (Field.COUNTRY, "Mỹ", "us"), (Field.AUTHOR, "Nguyễn Thị Mẫu", ""))
    guessed = Value(Field.AUTHOR, "đoán sai", Origin.SUGGESTED)
    work = replace(work, values=(*work.values, guessed))
    labels = open_made_labels(tmp_path, MadeSource([work], [record]))
    places = [one for one in labels.beginning(LabelKind.NAME, "", 100) if not one.word]
    ranked = {one.label.text: one.label.rank for one in places if one.label.record == "us"}
    assert ranked == {"Hoa Kỳ": 0, "United States": 1, "Mỹ": 2}
    assert [one.label.text for one in places if not one.label.record] == ["Nguyễn Thị Mẫu"]


class TestReaders:
    """Nothing is told of what may not be seen."""

    WORK = made_work("1", (Field.TITLE, "Báo cáo", ""), (Field.AUTHOR, "Nguyễn Thị Mẫu", ""))

    def _open(self, directory: Path, *works: Work) -> Labels:
        return open_made_labels(directory, MadeSource(works), ALL)

    def test_only_the_tiers_asked_for(self, tmp_path: Path) -> None:
        """Neither labels nor numbers of others."""
        other = replace(self.WORK, id="2", tier=Tier.RESTRICTED)
        labels = self._open(tmp_path, self.WORK, other)
        assert _names(labels) == {"Nguyễn Thị Mẫu": 2}
        assert _names(replace(labels, tiers=PUBLIC)) == {"Nguyễn Thị Mẫu": 1}
        assert not _titles(replace(labels, tiers=frozenset({Tier.INTERNAL})))

    def test_an_embargo_holds_until_its_day(self, tmp_path: Path) -> None:
        """The day of the request decides; readers of the restricted tier see it before."""
        labels = self._open(tmp_path, replace(self.WORK, embargo=TODAY))
        before = replace(labels, day=TODAY - timedelta(days=1))
        assert _titles(labels) == _titles(replace(labels, tiers=PUBLIC)) == ["Báo cáo"]
        assert _titles(before) == ["Báo cáo"]
        assert not _titles(replace(before, tiers=PUBLIC))

    def test_withdrawn_works_do_not_count(self, tmp_path: Path) -> None:
        """At once."""
        labels = self._open(tmp_path, self.WORK, replace(self.WORK, id="2"))
        assert _names(replace(labels, withdrawn=frozenset("1"))) == {"Nguyễn Thị Mẫu": 1}
        assert not _titles(replace(labels, withdrawn=frozenset("12")))


_VALUES = st.lists(
    st.tuples(
        st.sampled_from([Field.TITLE, Field.AUTHOR, Field.COUNTRY]),
        st.sampled_from(["Lào", "Hợp tác", "Hợp tác với Lào"]),
        st.sampled_from(["", "la"]),
    ),
    max_size=3,
)
_WORKS = st.lists(
    st.builds(
        lambda work, values, tier, embargo: replace(
            made_work(work, *values), tier=tier, embargo=embargo
        ),
        st.sampled_from("123"),
        _VALUES,
        st.sampled_from(Tier),
        st.sampled_from([None, TODAY]),
    ),
    unique_by=lambda work: work.id,
)
_RECORDS = st.sampled_from([(), ("Lào",), ("Lào", "CHDCND Lào")]).map(
    lambda names: [made_record("la", *names)] if names else []
)


def _all_rows(path: Path) -> list[list[object]]:
    """Return all that the file says, whatever numbers its rows have."""
    bearers = """
        SELECT kind, entities.record, entities.text, work, tier, embargo FROM bearers
        JOIN entities ON entities.id = entity ORDER BY 1, 2, 3, 4"""
    places = """
        SELECT shelf, places.kind, inner, folded, word, labels.text, rank, labels.record
        FROM places JOIN labels ON labels.id = label ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"""
    sums = "SELECT source, key, crc FROM sums ORDER BY 1, 2"
    entities = "SELECT kind, record, text FROM entities ORDER BY 1, 2, 3"
    queries = (sums, entities, bearers, places)
    with closing(sqlite3.connect(path)) as database:
        return [list(database.execute(query)) for query in queries]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.builds(MadeSource, _WORKS, _RECORDS), min_size=2, max_size=3))
def test_what_is_brought_up_to_date_is_what_would_be_made_anew(sources: list[MadeSource]) -> None:
    """Whatever comes, changes and goes."""
    with TemporaryDirectory() as directory:
        former: Path | None = None
        for at, source in enumerate(sources):
            path, anew = Path(directory) / f"{at}", Path(directory) / f"{at}-anew"
            write_labels(source, path, former)
            write_labels(source, anew)
            assert _all_rows(path) == _all_rows(anew)
            former = path


class TestFiles:
    """A file of a generation."""

    SOURCE = MadeSource([made_work("1", (Field.TITLE, "Hợp tác với Lào", ""))])

    @pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0" + b"x" * 4096])
    def test_a_former_one_that_cannot_be_read_is_none(
        self, tmp_path: Path, content: bytes | None
    ) -> None:
        """Missing, empty or broken."""
        former = tmp_path / "former"
        if content is not None:
            former.write_bytes(content)
        write_labels(self.SOURCE, tmp_path / LABELS_NAME, former)
        labels = Labels(open_labels(tmp_path / LABELS_NAME), PUBLIC, TODAY, frozenset())
        assert _titles(labels) == ["Hợp tác với Lào"]

    def test_one_of_another_version_is_told(self, tmp_path: Path) -> None:
        """So that a former generation serves."""
        path = tmp_path / LABELS_NAME
        with pytest.raises(IndexMissing):
            open_labels(path)
        write_labels(self.SOURCE, path)
        for pragma, error in (
            ("user_version", IndexVersionWrong),
            ("application_id", IndexDamaged),
        ):
            with closing(sqlite3.connect(path)) as database:
                database.execute(f"PRAGMA {pragma} = 77")
            with pytest.raises(error):
                open_labels(path)

    def test_a_changed_letter_is_damage(self, tmp_path: Path) -> None:
        """SQLite alone would show it."""
        path = tmp_path / LABELS_NAME
        write_labels(self.SOURCE, path)
        path.write_bytes(path.read_bytes().replace("với".encode(), "vối".encode()))
        labels = Labels(open_labels(path), PUBLIC, TODAY, frozenset())
        with pytest.raises(IndexDamaged):
            _titles(labels)


def test_an_earlier_programs_generation_has_no_labels() -> None:
    """It has no such file, and serves all the same."""
    labels = Labels(None, ALL, TODAY, frozenset())
    assert _titles(labels) == []

"""What was learnt, as records to be confirmed."""

from __future__ import annotations

from indexer.catalogue.authority_rules import check
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.retrieval.learning.store import Stored, terms_of
from indexer.retrieval.learning.suggestions import propose_records, suggest
from tests.retrieval.learning.making import KOREAN, LESSONS, PUBLIC, STAFF

STORED = Stored(
    LESSONS,
    {
        one.stated: (terms_of(one.stated.acronym), terms_of(one.stated.name))
        for one in LESSONS.sightings
    },
)


def test_the_reader_s_works_are_the_evidence() -> None:
    """The most stated come first; what is hidden from the reader does not count."""
    assert [one.stated.acronym for one in suggest(STORED, PUBLIC, 1)] == ["TTTTKH"]
    assert [one.stated.acronym for one in suggest(STORED, STAFF, 2)] == ["KOICA"]
    (one,) = suggest(STORED, PUBLIC, 1)
    assert str(one) == "1 works, e.g. a, p. 3"


def test_new_names_become_records() -> None:
    """With the acronym as their key, the kind guessed, and where it was read as the source."""
    (record,) = propose_records(suggest(STORED, PUBLIC, 1), ())
    assert (record.key, record.kind) == ("ttttkh", AuthorityKind.ORGANISATION)
    assert [(name.text, name.language, name.form) for name in record.names] == [
        ("Trung tâm Thông tin Khoa học", "vi", NameForm.PREFERRED),
        ("TTTTKH", "mul", NameForm.ACRONYM),
    ]
    check(record, {})
    assert all("e.g. a" in name.source for name in record.names)


def test_known_records_are_completed() -> None:
    """All their names stay; a record that holds both already is not proposed."""
    name = AuthorityName(KOREAN.name, "vi", NameForm.PREFERRED, "official")
    known = Authority("koica", AuthorityKind.ORGANISATION, (name,))
    other = Authority("ttttkh", AuthorityKind.TERM, (AuthorityName("x", "vi", NameForm.PREFERRED),))
    suggestions = suggest(STORED, STAFF, 1)
    records = {one.key: one for one in propose_records(suggestions, (known, other))}
    assert [one.text for one in records["koica"].names] == [KOREAN.name, "KOICA"]
    assert set(records) == {"koica", "ttttkh-2", "bcd"}
    complete = tuple(records.values())
    assert propose_records(suggestions, complete) == ()

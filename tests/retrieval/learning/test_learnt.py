"""What was learnt, as one reader may know it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indexer.language.analyser import tokenise
from indexer.records.works import Tier
from indexer.retrieval.learning.acronyms import Fit, Stated
from indexer.retrieval.learning.learnt import Learnt, Reader
from indexer.retrieval.learning.lessons import Sighting
from indexer.retrieval.learning.store import Stored, terms_of
from tests.retrieval.learning.making import HASH, LESSONS, PUBLIC, STAFF, TODAY


def _stored(*more: Sighting) -> Stored:
    lessons = replace(LESSONS, sightings=(*LESSONS.sightings, *more))
    stated = {one.stated for one in lessons.sightings}
    return Stored(lessons, {one: (terms_of(one.acronym), terms_of(one.name)) for one in stated})


LEARNT = Learnt(_stored())


def _others(text: str, reader: Reader, learnt: Learnt = LEARNT) -> tuple[str, ...]:
    tokens = tokenise(text)
    return learnt.of(reader).others(text, tokens, 0, len(tokens))


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("TTTTKH", ("Trung tâm Thông tin Khoa học",)),
        ("ttttkh", ("Trung tâm Thông tin Khoa học",)),
        ("trung tam thong tin khoa hoc", ("TTTTKH",)),
        ("trung tấm thông tin khoa học", ()),
        ("KOICA", ()),
        ("BCĐ", ()),
    ],
)
def test_names_and_acronyms_both_ways(typed: str, others: tuple[str, ...]) -> None:
    """With or without accents; what one work says of a foreign acronym is not enough."""
    assert _others(typed, PUBLIC) == others


def test_works_of_other_tiers_teach_nothing() -> None:
    """Not as evidence either: the second work that makes a name believable is internal."""
    assert _others("KOICA", STAFF) == ("Cơ quan Hợp tác Quốc tế Hàn Quốc",)
    assert _others("BCĐ", STAFF) == ("ban chỉ đạo",)
    assert _others("bcđ", STAFF) == ()  # three letters count in capitals alone
    assert _others("ban chỉ đạo", STAFF) == ()  # and are words themselves


def test_embargoes_and_withdrawals_act_at_once() -> None:
    """An embargo ends with its day; a withdrawn work is no evidence from that moment."""
    assert _others("BCĐ", replace(PUBLIC, day=date(2027, 1, 1))) == ("ban chỉ đạo",)
    assert _others("TTTTKH", replace(PUBLIC, withdrawn=frozenset("a"))) == ()
    without = LEARNT.of(replace(PUBLIC, withdrawn=frozenset("b")))
    assert LEARNT.of(PUBLIC).to_vietnamese("Rice") == ("lúa gạo",)
    assert without.to_vietnamese("rice") == ()


def test_words_that_go_together_are_known_both_ways() -> None:
    """Base forms of English words; Vietnamese words of two syllables, with accents or not."""
    words = LEARNT.of(PUBLIC)
    assert words.to_vietnamese("the") == ()
    assert words.to_english(tokenise("lua gạo")) == ("rice",)
    assert words.to_english(tokenise("lụa gạo")) == ()
    assert (
        LEARNT.of(Reader(frozenset({Tier.INTERNAL}), TODAY, frozenset())).to_vietnamese("rice")
        == ()
    )


def test_rare_meanings_give_way() -> None:
    """A name that few works state beside one that many state is left out."""
    many = [
        Sighting(Stated("CNXH", "chủ nghĩa xã hội", Fit.LETTERS), work, HASH, 1, 1)
        for work in "abc"
    ]
    one = Sighting(Stated("CNXH", "công nghệ xây hầm", Fit.LETTERS), "a", HASH, 1, 1)
    assert _others("CNXH", PUBLIC, Learnt(_stored(*many, one)))[0] == "chủ nghĩa xã hội"

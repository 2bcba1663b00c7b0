"""Capitals that are not due to their place, against sentences counted word by word."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import Block, Layer, Passage
from indexer.engine.lexicon import LEXICON, SegmentLexicon, capitals, write_lexicon
from indexer.engine.lexicon.capitals import CapitalTally
from indexer.language.analyser import tokenise
from indexer.records.works import Tier
from tests.engine.making import ALL_TIERS, PUBLIC, build, write_segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from indexer.engine.flat_engine import FlatEngine

SYLLABLES = ("hồ", "chí", "minh", "mỹ", "đoàn", "thăm", "genève", "2016")


def _passage(text: str) -> Passage:
    return Passage(0, "", "", "", text, {Layer.ACCENTED: _terms(text)})


def _terms(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(text))


def _block(work: str, text: str, tier: Tier = Tier.PUBLIC) -> Block:
    return Block(work, tier, "", (_passage(text),), {}, {})


def _count(texts: Iterable[str], directory: Path) -> SegmentLexicon:
    block = Block("one", Tier.PUBLIC, "", tuple(map(_passage, texts)), {}, {})
    write_lexicon(directory / LEXICON, write_segment(directory / "segment", [block]))
    return SegmentLexicon(directory / LEXICON)


spellings = [way for one in SYLLABLES for way in (one, one.capitalize(), one.upper())]
sentences = st.lists(st.sampled_from(spellings), min_size=1, max_size=6)


def _tells(sentence: Sequence[str], at: int) -> bool:
    """Tell whether a capital of a word tells: within the sentence, or if the next has one, too."""
    if " ".join(sentence).isupper():
        return False
    return at > 0 or (len(sentence) > 1 and sentence[1][0].isupper())


@settings(deadline=None)
@given(st.lists(sentences, max_size=6))
def test_it_counts_as_one_does_word_by_word(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[list[str]]
) -> None:
    """In lines that are each a sentence: what has a capital, of the places where it would tell."""
    capitals: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for sentence in drawn:
        for at, word in enumerate(sentence):
            large = word[0].isupper()
            (term,) = _terms(word)
            capitals[term] += large and _tells(sentence, at)
            places[term] += not large or _tells(sentence, at)
    text = "\n".join(map(" ".join, drawn))
    lexicon = _count([text], tmp_path_factory.mktemp("lexicon"))
    for term in map("".join, map(_terms, SYLLABLES)):
        assert lexicon.capitals(term) == (capitals[term], places[term])


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("Đoàn thăm Huế, Hà Nội (Việt Nam).", ["huế", "hà", "nội", "việt", "nam"]),
        ("Hồ Chí Minh thăm Mĩ. Ông về.", ["hồ", "chí", "minh", "mỹ"]),
        ("Thỏa thuận Việt-Lào; Đoàn: “Hợp tác”", ["việt", "lào"]),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập", []),
        ("Đại biểu của UNESCO ở Gene\u0300ve", ["unesco", "genève"]),
    ],
)
def test_capitals_within_sentences_tell(tmp_path: Path, text: str, capitals: list[str]) -> None:
    """After words, commas and brackets; not after stops, colons, quotes or the end of a line."""
    lexicon = _count([text], tmp_path)
    assert [one for one in _terms(text) if lexicon.capitals(one).capitals] == capitals


def test_what_is_rare_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """In segments with more words with a capital than are told apart."""
    monkeypatch.setattr(capitals, "_GATHERED", 100)
    tally = CapitalTally(8)
    for number in range(40):
        tally.add(f"thăm Huế và Đảo{number}".encode())
    sections = tally.lay_out(["huế".encode(), "đảo0".encode()], np.array([40, 1]))
    assert sections["capitals"].tolist() == [40, 0]


class TestTiers:
    """The share in the tiers asked for."""

    def test_segments_are_summed_and_tiers_never_mixed(self, engine: FlatEngine) -> None:
        """A few places tell less than many."""
        build(engine, [_block("one", "ở Huế"), _block("two", "hoa huế", Tier.RESTRICTED)])
        build(engine, [_block("three", "từ Huế về Huế")], ["one", "two"])
        with closing(engine.open()) as searcher:
            assert searcher.lexicon(PUBLIC).capitals("huế") == 3 / 6
            assert searcher.lexicon(ALL_TIERS).capitals("huế") == 3 / 7
            restricted = searcher.lexicon(frozenset({Tier.RESTRICTED}))
            assert restricted.capitals("huế") == restricted.capitals("về") == 0
            assert searcher.lexicon(frozenset({Tier.INTERNAL})).capitals("huế") == 0

"""What a lexicon counts, against plain counters over the same passages."""

from __future__ import annotations

from collections import Counter
from contextlib import closing, suppress
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import Block, Layer, Passage
from indexer.engine.engine import Counted
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.lexicon import LEXICON, SegmentLexicon, write_lexicon
from indexer.engine.tree import Phrase, Term
from indexer.errors.index import IndexDamaged
from indexer.language.fold import fold
from indexer.records.works import Tier
from tests.engine.making import ALL_TIERS, PUBLIC, build, write_segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from indexer.engine.lexicon.segment_lexicon import Near

SYLLABLES = ("quốc", "quoc", "tế", "tệ", "te", "đạo", "dao", "ý", "2016", "越", "\ud800")


def _passage(text: str, page: int = 0) -> Passage:
    """Return a passage of syllables, of which every two make a word."""
    accented = tuple(text.split())
    folded = tuple(map(fold, accented))
    layers = {
        Layer.FOLDED: folded,
        Layer.BIGRAMS: tuple(map(" ".join, pairwise(folded))),
        Layer.ACCENTED: accented,
        Layer.WORDS: tuple(" ".join(accented[at : at + 2]) for at in range(0, len(accented), 2)),
    }
    return Passage(page, "", "", "", text, layers)


def _block(work: str, texts: Iterable[str], tier: Tier = Tier.PUBLIC) -> Block:
    passages = tuple(_passage(text, page) for page, text in enumerate(texts))
    return Block(work, tier, "", passages, {}, {})


class _Counts:
    """The plain reference: every passage counted with counters."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.syllables: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        for block in blocks:
            for passage in block.passages:
                accented = passage.layers[Layer.ACCENTED]
                self.syllables.update(accented)
                self.pairs.update(map(" ".join, pairwise(accented)))
                self.words.update(passage.layers[Layer.WORDS])

    def spellings(self, folded: str) -> dict[str, int]:
        counts = self.pairs if " " in folded else self.syllables
        return {text: count for text, count in counts.items() if fold(text) == folded}

    def word_counts(self, prefix: str) -> list[int]:
        found = [count for word, count in self.words.items() if fold(word).startswith(prefix)]
        return sorted(found, reverse=True)


texts = st.lists(st.sampled_from(SYLLABLES), max_size=9).map(" ".join)
generations = st.lists(
    st.lists(st.tuples(st.lists(texts, max_size=3), st.sampled_from(Tier)), max_size=4),
    min_size=1,
    max_size=3,
)


class TestAgainstPlainCounters:
    """Whatever was indexed in however many segments, the lexicon counts as counters do."""

    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(generations, st.frozensets(st.sampled_from(Tier)))
    def test_spellings_and_words_of_the_tiers_asked_for(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        drawn: Sequence[Sequence[tuple[Sequence[str], Tier]]],
        tiers: frozenset[Tier],
    ) -> None:
        """Single syllables, pairs and words; nothing of another tier is in any count."""
        engine = FlatEngine(tmp_path_factory.mktemp("index"))
        blocks: list[Block] = []
        for number, generation in enumerate(drawn):
            fresh = [
                _block(f"w{number}{at}", pages, tier) for at, (pages, tier) in enumerate(generation)
            ]
            build(engine, fresh, [block.work for block in blocks])
            blocks += fresh
        expected = _Counts(block for block in blocks if block.tier in tiers)
        with closing(engine.open()) as searcher:
            lexicon = searcher.lexicon(tiers)
            singles = sorted({*map(fold, SYLLABLES), "missing"})
            for folded in (*singles, *map(" ".join, product(singles, repeat=2))):
                assert lexicon.spellings(folded) == expected.spellings(folded)
            for prefix in ("", "q", "quoc ", "quoc te", "2", "越", "x"):
                found = lexicon.words(prefix, 3)
                assert [one.count for one in found] == expected.word_counts(prefix)[:3]
                assert all(expected.words[one.text] == one.count for one in found)
                assert all(fold(one.text).startswith(prefix) for one in found)


class TestPairs:
    """Two syllables side by side."""

    def test_no_pair_runs_from_one_passage_into_the_next(self, engine: FlatEngine) -> None:
        """Nor over a word that is too long to be one."""
        build(engine, [_block("one", ["quốc", "tế", f"quốc {'x' * 70_000} tế"])])
        with closing(engine.open()) as searcher:
            lexicon = searcher.lexicon(PUBLIC)
            assert lexicon.spellings("quoc te") == {}
            assert lexicon.spellings("x" * 70_000) == {}
            assert lexicon.spellings("quoc") == {"quốc": 2}

    def test_the_most_frequent_spelling_comes_first(self, engine: FlatEngine) -> None:
        """Whatever the order in the file."""
        build(engine, [_block("one", ["quốc tệ quốc tế", "quốc tế"])])
        with closing(engine.open()) as searcher:
            spellings = searcher.lexicon(PUBLIC).spellings("quoc te")
        assert list(spellings.items()) == [("quốc tế", 2), ("quốc tệ", 1)]


class TestWords:
    """The most frequent words of many segments."""

    def test_what_is_frequent_in_all_together_comes_first(self, engine: FlatEngine) -> None:
        """Although six others are more frequent than it in each."""
        kept: list[str] = []
        for segment in range(3):
            others = " ".join(f"t{segment}{at} tế " * 2 for at in range(6))
            build(engine, [_block(f"w{segment}", [f"{others} tế tế"])], kept)
            kept.append(f"w{segment}")
        with closing(engine.open()) as searcher:
            assert searcher.lexicon(PUBLIC).words("t", 1) == (Counted("tế tế", 3),)


class TestNearest:
    """Syllables that are like one another."""

    def test_one_slip_before_two_and_the_frequent_before_the_rare(self, engine: FlatEngine) -> None:
        """What stands no more often than the word itself is no correction of it."""
        build(engine, [_block("one", ["nghiên nghiên nghiêng nghiêng nghiêng nghĩ hiên nghin"])])
        with closing(engine.open()) as searcher:
            lexicon = searcher.lexicon(PUBLIC)
            found = [one.text for one in lexicon.nearest("nghein", 9)]
            assert found == ["nghien", "nghin", "nghieng", "nghi", "hien"][: len(found)]
            assert found[:2] == ["nghien", "nghin"]
            assert [one.text for one in lexicon.nearest("nghien", 9)] == ["nghieng"]
            assert lexicon.nearest("nghein", 1) == (Counted("nghien", 2),)
            assert lexicon.nearest("", 3) == ()

    def test_counts_are_those_of_all_segments_of_the_tiers(self, engine: FlatEngine) -> None:
        """And of no other tier."""
        build(engine, [_block("one", ["quốc"]), _block("two", ["quốc quớc"], Tier.RESTRICTED)])
        build(engine, [_block("three", ["quoc"])], ["one", "two"])
        with closing(engine.open()) as searcher:
            assert searcher.lexicon(PUBLIC).nearest("qouc", 3) == (Counted("quoc", 2),)
            assert searcher.lexicon(ALL_TIERS).nearest("qouc", 3) == (Counted("quoc", 4),)


class TestFrequency:
    """What is to be shown is proved by what lives."""

    def test_deleted_and_withdrawn_works_are_left_out(self, engine: FlatEngine) -> None:
        """Although the counts of the file may still hold them."""
        build(engine, [_block(name, ["quốc tế"]) for name in ("one", "two", "three")])
        build(engine, [], ["one", "two"])
        leaf = Phrase((Term(Layer.FOLDED, "quoc"), Term(Layer.ACCENTED, "tế")))
        with closing(engine.open()) as searcher:
            lexicon = searcher.lexicon(PUBLIC)
            assert lexicon.frequency(leaf) == 2
            engine.withdraw(["one"])
            assert lexicon.frequency(leaf) == 1
            assert searcher.lexicon(frozenset({Tier.INTERNAL})).frequency(leaf) == 0


class TestDamage:
    """A file that is not as it was written."""

    def test_flipped_bytes_are_named(self, tmp_path: Path) -> None:
        """When the file is opened or the part is first touched, or it changes nothing: padding."""
        path = tmp_path / LEXICON
        write_lexicon(path, write_segment(tmp_path / "one", [_block("one", ["quốc tế quoc tệ"])]))
        content = path.read_bytes()
        whole = _read(path)
        for at in range(0, len(content), 3):
            path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
            with suppress(IndexDamaged):
                assert _read(path) == whole
        for damaged in (b"", content[:-9], content[:20], content[:8] + content):
            path.write_bytes(damaged)
            with pytest.raises(IndexDamaged, match=LEXICON):
                _read(path)

    def test_a_damaged_header_is_found_when_the_index_is_opened(
        self, engine: FlatEngine, tmp_path: Path
    ) -> None:
        """Not by the reader whose question needs it."""
        build(engine, [_block("one", ["quốc tế"])])
        (path,) = (tmp_path / "index").rglob(LEXICON)
        content = path.read_bytes()
        path.write_bytes(content[:30] + b"?" + content[31:])
        with pytest.raises(IndexDamaged, match=LEXICON):
            engine.open()


def _read(path: Path) -> tuple[dict[str, int], dict[str, int], list[Near]]:
    """Return what touches every part of the file."""
    lexicon = SegmentLexicon(path)
    pairs = lexicon.spellings("quoc te")
    assert pairs == {"quốc tế": 1, "quoc tệ": 1}
    assert lexicon.capitals("quốc") == (0, 1)
    return pairs, lexicon.top_words("", 9), lexicon.nearest("qoc", 9)

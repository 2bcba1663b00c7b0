"""What stands in a search box, into ways to go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.analyser import Token, tokenise
from indexer.language.fold import fold
from indexer.records.works import Field, Tier
from indexer.retrieval.completion import MOST, Completion, CompletionKind, complete
from indexer.retrieval.typed import begins_so, read_typed
from tests.retrieval.made_labels import MadeSource, made_record, made_work, open_made_labels
from tests.retrieval.shelves import PUBLIC, TODAY, Shelf
from tests.retrieval.text_lexicon import TextLexicon

if TYPE_CHECKING:
    from indexer.retrieval.labels import Labels

_LEXICON = TextLexicon(
    "hợp_tác quốc_tế với Lào",
    "hợp_tác quốc_tế và hợp_tác quốc_phòng",
    "quan_hệ đối_tác với Hàn_Quốc",
    "họp bàn về quan_hệ quốc_tế",
    "international cooperation in the field of training",
    "thể_chế và hi_vọng",
)
_WORK = made_work(
    "1",
    (Field.TITLE, "Kỷ yếu hội thảo hợp tác quốc tế", ""),
    (Field.TITLE, "Hợp tác với Lào", ""),
    (Field.COUNTRY, "Hàn Quốc", "kr"),
    (Field.UNIT, "Vụ Hợp tác quốc tế", "unit"),
    (Field.AUTHOR, "Nguyễn Thị Mẫu", ""),
)
_RECORDS = (
    made_record("kr", "Hàn Quốc", "Hàn Quốc (Nam Hàn)"),
    made_record("unit", "Vụ Hợp tác quốc tế"),
)


@cache
def _labels() -> Labels:
    with TemporaryDirectory() as directory:
        # Opened, the file needs no name any more.
        return open_made_labels(Path(directory), MadeSource([_WORK], _RECORDS))


def _complete(text: str, limit: int = 8) -> tuple[Completion, ...]:
    return complete(text, _LEXICON, _labels(), limit)


def _texts(text: str, kind: CompletionKind) -> list[str]:
    return [one.text for one in _complete(text) if one.kind is kind]


class TestWords:
    """The lexicon goes on."""

    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("hop tac qu", "hợp tác quốc tế"),
            ("hợp tác qu", "hợp tác quốc tế"),
            ("hop t", "hợp tác"),
            ("họp b", "họp bàn"),
            ("Hop tac Qu", "Hợp tác Quốc tế"),
            ("HOP TAC Q", "HỢP TÁC QUỐC TẾ"),
            ('nước:Lào "hop tac qu', 'nước:Lào "hợp tác quốc tế"'),
            ("+hop ta", "+hợp tác"),
            ("hop tac ", "hợp tác quốc tế"),
            ("in the fi", "in the field"),
            ("hi v", "hi vọng"),
            ("lào qua", "lào quan hệ"),
        ],
    )
    def test_the_most_frequent_word_comes_first(self, typed: str, first: str) -> None:
        """After the word before it; bare syllables get their accents, English ones do not."""
        assert _texts(typed, CompletionKind.WORD)[0] == first

    @pytest.mark.parametrize("typed", ["h", "", "zzz", "hop tac?", "họp tác qu", "x" * 600])
    def test_where_nothing_goes_on_there_is_nothing(self, typed: str) -> None:
        """Too little, too much, no word at the end, or nothing that stands so."""
        assert "hợp tác quốc tế" not in _texts(typed, CompletionKind.WORD)

    def test_the_same_with_fewer_accents_is_no_other_completion(self) -> None:
        """Where a library holds a word with and without accents, the better spelling is offered."""
        lexicon = TextLexicon("hợp tác", "hop tac", "họp tác")
        found = complete("hop ta", lexicon, _labels(), 8)
        texts = [one.text for one in found if one.kind is CompletionKind.WORD]
        assert "hop tac" not in texts
        assert texts

    def test_what_is_typed_to_its_end_is_no_completion(self) -> None:
        """Nor is the same text offered twice."""
        texts = _texts("hợp tác quốc tế", CompletionKind.WORD)
        assert "hợp tác quốc tế" not in texts
        assert len(set(texts)) == len(texts)


class TestLabels:
    """Names and titles."""

    def test_names_go_on_after_other_words(self) -> None:
        """Of a record the name it prefers, written as a name and not as a word."""
        assert _texts("đoàn ra han q", CompletionKind.NAME) == ["đoàn ra Hàn Quốc"]
        assert _texts("han q", CompletionKind.NAME) == ["Hàn Quốc"]
        assert "hàn quốc" not in _texts("han q", CompletionKind.WORD)
        assert _texts("nguyen thi m", CompletionKind.NAME) == ["Nguyễn Thị Mẫu"]

    def test_titles_and_names_hold_what_was_typed(self) -> None:
        """Those that begin with it first; where it stands is told."""
        found = [one for one in _complete("hợp tác") if one.kind is CompletionKind.TITLE]
        assert [one.text[one.start :] for one in found] == ["Hợp tác với Lào", "hợp tác quốc tế"]
        assert {one.work for one in found} == {_WORK.id}
        assert _texts("quốc t", CompletionKind.NAME) == ["Vụ Hợp tác quốc tế"]

    def test_titles_have_to_hold_all_of_it(self) -> None:
        """After another word or a sign there is no title."""
        assert _texts("lào hợp tác", CompletionKind.TITLE) == []
        assert _texts("+hợp tác", CompletionKind.TITLE) == []

    def test_accents_typed_are_kept(self) -> None:
        """Họp is not hợp."""
        assert _texts("họp tác", CompletionKind.TITLE) == []


def test_kinds_share_the_places() -> None:
    """Half for words, a quarter each for names and titles; what is left free is filled."""
    kinds = [one.kind for one in _complete("hop tac", limit=4)]
    assert set(kinds) == set(CompletionKind)
    assert kinds == sorted(kinds, key=list(CompletionKind).index)
    assert len(_complete("hop tac", limit=2)) == 2
    assert _complete("hop tac", limit=0) == ()
    assert len(_complete("hop tac", limit=1000)) <= MOST


def _keeps(typed: Token, completed: Token) -> bool:
    if typed.text != typed.folded:
        return completed.text == typed.text
    return completed.folded == typed.folded


_SYLLABLES = ("hop", "tác", "hợp", "qu", "quố", "te", "Hàn", "lao", "hi", "KỶ", "y", "in", "the")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=5).map(" ".join),
    st.sampled_from(["", '"', "+", "nước:", "Lào | "]),
    st.sampled_from(["", " "]),
)
def test_a_completion_begins_with_what_was_typed(words: str, before: str, after: str) -> None:
    """Under folding; every accent typed stands, and the signs before stay as they are."""
    text = before + words + after
    last = read_typed(text).tokens[-1]
    for one in _complete(text):
        rest = one.text[one.start :]
        typed, completed = tokenise(text), tokenise(rest)
        assert one.start or rest.startswith(before)
        assert len(completed) >= len(typed)
        assert all(map(_keeps, typed[:-1], completed))
        end = completed[len(typed) - 1]
        grown = begins_so(text[last.start : last.end], rest[end.start : end.end])
        assert _keeps(typed[-1], end) or (grown and not after)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_completed(text: str) -> None:
    """Whatever is typed, each word offered stands in a text, each title is one."""
    for one in _complete(text):
        assert fold(one.text) != ""
        assert one.kind is CompletionKind.TITLE or not one.work


class TestLibrary:
    """What may be seen."""

    def test_only_the_tiers_asked_for_complete(self, shelf: Shelf) -> None:
        """Neither a word nor a title of another tier, nor the accents of its words."""
        shelf.put("Báo cáo công khai", ["hợp tác"])
        shelf.put("Báo cáo tuyệt mật", ["hợp đồng mật mã"], tier=Tier.RESTRICTED)
        shelf.publish()
        library = shelf.open()

        def texts(typed: str, tiers: frozenset[Tier]) -> set[str]:
            return {one.text for one in library.complete(typed, tiers, TODAY, 20)}

        assert texts("hợp ", PUBLIC) == {"hợp tác"}
        assert texts("hợp ", frozenset(Tier)) == {"hợp tác", "hợp đồng"}
        assert texts("ma", PUBLIC) == set()
        assert texts("bao ca", PUBLIC) == {"báo cáo", "Báo cáo công khai"}
        everything = texts("bao ca", frozenset(Tier))
        assert everything == {"báo cáo", "Báo cáo công khai", "Báo cáo tuyệt mật"}

    def test_withdrawn_works_complete_nothing_at_once(self, shelf: Shelf) -> None:
        """Their titles and the words that stand in them alone are gone with the next key."""
        gone = shelf.put("Báo cáo một", ["khoáng sản"])
        stays = shelf.put("Báo cáo hai", ["khoa học"])
        shelf.publish()
        library = shelf.open()

        def works() -> set[str]:
            return {one.work for one in library.complete("báo cáo", PUBLIC, TODAY, 8)}

        assert works() == {gone, stays}
        shelf.engine.withdraw([gone])
        assert works() == {stays}
        assert [one.text for one in library.complete("kho", PUBLIC, TODAY, 8)] == ["khoa"]

    def test_an_embargo_hides_a_title_until_its_day(self, shelf: Shelf) -> None:
        """The day of the request decides."""
        work = shelf.put("Báo cáo niêm phong")
        with shelf.catalogue.write() as view:
            view.works.replace(replace(view.works.get(work), embargo=TODAY))
        shelf.publish()
        library = shelf.open()

        def titles(days: int) -> list[str]:
            day = TODAY + timedelta(days=days)
            found = library.complete("niêm ph", PUBLIC, day, 8)
            return [one.text for one in found if one.kind is CompletionKind.TITLE]

        assert titles(-1) == []
        assert titles(0) == ["Báo cáo niêm phong"]

    def test_a_new_generation_completes_what_is_new(self, shelf: Shelf) -> None:
        """Titles too, for readers of tiers that have asked before."""
        shelf.put("Báo cáo một")
        shelf.publish()
        library = shelf.open()

        def texts() -> set[str]:
            return {one.text for one in library.complete("báo cáo", PUBLIC, TODAY, 8)}

        assert texts() == {"Báo cáo một"}
        shelf.put("Báo cáo hai")
        shelf.publish()
        library.refresh()
        assert texts() == {"Báo cáo một", "Báo cáo hai"}

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.build.cuts import Cuts, count_in_lines, read_cut, write_cut
from indexer.catalogue.texts import Texts
from indexer.extract.version import READER_VERSION
from indexer.language.analyser import Analyser
from indexer.language.consistent_words import count_words
from indexer.language.segmentation import Cut
from indexer.records.files import Page, ReadFile, Reading, Stretch, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = "ab" + "0" * 62
OTHER = "cd" + "0" * 62


class Pairs:
    """A segmenter that joins two syllables each, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[list[str]]:
        """Cut ``texts``."""
        self.given += texts
        halves = [text.split() for text in texts]
        return [[" ".join(one[at : at + 2]) for at in range(0, len(one), 2)] for one in halves]


@pytest.fixture
def segmenter() -> Pairs:
    """The segmenter that remembers."""
    return Pairs()


def _store(corpus: Path, *texts: str, sha256: str = FILE) -> None:
    pages = tuple(Page(at, str(at), Unit.PAGE, text, "test") for at, text in enumerate(texts, 1))
    Texts(corpus).save(sha256, READER_VERSION, ReadFile(Reading.READ, "text/plain", pages=pages))


def _words(cuts: Cuts, segmenter: Pairs) -> list[list[str]]:
    return [one.cut.words() for one in cuts.load(FILE, Analyser(segmenter))]


def test_a_page_is_segmented_once(tmp_path: Path, segmenter: Pairs) -> None:
    """The second time, and in another process, the words come from the disk; blank pages do not."""
    _store(tmp_path, "hợp tác quốc tế", " \n", "đào tạo cán bộ")
    words = [["hợp tác", "quốc tế"], ["đào tạo", "cán bộ"]]
    assert _words(Cuts(tmp_path, tmp_path), segmenter) == words
    assert len(segmenter.given) == 2
    assert _words(Cuts(tmp_path, tmp_path), segmenter) == words
    assert len(segmenter.given) == 2


def test_only_new_text_is_segmented(tmp_path: Path, segmenter: Pairs) -> None:
    """A file that is read otherwise keeps the cuts of the pages that are the same."""
    _store(tmp_path, "một hai", "ba bốn")
    cuts = Cuts(tmp_path, tmp_path)
    cuts.load(FILE, Analyser(segmenter))
    _store(tmp_path, "ba bốn", "năm sáu")
    assert _words(cuts, segmenter) == [["ba bốn"], ["năm sáu"]]
    assert segmenter.given == ["một hai", "ba bốn", "năm sáu"]


def test_damage_is_made_good(tmp_path: Path, segmenter: Pairs) -> None:
    """A file that was cut off, or is another one, is made again."""
    _store(tmp_path, "một hai")
    cuts = Cuts(tmp_path, tmp_path)
    cuts.load(FILE, Analyser(segmenter))
    path = tmp_path / "cuts" / "ab" / FILE
    whole = path.read_bytes()
    for damaged in (b"", whole[:-3], b"rubbish"):
        path.write_bytes(damaged)
        assert _words(cuts, segmenter) == [["một hai"]]
        assert path.read_bytes() == whole


def test_cuts_of_files_that_are_gone_go_too(tmp_path: Path, segmenter: Pairs) -> None:
    """What is being written beside them stays."""
    cuts = Cuts(tmp_path, tmp_path)
    for sha256 in (FILE, OTHER):
        _store(tmp_path, "một hai", sha256=sha256)
        cuts.load(sha256, Analyser(segmenter))
    part = tmp_path / "cuts" / "ab" / ".0123.part"
    part.touch()
    assert cuts.keep_only(frozenset({OTHER})) == 1
    assert {path.name for path in (tmp_path / "cuts").glob("??/*")} == {OTHER, part.name}


def test_what_is_running_is_no_part_of_a_page(tmp_path: Path, segmenter: Pairs) -> None:
    """Heads and numbers are not cut; a page that has nothing else is blank."""
    texts = ("Bản tin\nmột hai\n7", "Bản tin")
    running = ((Stretch(0, 7), Stretch(16, 17)), (Stretch(0, 7),))
    pages = tuple(
        Page(at, str(at), Unit.PAGE, text, "test", running=marked)
        for at, (text, marked) in enumerate(zip(texts, running, strict=True), 1)
    )
    Texts(tmp_path).save(FILE, READER_VERSION, ReadFile(Reading.READ, "pdf", pages=pages))
    assert _words(Cuts(tmp_path, tmp_path), segmenter) == [["một hai"]]


def test_a_file_that_was_not_read_has_no_pages(tmp_path: Path, segmenter: Pairs) -> None:
    """Nothing is made of it either."""
    assert Cuts(tmp_path, tmp_path).load(FILE, Analyser(segmenter)) == []
    assert not (tmp_path / "cuts").exists()


_SYLLABLES = st.sampled_from(("quốc", "tế", "2016"))
_WORDS = st.lists(st.lists(_SYLLABLES, min_size=1, max_size=5))


def _cut(words: list[list[str]]) -> Cut:
    bounds = [sum(map(len, words[:at])) for at in range(len(words) + 1)]
    return Cut([syllable for word in words for syllable in word], bounds)


@given(_WORDS)
def test_a_cut_comes_back(words: list[list[str]]) -> None:
    """A line holds all there is to a cut, also to one without words."""
    cut = _cut(words)
    assert read_cut(write_cut(cut)) == cut


@given(st.lists(_WORDS))
def test_words_are_counted_in_lines(texts: list[list[list[str]]]) -> None:
    """As often as in the cuts that the lines are of."""
    cuts = list(map(_cut, texts))
    assert count_in_lines(map(write_cut, cuts)) == count_words(cuts)

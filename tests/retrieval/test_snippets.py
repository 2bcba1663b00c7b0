"""The stretch of a page that answers, with its marks."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.blocks import Layer
from indexer.engine.tree import Leaf, Phrase, Prefix, Term
from indexer.language.analyser import tokenise
from indexer.language.fold import fold
from indexer.retrieval.marking import Mark, Wanted, find_marks
from indexer.retrieval.snippets import ELLIPSIS, MAX_CHARACTERS, make_snippet
from tests.retrieval.exhaustive_snippets import exhaustive_marks, exhaustive_snippet
from tests.retrieval.written_pages import leaves, pages

DANG: dict[Leaf, float] = {Term(Layer.FOLDED, "dang"): 1.0}
PARTY: dict[Leaf, float] = {Term(Layer.ACCENTED, "đảng"): 1.0}


def _marked(text: str, terms: dict[Leaf, float]) -> list[str]:
    snippet = make_snippet(text, Wanted(terms))
    return [snippet.text[mark.start : mark.end] for mark in snippet.marks]


class TestMarks:
    """What the question admits, in the letters of the page."""

    def test_an_open_term_marks_every_spelling(self) -> None:
        """With or without accents, in any case."""
        assert _marked("Đảng, dạng; DANG!", DANG) == ["Đảng", "dạng", "DANG"]

    def test_an_exact_term_marks_its_own_spelling(self) -> None:
        """Đảng never marks dạng."""
        assert _marked("Đảng, dạng; DANG!", PARTY) == ["Đảng"]

    def test_decomposed_letters_are_marked_whole(self) -> None:
        """The marks cut the page's own letters, however they are encoded."""
        text = unicodedata.normalize("NFD", "bàn về Đảng ta")
        assert _marked(text, PARTY) == [unicodedata.normalize("NFD", "Đảng")]

    def test_neighbours_are_marked_as_one(self) -> None:
        """A phrase is one mark."""
        terms: dict[Leaf, float] = {Term(Layer.FOLDED, "hop"): 1.0, Term(Layer.FOLDED, "tac"): 1.0}
        assert _marked("sự hợp tác này, hợp, tác", terms) == ["hợp tác", "hợp", "tác"]

    def test_blanks_that_break_no_line_are_blanks(self) -> None:
        """A non-breaking space joins as a plain one does, a sign does not."""
        terms: dict[Leaf, float] = {Term(Layer.FOLDED, "hop"): 1.0, Term(Layer.FOLDED, "tac"): 1.0}
        text = "hợp\u00a0tác, hợp \u2009tác; hợp-tác"
        assert _marked(text, terms) == ["hợp tác", "hợp tác", "hợp", "tác"]

    def test_titles(self) -> None:
        """Titles are marked in place."""
        title = "Báo cáo đoàn ra: Đảng"
        assert [title[mark.start : mark.end] for mark in find_marks(title, Wanted(PARTY))] == [
            "Đảng"
        ]


class TestWindow:
    """Which stretch is shown."""

    def test_spellings_that_fold_alike_count_as_the_heaviest(self) -> None:
        """What a window held before it moved on leaves nothing behind in its score."""
        terms: dict[Leaf, float] = {
            Term(Layer.ACCENTED, "việt"): 2.5,
            Term(Layer.ACCENTED, "họp"): 1.0,
            Term(Layer.ACCENTED, "hợp"): 3.0,
            Term(Layer.ACCENTED, "lào"): 4.0,
        }
        far = "và " * 50
        assert _marked(f"việt {far} họp hợp {far} lào", terms) == ["lào"]

    def test_the_densest_stretch_wins(self) -> None:
        """Two different words near each other beat one that comes earlier."""
        text = "a " + "x " * 100 + "Đảng b a " + "x " * 100
        terms: dict[Leaf, float] = {Term(Layer.FOLDED, "a"): 1.0, Term(Layer.FOLDED, "b"): 1.0}
        assert "Đảng b a" in make_snippet(text, Wanted(terms)).text

    def test_a_rare_word_beats_a_common_one(self) -> None:
        """Weights decide."""
        text = "a " + "x " * 100 + "b"
        terms: dict[Leaf, float] = {Term(Layer.FOLDED, "a"): 0.5, Term(Layer.FOLDED, "b"): 3.0}
        assert _marked(text, terms) == ["b"]

    def test_cuts_are_shown(self) -> None:
        """Dots stand where the page goes on, and only there."""
        middle = make_snippet("x " * 100 + "Đảng " + "x " * 100, Wanted(PARTY)).text
        assert middle.startswith(f"{ELLIPSIS} x")
        assert middle.endswith(f"x {ELLIPSIS}")
        assert make_snippet("(Đảng ta).", Wanted(PARTY)).text == "(Đảng ta)."

    def test_lines_and_leaders_become_one_line(self) -> None:
        """A table of contents does not fill the snippet with dots."""
        text = f"Chương I\n\n  Đảng {'.' * 500} 37\n"
        assert make_snippet(text, Wanted(PARTY)).text == f"Chương I Đảng {ELLIPSIS} 37"

    def test_a_page_without_the_words_begins_at_its_beginning(self) -> None:
        """Nothing is marked."""
        snippet = make_snippet("một hai " * 50, Wanted(PARTY))
        assert snippet.text.startswith("một hai")
        assert snippet.marks == ()

    def test_a_page_without_words(self) -> None:
        """No words, no snippet."""
        assert make_snippet(" \n. ", Wanted(PARTY)).text == ""


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Đảng", "dạng", "x", "\n", " ", "…", ".....", "y" * 500, "đ\u0309"])
    ).map(" ".join),
    st.sampled_from([DANG, PARTY, {}]),
)
def test_marks_are_what_they_say(text: str, terms: dict[Leaf, float]) -> None:
    """In order, apart, within the snippet, of bounded length, and only what was asked for."""
    snippet = make_snippet(text, Wanted(terms))
    assert len(snippet.text) <= MAX_CHARACTERS + 10
    assert "\n" not in snippet.text
    end = -1
    for mark in snippet.marks:
        assert end < mark.start < mark.end <= len(snippet.text)
        end = mark.end
        assert {fold(part) for part in snippet.text[mark.start : mark.end].split()} <= {"dang"}


def test_phrases_are_marked_where_they_stand_together_and_prefixes_where_words_begin() -> None:
    """Neither a part of a phrase alone nor the middle of a word."""
    phrase = Phrase((Term(Layer.ACCENTED, "hợp"), Term(Layer.ACCENTED, "tác")))
    text = "phù hợp, hợp tác; nghiên, nghiệp, anh"
    marks = find_marks(text, Wanted({phrase: 1.0, Prefix(Layer.FOLDED, "nghi"): 1.0}))
    assert [text[mark.start : mark.end] for mark in marks] == ["hợp tác", "nghiên", "nghiệp"]


@settings(deadline=None)
@given(pages(), st.data())
def test_marks_and_snippets_are_those_of_every_token_looked_at(
    text: str, data: st.DataObject
) -> None:
    """Looking at the places alone changes nothing, whatever the page and the question."""
    asked = data.draw(leaves(tokenise(text)))
    assert find_marks(text, Wanted(asked)) == exhaustive_marks(text, asked)
    assert make_snippet(text, Wanted(asked)) == exhaustive_snippet(text, asked)


class TestAdded:
    """Words that were added to the reader's own are marked as such."""

    WANTED = Wanted(
        {Term(Layer.ACCENTED, one): 1.0 for one in ("hàn", "quốc", "lào")},
        {
            Phrase((Term(Layer.ACCENTED, "nam"), Term(Layer.ACCENTED, "hàn"))): 0.5,
            Term(Layer.ACCENTED, "lào"): 0.5,
        },
        [
            Phrase((Term(Layer.ACCENTED, "hàn"), Term(Layer.ACCENTED, "quốc"))),
            Term(Layer.ACCENTED, "lào"),
        ],
    )

    def test_they_are_told_apart(self) -> None:
        """What is both is the reader's own; neighbours of two sorts are two marks."""
        text = "Nam Hàn (Hàn Quốc), Lào"
        marks = make_snippet(text, self.WANTED).marks
        assert marks == (Mark(0, 7, added=True), Mark(9, 17), Mark(20, 23))
        assert find_marks(text, self.WANTED) == marks

    def test_a_part_of_a_word_is_marked_beside_another_alone(self) -> None:
        """Quốc of Hàn Quốc, not of quốc phòng."""
        text = "quốc phòng Hàn Quốc"
        assert find_marks(text, self.WANTED) == (Mark(11, 19),)

    def test_a_page_that_holds_nothing_but_parts_shows_them(self) -> None:
        """It was found by them, so it is told where."""
        snippet = make_snippet("bộ quốc phòng", self.WANTED)
        assert (snippet.marks, snippet.tells) == ((Mark(3, 7),), False)
        assert find_marks("bộ quốc phòng", self.WANTED) == ()

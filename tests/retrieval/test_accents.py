"""What a question without accents was meant as, given what stands in the tiers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.blocks import Layer
from indexer.engine.tree import Phrase, Some, Term
from indexer.language.analyser import tokenise
from indexer.language.fold import fold
from indexer.retrieval.accents import MOST_TOKENS, Accents
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.weights import LAYER_WEIGHTS
from indexer.retrieval.wording import read_wording
from tests.retrieval.shelves import ANALYSER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.engine.engine import Counted
    from indexer.engine.tree import Leaf

LIBRARY = (
    "Hội thảo quốc tế về hợp tác giáo dục giữa Việt Nam và Lào",
    "Quốc tế hóa giáo dục đại học, hợp tác quốc tế trong đào tạo",
    "Công nghệ thông tin và thông tin khoa học; niềm tin của nhân dân",
    "Đảng Nhân dân Cách mạng Lào; các dạng hợp tác; đang hợp tác với KOICA",
    "Đảng cộng sản, lãnh đạo Đảng, đại hội Đảng",
)


class _Texts:
    """A lexicon of texts, without an index."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._large: Counter[str] = Counter()
        for text in texts:
            tokens = tokenise(text)
            self._large.update(one.text for one in tokens if text[one.start].isupper())
            for token in tokens:
                self._counts.setdefault(token.folded, Counter())[token.text] += 1
            for one, two in pairwise(tokens):
                pairs = self._counts.setdefault(f"{one.folded} {two.folded}", Counter())
                pairs[f"{one.text} {two.text}"] += 1

    def spellings(self, folded: str) -> Mapping[str, int]:
        return self._counts.get(folded, {})

    def capitals(self, text: str) -> float:
        counts = self._counts.get(fold(text), Counter())
        return self._large[text] / max(counts[text], 1)

    def words(self, prefix: str, limit: int) -> Sequence[Counted]:
        raise NotImplementedError  # nobody asks for it to restore accents

    def nearest(self, folded: str, limit: int) -> Sequence[Counted]:
        raise NotImplementedError  # nobody asks for it to restore accents

    def frequency(self, leaf: Leaf) -> int:
        raise NotImplementedError  # nobody asks for it to restore accents


ACCENTS = Accents(_Texts(LIBRARY))


def _restore(text: str) -> str:
    return " ".join(one.text for one in ACCENTS.restore(tokenise(text)))


def _exact(text: str) -> list[str]:
    return [one.text for one in ACCENTS.restore(tokenise(text)) if one.exact]


class TestRestoring:
    """The likeliest spelling of each syllable."""

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("hop tac quoc te", "hợp tác quốc tế"),
            ("HOP TAC QUOC TE", "hợp tác quốc tế"),
            ("giao duc dai hoc", "giáo dục đại học"),
            ("dang cong san", "đảng cộng sản"),
            ("cac dang hop tac", "các dạng hợp tác"),
            ("cong nghe thong tin", "công nghệ thông tin"),
        ],
    )
    def test_neighbours_decide(self, typed: str, meant: str) -> None:
        """The same letters are another syllable beside other ones."""
        assert _restore(typed) == meant

    def test_what_has_an_accent_stays_and_decides_with_the_others(self) -> None:
        """Also where it stands nowhere."""
        assert _restore("đang hop tac") == "đang hợp tác"
        assert _restore("quộc te") == "quộc tế"

    def test_what_stands_nowhere_or_has_no_accents_stays(self) -> None:
        """Numbers, foreign words, unknown syllables."""
        assert _restore("hop tac voi koica 2016 xyz mekong") == (
            "hợp tác với koica 2016 xyz mekong"
        )

    def test_words_that_ask_are_known_although_no_page_asks(self) -> None:
        """Once their syllables stand in the tiers at all."""
        accents = Accents(_Texts(["nhiều nhiều nhiêu báo báo bao năm"]))
        restored = accents.restore(tokenise("bao nhieu"))
        assert [one.text for one in restored] == ["bao", "nhiêu"]

    def test_it_tells_how_often_what_was_meant_has_a_capital(self) -> None:
        """The spelling restored, not others of the same letters."""
        for typed, share in (("dang cong san", 1.0), ("dạng", 0.0), ("quoc te", 1 / 3)):
            assert ACCENTS.restore(tokenise(typed))[0].capitals == share

    def test_it_tells_how_sure_it_is(self) -> None:
        """One spelling is sure, the better of two is not, what was typed is no guess."""
        koica, tac = ACCENTS.restore(tokenise("KOICA tác"))
        assert koica.certainty == tac.certainty == 1
        (dang,) = ACCENTS.restore(tokenise("dang"))
        assert dang.text == "đảng"
        assert 0.5 < dang.certainty < 0.9

    def test_long_questions_are_restored_in_part(self) -> None:
        """So many tokens, then what was typed."""
        restored = ACCENTS.restore(tokenise("quoc te " * MOST_TOKENS))
        assert len(restored) == 2 * MOST_TOKENS
        assert [one.text for one in restored[-2:]] == ["quoc", "te"]

    @given(st.lists(st.sampled_from(" ".join(LIBRARY).split()), max_size=12))
    def test_nothing_but_accents_changes(self, words: list[str]) -> None:
        """As many tokens, each folding to what was typed; certainties are probabilities."""
        tokens = tokenise(" ".join(words))
        bare = [token._replace(text=token.folded) for token in tokens]
        restored = ACCENTS.restore(bare)
        assert [tokenise(one.text)[0].folded for one in restored] == [one.folded for one in bare]
        assert all(0 < one.certainty <= 1 + 1e-9 for one in restored)


class TestExact:
    """When a syllable without accents can be no other."""

    def test_beside_an_accented_neighbour_with_which_it_stands_so(self) -> None:
        """Exact is "tin" in "thông tin", not "quoc" in "hợp tác quoc tế"."""
        assert _exact("công nghệ thông tin") == ["công", "nghệ", "thông", "tin"]
        assert _exact("hợp tác quoc tế") == ["hợp", "tác", "tế"]

    def test_never_without_accents_beside_it(self) -> None:
        """Then nothing tells how the reader types."""
        assert _exact("thong tin koica") == []

    def test_a_slip_on_one_page_does_not_make_it_exact(self) -> None:
        """What stands so once, and with accents often, is open."""
        accents = Accents(_Texts(["quốc tế"] * 5 + ["quoc tế"]))
        (quoc, _) = accents.restore(tokenise("quoc tế"))
        assert (quoc.text, quoc.exact) == ("quốc", False)


class TestPlan:
    """What restored accents come to in a plan."""

    def test_matching_stays_open_and_the_layers_that_rank_take_what_was_meant(self) -> None:
        """A question without accents admits all spellings."""
        understood = understand(parse_question("hop tac"), ANALYSER, None, ACCENTS)
        folded = [Term(Layer.FOLDED, "hop"), Term(Layer.FOLDED, "tac")]
        assert understood.match == Some(tuple(folded), 2)
        assert list(understood.marks) == folded
        weights = {one.leaf: one.weight for one in understood.score}
        assert weights.keys() == {
            *folded,
            Term(Layer.BIGRAMS, "hop tac"),
            *(
                Term(layer, one)
                for layer in (Layer.ACCENTED, Layer.WORDS)
                for one in ("hợp", "tác")
            ),
        }
        assert weights[Term(Layer.ACCENTED, "hợp")] == LAYER_WEIGHTS[Layer.ACCENTED]

    def test_an_unsure_accent_weighs_less(self) -> None:
        """In proportion to its probability."""
        understood = understand(parse_question("dang"), ANALYSER, None, ACCENTS)
        weights = {one.leaf: one.weight for one in understood.score}
        (dang,) = ACCENTS.restore(tokenise("dang"))
        expected = LAYER_WEIGHTS[Layer.ACCENTED] * dang.certainty
        assert weights[Term(Layer.ACCENTED, "đảng")] == pytest.approx(expected)

    def test_an_exact_token_without_accents_is_demanded_and_marked_as_it_is(self) -> None:
        """In plain words and in phrases."""
        tin, thong = Term(Layer.ACCENTED, "tin"), Term(Layer.ACCENTED, "thông")
        plain = understand(parse_question("thông tin"), ANALYSER, None, ACCENTS)
        assert plain.match == Some((thong, tin), 2)
        assert set(plain.marks) == {thong, tin}
        quoted = understand(parse_question('"thông tin"'), ANALYSER, None, ACCENTS)
        assert quoted.match == Phrase((thong, tin))


class TestWording:
    """A question as it was typed and as it was meant."""

    def test_words_are_cut_from_what_was_meant(self) -> None:
        """In the case in which it was typed; the tokens are those typed."""
        wording = read_wording("Hop tac, QUOC te 2016", ANALYSER, ACCENTS)
        assert [token.text for token in wording.tokens] == ["hop", "tac", "quoc", "te", "2016"]
        assert wording.meant.accented == ("hợp", "tác", "quốc", "tế", "2016")
        assert len(wording.certainties) == 5

    def test_without_a_lexicon_nothing_is_known_of_bare_questions(self) -> None:
        """With one accent in it a question is taken as it is spelt."""
        assert read_wording("hop tac", ANALYSER, None).certainties == (0, 0)
        assert read_wording("hop tác", ANALYSER, None).certainties == (1, 1)

    def test_a_token_is_exact_only_if_it_is_so_everywhere(self) -> None:
        """The same "tin" beside "thông" and alone is open."""
        assert "tin" in read_wording("thông tin", ANALYSER, ACCENTS).exact
        assert "tin" not in read_wording("thông tin hoặc tin", ANALYSER, ACCENTS).exact

    @given(st.text())
    def test_any_text_has_a_wording(self, text: str) -> None:
        """With as many certainties as tokens."""
        wording = read_wording(text, ANALYSER, ACCENTS)
        assert len(wording.tokens) == len(wording.meant.tokens) == len(wording.certainties)

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from indexer.language.analyser import Analyser, tokenise
from indexer.language.fold import fold
from indexer.language.segment import segment

ANALYSER = Analyser(str.split)


@given(st.text())
def test_offsets_cut_the_original(text: str) -> None:
    """A token's offsets cut from the text as given what folds to the token."""
    tokens = tokenise(text)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    for token in tokens:
        assert 0 <= token.start <= token.end <= len(text)


def test_decomposed_text_gives_the_same_terms() -> None:
    """One text in either form of Unicode has one set of terms, marked where it stands."""
    composed = "Hợp tác quốc tế với Mô-dăm-bích"
    decomposed = unicodedata.normalize("NFD", composed)
    assert ANALYSER.analyse(composed).accented == ANALYSER.analyse(decomposed).accented
    first = tokenise(decomposed)[0]
    assert unicodedata.normalize("NFC", decomposed[first.start : first.end]) == "Hợp"


def test_the_layers_run_along_the_tokens() -> None:
    """Folded and accented terms are one per token, bigrams one less."""
    analysis = ANALYSER.analyse("Nghị quyết 57-NQ/TW của Đảng")
    assert analysis.accented == ("nghị", "quyết", "57", "nq", "tw", "của", "đảng")
    assert analysis.folded == tuple(map(fold, analysis.accented))
    assert analysis.bigrams[:2] == ("nghi quyet", "quyet 57")
    assert len(analysis.bigrams) == len(analysis.tokens) - 1


def test_words_are_segmented() -> None:
    """The words layer holds words of several syllables, as underthesea's model cuts them."""
    words = Analyser(segment).analyse("Học viện tăng cường hợp tác quốc tế.").words
    assert "học viện" in words
    assert "hợp tác" in words
    assert "." not in words


def test_nothing_has_no_terms() -> None:
    """Empty text and text of signs alone have empty layers."""
    for text in ("", " … — ."):
        analysis = ANALYSER.analyse(text)
        assert analysis.folded == analysis.bigrams == analysis.words == ()

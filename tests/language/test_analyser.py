from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.language.analyser import Analyser, prepare, tokenise
from indexer.language.fold import fold
from indexer.language.normalise import normalise
from indexer.language.segment import segment

ANALYSER = Analyser(lambda texts: [text.split() for text in texts])

SENTENCE = "Học viện đã ký 28 thỏa thuận hợp tác quốc tế về kỹ thuật với Mô-dăm-bích năm 2016"
VARIANTS = {
    "nfc": SENTENCE,
    "nfd": unicodedata.normalize("NFD", SENTENCE),
    "old and new tone placement": SENTENCE.replace("thỏa", "thoả"),
    "i for y": SENTENCE.replace("kỹ", "kĩ").replace("ký", "kí"),
    "gha for ư, eth for đ": SENTENCE.replace("đ", "ð").replace("ư", "ƣ"),
    "n tilde for đ": SENTENCE.replace("đ", "ñ"),
    "capitals": SENTENCE.upper(),
    "glued": "Họcviện đãký 28thỏa thuậnhợp tácquốctế về kỹthuật vớiMô-dăm-bích năm2016",
    "glued in NFD": unicodedata.normalize("NFD", "Họcviện đãký 28thoảthuận hợptác quốctế")
    + SENTENCE[SENTENCE.index(" về") :],
    "strange spaces": SENTENCE.replace(" ", "\u00a0").replace("ợ", "ợ\u00ad"),
}


@settings(deadline=None)  # the first text builds the tables of syllables
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


def _letters(text: str) -> str:
    """Return ``text`` as the variants agree on it."""
    return fold(unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("ñ", "đ")).replace(
        "i", "y"
    )


@pytest.mark.parametrize("name", VARIANTS)
def test_all_spellings_are_one_sequence_of_terms(name: str) -> None:
    """Whatever the spelling, the terms are the same, and their offsets cut the right letters."""
    analyser = Analyser(segment)
    wanted, found = analyser.analyse(SENTENCE), analyser.analyse(VARIANTS[name])
    assert found.accented == wanted.accented
    assert found.folded == wanted.folded
    assert found.bigrams == wanted.bigrams
    if name != "capitals":  # the model itself cuts capitals in its own way
        assert found.words == wanted.words
    for mine, theirs in zip(found.tokens, wanted.tokens, strict=True):
        cut = VARIANTS[name][mine.start : mine.end].replace("ƣ", "ư")
        assert _letters(cut) == _letters(SENTENCE[theirs.start : theirs.end])


def test_the_segmenter_is_given_mended_text() -> None:
    """Spaces come back, syllables are in their usual spelling and case, English is left alone."""
    given_text = "HọcviệnKĨ THUẬT: 28đoàn, bánh mì, my Hoà, quốc tế.\nQĐ-TTg"
    wanted = "Học viện KỸ THUẬT: 28 đoàn, bánh mì, my Hòa, quốc tế.\nQĐ-TTg"
    assert prepare(given_text).standard == wanted


@settings(deadline=None)  # the first text builds the tables of syllables
@given(st.text() | st.lists(st.sampled_from([*VARIANTS.values(), "a", " ", "-\n"])).map("".join))
def test_terms_of_terms_are_the_same(text: str) -> None:
    """What was found in a text without capitals, which are edges too, is found when asked for."""
    terms = [token.text for token in tokenise(normalise(text).lower())]
    assert [token.text for token in tokenise(" ".join(terms))] == terms


@settings(deadline=None)  # the first text builds the tables of syllables
@given(st.text() | st.lists(st.sampled_from([*VARIANTS.values(), "á", "\u0301", "2"])).map("".join))
def test_tokens_follow_one_another(text: str) -> None:
    """Tokens do not overlap, and each is the fold of its own text."""
    tokens = tokenise(text)
    for token, following in pairwise(tokens):
        assert token.end <= following.start
    assert all(token.folded == fold(token.text) for token in tokens)

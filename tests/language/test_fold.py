from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.fold import fold, has_accent


@given(st.text())
def test_twice_is_once(text: str) -> None:
    """Folding what is folded changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Zs"])))
def test_both_forms_of_unicode_fold_alike(text: str) -> None:
    """Composed and decomposed letters give the same folded text."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Đảng", "dang"), ("HỢP TÁC", "hop tac"), ("Mô-dăm-bích", "mo-dam-bich"), ("57-NQ", "57-nq")],
)
def test_vietnamese(text: str, wanted: str) -> None:
    """Accents, the bar of đ and capitals go; the rest stays."""
    assert fold(text) == wanted


def test_accents_are_seen() -> None:
    """Only what folding would change bears an accent."""
    assert has_accent("đi")
    assert has_accent("hợp")
    assert not has_accent("Tin")

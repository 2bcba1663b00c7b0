from __future__ import annotations

import random

import pytest

from indexer.language.collation import sort_key

DICTIONARY = [
    ["an", "ăn", "ân", "ba", "bà", "cá", "dân", "đa", "đảng", "em", "êm", "xa", "ý"],
    ["ma", "mà", "mả", "mã", "má", "mạ"],
    ["Báo cáo 2", "Báo cáo 10", "báo cáo Cuba", "Báo cáo Đức", "Báo cáo Lào"],
    ["hợp", "hợp tác", "hợp tác quốc tế", "hớt"],
]


@pytest.mark.parametrize("wanted", DICTIONARY)
def test_dictionary_order(wanted: list[str]) -> None:
    """Keys put words as a Vietnamese dictionary does, whatever the order they come in."""
    shuffled = wanted[:]
    random.shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == wanted


def test_case_and_signs_do_not_count() -> None:
    """Quotation marks and capitals change nothing."""
    assert sort_key("“HỢP TÁC”") == sort_key("hợp tác")

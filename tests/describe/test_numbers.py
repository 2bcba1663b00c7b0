from __future__ import annotations

import pytest

from indexer.describe.document import lines_of
from indexer.describe.numbers import find_number
from tests.describe.making import page


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 27-BC/HTQT", "27-BC/HTQT"),
        ("Số 27/BC-HVCTQG", "27/BC-HVCTQG"),
        ("Số: 27 -BC/HTQT", "27-BC/HTQT"),
        ("Số: 282/2025/NĐ-CP\tHà Nội, ngày 30 tháng 10 năm 2025", "282/2025/NĐ-CP"),
        ("Luật số: 56/2010/QH12", "56/2010/QH12"),
        ("No. 30-BC/HTQT", "30-BC/HTQT"),
        ("VỤ HỢP TÁC QUỐC TẾ\tSố: 15-BC/HTQT", "15-BC/HTQT"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    """The number stands with its abbreviations and without blanks."""
    found = find_number(list(lines_of(page(text))))
    assert found is not None
    assert found.text == number
    assert found.span.text in text


@pytest.mark.parametrize("text", ["Số:      /BC-HTQT", "Số 135 Nguyễn Phong Sắc", "số lượng 20/25"])
def test_what_is_no_number(text: str) -> None:
    """A blank left for the number, an address and a count are none."""
    assert find_number(list(lines_of(page(text)))) is None

from __future__ import annotations

import pytest

from indexer.describe.people import people_in


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("TS. NGUYỄN PHAN DUY, ThS. LÊ VĂN ĐỒNG", ["Nguyễn Phan Duy", "Lê Văn Đồng"]),
        ("PGS,TS Trần Minh Khuê*", ["Trần Minh Khuê"]),
        ("Nguyễn Văn A¹ và Lê Thị Bình²", ["Nguyễn Văn A", "Lê Thị Bình"]),
        ("Dr. John Smith", ["John Smith"]),
        ("Học viện Chính trị quốc gia Hồ Chí Minh", []),
        ("Vụ Hợp tác quốc tế", []),
        ("Lê Văn Nam phát biểu tại hội thảo", []),
        ("HỢP TÁC QUỐC TẾ", []),
        ("", []),
    ],
)
def test_names_of_authors(line: str, names: list[str]) -> None:
    """A line of nothing but names gives them, any other gives none."""
    assert list(people_in(line)) == names

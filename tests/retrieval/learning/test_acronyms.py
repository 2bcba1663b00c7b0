"""What texts state about acronyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.retrieval.learning.acronyms import Fit, Stated, find_acronyms

ACADEMY = "Học viện Chính trị quốc gia Hồ Chí Minh"
KOREAN = "Cơ quan Hợp tác Quốc tế Hàn Quốc"


@pytest.mark.parametrize(
    ("text", "acronym", "name", "fit"),
    [
        (f"Đoàn của {ACADEMY} (HVCTQG HCM) đã", "HVCTQG HCM", ACADEMY, Fit.LETTERS),
        (f"{ACADEMY} (sau đây gọi tắt là HVCTQG HCM)", "HVCTQG HCM", ACADEMY, Fit.LETTERS),
        (f"{ACADEMY}, gọi tắt là HVCTQG HCM, tổ chức", "HVCTQG HCM", ACADEMY, Fit.LETTERS),
        ("Bộ Giáo dục và Đào tạo (Bộ GD&ĐT)", "GD&ĐT", "", Fit.LETTERS),
        ("ngành giáo dục và đào tạo (GD&ĐT)", "GD&ĐT", "giáo dục và đào tạo", Fit.LETTERS),
        ("CNXH (chủ nghĩa xã hội)", "CNXH", "chủ nghĩa xã hội", Fit.LETTERS),
        ("phát triển kinh tế -\nxã hội (KT-XH)", "KT-XH", "kinh tế - xã hội", Fit.LETTERS),
        (f"làm việc với {KOREAN} (KOICA) tại", "KOICA", KOREAN, Fit.FOREIGN),
        (
            f"{KOREAN} (Korea International Cooperation Agency - KOICA)",
            "KOICA",
            "Korea International Cooperation Agency",
            Fit.LETTERS,
        ),
        (
            "Tổ chức Hiệp ước Bắc Đại Tây Dương (NATO)",
            "NATO",
            "Tổ chức Hiệp ước Bắc Đại Tây Dương",
            Fit.FOREIGN,
        ),
        ("at the World Bank (WB).", "WB", "World Bank", Fit.LETTERS),
    ],
)
def test_statements(text: str, acronym: str, name: str, fit: Fit) -> None:
    """In parentheses before and after, with words that say so, over line ends."""
    found = list(find_acronyms(text))
    assert (Stated(acronym, name, fit) in found) if name else not found


@pytest.mark.parametrize(
    "text",
    [
        "thế kỷ (XXI)",
        "Học viện (gọi tắt là Học viện)",
        "cúp AFC (AFC Cup)",
        "hội nghị lần thứ hai (Hà Nội)",
        "đã đến thăm (ABC)",
        "()(((A)",
        "World Wide Web Consortium (W3C)",
    ],
)
def test_what_states_nothing(text: str) -> None:
    """Figures, places, names that hold in their own document alone."""
    assert not list(find_acronyms(text))


@given(st.text() | st.text("(AB cĐ,-.–)gọi tắt là", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """What is found is not empty."""
    assert all(one.acronym and one.name for one in find_acronyms(text))

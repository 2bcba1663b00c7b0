from __future__ import annotations

import pytest

from tests.describe.making import FINDER

MEANT = [
    ("thăm và làm việc tại Mỹ.", "us"),
    ("các nước Anh, Pháp", "gb"),
    ("Đại sứ quán Anh tại Hà Nội", "gb"),
    ("đoàn công tác sang Lào từ ngày 5", "la"),
    ("Đảng và Nhà nước CHDCND Lào", "la"),
    ("hợp tác với Đức và Pháp", "de"),
    ("Viện Goethe (Đức)", "de"),
    ("quan hệ Việt - Pháp", "fr"),
    ("chuyên gia Ý, Tây Ban Nha", "it"),
    ("BÁO CÁO ĐOÀN RA TẠI LÀO", "la"),
    ("BÁO CÁO ĐOÀN RA TẠI LÀO NĂM 2017", "la"),
    ("ĐOÀN CÔNG TÁC TẠI HÀN QUỐC", "kr"),
    ("Đoàn Hàn Quốc do ông Kim", "kr"),
    ("Hàn quốc", "kr"),
    ("dự án do KOICA tài trợ", "koica"),
    ("tổ chức CARE.", "care"),
    ("của Hà Lan", "nl"),
    ("tại Đức\nĐoàn đã làm việc", "de"),
]
NOT_MEANT = [
    "Nguyễn Đức Anh",
    "Nguyễn Đức\nAnh",
    "đồng chí Đức",
    "ông Đức phát biểu",
    "anh em đồng chí",
    "Anh hùng lao động",
    "Anh Hùng",
    "Anh chị em",
    "Kính gửi Anh/Chị",
    "Pháp luật Việt có",
    "Khoa Pháp luật",
    "Bộ Tư pháp",
    "NĐ-CP VÀ PHÁP LUẬT",
    "ĐẠO ĐỨC CÁCH MẠNG",
    "Đức tính giản dị",
    "đức độ",
    "Ý kiến của đại biểu",
    "LƯU Ý: nộp trước thứ sáu",
    "Đóng góp Ý, bổ sung",
    "Ý 1: nêu rõ",
    "ý nghĩa",
    "Mỹ thuật công nghiệp",
    "khu vực Bắc Mỹ",
    "châu Mỹ",
    "bà Trần Mỹ Hạnh",
    "quận Mỹ Đình",
    "5.000 đô la Mỹ",
    "thi tiếng Anh",
    "Tiếng Tây Ban Nha",
    "tỉnh Lào Cai",
    "bà Nguyễn Thị Hà Lan",
    "Hàn. Quốc hội",
    "hàn quốc",
    "ha lan",
    "we care about",
    "Care for people",
    "CAREX",
    "AKOICA",
    "TỈNH LAO CAI",
]


@pytest.mark.parametrize(("text", "key"), MEANT)
def test_names_that_are_meant(text: str, key: str) -> None:
    """A country or body is known where it is named, in small letters and in capitals."""
    assert key in {mention.key for mention in FINDER.find(text)}


@pytest.mark.parametrize("text", NOT_MEANT)
def test_words_that_look_like_names(text: str) -> None:
    """Given names, pronouns, compounds, languages and words in capitals are no countries."""
    assert FINDER.find(text) == ()

from __future__ import annotations

from indexer.describe.partners import home_of
from indexer.records.works import Field
from tests.describe.making import FINDER, LETTERHEAD, REPORT, described

FAR = "Đoạn văn không nói đến nước nào và kéo dài thêm cho đủ trang thứ nhất.\n" * 30


def keys(description_text: str, field: Field) -> list[str]:
    """Return the keys of the values of ``field`` in a file of one page."""
    return [value.authority for value in described(description_text).of(field)]


def test_a_report_names_its_partner_country_and_unit() -> None:
    """The title's country, the opening's agency and the letterhead's unit become values."""
    assert keys(REPORT, Field.COUNTRY) == ["kr"]
    assert keys(REPORT, Field.PARTNER) == ["koica"]
    assert keys(REPORT, Field.UNIT) == ["dic"]


def test_home_is_no_partner() -> None:
    """The institution, its country and that country's bodies are no partners or countries."""
    assert home_of(FINDER) >= {"academy", "dic", "vn", "foreign", "hanoi"}
    text = (
        "BÁO CÁO\nLàm việc với Bộ Ngoại giao Việt Nam tại Học viện Chính trị quốc gia Hồ Chí Minh"
    )
    assert keys(text, Field.PARTNER) == []
    assert keys(text, Field.COUNTRY) == []


def test_a_far_name_counts_when_it_is_frequent() -> None:
    """Below the opening a name must stand three times."""
    start = "Một bài viết dài về công việc\n" + FAR
    assert keys(start + "thăm Nhật Bản và lại Nhật Bản", Field.COUNTRY) == []
    assert keys(start + "thăm Nhật Bản, Nhật Bản, rồi Nhật Bản", Field.COUNTRY) == ["jp"]


def test_a_partner_tells_its_country_and_a_programme_its_partner() -> None:
    """KOICA is of Korea, and DEEP is a programme of KOICA."""
    assert keys("BÁO CÁO CUỐI KỲ DỰ ÁN DEEP\nNội dung.", Field.PARTNER) == ["koica"]
    assert keys("BÁO CÁO CUỐI KỲ DỰ ÁN DEEP\nNội dung.", Field.COUNTRY) == ["kr"]


def test_the_title_comes_first_and_there_are_at_most_eight() -> None:
    """Prominence ranks before frequency."""
    start = "BÁO CÁO\nĐoàn công tác tại Lào\n"
    text = start + "Theo kế hoạch, Đoàn qua Trung Quốc, Trung Quốc.\n" + FAR
    assert keys(text, Field.COUNTRY) == ["la", "cn"]


def test_values_show_the_preferred_name_and_the_words() -> None:
    """The value is the record's name, the evidence what the text says."""
    (value,) = described("BÁO CÁO\nKết quả đoàn ra tại Môdămbích").of(Field.COUNTRY)
    assert value.text == "Mozambique"
    assert value.evidence is not None
    assert "Môdămbích" in value.evidence.words


def test_the_academy_issues_when_no_unit_does() -> None:
    """Without a unit in the letterhead the institution is the issuer."""
    text = LETTERHEAD.replace("VỤ HỢP TÁC QUỐC TẾ\n", "") + "BÁO CÁO\nKết quả"
    assert keys(text, Field.UNIT) == ["academy"]


def test_a_relation_is_a_subject_and_its_other_side_no_partner() -> None:
    """An agency that a talk is about takes no part in it."""
    about = "BÁO CÁO\nKết quả buổi tiếp\nHai bên nói về quan hệ Việt Nam - KOICA."
    assert keys(about, Field.PARTNER) == []
    assert keys(about.replace("Việt Nam - KOICA", "với KOICA"), Field.PARTNER) == ["koica"]


def test_the_opening_of_a_summary_gives_examples() -> None:
    """Which delegations came in a year is told by three of them."""
    list_of = "Năm qua có 58 đoàn vào, trong đó có các đoàn của Trung Quốc, Lào.\n"
    assert keys("BÁO CÁO\nTỔNG KẾT CÔNG TÁC NĂM 2013\n" + list_of, Field.COUNTRY) == []
    assert keys("BÁO CÁO\nTỔNG KẾT HỢP TÁC VỚI LÀO NĂM 2013\n" + list_of, Field.COUNTRY) == ["la"]


def test_in_a_long_text_a_name_must_stand_more_often() -> None:
    """Once in ten pages, where neither the title nor the opening names it."""
    pages = ["Một bài viết dài về công việc\n" + FAR, *[FAR] * 59]
    few = [*pages[:57], *["Đoàn thăm Nhật Bản."] * 3]
    many = [*pages[:54], *["Đoàn thăm Nhật Bản."] * 6]
    assert not described(*few).of(Field.COUNTRY)
    assert [one.authority for one in described(*many).of(Field.COUNTRY)] == ["jp"]

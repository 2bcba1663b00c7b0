from __future__ import annotations

import pytest

from indexer.describe.delegations import find_head, find_hosts, find_members, find_purpose
from indexer.records.works import Field
from tests.describe.making import REPORT, described, document, texts_of


def test_a_report_of_a_delegation() -> None:
    """Head, members and hosts are read from the official sentence."""
    description = described(REPORT)
    assert texts_of(description, Field.HEAD) == ["Lê Hữu Thạc"]
    assert texts_of(description, Field.MEMBERS) == ["6"]
    (host,) = description.of(Field.HOST)
    assert host.text == "Cơ quan Hợp tác Quốc tế Hàn Quốc"
    assert host.authority == "koica"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("do PGS.TS Nguyễn Ngọc Hà, Phó Giám đốc làm Trưởng đoàn", "Nguyễn Ngọc Hà"),
        ("do đồng chí Lê Văn\nNam làm trưởng đoàn", "Lê Văn Nam"),
        ("Trưởng đoàn: GS,TS Trần Minh Khuê", "Trần Minh Khuê"),
        ("1. TS Lê Hữu Thạc, Phó Giám đốc, Trưởng đoàn;", "Lê Hữu Thạc"),
        ("do ông Seo Jae-hwan dẫn đầu", "Seo Jae-hwan"),
        ("was led by Ms Linnea Forsberg, a specialist", "Linnea Forsberg"),
        ("Đoàn do Giám đốc Học viện làm Trưởng đoàn", None),
        ("Học viện Chính trị, Trưởng đoàn", None),
        ("trưởng đoàn đã phát biểu", None),
        ("do TRẦN HOA dẫn đầu", "TRẦN HOA"),
        ("Đoàn do UNESCO dẫn đầu", None),
    ],
)
def test_heads(text: str, head: str | None) -> None:
    """The head's name stands without degrees; a post without a name is none."""
    fact = find_head(document(text))
    assert (fact.text if fact else None) == head


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Đoàn gồm 6 thành viên", "6"),
        ("Đoàn cán bộ gồm có 06 đồng chí", "6"),
        ("đoàn chuyên gia gồm năm người", "5"),
        ("Số lượng: 12 người", "12"),
        ("The delegation of UNDP had four members", "4"),
        ("a 7-member delegation", "7"),
        ("Đoàn gồm 8 giảng viên và 2 cán bộ", None),
        ("lớp gồm 40 học viên", None),
        ("Đoàn thăm. Lớp gồm 40 học viên", None),
    ],
)
def test_members(text: str, members: str | None) -> None:
    """The number is told of a delegation; sums are left to people."""
    fact = find_members(document(text))
    assert (fact.text if fact else None) == members


def test_hosts_and_purpose() -> None:
    """An invitation names the host, a quoted theme the purpose."""
    made = document(
        "Nhận lời mời của Trường Đảng X từ ngày 5, Đoàn đi về chủ đề “Đổi mới đào tạo cán bộ”."
    )
    assert [fact.text for fact in find_hosts(made)] == ["Trường Đảng X"]
    purpose = find_purpose(made)
    assert purpose is not None
    assert purpose.text == "Đổi mới đào tạo cán bộ"
    assert find_hosts(document("theo lời mời của bạn")) == ()
    assert find_purpose(document("về chủ đề này")) is None


def test_whoever_writes_is_no_host() -> None:
    """The head of "the Academy" is one's own; another academy has a name."""
    assert not find_hosts(document("Theo lời mời của Giám đốc Học viện, từ ngày 21 đến 25"))
    (host,) = find_hosts(document("Theo lời mời của Giám đốc Học viện Mẫu, từ ngày 21 đến 25"))
    assert host.text == "Giám đốc Học viện Mẫu"

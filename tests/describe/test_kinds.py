from __future__ import annotations

import pytest

from indexer.records.works import Field, Kind
from tests.describe.making import PAPER, REPORT, described

KINDS = [
    (REPORT, "a.pdf", Kind.DELEGATION_OUT),
    ("Đoàn cán bộ thăm và làm việc tại Trung Quốc\n\nNội dung.", "a.txt", Kind.DELEGATION_OUT),
    ("BÁO CÁO ĐOÀN RA\nnăm 2019", "a.pdf", Kind.DELEGATION_OUT),
    ("", "bao_cao_doan_ra_Lao.pdf", Kind.DELEGATION_OUT),
    ("REPORT ON THE STUDY VISIT TO JAPAN\nText.", "a.pdf", Kind.DELEGATION_OUT),
    ("BÁO CÁO\nKết quả tiếp đoàn Ngân hàng Thế giới\nI. NỘI DUNG", "a.pdf", Kind.DELEGATION_IN),
    ("BÁO CÁO\nKết quả buổi tiếp Đại sứ Pháp\nI. NỘI DUNG", "a.pdf", Kind.DELEGATION_IN),
    ("REPORT ON THE VISIT OF THE UNDP DELEGATION\nText.", "a.pdf", Kind.DELEGATION_IN),
    ("KỶ YẾU HỘI THẢO KHOA HỌC\nHỢP TÁC QUỐC TẾ\nHà Nội, 2022", "a.pdf", Kind.PROCEEDINGS),
    ("CONFERENCE PROCEEDINGS\nGOVERNANCE IN ASIA", "a.pdf", Kind.PROCEEDINGS),
    (PAPER, "a.pdf", Kind.PAPER),
    ("BIÊN BẢN GHI NHỚ\ngiữa\nHỌC VIỆN X\nvà\nHỌC VIỆN Y", "a.pdf", Kind.MEMORANDUM),
    ("MEMORANDUM OF UNDERSTANDING\nbetween X and Y", "a.pdf", Kind.MEMORANDUM),
    ("BÁO CÁO\nTổng kết công tác đối ngoại năm 2016\nI. KẾT QUẢ", "a.pdf", Kind.SUMMARY),
    ("Hội nghị tổng kết công tác đối ngoại năm 2016\n\nNội dung.", "a.txt", Kind.SUMMARY),
    ("BÁO CÁO CUỐI KỲ DỰ ÁN\nNội dung.", "a.pdf", Kind.PROJECT),
    ("BÁO CÁO KHẢO SÁT NHU CẦU\nSản phẩm 2.3 – Dự án tăng cường năng lực", "a.pdf", Kind.PROJECT),
    ("QUYẾT ĐỊNH\nVề việc cử cán bộ đi học", "a.pdf", Kind.OTHER),
    ("DANH SÁCH ĐOÀN RA NĂM 2019", "a.pdf", Kind.OTHER),
    ("LUẬT\nTHANH TRA", "a.pdf", Kind.OTHER),
    ("Giáo trình hệ điều hành\nbộ nhớ", "a.pdf", Kind.OTHER),
    ("", "a.pdf", Kind.OTHER),
]


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_kinds(text: str, name: str, kind: Kind) -> None:
    """Title, first page and file name tell the kind; too little tells none."""
    assert [value.text for value in described(text, name=name).of(Field.KIND)] == [kind]


def test_the_kind_shows_its_words() -> None:
    """The evidence of a kind is what spoke for it."""
    (value,) = described("BÁO CÁO ĐOÀN RA\nnăm 2019").of(Field.KIND)
    assert value.evidence is not None
    assert "ĐOÀN RA" in value.evidence.words


def test_a_paper_whose_abstract_comes_late() -> None:
    """An abstract after the body, as readers of two columns give it, still tells a paper."""
    text = "VỀ MỘT VẤN ĐỀ CỦA KHOA HỌC\n" + "Nội dung bài viết. " * 200 + "\n" + PAPER[-250:]
    late = text + "\nTóm tắt: bài viết nêu.\nTừ khóa: một; hai"
    assert [value.text for value in described(late).of(Field.KIND)] == [Kind.PAPER]

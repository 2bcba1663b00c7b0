from __future__ import annotations

from indexer.records.works import Field
from tests.describe.making import PAPER, described, texts_of


def test_the_head_of_a_paper() -> None:
    """Authors, abstract and keywords are read from the first page."""
    description = described(PAPER)
    assert texts_of(description, Field.AUTHOR) == ["Trần Minh Khuê", "Lê Văn Đồng"]
    (abstract,) = description.of(Field.ABSTRACT)
    assert abstract.text.startswith("Bài viết phác lại bốn mươi năm")
    assert abstract.text.endswith("tìm cách trả lời.")
    assert abstract.language == "vi"
    assert texts_of(description, Field.KEYWORD) == ["hợp tác quốc tế", "đào tạo cán bộ", "đối tác"]


def test_each_keyword_has_its_own_words() -> None:
    """The evidence of a keyword is that keyword."""
    for value in described(PAPER).of(Field.KEYWORD):
        assert value.evidence is not None
        assert value.evidence.words.strip(" .") == value.text


def test_two_languages() -> None:
    """Abstracts and keywords in a second language follow the first."""
    english = (
        "Abstract: The paper outlines forty years of the cooperation and asks what stayed.\n"
        "Keywords: cooperation, training, partner\n1. Introduction\n"
    )
    description = described(PAPER.replace("1. Đặt vấn đề\n", english))
    assert [value.language for value in description.of(Field.ABSTRACT)] == ["vi", "en"]
    assert texts_of(description, Field.KEYWORD)[3:] == ["cooperation", "training", "partner"]


def test_a_report_has_no_authors() -> None:
    """What is no paper has no abstract, keywords or authors."""
    description = described(
        "BÁO CÁO\nKết quả đoàn ra\nTS. LÊ VĂN A\nTóm tắt: " + "chuyến đi rất tốt " * 9
    )
    for field in (Field.AUTHOR, Field.ABSTRACT, Field.KEYWORD):
        assert description.of(field) == ()

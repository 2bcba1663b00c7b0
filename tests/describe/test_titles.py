from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.describe.document import Document
from indexer.describe.letterhead import split_letterhead
from indexer.describe.titles import find_title
from indexer.records.files import Heading
from indexer.records.works import Origin
from tests.describe.making import HASH, LETTERHEAD, PAPER, REPORT, document, page

if TYPE_CHECKING:
    from indexer.describe.title_wording import FoundTitle


def found(made: Document) -> FoundTitle:
    """Return the title found in the document ``made``."""
    return find_title(made, split_letterhead(made.opening))


OFFICIAL = [
    (REPORT, "Báo cáo kết quả chuyến công tác của Đoàn cán bộ Học viện tại Hàn Quốc"),
    (
        LETTERHEAD + "BÁO CÁO\nTỔNG KẾT CÔNG TÁC ĐỐI NGOẠI\nNĂM 2016\nPhần thứ nhất\nKẾT QUẢ",
        "BÁO CÁO TỔNG KẾT CÔNG TÁC ĐỐI NGOẠI NĂM 2016",
    ),
    (
        LETTERHEAD + "BÁO CÁO KẾT QUẢ CHUYẾN CÔNG TÁC\ntại Hàn Quốc\nKính gửi: Ban Giám đốc",
        "BÁO CÁO KẾT QUẢ CHUYẾN CÔNG TÁC tại Hàn Quốc",
    ),
    (
        "BIÊN BẢN GHI NHỚ\ngiữa\nHỌC VIỆN X\nvà\nHỌC VIỆN Y\nCăn cứ nhu cầu của hai bên",
        "Biên bản ghi nhớ giữa HỌC VIỆN X và HỌC VIỆN Y",
    ),
    (
        (
            "BIÊN BẢN GHI NHỚ\nvề hợp tác giữa Học viện và Trường Đảng\nKế thừa quan hệ "
            "lâu đời, hai Bên nhất trí tăng cường hợp tác như sau đây."
        ),
        "Biên bản ghi nhớ về hợp tác giữa Học viện và Trường Đảng",
    ),
    (
        "HỌC VIỆN BÁO CHÍ\nKỶ YẾU HỘI THẢO KHOA HỌC\nHỢP TÁC QUỐC TẾ TRONG ĐÀO TẠO\nHà Nội, 2022",
        "KỶ YẾU HỘI THẢO KHOA HỌC HỢP TÁC QUỐC TẾ TRONG ĐÀO TẠO",
    ),
    (
        "THÔNG CÁO BÁO CHÍ\nTọa đàm trực tuyến\nHà Nội, ngày 08/10/2021 – Học viện tổ chức",
        "Thông cáo báo chí: Tọa đàm trực tuyến",
    ),
    (
        "BÁO CÁO\nKết quả khóa học cho cán bộ Lào (từ ngày\n12/9 đến ngày 30/9/2016)\nI. KẾT QUẢ",
        "Báo cáo kết quả khóa học cho cán bộ Lào (từ ngày 12/9 đến ngày 30/9/2016)",
    ),
    (
        "MEMORANDUM OF UNDERSTANDING\nbetween the Academy and\nthe Agency\nThe Parties agree that",
        "Memorandum of understanding between the Academy and the Agency",
    ),
    ("LUẬT\nTrật tự, an toàn giao thông\nCăn cứ Hiến pháp", "Luật Trật tự, an toàn giao thông"),
    (
        "LUẬN VĂN THẠC SĨ\nĐề tài:\nNghiên cứu hỗ trợ chẩn đoán\nGiáo viên hướng dẫn: X",
        "LUẬN VĂN THẠC SĨ: Nghiên cứu hỗ trợ chẩn đoán",
    ),
    (
        "BÁO CÁO\nTỔNG KẾT\nCÔNG TÁC ĐỐI NGOẠI 2016\nHÀ NỘI 2017",
        "BÁO CÁO TỔNG KẾT CÔNG TÁC ĐỐI NGOẠI 2016",
    ),
    (
        "HƯỚNG DẪN\nThực hiện công tác tốt nghiệp\nI. CÁC HÌNH THỨC",
        "Hướng dẫn thực hiện công tác tốt nghiệp",
    ),
    ("BÁO CÁO\nCăn cứ kế hoạch năm 2016", "BÁO CÁO"),
]


@pytest.mark.parametrize(("text", "title"), OFFICIAL)
def test_the_official_form(text: str, title: str) -> None:
    """A genre in capitals and the subject below it are the title, and not the text after it."""
    assert found(document(text)).text == title


def test_a_title_style_wins() -> None:
    """What is set as the title is the title, with the subject below a mere genre."""
    text = "TÊN CƠ QUAN NÀO ĐÓ\nDEEP for Viet Nam\nThe project began in 2016 and has ended."
    start = text.index("DEEP")
    heading = Heading(start, start + len("DEEP for Viet Nam"), 0)
    made = Document(HASH, "x.docx", [page(text, headings=(heading,))], {})
    assert found(made).text == "DEEP for Viet Nam"
    genre = Document(HASH, "x.docx", [page(REPORT, headings=(_heading(REPORT, "BÁO CÁO"),))], {})
    assert found(genre).text.startswith("Báo cáo kết quả chuyến công tác")


def _heading(text: str, words: str, level: int = 0) -> Heading:
    start = text.index(words)
    return Heading(start, start + len(words), level)


def test_an_early_heading_is_a_title_and_a_section_is_none() -> None:
    """Heading 1 at the top is the title unless it names a section."""
    text = "Sổ tay đối ngoại\nLời dẫn của sách."
    made = Document(
        HASH, "x.docx", [page(text, headings=(_heading(text, "Sổ tay đối ngoại", 1),))], {}
    )
    assert found(made).text == "Sổ tay đối ngoại"
    text = "Mở đầu\nnội dung"
    made = Document(HASH, "ten tep.docx", [page(text, headings=(_heading(text, "Mở đầu", 1),))], {})
    assert found(made).text == "ten tep"


def test_a_paper_has_its_title_in_two_languages() -> None:
    """The capitals above the authors are the title, split where the language changes."""
    title = found(document(PAPER.removeprefix("TẠP CHÍ LÝ LUẬN\n")))
    assert title.text == "HỢP TÁC QUỐC TẾ TRONG ĐÀO TẠO CÁN BỘ LÃNH ĐẠO Ở VIỆT NAM"
    assert title.translation is not None
    assert title.translation.text == "INTERNATIONAL COOPERATION IN THE TRAINING OF LEADERS"


def test_the_subject_of_a_letter() -> None:
    """A letter without a genre is called by its subject line."""
    text = (
        LETTERHEAD.replace("Hà Nội, ngày", "V/v báo cáo kết quả đoàn ra\nHà Nội, ngày")
        + "Kính gửi: X"
    )
    assert found(document(text)).text == "Báo cáo kết quả đoàn ra"


@pytest.mark.parametrize(
    ("embedded", "title"),
    [
        ("Hợp tác quốc tế năm 2016", "Hợp tác quốc tế năm 2016"),
        ("Microsoft Word - Document1", "bao cao so 1"),
        ("untitled", "bao cao so 1"),
        ("PowerPoint Presentation", "bao cao so 1"),
        ("Bao cao.docx", "bao cao so 1"),
        ("bao_cao_so_1", "bao cao so 1"),
        ("T¹p chÝ ra hµng quý", "bao cao so 1"),
        ("", "bao cao so 1"),
    ],
)
def test_embedded_titles_and_file_names(embedded: str, title: str) -> None:
    """An embedded title serves unless it is junk; the name of the file is the last resort."""
    result = found(
        document("nội dung thường, không có tên.", name="bao_cao_so_1.pdf", title=embedded)
    )
    assert result.text == title
    assert result.origin is Origin.READ
    assert result.span is None


def test_there_is_always_a_title() -> None:
    """A file without pages or name still has one."""
    assert found(Document(HASH, "", [], {})).text == HASH
    assert found(document("", name=".pdf")).text


def test_broken_fonts_give_no_title() -> None:
    """Characters that no one can read are no title."""
    assert found(document("\x15%\x07\x123A GH%\x07 \ue001\ue002", name="a b.pdf")).text == "a b"


def test_the_first_line_of_a_web_page() -> None:
    """A first line that stands alone and ends without a stop is the title."""
    text = (
        "Đoàn cán bộ thăm và làm việc tại Trung Quốc\n\n  17:15 28/10/2019\n\nThực hiện kế hoạch."
    )
    assert found(document(text)).text == "Đoàn cán bộ thăm và làm việc tại Trung Quốc"


def test_a_cover_names_its_genre_in_any_letters() -> None:
    """Little else stands there, and the text is on the pages behind it."""
    cover = "Proceedings of the Sample Workshop\nHeld in Hanoi, 2016."
    assert found(document(cover, "Text.")).text == "Proceedings of the Sample Workshop"


def test_a_title_in_another_language_ends_where_the_vietnamese_one_begins() -> None:
    """The genre in Vietnamese begins the translation."""
    made = document(
        "MEMORANDUM OF UNDERSTANDING\nbetween\nTHE SAMPLE ACADEMY\nand\nTHE UNIVERSITY OF LEEDS\n"
        "BIÊN BẢN GHI NHỚ\ngiữa\nHỌC VIỆN MẪU\nvà\nĐẠI HỌC LEEDS\nThe Parties agree that"
    )
    title = found(made)
    assert "THE UNIVERSITY OF LEEDS" in title.text
    assert "BIÊN BẢN" not in title.text
    assert title.translation is not None
    assert title.translation.text.startswith("BIÊN BẢN GHI NHỚ")


def test_an_act_is_named_with_its_number() -> None:
    """Also in small letters, above chapters in capitals."""
    text = "Luật Thư viện mẫu số 46/2019/QH14\nCăn cứ Hiến pháp\nNHỮNG QUY ĐỊNH CHUNG\nĐiều 1"
    assert found(document(text)).text == "Luật Thư viện mẫu số 46/2019/QH14"

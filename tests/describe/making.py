"""Small documents and authority records, as the tests of describing need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.describe import Description, Document, NameFinder, describe
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.files import File, Heading, Page, ReadFile, Reading, Unit

if TYPE_CHECKING:
    from indexer.records.works import Field

HASH = "ab" * 32


def page(text: str, index: int = 1, headings: tuple[Heading, ...] = ()) -> Page:
    """Return a page of a file with ``text``."""
    return Page(index, str(index), Unit.PAGE, text, "test", headings=headings)


def document(*texts: str, name: str = "tệp.pdf", **properties: str) -> Document:
    """Return a document with one page for each of ``texts``."""
    pages = [page(text, index) for index, text in enumerate(texts, start=1)]
    return Document(HASH, name, pages, properties)


def described(*texts: str, name: str = "tệp.pdf", **properties: str) -> Description:
    """Return the description of a file with one page for each of ``texts``."""
    pages = tuple(page(text, index) for index, text in enumerate(texts, start=1))
    read = ReadFile(Reading.READ, "pdf", pages=pages, properties=properties)
    return describe(File(HASH, 1, name), read, FINDER)


def texts_of(description: Description, field: Field) -> list[str]:
    """Return the texts of the values of ``field``."""
    return [value.text for value in description.of(field)]


def authority(
    key: str,
    kind: AuthorityKind,
    *names: str,
    acronyms: tuple[str, ...] = (),
    parent: str = "",
) -> Authority:
    """Return a record whose first name is its preferred one."""
    forms = [NameForm.PREFERRED, *[NameForm.VARIANT] * len(names)]
    made = [AuthorityName(text, "vi", form) for text, form in zip(names, forms, strict=False)]
    made += [AuthorityName(text, "mul", NameForm.ACRONYM) for text in acronyms]
    return Authority(key, kind, tuple(made), parent)


_COUNTRY = AuthorityKind.COUNTRY
_BODY = AuthorityKind.ORGANISATION
_UNIT = AuthorityKind.UNIT

AUTHORITIES = (
    authority("vn", _COUNTRY, "Việt Nam", "Viet Nam"),
    authority("kr", _COUNTRY, "Hàn Quốc", "Korea", "South Korea"),
    authority("cn", _COUNTRY, "Trung Quốc"),
    authority("jp", _COUNTRY, "Nhật Bản", "Japan"),
    authority("us", _COUNTRY, "Hoa Kỳ", "Mỹ"),
    authority("gb", _COUNTRY, "Vương quốc Anh", "Anh"),
    authority("fr", _COUNTRY, "Pháp", "Cộng hòa Pháp"),
    authority("de", _COUNTRY, "Đức", "Cộng hòa Liên bang Đức"),
    authority("it", _COUNTRY, "Ý", "Italia"),
    authority("la", _COUNTRY, "Lào", "Cộng hòa Dân chủ Nhân dân Lào"),
    authority("nl", _COUNTRY, "Hà Lan"),
    authority("es", _COUNTRY, "Tây Ban Nha"),
    authority("mz", _COUNTRY, "Mozambique", "Mô-dăm-bích"),
    authority("academy", _BODY, "Học viện Chính trị quốc gia Hồ Chí Minh", parent="vn"),
    authority("dic", _UNIT, "Vụ Hợp tác quốc tế", parent="academy"),
    authority("foreign", _BODY, "Bộ Ngoại giao", parent="vn"),
    authority(
        "koica",
        _BODY,
        "Cơ quan Hợp tác Quốc tế Hàn Quốc",
        "Korea International Cooperation Agency",
        acronyms=("KOICA",),
        parent="kr",
    ),
    authority("ccps", _BODY, "Trường Đảng Trung ương Đảng Cộng sản Trung Quốc", parent="cn"),
    authority("care", _BODY, "Tổ chức CARE Quốc tế", acronyms=("CARE",)),
    authority("thai-airways", _BODY, "Hãng LAO", acronyms=("LAO",)),
    authority("deep", AuthorityKind.PROGRAMME, "Dự án DEEP", acronyms=("DEEP",), parent="koica"),
    authority("hanoi", AuthorityKind.PLACE, "Hà Nội", parent="vn"),
)
FINDER = NameFinder.from_authorities(AUTHORITIES)

LETTERHEAD = """HỌC VIỆN CHÍNH TRỊ QUỐC GIA HỒ CHÍ MINH
VỤ HỢP TÁC QUỐC TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 27-BC/HTQT
Hà Nội, ngày 15 tháng 9 năm 2016
"""
REPORT = (
    LETTERHEAD
    + """BÁO CÁO
Kết quả chuyến công tác của Đoàn cán bộ Học viện
tại Hàn Quốc
Thực hiện kế hoạch hợp tác quốc tế năm2016, từ ngày 21/8 – 28/8/2016, theo lời mời của Cơ quan
Hợp tác Quốc tế Hàn Quốc (KOICA), Đoàn cán bộ Học viện gồm 06 thành viên, do PGS,TS Lê Hữu Thạc,
Phó Giám đốc Học viện làm Trưởng đoàn đã thăm và làm việc tại Hàn Quốc.
I. KẾT QUẢ
"""
)
PAPER = """TẠP CHÍ LÝ LUẬN
HỢP TÁC QUỐC TẾ TRONG ĐÀO TẠO CÁN BỘ
LÃNH ĐẠO Ở VIỆT NAM
INTERNATIONAL COOPERATION IN THE TRAINING OF LEADERS
PGS.TS. TRẦN MINH KHUÊ, ThS. Lê Văn Đồng*
Học viện Chính trị quốc gia Hồ Chí Minh
Tóm tắt: Bài viết phác lại bốn mươi năm công tác hợp tác quốc tế và nêu năm câu hỏi
mà các tham luận khác tìm cách trả lời.
Từ khóa: hợp tác quốc tế; đào tạo cán bộ;
đối tác.
1. Đặt vấn đề
Ngày 04 tháng 11 năm 1981, một tổ công tác ra đời.
"""

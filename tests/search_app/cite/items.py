"""Items as references need them: a paper, a report, a volume, and one of which little is known."""

from __future__ import annotations

from indexer.records.persons import parse_person
from search_app.cite.item import Item, ItemType, Pages

PAPER = Item(
    id="7F3K2M9Q5",
    type=ItemType.PAPER,
    title="Hợp tác quốc tế trong đào tạo cán bộ",
    language="vi",
    authors=(parse_person("PGS.TS. Nguyễn Văn An"), parse_person("Trần Thị Bình")),
    issuer="Học viện Mẫu",
    issued="2016-09-15",
    place="Hà Nội",
    number="",
    url="https://thu-vien.example/works/7F3K2M9Q5",
    container="Kỷ yếu hội thảo quốc tế",
    pages=Pages("12", "20"),
    abstract="Bài viết bàn về 100% chương trình & kết quả.",
    keywords=("hợp tác", "đào tạo"),
)
REPORT = Item(
    id="8ABCDEFG1",
    type=ItemType.REPORT,
    title="Báo cáo kết quả đoàn ra",
    language="vi",
    authors=(),
    issuer="Vụ Hợp tác quốc tế",
    issued="2016-09",
    place="",
    number="12/BC-HTQT",
    url="https://thu-vien.example/works/8ABCDEFG1",
    partners=("KOICA", "Đại học Mẫu"),
    countries=("Hàn Quốc",),
)
ENGLISH = Item(
    id="9ABCDEFG2",
    type=ItemType.REPORT,
    title="Is capacity built?",
    language="en",
    authors=(parse_person("John Smith"), parse_person("Lê Hoa")),
    issuer="KOICA",
    issued="",
    place="",
    number="",
    url="https://thu-vien.example/works/9ABCDEFG2",
)
BARE = Item(
    id="1ABCDEFG3",
    type=ItemType.DOCUMENT,
    title="Chương trình làm việc",
    language="",
    authors=(),
    issuer="",
    issued="2019-12-30/2020-01-02",
    place="",
    number="",
    url="https://thu-vien.example/works/1ABCDEFG3",
)
ALL = (PAPER, REPORT, ENGLISH, BARE)

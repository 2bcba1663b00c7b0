"""Invented titles, authors and paragraphs for volumes that are made; nothing in them is true."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_STARTS = (
    "Một số giải pháp nâng cao chất lượng",
    "Thực trạng và những vấn đề đặt ra trong",
    "Kinh nghiệm quốc tế về",
    "Vai trò của",
    "Đổi mới",
    "Bàn về",
    "Nhìn lại mười năm",
    "Tác động của chuyển đổi số đến",
    "Hoàn thiện thể chế về",
    "Những yếu tố ảnh hưởng đến",
    "Phát huy nguồn lực xã hội trong",
    "Tiếp cận liên ngành trong nghiên cứu",
)
_SUBJECTS = (
    "đào tạo cán bộ lãnh đạo cấp huyện",
    "quản lý tài chính công ở địa phương",
    "truyền thông chính sách",
    "bảo tồn tư liệu đối ngoại",
    "an sinh xã hội cho lao động di cư",
    "bồi dưỡng ngoại ngữ cho công chức",
    "đánh giá chương trình bồi dưỡng theo năng lực",
    "du lịch cộng đồng trên cao nguyên đá",
    "hợp tác khoa học giữa các trường chính trị",
    "quản trị nước xuyên biên giới",
    "phòng ngừa rủi ro thiên tai ven biển",
    "liên kết vùng và chuỗi giá trị nông sản",
    "giáo dục quyền trẻ em trong nhà trường",
    "ngoại giao văn hóa cấp tỉnh",
    "thu hút trí thức người Việt ở nước ngoài",
    "giám sát đầu tư công có sự tham gia của người dân",
)
_ENDS = (
    "",
    "",
    " ở vùng Đồng bằng sông Cửu Long hiện nay",
    " trong bối cảnh hội nhập quốc tế",
    ": nghiên cứu trường hợp tỉnh Lâm Sơn",
    " và một số gợi ý chính sách",
    " giai đoạn 2015 - 2020 và định hướng đến năm 2030",
    " - nhìn từ thực tiễn ba tỉnh miền núi phía Bắc",
)
_ENGLISH_STARTS = ("Improving", "Lessons from", "The politics of", "Rethinking", "Evaluating")
_ENGLISH_SUBJECTS = (
    "leadership training in upland provinces",
    "public finance under digital change",
    "cross-border water governance",
    "academic exchange between party schools",
    "social protection for migrant workers",
    "participatory budgeting in small towns",
)
_SURNAMES = ("Trần", "Vũ", "Lò", "Phan", "Đinh", "Mai", "Hoàng", "Tạ", "Lương", "Nghiêm", "Quách")
_MIDDLES = ("Minh", "Đình", "Thị Hạnh", "Khắc", "Công", "Xuân", "Thục", "Bá", "Ngọc")
_GIVEN = ("Khuê", "Lãm", "Quyên", "Tuyên", "Sắc", "Đỉnh", "Ly", "Phượng", "Thạch", "Ngân", "Trí")
_FOREIGN = ("Anna Lindqvist", "Paul Marchetti", "Keiko Arimoto", "Samuel Whitford", "Ines Carvalho")
DEGREES = ("PGS.TS.", "TS.", "ThS.", "GS.TS.", "TS", "NCS.")
PLACES = (
    "Học viện Mẫu khu vực Một",
    "Trường Đại học Lâm Sơn",
    "Viện Nghiên cứu Chính sách Mẫu",
    "Trường Chính trị tỉnh Lâm Sơn",
)
_PHRASES = (
    "kết quả khảo sát trong hai năm cho thấy",
    "các địa phương đã chủ động",
    "nguồn lực dành cho công tác này còn hạn chế",
    "việc phối hợp giữa các cơ quan chưa chặt chẽ",
    "cần rà soát các văn bản hiện hành",
    "đội ngũ giảng viên được bồi dưỡng thường xuyên",
    "người dân mong muốn được tham gia nhiều hơn",
    "kinh nghiệm của các nước trong khu vực rất đa dạng",
    "bài viết chỉ ra ba nhóm nguyên nhân",
    "số liệu được thu thập tại 12 huyện từ năm 2016 đến năm 2019",
    "hội thảo đã thảo luận sôi nổi về vấn đề này",
    "các chuyên gia cho rằng cần thêm thời gian",
    "mô hình này được nhân rộng ra toàn tỉnh",
    "chi phí đào tạo bình quân giảm đáng kể",
)
HEADINGS = (
    "Đặt vấn đề",
    "Cơ sở lý luận",
    "Thực trạng",
    "Kết quả nghiên cứu",
    "Giải pháp",
    "Kết luận",
)


@dataclass(frozen=True, slots=True)
class Article:
    """What stands at the head of an article."""

    title: str
    english: str
    authors: tuple[str, ...]
    place: str


def articles(chance: Random, count: int) -> list[Article]:
    """Return articles with titles that all differ."""
    titles = [f"{a} {b}{c}" for a, b, c in product(_STARTS, _SUBJECTS, _ENDS)]
    chosen = chance.sample(sorted(set(titles)), count)
    return [
        Article(title, english_title(chance), authors(chance), chance.choice(PLACES))
        for title in chosen
    ]


def authors(chance: Random) -> tuple[str, ...]:
    """Return one to three invented names."""
    if chance.random() < 0.08:
        return (chance.choice(_FOREIGN),)
    count = chance.choice((1, 1, 1, 2, 3))
    return tuple(
        f"{chance.choice(_SURNAMES)} {chance.choice(_MIDDLES)} {chance.choice(_GIVEN)}"
        for _ in range(count)
    )


def english_title(chance: Random) -> str:
    """Return a title in English."""
    return f"{chance.choice(_ENGLISH_STARTS)} {chance.choice(_ENGLISH_SUBJECTS)}"


def paragraph(chance: Random, sentences: int) -> str:
    """Return running text."""
    made = (", ".join(chance.sample(_PHRASES, chance.randint(1, 3))) for _ in range(sentences))
    return " ".join(f"{one[0].upper()}{one[1:]}." for one in made)


def reference(chance: Random, number: int) -> str:
    """Return an entry of a list of references."""
    name, year = authors(chance)[0], chance.randint(1998, 2022)
    title = f"{chance.choice(_STARTS)} {chance.choice(_SUBJECTS)}"
    where = f"Tạp chí Mẫu, số {number + 3}, tr. {7 * number + 2}"
    return f"{number}. {name} ({year}), {title}, {where}."

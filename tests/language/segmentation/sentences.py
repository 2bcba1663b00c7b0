"""Sentences written for the tests, and thousands more recombined from their words."""

from __future__ import annotations

from random import Random
from typing import Final

WRITTEN: Final = (
    "Học viện Chính trị quốc gia Hồ Chí Minh ký thoả thuận hợp tác với Trường Đảng Trung ương Lào.",
    "Ngày 02/05/2014, đoàn đại biểu Việt Nam thăm và làm việc tại Viêng Chăn, Lào.",
    "Dự án do KOICA tài trợ có tổng vốn 4.123,2 triệu đồng (khoảng 180,000 USD).",
    "Hội thảo khoa học quốc tế “Quản trị công trong thế kỷ XXI” khai mạc lúc 10:20:50.",
    "Chỉ số PAPI năm 2020 của tỉnh Bình Dương tăng 3,5% so với năm 2019.",
    "Theo Nghị quyết số 57-NQ/TW và Quyết định 83/QD, các đơn vị phải hoàn thành trước 30-6.",
    "PGS.TS. Nguyễn Văn A, ThS. Trần Thị B và Mr. John Smith đồng chủ trì phiên họp.",
    "Xem thêm tại https://www.example.org/bao-cao(2020)/index.html hoặc gửi về a.b@example.org.",
    "Ông H'Mông ở xã N’Thôn Hạ đi xe 43H-0530, màn hình 4K, kích thước 3x4 m.",
    "Liên hệ: 03-5730-2357; giá: 60.542.000đ; nhiệt độ 37°C...",
    "HỘI NGHỊ TỔNG KẾT CÔNG TÁC ĐỐI NGOẠI GIAI ĐOẠN 2015-2020",
    "hợp tác quốc tế về đào tạo, bồi dưỡng cán bộ lãnh đạo quản lý v.v...",
    "Sinh viên nghành nghệ thuật hoà nhạc ở thuỷ điện, uý tín và nghiã vụ.",
    "Các chuyên gia UNDP, JICA cho rằng: chính sách này chưa thật sự hiệu quả =>> cần sửa!",
    "Th Sơn là tên viết sai; Th S là hai chữ; ThếS cũng vậy, Th\tS nữa.",
    "Cải cách hành chính - động lực phát triển kinh tế/xã hội -- bài học kinh nghiệm <3 :D",
    "BOS EOS True False +5 -7 2147483647 2147483648 ٣ ² ƣ ñ Ð ð ǅ ß İ Σ",
    "Nhà nước pháp quyền xã hội chủ nghĩa của nhân dân, do nhân dân, vì nhân dân",
    "Chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh là nền tảng tư tưởng của Đảng Cộng sản Việt Nam.",
    "Trong 5 năm, 28đoàn ra và 17 đoàn vào đã được tổ chức (tăng 2,3 lần).",
    "Bác sĩ bây giờ có thể thản nhiên báo tin bệnh nhân bị ung thư?",
    "Vạch lá tìm sâu, lời ăn tiếng nói, chịu trách nhiệm trước pháp luật;",
    "Cộng hoà Dân chủ Nhân dân Lào, Vương quốc Campuchia, Liên bang Nga và CHLB Đức",
    "e-mail của T.Ư và Tp. Hồ Chí Minh: H&M, U.S.A., v.v. được gửi đi hôm qua",
)

_MARKS: Final = (",", ".", ":", ";", "(", ")", '"', "-", "–", "...", "!", "?", "/", "%")


def recombined(count: int, seed: int) -> list[str]:
    """Return ``count`` sentences of phrases and single words of the written ones."""
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    return [_sentence(random) for _ in range(count)]


def _sentence(random: Random) -> str:
    parts: list[str] = []
    for _ in range(random.randint(1, 5)):
        words = random.choice(WRITTEN).split(" ")
        first = random.randrange(len(words))
        parts.extend(words[first : first + random.randint(1, 6)])
        if random.random() < 0.3:
            parts.append(random.choice(_MARKS))
    change = random.choice((str, str, str, str.lower, str.upper, str.title))
    return change(random.choice((" ", " ", " ", "  ", "\n")).join(parts))

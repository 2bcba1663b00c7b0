"""Texts of real life into files without a stamp, which must all be read."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from tests.bench.stamping import making as make
from tests.bench.stamping.making import BODY, HEAD
from tests.extract.making import paragraph, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LONGEST = 6_000
"""Characters of an article that make a file."""

_TRAPS = (
    "BÍ MẬT NHÀ NƯỚC",
    "BẢO MẬT THÔNG TIN",
    "MẬT ĐỘ DÂN SỐ",
    "GIẢI MẬT",
    "ĐÃ GIẢI MẬT",
    "Mật khẩu",
    "MẬT KHẨU",
    "MẬT ONG RỪNG",
    "KHÔNG MẬT",
    "Mật ong",
    "Mật mã",
    "Độ mật:",
    "Độ mật: ........",
    "Độ mật: □ Mật □ Tối mật □ Tuyệt mật",
    "Độ mật: ☐ Mật ☐ Tối mật ☐ Tuyệt mật",
    "Độ mật (Mật, Tối mật, Tuyệt mật): không",
    "Độ mật: Không",
    "Độ khẩn: Thường    Độ mật: Thường",
    "Mức độ mật: Không mật",
    "1. Tuyệt mật;\n2. Tối mật;\n3. Mật.",
    "a) Tuyệt mật\nb) Tối mật\nc) Mật",
    "- Tuyệt mật\n- Tối mật\n- Mật",
    "• TUYỆT MẬT\n• TỐI MẬT\n• MẬT",
    "BỘ LUẬT\nBẢO VỆ BÍ MẬT\nNHÀ NƯỚC",
    "KỶ NIỆM NGÀY TRUYỀN THỐNG NGÀNH CƠ YẾU VÀ BẢO\nMẬT",
    "TÚI MẬT VÀ ĐƯỜNG MẬT",
    "BỆNH LÝ TÚI\nMẬT",
    "TRẠI ONG LẤY\nMẬT",
    "Thành phần: đường, sữa, mật.",
    "SẢN PHẨM | ĐƠN VỊ | GIÁ\nMật ong | lít | 200.000",
    "CHUYÊN MỤC: CHUYỆN TUYỆT MẬT CỦA THẾ KỶ",
    "HỒ SƠ TUYỆT MẬT: CUỐN SÁCH MỚI",
    "Tài liệu tuyệt mật đã được giải mã",
    "Phân loại theo mức độ: Mật, Tối mật, Tuyệt mật",
    "THÔNG TIN MẬT ĐƯỢC BẢO VỆ THEO LUẬT",
    "PHÒNG BẢO MẬT",
    "THÂN MẬT",
    "GẶP MẶT THÂN MẬT",
    "Kính mời dự buổi gặp mặt thân\nmật",
)
_DECREE = (
    "NGHỊ ĐỊNH",
    "Quy định chi tiết một số điều của Luật Bảo vệ bí mật nhà nước",
    "Điều 2. Xác định độ mật",
    "1. Người đề xuất độ mật có trách nhiệm ghi rõ mức độ mật của tài liệu.",
    "2. Mẫu dấu độ mật gồm: dấu “Tuyệt mật”, dấu “Tối mật”, dấu “Mật”.",
    "3. Dấu chỉ độ mật được đóng ở góc trên bên trái, dưới số ký hiệu văn bản.",
    "Điều 3. Tài liệu Tuyệt mật, Tối mật, Mật được lưu giữ riêng.",
    "Điều 4. Giải mật: tài liệu được đóng dấu “ĐÃ GIẢI MẬT”.",
)
_FORM = (
    "PHIẾU TRÌNH VĂN BẢN",
    "Số đến: ........  Ngày đến: ........",
    "Độ khẩn: ........",
    "Độ mật:",
    "Nơi gửi: ........",
    "Trích yếu: ........",
)


def traps() -> Iterator[tuple[str, bytes]]:
    """Yield files that speak of secrets, honey, gall and ciphers where stamps would stand."""
    for number, trap in enumerate(_TRAPS):
        rest = "".join(map(paragraph, (*HEAD, *BODY)))
        first = "".join(map(paragraph, trap.split("\n")))
        yield f"trap {number}.txt", f"{trap}\n{make.typed('', after=4)}".encode()
        yield f"trap {number} inside.txt", make.typed(trap, after=4).encode()
        yield f"trap {number}.docx", word(first + rest)
    yield "decree.txt", "\n".join((*HEAD, *_DECREE)).encode()
    yield "decree.docx", word("".join(map(paragraph, _DECREE)))
    yield "decree.pdf", make.printed(_DECREE)
    yield "form.txt", "\n".join(_FORM).encode()
    yield "form.docx", word("".join(map(paragraph, _FORM)))
    yield "form.pdf", make.printed((*HEAD, *_FORM))
    yield "Bảo mật thông tin.txt", b"A report"
    yield "Mật độ dân số.txt", b"A report."
    yield "Bí mật thành công.txt", b"A report.."
    yield "scan.png", make.image(make.scan(), "PNG")
    yield "scan of a heading.png", make.image(make.scan("BẢO MẬT"), "PNG")


def articles(source: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield the first articles of an encyclopedia as texts and Word files in turn."""
    with gzip.open(source, "rt", encoding="utf-8") as file:
        for number, line in zip(range(count), file, strict=False):
            article = json.loads(line)
            text = f"{article.get('title', '')}\n{article['text'][:_LONGEST]}"
            if number % 4:
                yield f"article {number}.txt", text.encode()
            else:
                yield f"article {number}.docx", _document(text.split("\n"))


def _document(lines: Sequence[str]) -> bytes:
    escaped = (line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)
    clean = ("".join(letter for letter in line if letter.isprintable()) for line in escaped)
    return word("".join(map(paragraph, clean)))

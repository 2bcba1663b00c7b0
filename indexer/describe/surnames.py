"""The surnames of Vietnam, by which a run of capitalised syllables is a person's name."""

from __future__ import annotations

import re

SURNAMES = frozenset(
    re.findall(
        r"\S+",
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý lí đào vương trịnh "
        "triệu lâm mai tô tạ cao lương lưu phùng quách hà đinh chu châu thái tống thạch kiều "
        "nghiêm tôn "
        "trương khúc la mạc nông vi lò ma ninh hứa tăng từ khổng khương kim doãn giang lại cung "
        "mẫu "
        "sầm thân thiều nhữ bạch biện cầm cù đàm điệp tào đậu phí vi quang mùa giàng vàng hạ hồng "
        "nguyen tran le pham hoang huynh vo dang bui ngo duong dao vuong trinh",
    )
)
"""In small letters with their accents, the commonest also without. "Đoàn" is left out: before a
country it is a delegation."""

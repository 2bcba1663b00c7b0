"""A line into whether it announces a genre: "BÁO CÁO", "BIÊN BẢN GHI NHỚ", "PROCEEDINGS"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.describe.document import Line

_GENRES = (
    (
        r"bao cao(?: tong ket| so ket| ket qua| tom tat| nhanh| cong tac| cuoi ky| giua ky|"
        r" doan (?:ra|vao))?"
    ),
    r"bien ban(?: ghi nho| thoa thuan| lam viec| cuoc hop| hop| hoi dam)?",
    r"ban ghi nho|ban thoa thuan|ban tin|thoa thuan|hop dong|y dinh thu|dieu le",
    r"ky yeu(?: (?:hoi thao|hoi nghi|toa dam|dien dan))?(?: (?:khoa hoc|quoc te|quoc gia))*",
    r"tuyen tap|tap bai giang|bai giang|giao trinh|so tay|tai lieu|cam nang|san pham|chuyen de",
    r"tong ket|so ket|to trinh|ke hoach|thong bao|quyet dinh|quy dinh|quy che|noi quy|chuong trinh",
    r"de an|de cuong|nghi quyet|nghi dinh|thong tu(?: lien tich)?|huong dan|cong van|cong dien",
    r"giay moi|thu moi|luat|bo luat|phap lenh|chi thi|hien phap|phu luc|danh muc|danh sach",
    (
        r"thong cao(?: bao chi)?|luan van|luan an|khoa luan|do an|chien luoc|phuong an|du thao|"
        r"tham luan"
    ),
    (
        r"policy brief|joint |memorandum|agreement|letter of intent|minutes|(?:final |annual |"
        r"progress |trip |mission |(?:project )?completion )?report|programme"
    ),
    (
        r"(?:conference |workshop )?proceedings|handbook|guidelines?|training manual|manual|"
        r"annual summary"
    ),
)
_GENRE = re.compile(rf"^[\W_]*(?:{'|'.join(_GENRES)})\b")
_ALONE = re.compile(rf"^[\W_]*(?:{'|'.join(_GENRES)})(?: of understanding)?[\W_]*$")


def begins_genre(line: Line) -> bool:
    """Whether ``line`` is in capitals and begins with the name of a genre."""
    return line.capital and bool(_GENRE.search(line.folded))


def names_genre(line: Line) -> bool:
    """Whether ``line``, in whatever letters, begins with the name of a genre."""
    return bool(_GENRE.search(line.folded))


def is_only_genre(line: Line) -> bool:
    """Whether ``line`` says the genre and nothing more, so that the subject must follow."""
    return bool(_ALONE.search(line.folded))

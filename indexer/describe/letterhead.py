"""The opening lines of a document into its letterhead and what follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.describe.document import Line
from indexer.describe.folding import fold_evenly
from indexer.describe.genres import begins_genre

if TYPE_CHECKING:
    from collections.abc import Sequence


_WITHIN = 25
"""How many lines from the top a letterhead may reach, in lines of narrow columns."""
_APART = 5
"""How many lines of issuers, stamps and rules may stand between two of its marks."""

_MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap\W+tu do\W+hanh phuc|\bdang cong san viet nam\W*$"
)
_NUMBER = re.compile(r"(?:^|[\t|])\W*(?:so|no|number)\s*[:.]?[\s.…]*\d*\s*[-/]\s*\S|^so\s*:")
_DATED = re.compile(
    r"\s*,\s*(?P<date>(?:ngay|thang|nam)\b.{0,40}(?:19|20)\d\d|"
    r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:19|20)\d\d|"
    r"(?:\d{1,2}\s+)?[a-z]{3,9}\s+(?:\d{1,2},?\s+)?(?:19|20)\d\d)(?:[^\w.]*$|\s+[–—-]\s)"
)
_CODE = re.compile(
    r"[A-ZĐ]-[A-ZĐ]|^(?:Ngày|Thứ|Tháng|Ngay|Thu|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$"
)
_DATED_LINE = 140
"""The length of a line of place and date, with the number beside it; longer ones are sentences."""
_STAMP = re.compile(
    r"^\W*(?:(?:tai lieu mau|sample document|tai lieu noi bo)\b|(?:khong )?luu hanh noi bo\W*$|"
    r"khong luu hanh\b|du thao(?: lan \d+)?\W*$|ban nhap\W*$)"
)
_ISSUER = re.compile(
    r"^\W*(?:hoc vien|ban(?! (?:tin|dich|ghi|thoa|do))|bo(?! (?:doi|luat|tai|cau|cong cu|chi so))|"
    r"vien|"
    r"truong|vu|cuc|dai hoc|uy ban|dang uy|dang bo|khoa(?! (?:hoc|boi|dao|luan|tap))|trung tam|"
    r"van phong|tong cuc|cong ty|tinh uy|thanh uy|hoi(?! (?:thao|nghi|dam|nhap))|lien hiep|"
    r"quoc hoi|"
    r"chinh phu|thu tuong|ho chi minh national|academy|ministry|university|institute|department|"
    r"faculty|center|centre)\b(?!.*\b(?:quy che|chuong trinh|bao cao|tai|trong|ve|doan)\b)"
)
_ORNAMENT = re.compile(r"[\W_]*\d{0,4}[\W_]*$")
_TIME_LINE = re.compile(
    r"^(?:(?:thu \w+|chu nhat|[a-z]{3,6}day)\W+)?[\d:\s]*\d{1,2}(?:[/.\-]|\s+(?:thang\s+)?)"
    r"(?:\d{1,2}|[a-z]{3,9})(?:[/.\-]|\s+)(?:19|20)\d\d[\d:\s]*$"
)
_SIGNED = re.compile(
    r"^\W*(?:nguoi ky|ky boi|(?:thoi gian|ngay) ky|email|(?:digitally )?signed by)\s*:"
)
"""What digital signatures say of themselves, above or beside the letterhead."""
_NAVIGATION = re.compile(
    r"^\W*(?:\d+\s*)?(?:luot xem|views?)\b|^(?:trang chu|home)\s{2}|^\W*(?:in trang|xem co chu|t)$"
)


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Offsets within a line: of the place, of its end, and of the date behind it."""

    place: int
    place_end: int
    date: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The lines of the letterhead, and the lines of the opening that remain."""

    lines: tuple[Line, ...]
    body: tuple[Line, ...]


def split_letterhead(opening: Sequence[Line]) -> Letterhead:
    """Cut the letterhead off ``opening``: what stands above the last of its marks.

    Marks are the nation's motto, the document's number, place and date; without any of them the
    letterhead is the leading lines that name an issuer. Notices of samples and drafts, rules,
    digital signatures, and the navigation of web pages with their time are in neither part.
    """
    lines = [line for line in opening if not is_furniture(line)]
    end = _end_of_marks(lines) or _end_of_issuers(lines)
    return Letterhead(tuple(lines[:end]), tuple(lines[end:]))


def is_furniture(line: Line) -> bool:
    """Whether ``line`` is a notice, a rule, a digital signature, or navigation of a web page."""
    return bool(
        _STAMP.search(line.folded)
        or _ORNAMENT.match(line.folded)
        or _TIME_LINE.search(line.folded)
        or _NAVIGATION.search(line.folded)
        or _SIGNED.search(line.folded)
    )


def place_date(line: Line) -> PlaceDate | None:
    """Return where in ``line`` stand the place and the date of "Hà Nội, ngày …", if it is one."""
    dated = _DATED.search(line.folded) if len(line.text) <= _DATED_LINE else None
    if dated is None:
        return None
    place = _last_place(line.text[: dated.start()])
    if not place:
        return None
    return PlaceDate(dated.start() - len(place), dated.start(), dated.start("date"))


def _last_place(text: str) -> str:
    """Return the capitalised words that are the last cell of ``text``, a number before them let be.

    A sentence that happens to end in a name and a date has other words before them.
    """
    cell = re.split(r"[\t|]|\s{3,}", text)[-1]
    words: list[str] = []
    for word in reversed(cell.split(" ")):
        bare = word.replace(".", "").replace("-", "")
        fits = bare.isalpha() and word[0].isupper() and len(words) < 4 and not _CODE.search(word)
        if not fits or (words and bare.isupper() != words[-1].isupper() and bare != "TP"):
            break
        words.append(word)
    place = " ".join(reversed(words))
    before = cell[: len(cell) - len(place)].strip(' (“"*-–')
    return place if not before or _NUMBER.search(fold_evenly(before)) else ""


def is_mark(line: Line) -> bool:
    """Whether ``line`` can only stand in a letterhead."""
    folded = line.folded
    return bool(_MOTTO.search(folded) or _NUMBER.search(folded) or place_date(line))


def is_issuer(line: Line) -> bool:
    """Whether ``line`` is in capitals and names an issuing body."""
    return line.capital and bool(_ISSUER.search(line.folded)) and len(line.text) < 120


def _end_of_marks(lines: Sequence[Line]) -> int:
    end = 0
    for at, line in enumerate(lines[:_WITHIN]):
        if begins_genre(line) or at - end > _APART:
            break
        if is_mark(line):
            end = at + 1
    return end


def _end_of_issuers(lines: Sequence[Line]) -> int:
    end = 0
    for at, line in enumerate(lines[:_APART]):
        if begins_genre(line) or not is_issuer(line):
            break
        end = at + 1
    # A document that is nothing but issuers would lose its title.
    return end if end < len(lines) else 0

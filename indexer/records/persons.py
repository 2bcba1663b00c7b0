"""A person's name as it is written into family name and given names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SURNAMES = frozenset(
    re.findall(
        r"\S+",
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý lí đào vương trịnh "
        "triệu lâm mai tô tạ cao lương lưu phùng quách hà đinh chu châu thái tống thạch kiều "
        "nghiêm tôn trương khúc la mạc nông vi lò ma ninh hứa tăng từ khổng khương kim doãn giang "
        "lại cung mẫu sầm thân thiều nhữ bạch biện cầm cù đàm điệp tào đậu phí quang mùa giàng "
        "vàng hạ hồng nguyen tran le pham hoang huynh vo dang bui ngo duong dao vuong trinh",
    )
)
"""Vietnamese family names in small letters with their accents, the commonest also without.
"Đoàn" is left out: before a country it is a delegation."""

_DEGREES = re.compile(
    r"^(?:(?:GS|PGS|TS|TSKH|ThS|CN|KS|BS|NCS|HVCH|NGUT|NGND|GVC|GVCC|Prof|Assoc|Dr|Mr|Ms|Mrs|"
    r"PhD|MA|MSc)\b[.,:/ ]*|(?:ông|bà|đồng chí)\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A name in its parts; whoever has one name only has no given one."""

    family: str
    given: str
    family_first: bool
    """Whether the family name is said first, as in Vietnam."""

    @property
    def written(self) -> str:
        """The name in the order in which it is said."""
        parts = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(part for part in parts if part)

    @property
    def initials(self) -> str:
        """The given names shortened: "V. A.", "J.-P."."""
        words = (re.split(r"(?<=-)", word) for word in self.given.split())
        return " ".join("".join(_initial(part) for part in word) for word in words)

    @property
    def called(self) -> str:
        """The one word lists are ordered by where Vietnamese rules hold: the last given name."""
        return self.given.split()[-1] if self.family_first and self.given else self.family


def parse_person(text: str) -> Person:
    """Return the parts of a name; degrees and forms of address before it are left out.

    A comma parts family and given names. A name that begins with a Vietnamese family name and
    does not end with one has it first; the rule errs where a foreigner's given name is such a word.
    """
    name = " ".join(text.split())
    name = (_DEGREES.sub("", name) or name).strip(" ,")
    family, comma, given = name.partition(",")
    if comma:
        return Person(family.strip(), given.strip(), _is_surname(family) and _has_marks(name))
    words = name.split(" ")
    if len(words) == 1:
        return Person(name, "", family_first=False)
    if _is_vietnamese(words):
        return Person(words[0], " ".join(words[1:]), family_first=True)
    return Person(words[-1], " ".join(words[:-1]), family_first=False)


def _is_vietnamese(words: list[str]) -> bool:
    if not _is_surname(words[0]):
        return False
    return _has_marks(" ".join(words)) or not _is_surname(words[-1])


def _is_surname(word: str) -> bool:
    return _plain(word) in _PLAIN_SURNAMES


def _plain(word: str) -> str:
    """Return ``word`` in small letters without accents."""
    letters = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _has_marks(text: str) -> bool:
    """Tell whether letters of Vietnamese stand in the name."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "đ" in plain or any(unicodedata.combining(c) for c in plain)


def _initial(part: str) -> str:
    letters = part.rstrip("-")
    hyphen = part[len(letters) :]
    return f"{letters[:1].upper()}.{hyphen}" if letters else hyphen


_OTHERS_TOO = frozenset({"li", "ma", "ninh", "vi"})
"""Without accents more often given names, or names of other peoples."""
_PLAIN_SURNAMES = frozenset(map(_plain, SURNAMES)) - _OTHERS_TOO

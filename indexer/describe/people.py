"""A line of a paper's head into the names of its authors."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.records.persons import SURNAMES

_U = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_WORD = rf"[{_U}][^\W\d_]*+(?:-[^\W\d_{_U}]++)*+"
# Never without anything between: "UNESCO" would be names of one letter each, in ever so many ways.
_BETWEEN = r"(?:[^\S\n]*+[-\n]\s?|[^\S\n]++)"
NAME = rf"{_WORD}(?:{_BETWEEN}{_WORD}){{1,5}}"
"""Two to six capitalised words, also over a line end."""
DEGREES = (
    r"(?:GS|PGS|TS|TSKH|Th[Ss]|ThS|THS|CN|KS|BS|CK ?I{1,2}|NCS|HVCH|NGUT|NGND|CVCC|GVC|GVCC|"
    r"Prof|Assoc|Dr|Mr|Ms|Mrs|PhD|MA|MSc|"
    r"(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|(?:Phó |Chuẩn )?[Đđ]ô đốc)\b[.,:]?"
)
"""One degree, rank or form of address before a name."""

_DEGREES = re.compile(rf"^(?:\s*{DEGREES})+\s*", re.IGNORECASE)
_MARKS = re.compile(r"[\d*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰()]+|\b[a-z]\)")
_NAME = re.compile(rf"{_WORD}(?:[ -]{_WORD}){{1,5}}")
_PARTS = re.compile(r"\s*(?:[;,&\t]|\s[-–]\s|\s(?:và|and|VÀ|AND)\s)\s*")
_PROTECTED = re.compile(rf"(?<=\b)({DEGREES})\s*,", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def people_in(line: str) -> tuple[str, ...]:
    """Return the names if ``line`` is nothing but names with degrees, else nothing.

    A name needs a degree before it or begins with a Vietnamese surname; names in capitals
    are returned in title case.
    """
    names: list[str] = []
    for part in _PARTS.split(_PROTECTED.sub(r"\1.", _MARKS.sub(" ", line))):
        bare = _DEGREES.sub("", part).strip(" .:")
        if not bare:
            continue
        known = bare != part.strip(" .:") or bare.split()[0].lower() in SURNAMES
        if not known or not _NAME.fullmatch(bare):
            return ()
        names.append(bare.title() if bare.isupper() else bare)
    return tuple(names)

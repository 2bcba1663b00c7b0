"""A text into the acronyms that it states the names of: "Full Name (ABC)" and its kin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from indexer.retrieval.learning.initials import find_name

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 12
"""Words of a name at most; longer ones are sentences."""


class Fit(StrEnum):
    """How an acronym and its name go together."""

    LETTERS = "letters"
    """Its letters are the initials of the words."""
    FOREIGN = "foreign"
    """They are not: the name of another language, as far as the place tells."""


@dataclass(frozen=True, slots=True)
class Stated:
    """An acronym with the name that stands beside it."""

    acronym: str
    name: str
    fit: Fit


_UPPER = "A-ZĐÀ-ỸƠƯĂ"
_PART = rf"[{_UPPER}][{_UPPER}a-zđ0-9]*"
_ACRONYM = re.compile(rf"{_PART}(?:(?:\s?[-&./]\s?|\s){_PART}){{0,4}}")
_CAPITALS = re.compile(rf"[{_UPPER}]\S?\S?[{_UPPER}]")
_BRACKETS = re.compile(r"\(([^()]{2,200})\)")
_SPLIT = re.compile(r"\s*[,;:/|=]\s*|\s+[-–—]\s*|\s*[–—]\s+|\s+(?:hay|hoặc|or)\s+")
_LEAD = re.compile(
    r"""^(?:(?:sau\ đây|dưới\ đây|từ\ đây|trong\ bài|thường|còn|được|tên|tiếng|chữ|nguyên|trong|gọi|
    viết|tắt|là|thành|anh|pháp|đức|nga|english|french|short|hereinafter|hereafter|
    referred|to|as|the|abbreviated|abbreviation|acronym|known|also|or)\b[\s:]*)+""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMED = re.compile(r"[,\s]\s*(?:được\s+)?(?:gọi|viết)\s+tắt\s+(?:là|:)\s*:?\s*[\"“']?")
_QUOTES = " \t\"“”'‘’«»*"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_GAP = re.compile(r"(?:\s+|\s*[-–&/,]\s*|\s*\.\s*(?=[A-ZĐ]))$")
_STOP = re.compile(r"[;:!?()\[\]{}\"“”«»•\n]|\n\s*\n")
_FIGURE_WITHIN = re.compile(r"[^\W\d]\d+[^\W\d]")
"""A figure stands for words that initials do not tell: W3C."""
_ROMAN = re.compile(r"[IVXLCDM]+")
_REACH = 200
_MOST_LETTERS = 12
_MOST_SIGNS = 40
_FEWEST_FOREIGN = 3

_HEADS = frozenset(
    tuple(head.split())
    for head in (
        "ban chấp hành", "bộ", "cao ủy", "câu lạc bộ", "chương trình", "chỉ số", "công ty",
        "công ước", "cộng đồng", "cộng hòa", "cơ quan", "cục", "diễn đàn", "dự án", "đại học",
        "đài", "đảng", "hãng", "hệ thống", "hiệp định", "hiệp hội", "hiệp ước", "hội", "hội đồng",
        "hội nghị", "học viện", "khối", "khu vực", "kỳ thi", "liên đoàn", "liên minh", "mạng lưới",
        "mặt trận", "mục tiêu", "nghị viện", "ngân hàng", "nhà xuất bản", "phong trào", "quân đội",
        "quỹ", "sở", "sáng kiến", "tạp chí", "tập đoàn", "tòa án", "tổ chức", "tổng công ty",
        "tổng cục", "tổng liên đoàn", "trung tâm", "trường đại học", "ủy ban", "uỷ ban",
        "văn phòng", "viện",
    )
)  # fmt: skip
"""Words that names of institutions begin with, in lower case."""

_OF_OTHERS = ["tổ", "chức"]
"""What such names may begin with before another of these words."""


def find_acronyms(text: str) -> Iterator[Stated]:
    """Yield the acronyms of ``text`` with their names, in order, as often as they are stated."""
    text = unicodedata.normalize("NFC", text)
    for found in _BRACKETS.finditer(text):
        before = text[max(0, found.start() - _REACH) : found.start()]
        yield from _in_brackets(before, found[1])
    # Looking for one word first spares most pages the search for the whole.
    for found in _NAMED.finditer(text) if "tắt" in text else ():
        acronym = _acronym_at(text, found.end())
        if acronym:
            before = text[max(0, found.start() - _REACH) : found.start()]
            yield from _before(before, acronym)


def _in_brackets(before: str, inside: str) -> Iterator[Stated]:
    if not (_CAPITALS.search(inside) or _CAPITALS.search(before[-_MOST_SIGNS:])):
        return
    inside = " ".join(inside.split())
    parts = [_LEAD.sub("", part).strip(_QUOTES) for part in (inside, *_SPLIT.split(inside))]
    for at, part in enumerate(parts):
        if not is_acronym(part):
            continue
        yield from _before(before, part)
        if at > 1:
            yield from _exactly(part, parts[at - 1])
        return
    acronym = _acronym_before(before)
    if acronym:
        for part in dict.fromkeys(parts):
            yield from _exactly(acronym, part, foreign=True)


def is_acronym(text: str) -> bool:
    """Tell whether ``text`` is written as acronyms are."""
    if not _ACRONYM.fullmatch(text):
        return False
    letters = letters_of(text)
    capitals = sum(letter.isupper() for letter in letters)
    parts = re.findall(r"[^\W\d_]+", text)
    return (
        2 <= len(letters) <= _MOST_LETTERS
        and capitals >= max(2, 0.6 * len(letters))
        and not _FIGURE_WITHIN.search(text)
        and not all(_ROMAN.fullmatch(part) for part in parts)
        and (len(parts) == 1 or all(part.isupper() for part in parts))
    )


def is_institution(name: str) -> bool:
    """Tell whether a name is written as those of institutions are."""
    words = _WORD.findall(name)
    return bool(words) and (_head_at(words, 0) or (len(words) > 1 and name.istitle()))


def letters_of(acronym: str) -> str:
    """Return the letters of an acronym without signs and figures."""
    return "".join(filter(str.isalpha, acronym))


def _acronym_at(text: str, start: int) -> str:
    found = _ACRONYM.match(text, start)
    return found[0] if found and is_acronym(found[0]) else ""


def _acronym_before(before: str) -> str:
    found = re.search(rf"(?:^|[\s\"“(])({_ACRONYM.pattern})[\"”]?\s?$", before[-_MOST_SIGNS:])
    if not found:
        return ""
    words = found[1].split()
    whole = (" ".join(words[at:]) for at in range(len(words)))
    return next((one for one in whole if is_acronym(one)), "")


def _exactly(acronym: str, part: str, *, foreign: bool = False) -> Iterator[Stated]:
    """Yield the statement that ``part``, all of it, is the name of ``acronym``."""
    words = _WORD.findall(part)
    if not 2 <= len(words) <= LONGEST:
        return
    if _holds(words, acronym):
        return
    if find_name(letters_of(acronym), words) == len(words):
        yield Stated(acronym, part, Fit.LETTERS)
    elif foreign and _may_be_foreign(acronym) and _head_at(words, 0):
        yield Stated(acronym, part, Fit.FOREIGN)


def _before(before: str, acronym: str) -> Iterator[Stated]:
    """Yield the statement that what ``before`` ends with is the name of ``acronym``."""
    words, starts, text = _last_words(before)
    if _holds(words, acronym):
        return
    size = find_name(letters_of(acronym), words)
    if 2 <= size <= LONGEST:
        yield Stated(acronym, _cut(text, starts[-size]), Fit.LETTERS)
    elif _may_be_foreign(acronym):
        for at in range(len(words) - 3, max(-1, len(words) - LONGEST - 1), -1):
            if _head_at(words, at):
                # "Tổ chức Hiệp ước Bắc Đại Tây Dương" begins with two.
                first = at - 2 if [word.lower() for word in words[:at][-2:]] == _OF_OTHERS else at
                yield Stated(acronym, _cut(text, starts[first]), Fit.FOREIGN)
                return


def _holds(words: list[str], acronym: str) -> bool:
    """Tell whether the acronym itself is among the words: then they are no name of it."""
    parts = _WORD.findall(acronym)
    starts = range(len(words) - len(parts) + 1)
    return any(words[at : at + len(parts)] == parts for at in starts)


def _last_words(before: str) -> tuple[list[str], list[int], str]:
    text = re.sub(r"[ \t]*\n[ \t]*(?=\S)", " ", before)
    text = text.rstrip().rstrip("\"”'’ ")
    stop = max((found.end() for found in _STOP.finditer(text)), default=0)
    text = text[stop:]
    words: list[str] = []
    starts: list[int] = []
    end = len(text)
    for found in reversed(list(_WORD.finditer(text))):
        gap = text[found.end() : end]
        if gap and not _GAP.match(gap):
            break
        words.insert(0, found[0])
        starts.insert(0, found.start())
        end = found.start()
    return words, starts, text


def _cut(text: str, start: int) -> str:
    return " ".join(text[start:].split()).rstrip(" ,.-–&/")


def _may_be_foreign(acronym: str) -> bool:
    return acronym.isascii() and acronym.isupper() and len(letters_of(acronym)) >= _FEWEST_FOREIGN


def _head_at(words: list[str], at: int) -> bool:
    """Tell whether a name of an institution begins with the word at ``at``."""
    if not words[at][0].isupper() or (at and words[at - 1][0].isupper()):
        return False
    low = tuple(word.lower() for word in words[at : at + 3])
    return any(low[:size] in _HEADS for size in (1, 2, 3))

"""The report of a delegation into its head, number of members, hosts and purpose.

Only the official phrasings are read: a fact that is put otherwise is left to the librarian.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.describe.document import Span, joined
from indexer.describe.people import DEGREES, NAME
from indexer.records.persons import SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.describe.document import Document
    from indexer.records.files import Page

_PAGES = 2
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        re.findall(r"\S+", "một hai ba bốn năm sáu bảy tám chín mười"),
        start=1,
    )
} | {
    word: number
    for number, word in enumerate(
        re.findall(r"\S+", "one two three four five six seven eight nine ten eleven twelve"),
        start=1,
    )
}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBER_WORDS)})"
# "8 giảng viên và 2 cán bộ" is a sum that is not made here.
_PEOPLE = (
    r"(?:thành\s+viên|đồng\s+chí|người|cán\s+bộ|đại\s+biểu|giảng\s+viên|học\s+viên|chuyên\s+gia)"
    r"(?!\s*(?:,|và|,\s*trong đó)\s*\d)"
)
_HONORIFIC = r"(?:(?:đồng chí|ông|bà|đ/c|Mr\.?|Ms\.?|Mrs\.?|anh|chị)\s+)?"
_PERSON = rf"{_HONORIFIC}(?:{DEGREES}\s*)*(?P<name>{NAME})"

_HEADS = tuple(
    re.compile(form)
    for form in (
        rf"\bdo\s+{_PERSON}\b[^.;]{{0,200}}?\b(?:làm|là)\s+[Tt]rưởng\s+[Đđ]oàn",
        rf"[Tt]rưởng\s+[Đđ]oàn\s*(?:công tác)?\s*(?::|là)\s*{_PERSON}\b",
        rf"\bdo\s+{_PERSON}\b[^.;]{{0,120}}?\s+dẫn\s+đầu",
        rf"\b(?:led|headed)\s+by\s+{_PERSON}\b",
        rf"[Hh]ead\s+of\s+(?:the\s+)?delegation\s*:\s*{_PERSON}\b",
        rf"{_PERSON}\b[^.;:]{{0,120}}?,\s+(?:làm\s+)?[Tt]rưởng\s+[Đđ]oàn\b",
    )
)
_OF_A_HEAD = re.compile(r"[Tt]rưởng\s+[Đđ]oàn|dẫn\s+đầu|(?:led|headed)\s+by|[Hh]ead\s+of\s")
"""One of these is in every form above: where none is, no name need be looked at."""
_MEMBERS = tuple(
    re.compile(form)
    for form in (
        rf"[Đđ]oàn\b[^.;]{{0,150}}?\b(?:gồm(?:\s*có)?|có)\s*{_COUNT}\s*{_PEOPLE}",
        (
            r"(?:[Ss]ố lượng|[Tt]hành phần|[Tt]hành viên)\s*(?:thành viên|đoàn|của [Đđ]oàn)?\s*:\s*"
            rf"(?:gồm\s*)?{_COUNT}\s*{_PEOPLE}"
        ),
        (
            r"\b[Dd]elegation\b[^.;]{0,120}?\b(?:of|with|comprising|had|consist\w+ of|included|"
            r"comprised)"
            rf"\s+{_COUNT}\s+(?:members|people|officials|persons|delegates)"
        ),
        rf"\b{_COUNT}[-\s]member\s+delegation",
    )
)
_HOST = re.compile(
    r"(?:[Tt]heo\s+lời\s+mời\s+(?:chính\s+thức\s+)?của|[Nn]hận\s+lời\s+mời\s+của|"
    r"[Aa]t\s+the\s+invitation\s+of(?:\s+the)?)"
    r"\s+(?P<host>[^.;,\n(]{3,160}(?:\n[^.;,\n(]{3,100})?)"
)
_HOST_LABEL = re.compile(
    r"(?:^|\n)\W*(?:[\dIVX]+[.)]\s*)?(?:Cơ quan|Đơn vị|Đối tác)\s+"
    r"(?:tiếp đón|chủ nhà|đón tiếp|mời)\s*:\s*"
    r"(?P<host>[^.;\n]{3,160})"
)
_HOST_END = re.compile(
    r"\s+(?:từ\s+ngày|từ\s+\d|ngày\s+\d|trong\s|nhằm|để|Đoàn|đoàn|from\s+\d|a\s+dele)\b.*$",
    re.DOTALL,
)
_OURSELVES = re.compile(
    r"^(?:(?:Ban|Phó|Đồng\s+chí)\s+)?(?:[Gg]iám\s+đốc|[Ll]ãnh\s+đạo)\s+Học\s+viện$"
)
"""Whoever writes of "the Academy" without a name is of it."""
_PURPOSES = tuple(
    re.compile(form)
    for form in (
        (
            r"(?:^|\n)\W*(?:[\dIVX]+[.)]\s*)?Mục\s+đích(?:\s+(?:chuyến|của)[^:.\n]{0,50})?\s*:\s*"
            r"(?P<purpose>[^\n.;]{10,240})"
        ),
        r"(?:nhằm|với)\s+mục\s+đích\s+(?P<purpose>[^.;]{10,240})[.;]",
        r"\b[Pp]urpose\s+of\s+the\s+(?:visit|mission|trip|study\s+tour)\s+was\s+(?P<purpose>[^.;]{10,240})\.",
        r"\bnhằm\s+(?P<purpose>(?!mục\s)[^.;]{10,240})[.;]",
        r"(?:về|với)\s+chủ\s+đề\s*:?\s*[“\"]{1,2}(?P<purpose>[^”\"]{10,240})[”\"]",
    )
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a delegation and where it stands."""

    text: str
    span: Span


def find_head(document: Document) -> Fact | None:
    """Return the name of the head of the delegation, without degrees."""
    if not any(_OF_A_HEAD.search(page.text) for page in document.pages[:_PAGES]):
        return None
    for match, page in _search(document, _HEADS):
        name = joined(match["name"])
        addressed = match.string[match.start() : match.start("name")].strip() not in {"", "do"}
        if addressed or name.split()[0].lower() in SURNAMES:
            return _fact(match, page, name)
    return None


def find_members(document: Document) -> Fact | None:
    """Return the number of members in figures."""
    for match, page in _search(document, _MEMBERS):
        count = match["count"]
        return _fact(match, page, str(_NUMBER_WORDS.get(count) or int(count)))
    return None


def find_hosts(document: Document) -> tuple[Fact, ...]:
    """Return who invited or received the delegation, as named there."""
    facts: list[Fact] = []
    for match, page in _search(document, (_HOST, _HOST_LABEL)):
        text = joined(_HOST_END.sub("", match["host"]))
        named = text[:1].isupper() and not _OURSELVES.search(text)
        if named and text not in {fact.text for fact in facts}:
            start = match.start("host")
            facts.append(Fact(text, Span(page, start, start + len(match["host"].rstrip()))))
    return tuple(facts[:3])


def find_purpose(document: Document) -> Fact | None:
    """Return the purpose as one phrase."""
    for match, page in _search(document, _PURPOSES):
        return Fact(
            joined(match["purpose"]), Span(page, match.start("purpose"), match.end("purpose"))
        )
    return None


def _search(
    document: Document, forms: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[re.Match[str], Page]]:
    for form in forms:
        for page in document.pages[:_PAGES]:
            for match in form.finditer(page.text):
                yield match, page


def _fact(match: re.Match[str], page: Page, text: str) -> Fact:
    return Fact(text, Span(page, match.start(), match.end()))

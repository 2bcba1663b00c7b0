"""Title, first page and file name into the kind of a work, by rules that add up."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.describe.document import Span
from indexer.describe.folding import fold_evenly
from indexer.records.works import Kind

if TYPE_CHECKING:
    from indexer.describe.document import Document
    from indexer.describe.title_wording import FoundTitle

_HEAD = 2500
"""How many characters from the beginning speak about the kind."""
_PAGES = 3
_ENOUGH = 4
"""The score below which a work is of kind other: more than one weak word on the first page."""
_TITLE_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class FoundKind:
    """A kind and the words that spoke most for it."""

    kind: Kind
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    """Folded words that speak for a kind, with how much they say in a title and below it."""

    kind: Kind
    pattern: re.Pattern[str]
    title: int
    head: int
    reach: int = _HEAD


def _rule(kind: Kind, pattern: str, title: int, head: int, reach: int = _HEAD) -> _Rule:
    return _Rule(kind, re.compile(pattern), title, head, reach)


_GO = (
    r"(?:cong tac|tham(?: va lam viec| chinh thuc|,? lam viec)?|khao sat|hoc tap|nghien cuu|"
    r"lam viec)"
)
_OUT = (
    rf"(?:doan|chuyen)\b.{{0,120}}?\b{_GO}\b[^.;]{{0,40}}?\b(?:tai|sang|o)\s+"
    r"(?!hoc vien|viet nam|ha noi)"
)
_IN = (
    r"(?:don(?: tiep)?|tiep(?: va lam viec voi| don)?)\s+(?:[^\W\d_]+\s+){0,3}?(?:doan|khach)\b|"
    r"doan\b.{0,120}?\b(?:den|sang|tham)\b.{0,40}?\b(?:tai|o|voi|den|tham) (?:hoc vien|viet nam)"
)
_RULES = (
    _rule(Kind.DELEGATION_OUT, r"\bdoan ra\b|\bcong tac nuoc ngoai\b", 5, 2),
    _rule(Kind.DELEGATION_OUT, _OUT, 4, 3),
    _rule(Kind.DELEGATION_OUT, r"\bchuyen (?:di )?(?:cong tac|khao sat|tham)\b", 3, 2),
    _rule(Kind.DELEGATION_OUT, r"\btruong doan\b", 0, 1),
    _rule(
        Kind.DELEGATION_OUT,
        r"\b(?:outgoing delegation|(?:study|working|official) (?:tour|visit|mission|trip) (?:to|"
        r"in)\b"
        r"(?! (?:the academy|viet ?nam|ha ?noi))|(?:mission|trip|travel) report)",
        5,
        3,
    ),
    _rule(Kind.DELEGATION_IN, r"\bdoan vao\b|\bdon (?:tiep )?doan\b|\btiep doan\b", 6, 2),
    _rule(Kind.DELEGATION_IN, _IN, 5, 3),
    _rule(
        Kind.DELEGATION_IN, r"\btiep (?:xa giao )?(?:ngai )?(?:dai su|khach)\b|\bdoan khach\b", 4, 2
    ),
    _rule(Kind.DELEGATION_IN, r"\bkhoa (?:boi duong|dao tao)\b.{0,80}?\bdanh cho\b", 2, 1),
    _rule(Kind.DELEGATION_IN, r"\bdoan hoc vien\b", 3, 2),
    _rule(
        Kind.DELEGATION_IN,
        r"\bincoming delegation|\bvisit (?:of|by) (?:the |an? )?.{0,60}?delegation\b|\b(?:visit|"
        r"reception) (?:of|by) .{3,100}? to (?:the |ho chi minh|viet ?nam)",
        5,
        3,
    ),
    _rule(Kind.PROCEEDINGS, r"\bky yeu\b|\bproceedings\b", 7, 2),
    _rule(Kind.PROCEEDINGS, r"\btuyen tap (?:tham luan|bao cao|bai)|\bcollected papers\b", 5, 2),
    _rule(
        Kind.PAPER,
        r"(?:^|\n)\W*(?:tom tat|abstract)\b[\s\S]*\n\W*(?:tu khoa|key ?words?)\b",
        0,
        12,
        # Readers of two columns may give the abstract after the body.
        reach=6000,
    ),
    _rule(Kind.PAPER, r"\bngay nhan bai\b|\breceived\b.{0,60}\baccepted\b|\bdoi:? ?10\.\d", 0, 5),
    _rule(Kind.PAPER, r"\btham luan\b", 3, 1),
    _rule(
        Kind.PROJECT,
        r"\bsan pham\b[^;\n]{0,20}\bdu an\b|\bproject (?:output|deliverable|final)",
        6,
        4,
    ),
    _rule(Kind.PROJECT, r"\bbao cao (?:\S+ ){0,4}?du an\b|\bproject (?:\S+ )?report\b", 5, 2),
    _rule(
        Kind.PROJECT, r"\b(?:final|completion|inception|progress) report\b|\bpolicy brief\b", 4, 2
    ),
    _rule(Kind.PROJECT, r"\bdu an\b|\bproject\b", 3, 1),
    _rule(
        Kind.PROJECT,
        r"\b(?:so tay|cam nang|tai lieu (?:tap huan|boi duong)|handbook|training manual)",
        4,
        1,
    ),
    _rule(Kind.PROJECT, r"\bdon vi tai tro\b|\bfunded by\b|\bnha tai tro\b", 2, 2),
    _rule(
        Kind.MEMORANDUM,
        r"\bbien ban ghi nho\b|\bban ghi nho\b|\bmemorandum of understanding\b",
        7,
        2,
    ),
    _rule(Kind.MEMORANDUM, r"\bthoa thuan (?:hop tac|khung)|\bletter of intent|\by dinh thu", 6, 1),
    _rule(Kind.MEMORANDUM, r"\b(?:cooperation )?agreement (?:between|on)|\bmou\b", 5, 1),
    _rule(Kind.SUMMARY, r"\btong ket\b.{0,80}?\bnam\b|\bannual (?:report|summary)\b", 7, 2),
    _rule(
        Kind.SUMMARY,
        r"\bbao cao (?:tong ket|ket qua|cong tac|hoat dong|"
        r"tinh hinh)\b.{0,100}?\bnam (?:hoc )?\d{4}",
        5,
        1,
    ),
    _rule(Kind.SUMMARY, r"\btong ket\b|\bphuong huong,? nhiem vu\b|\bso ket\b", 4, 1),
    _rule(
        Kind.OTHER,
        r"^\W*(?:quyet dinh|nghi dinh|nghi quyet|thong tu|luat\b|bo luat|phap lenh|chi thi|quy che|"
        r"quy dinh|cong van|giay moi|thu moi|to trinh|ke hoach|de cuong|giao trinh|luan (?:van|an)|"
        r"danh muc|danh sach|thong bao(?! ket qua)|thong cao|huong dan|bien ban (?:hop|cuoc hop))",
        8,
        0,
    ),
)


def find_kind(document: Document, title: FoundTitle) -> FoundKind:
    """Return the kind that most speaks for, ``other`` when too little speaks at all."""
    scores: dict[Kind, int] = defaultdict(int)
    best: dict[Kind, tuple[int, Span | None]] = {}
    for rule in _RULES:
        points, span = _points(rule, document, title)
        scores[rule.kind] += points
        if points > best.get(rule.kind, (0, None))[0]:
            best[rule.kind] = (points, span)
    kind = max(Kind, key=lambda kind: scores[kind])
    if scores[kind] < _ENOUGH:
        return FoundKind(Kind.OTHER)
    return FoundKind(kind, best[kind][1])


def _points(rule: _Rule, document: Document, title: FoundTitle) -> tuple[int, Span | None]:
    """Return what ``rule`` gives, and where its words stand if on a page."""
    head, span = _at_the_head(rule, document)
    in_title = rule.pattern.search(fold_evenly(title.text))
    if rule.title and in_title:
        return rule.title * _TITLE_WEIGHT + head, _within_title(rule, title) or span
    in_name = rule.pattern.search(re.sub(r"[\W_]+", " ", fold_evenly(document.name)))
    if rule.title and in_name:
        return rule.title + head, span
    return head, span


def _within_title(rule: _Rule, title: FoundTitle) -> Span | None:
    if title.span is None:
        return None
    match = rule.pattern.search(re.sub(r"\s", " ", fold_evenly(title.span.text)))
    if match is None:
        return title.span
    return Span(title.span.page, title.span.start + match.start(), title.span.start + match.end())


def _at_the_head(rule: _Rule, document: Document) -> tuple[int, Span | None]:
    """Return what ``rule`` gives for the first characters, over a cover and what follows it."""
    room = rule.reach if rule.head else 0
    for page in document.pages[:_PAGES]:
        match = rule.pattern.search(fold_evenly(page.text), 0, room)
        if match is not None:
            return rule.head, Span(page, match.start(), match.end())
        room -= min(room, len(page.text))
    return 0, None

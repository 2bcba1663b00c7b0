"""Titles into whether they are those of papers: prefaces, lists and parts belong to the volume."""

from __future__ import annotations

import re

_NO_PAPER = re.compile(
    r"^\W*(?:loi (?:noi|gioi|mo|cam|tua|dan|ban|nha)|muc luc|danh (?:muc|sach)|bang ky hieu|"
    r"tai lieu tham khao\W*$|phu luc|tom tat\W*$|abstract\W*$|ket luan\W*$|mo dau\W*$|"
    r"phan (?:[ivx]+|\d+|thu|mo)\b|chuong (?:[ivx]+|\d+|thu)\b|chuong trinh (?:hoi|toa)|"
    r"phien (?:toan|\d)|tieu ban|ban (?:to chuc|bien tap|bien soan|chi dao|noi dung)|"
    r"hoi dong (?:bien|khoa|chi dao)|the le|thong tin xuat ban|"
    r"(?:table of )?contents|preface|foreword|acknowledge?ments?|list of|part [ivx\d]+\b|session|"
    r"(?:author |subject |name )?index\W*$|(?:[a-z]+ ){0,3}committees?\b|"
    r"workshop descriptions?|abstracts? of\b|program(?:me)?\W*$|references\W*$|trang\W*$|"
    r"page\W*$|editorial)"
)
_CHAPTER = re.compile(
    r"^\W*(?:bai|chuong|chuyen de|phan|muc|dieu|unit|chapter|lesson)\s+[\divx]+\b"
)


def is_front(folded: str) -> bool:
    """Whether a title, folded, is that of a preface, a list, a part: of nothing with authors."""
    return bool(_NO_PAPER.search(folded))


def is_chapter(folded: str) -> bool:
    """Whether a title, folded, counts the chapters of one book."""
    return bool(_CHAPTER.search(folded))

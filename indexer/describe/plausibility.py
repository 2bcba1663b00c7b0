"""A proposed name and the text around it into whether the name is meant there.

The shorter a name, the more it must show: "Mỹ", "Anh", "Đức", "Pháp", "Ý" are also given names,
pronouns and the beginnings of common words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.language.syllables import is_syllable
from indexer.records.authorities import AuthorityKind
from indexer.records.persons import SURNAMES

_GAP = re.compile(r"[^\S\n]*\n?[^\S\n]*|\s?[-‐‑–'’&]\s?|[./]")
_COMMA_GAP = re.compile(r",\s?")
_BEFORE = re.compile(r"(?:([^\W_]+)([^\w\n]{0,3}\n?[^\w\n]{0,3}))$")
_AFTER = re.compile(r"([^\w\n]{0,3}\n?[^\w\n]{0,3})([^\W_]+)")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;•+*\"“”\t]|\n\s*\n|\n\s*[-–])[\s\-–\"“(]*$")

# Words after which a lone syllable with a capital is no country.
_NOT_AFTER = frozenset(
    re.findall(
        r"\S+",
        "tiếng chữ môn ông bà anh chị em cô chú bác thầy cháu chí gs ts ths pgs tskh cn bs họ "
        "châu bắc "
        "nam trung đông tây chống giặc la bảng đạo đảo cụ mr ms mrs đôla phu sông tên "
        "lưu góp",
    )
)
# Words after which even capitals on both sides are no doubt.
_LEADS = frozenset(
    re.findall(
        r"\S+",
        "tại ở sang thăm nước với và từ của vương quốc cộng hòa hoà liên bang chlb chnd chdcnd "
        "đsq quán "
        "giữa đến đi chxhcn đảng chính phủ phía bạn việt",
    )
)
# Capitals that may follow a country in capitals.
_GOES_ON = frozenset({"VÀ", "NĂM", "TỪ", "NGÀY", "THÁNG", "DO", "VỀ", "ĐẾN", "GIAI"})
# What these syllables begin when they are no country.
_COMPOUNDS = {
    "anh": "em chị ta ấy hùng minh tuấn linh dũng tài hào văn ngữ ruột cả trai là vũ hoa đào",
    "pháp": "luật lý lệnh nhân chế trị quy danh định điển đình y môn sư tính thân hóa bảo",
    "đức": "tin tính độ dục hạnh trị cha ông vua phật tài bà mẹ thánh giáo",
    "mỹ": "thuật phẩm nghệ quan học miều lệ cảm dung tục nhân la latinh linh kim vị",
    "ý": "kiến nghĩa thức tưởng chí định đồ muốn thích đảng nguyện niệm vị hướng tứ nhị dân thơ "
    "chính tình lực",
    "úc": "châu",
    "áo": "dài quần khoác giáp mưa ấm trắng",
    "nga": "mi ngố",
    "bỉ": "ổi nhân",
    "séc": "khống",
    "nhật": "ký báo thực nguyệt trình khóa",
    "hàn": "gắn lâm huyết xì the điện nối",
    "trung": "ương tâm bình thành gian học cấp đội đoàn niên thực hòa lập kiên du",
    "thái": "độ dương bình hậu tử sư thượng cực giám nguyên lan hà thịnh",
    "ấn": "phẩm bản hành tượng định loát",
    "lào": "cai xào",
}
_BLOCKED = {name: frozenset(words.split()) for name, words in _COMPOUNDS.items()}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a record, cut into tokens."""

    key: str
    kind: AuthorityKind
    tokens: tuple[str, ...]
    """As written in the record."""
    spellings: tuple[tuple[str, ...], ...]
    """Folded: the tokens, and for short names also all of them as one."""
    acronym: bool
    preferred: bool
    needs_capital: bool
    """Whether it is never meant where no token begins with a capital."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name proposed for a stretch of a text."""

    name: Name
    text: str
    matches: tuple[re.Match[str], ...]
    last: int
    """The number of its last token in the text."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.matches[0].start()

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.matches[-1].end()

    @property
    def words(self) -> str:
        """The text it is proposed for."""
        return self.text[self.start : self.end]


def is_plausible(candidate: Candidate) -> bool:
    """Whether ``candidate`` names its record, judged by its letters and its neighbours."""
    if not _hangs_together(candidate) or not candidate.words[0].isalnum():
        return False
    if candidate.name.acronym:
        return _acronym_holds(candidate)
    if not _has_capital(candidate) or _names_a_language(candidate):
        return False
    tokens = candidate.name.tokens
    if len(tokens) == 1:
        return _single_holds(candidate, tokens[0])
    if len(tokens) == 2:
        return _letters_agree(candidate) and not _is_in_personal_name(candidate)
    return True


def _hangs_together(candidate: Candidate) -> bool:
    """Whether nothing but a blank, a hyphen or one line end stands between the tokens.

    In long names also a comma: "Bộ Giáo dục, Văn hóa, Thể thao, Khoa học và Công nghệ".
    """
    gaps = [
        (left.end(), right.start())
        for left, right in zip(candidate.matches, candidate.matches[1:], strict=False)
    ]
    return all(
        _GAP.fullmatch(candidate.text, *gap)
        or (len(gaps) >= 3 and _COMMA_GAP.fullmatch(candidate.text, *gap))
        for gap in gaps
    )


def _names_a_language(candidate: Candidate) -> bool:
    """Whether it says which language: "tiếng Tây Ban Nha"."""
    return _neighbour_before(candidate)[0].lower() in {"tiếng", "chữ"}


def _has_capital(candidate: Candidate) -> bool:
    """Whether it begins with a capital, or is long and has as many as make a name of it."""
    written = sum(match.group()[0].isupper() for match in candidate.matches)
    if len(candidate.name.tokens) <= 2 or len(candidate.matches) == 1:
        return candidate.words[0].isupper()
    return written >= min(2, sum(token[0].isupper() for token in candidate.name.tokens))


def _acronym_holds(candidate: Candidate) -> bool:
    words = "".join(match.group() for match in candidate.matches)
    if words != "".join(candidate.name.tokens) or not _is_whole(candidate):
        return False
    # In a line of capitals a syllable such as LAO or THAI is a word.
    return not (is_syllable(words) and _stands_among_capitals(candidate))


def _is_whole(candidate: Candidate) -> bool:
    """Whether no letter or digit touches it."""
    text = candidate.text
    before = candidate.start == 0 or not text[candidate.start - 1].isalnum()
    return before and (candidate.end == len(text) or not text[candidate.end].isalnum())


def _follows_small_letter(candidate: Candidate) -> bool:
    """Whether only its capital cuts it off what stands before it: "vàMozambique"."""
    text = candidate.text
    ends = candidate.end == len(text) or not text[candidate.end].isalnum()
    return ends and candidate.start > 0 and text[candidate.start - 1].islower()


def _letters_agree(candidate: Candidate) -> bool:
    written = "".join(match.group() for match in candidate.matches).lower()
    return written == "".join(candidate.name.tokens).lower()


def _single_holds(candidate: Candidate, token: str) -> bool:
    glued = len(token) >= 6 and not is_syllable(token) and _follows_small_letter(candidate)
    if not (_is_whole(candidate) or glued) or not candidate.words[0].isupper():
        return False
    if not is_syllable(token):
        long_enough = len(token) >= 6 and not is_syllable(candidate.words)
        return long_enough or _letters_agree(candidate)
    if not _letters_agree(candidate):
        return False
    if candidate.words.isupper() and len(candidate.words) > 1:
        return _capitals_hold(candidate)
    return _syllable_holds(candidate)


def _capitals_hold(candidate: Candidate) -> bool:
    """Among capitals only a syllable between a lead and no further word of the phrase."""
    before, _ = _neighbour_before(candidate)
    after, gap = _neighbour_after(candidate)
    leads = before.lower() in _LEADS and _stands_among_capitals(candidate)
    ends = not after or not gap.isspace() or "\n" in gap or after.isdigit() or after in _GOES_ON
    return leads and ends


def _syllable_holds(candidate: Candidate) -> bool:
    before, gap_before = _neighbour_before(candidate)
    after, gap_after = _neighbour_after(candidate)
    lead = before.lower() in _LEADS
    if before.lower() in _NOT_AFTER and not gap_before.strip(" \n"):
        return False
    if before and not gap_before.strip() and before[0].isupper() and not (lead or before.isupper()):
        return False
    if "/" in gap_before + gap_after or "_" in gap_before + gap_after:
        return False
    if _begins_sentence(candidate) and not gap_after.startswith((",", " -", "-", " –", ")")):
        return False
    return _what_follows_lets(candidate.words, after, gap_after, lead=lead)


def _what_follows_lets(words: str, after: str, gap: str, *, lead: bool) -> bool:
    if not after or gap.strip():
        return True
    if after.lower() in _BLOCKED.get(words.lower(), ()) or (after.isdigit() and words == "Ý"):
        return False
    # A capital next to it makes a personal or place name of it: "Đức Anh", "Mỹ Đình".
    return not after[0].isupper() or (lead and "\n" in gap) or (after.isupper() and len(after) > 1)


def _begins_sentence(candidate: Candidate) -> bool:
    return bool(
        _SENTENCE_END.search(candidate.text[max(0, candidate.start - 12) : candidate.start])
    )


def _neighbour_before(candidate: Candidate) -> tuple[str, str]:
    match = _BEFORE.search(candidate.text[max(0, candidate.start - 30) : candidate.start])
    return (match[1], match[2]) if match else ("", "")


def _neighbour_after(candidate: Candidate) -> tuple[str, str]:
    match = _AFTER.match(candidate.text, candidate.end, candidate.end + 30)
    return (match[2], match[1]) if match else ("", "")


def _stands_among_capitals(candidate: Candidate) -> bool:
    before, _ = _neighbour_before(candidate)
    after, _ = _neighbour_after(candidate)
    words = [word for word in (before, after) if word and not word.isdigit()]
    return bool(words) and all(word.isupper() for word in words)


def _is_in_personal_name(candidate: Candidate) -> bool:
    """Whether a surname leads up to it through capitalised syllables: "Nguyễn Thị Hà Lan"."""
    line = candidate.text[max(0, candidate.start - 40) : candidate.start].rpartition("\n")[2]
    run: list[str] = []
    for word in reversed(line.split()):
        if not (word.isalpha() and word.istitle()):
            break
        run.append(word.lower())
    return 1 <= len(run) <= 3 and run[-1] in SURNAMES

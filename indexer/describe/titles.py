"""The opening of a document into its title, with where it stands.

The first that gives anything wins: a Title style, the official form (a genre in capitals with its
subject below), the capitals above a paper's abstract, an early Heading 1, the first line in
capitals that is no letterhead, the subject line of a letter ("V/v …"), the embedded title unless
it is junk, a first line that looks like a title, the name of the file.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.describe.document import joined, span_of
from indexer.describe.folding import fold_evenly
from indexer.describe.genres import begins_genre, is_only_genre, names_genre
from indexer.describe.letterhead import is_issuer, is_mark, place_date
from indexer.describe.title_wording import LONGEST_TITLE, FoundTitle, title_of
from indexer.language.syllables import readable_share
from indexer.records.works import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.describe.document import Document, Line
    from indexer.describe.letterhead import Letterhead

_SEARCHED = 40
"""How many lines below the letterhead are searched for a genre, in lines of a cover."""
_READABLE = 0.6
"""What share of a title must be readable words; broken fonts give less."""
_MIXED_LINES = 4
_COVER_WORDS = 60
"""The most words of a cover; there a genre is one in small letters too."""
_SHORT = 6
"""How many words of a genre say too little without the line below."""

_STOP = re.compile(
    r"^[\W_]*(?:kinh (?:gui|thua|chuyen)|can cu|thuc hien |duoc su |trong khuon kho|theo (?!doi|"
    r"huong)|"
    r"thoi gian\W*:|dia diem\W*:|chu tri\W*:|thu ky\W*:|thanh phan\W*:|"
    r"tu ngay|ngay \d|(?:\S+ ){1,3}\S+, ngay \d|nham |nguoi (?:thuc hien|bao cao|viet|trinh bay|"
    r"phu trach|lap|soan|ky)|"
    r"tac gia|chu nhiem|ho (?:va )?ten|"
    r"giang vien|sinh vien|giao vien|hoc vien:|"
    r"(?:[ivx]+|\d{1,2}|[a-h])(?:\.\d+)*[.)/]\s|(?:phan|chuong|dieu|muc) (?:[ivx]+|\d+|thu|mo)\b|"
    r"(?:ban hanh )?kem theo|tai lieu phuc vu|muc luc|loi (?:noi|mo|gioi|cam)|dat van de|mo dau|"
    r"gioi thieu$|tom tat|abstract|keywords?|"
    r"tu khoa|"
    r"this |hereinafter|whereas|pursuant|on the basis|the parties|introduction|table of contents|"
    r"contents$|noi nhan|(?:pgs|gs|ts|ths|tskh|dai ta|thuong ta|trung ta|thieu ta|thieu tuong|"
    r"trung tuong|prof|dr|mr|ms)\b[\W]|(?:nha xuat ban|nxb|isbn)\b|don vi (?:chu tri|thuc hien|"
    r"to chuc))"
)
_BETWEEN = frozenset({"giua", "between"})
_SENTENCE = re.compile(r"[.;:!?]$")
_COVER_DATE = re.compile(
    r"^[\W_]*(?:(?:[^\W\d_]+\s+){0,3}[^\W\d_]+\s*[,\-–—]\s*(?:(?:ngay|thang|nam)\b.{0,25})?|"
    r"(?:[^\W\d_]+\s+){0,4}(?:ngay|thang)\b.{0,25}|(?!nam\b)[^\W\d_]+\s+(?:[^\W\d_]+\s+)?)"
    r"(?:19|20)\d\d\W*$"
)
_JOINING = re.compile(r"\b(?:giua|va|cua|voi|tai|and|between|with|of|the|by|in|on|for|:)$")
_ACT = re.compile(r"\bso \d+/(?:19|20)\d\d/\S+$")
"""The number at the end of the name of a law or decree."""
_LABEL = re.compile(r"^\W*(?:(?:ten )?de tai|chu de|ve viec|title|topic)\W*$")
_ABSTRACT = re.compile(r"^\W*(?:tom tat|abstract|summary)\b")
_KEYWORDS = re.compile(r"^\W*(?:tu khoa|key ?words?)\b")
_SUBJECT = re.compile(r"^\W*v\s*/\s*v\W+")
_UNTITLED_HEADING = re.compile(
    r"^(?:[ivx\d]+[.)]\s|phan\b|chuong\b|muc\b|mo dau|dat van de|loi\b|tom tat|gioi thieu|abstract|"
    r"introduction)"
)
_JUNK_PROPERTY = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b|^untitled|^(?:document|doc|presentation|slide|title|"
    r"book|"
    r"sheet|trang|layout|bao cao|mau|template)[\s\d._-]*$|powerpoint presentation|"
    r"\.(?:docx?|pdf|pptx?|xlsx?|indd|qxd|p65|cdr|rtf|txt|html?|tex|dvi)\b|^[\W\d_]*$|\(cid:|[/\\]|"
    r"cong hoa xa hoi chu nghia|^ten bai|^tieu de"
)


def find_title(document: Document, head: Letterhead) -> FoundTitle:
    """Return the title of ``document``; there always is one.

    Letters stay as they are: a title in capitals is kept in capitals, since lowering it would
    spoil the names in it. Only "BÁO CÁO" above a subject in small letters becomes "Báo cáo".
    """
    ways: tuple[Callable[[Document, Letterhead], FoundTitle | None], ...] = (
        _styled_title,
        _paper_title,
        _official_title,
        _early_heading,
        _first_capitals,
        _letter_subject,
        lambda document, _: _embedded_title(document),
        _first_line,
    )
    for way in ways:
        title = way(document, head)
        if title is not None and readable_share(title.text) >= _READABLE:
            return title
    return FoundTitle(_from_file_name(document), Origin.READ)


def title_beyond_pages(document: Document) -> FoundTitle:
    """Return the embedded title, else the name of the file."""
    return _embedded_title(document) or FoundTitle(_from_file_name(document), Origin.READ)


def _styled_title(document: Document, head: Letterhead) -> FoundTitle | None:
    lines = _heading_lines(document, 0)
    return _titled(lines, head) if lines and not is_mark(lines[0]) else None


def _early_heading(document: Document, head: Letterhead) -> FoundTitle | None:
    lines = _heading_lines(document, 1)[:1]
    early = {line.start for line in head.body[:3] if lines and line.page is lines[0].page}
    if not lines or lines[0].start not in early or _UNTITLED_HEADING.search(lines[0].folded):
        return None
    return _titled(lines, head)


def _heading_lines(document: Document, level: int) -> list[Line]:
    """Return the lines of the first headings of ``level`` that follow each other."""
    found: list[Line] = []
    for line in document.opening:
        levels = {
            heading.level
            for heading in line.page.headings
            if heading.start <= line.start < heading.end
        }
        if level in levels:
            found.append(line)
        elif found:
            break
    return found


def _titled(lines: list[Line], head: Letterhead) -> FoundTitle | None:
    """Return the title of the headings ``lines``, with the subject below a mere genre."""
    at = next((at for at, line in enumerate(head.body) if line == lines[0]), None)
    genre = begins_genre(lines[0]) or is_only_genre(lines[0])
    if at is not None and len(lines) == 1 and genre:
        return _official_form(head.body, at)
    return title_of(lines, [])


def _official_title(document: Document, head: Letterhead) -> FoundTitle | None:
    for at, line in enumerate(head.body[:_SEARCHED]):
        plain = at <= 1 and names_genre(line) and len(line.text) < 200
        if begins_genre(line) and len(line.text) < 250:
            return _official_form(head.body, at)
        alone = is_only_genre(line) or _ACT.search(line.folded) or _is_on_cover(line, document)
        if plain and not _SENTENCE.search(line.text) and alone:
            return _official_form(head.body, at)
    return None


def _is_on_cover(line: Line, document: Document) -> bool:
    """Whether so little stands on its page, with others behind it, that it must be a cover."""
    page = line.page
    few = len(page.text.split()) <= _COVER_WORDS and not page.headings
    return few and page is not document.pages[-1]


def _official_form(lines: Sequence[Line], at: int) -> FoundTitle:
    genre = [lines[at]]
    if is_only_genre(lines[at]):
        subject = _subject(lines, at + 1)
        return title_of(genre, subject) if subject or not at else _above(lines[:at], genre)
    genre += _capitals(lines, at + 1, genre)
    after = at + len(genre)
    short = len(" ".join(line.text for line in genre).split()) <= _SHORT
    rest = _small_continuation(lines, after)
    # "THÔNG CÁO BÁO CHÍ" alone says too little: what it is about stands below.
    return title_of(genre, rest or (_subject(lines, after) if short else []))


def _above(lines: Sequence[Line], genre: list[Line]) -> FoundTitle:
    """Return the title whose genre stands below its subject: "… / Final report"."""
    fits = lines[0].page is genre[0].page and len(lines) <= _MIXED_LINES
    if not fits or any(_stops(line) or _is_sentence(line) or is_issuer(line) for line in lines):
        return title_of(genre, [])
    subject = joined(" ".join(line.text for line in lines))
    return FoundTitle(f"{subject}: {genre[0].text}", span=span_of([*lines, *genre]))


def _subject(lines: Sequence[Line], at: int) -> list[Line]:
    """Return the lines of the subject that begins at ``at``: all capitals, or a few others."""
    if at + 1 < len(lines) and _LABEL.search(lines[at].folded):
        at += 1
    if at >= len(lines) or lines[at].page is not lines[at - 1].page:
        return []
    if _stops(lines[at]) and not _is_task(lines[at]):
        return []
    if lines[at].capital or lines[at].folded in _BETWEEN:
        subject = _capitals(lines, at, [lines[at - 1]])
        return subject + _small_continuation(lines, at + len(subject))
    if _is_sentence(lines[at]):
        return []
    subject = [lines[at]]
    for line in lines[at + 1 : at + _MIXED_LINES]:
        closes = _is_open(subject) and ")" in line.text
        if not closes and _ends_subject(line, subject, parted=_gaps_tell(lines)):
            break
        subject.append(line)
    return subject


def _is_task(line: Line) -> bool:
    """Whether "Thực hiện …" is what a guideline is about and not how its first sentence begins."""
    return line.folded.startswith("thuc hien ") and len(line.text) < 100 and "," not in line.text


def _is_open(lines: list[Line]) -> bool:
    """Whether the last of ``lines`` breaks off within parentheses."""
    text = " ".join(line.text for line in lines)
    return text.count("(") > text.count(")")


def _ends_subject(line: Line, subject: list[Line], *, parted: bool) -> bool:
    """Whether ``line`` is no more of the ``subject`` above it."""
    above = subject[-1]
    ended = _SENTENCE.search(above.text) is not None or "\t" in line.text
    if ended or (line.gap and parted) or line.page is not above.page:
        return True
    if line.capital and not above.capital and not _JOINING.search(above.folded):
        return True
    small = line.text[0].islower() or bool(_JOINING.search(above.folded))
    return _stops(line) or (not small and (_fills(above, line) or _is_sentence(line)))


def _fills(above: Line, line: Line) -> bool:
    """Whether ``line`` begins a paragraph: a capital after a line that is no longer than most."""
    return line.text[0].isupper() and not line.capital and len(line.text) > len(above.text) + 20


def _is_sentence(line: Line) -> bool:
    return len(line.text) > 250 or (len(line.text) > 60 and line.text.endswith((".", ";", ":")))


def _capitals(lines: Sequence[Line], at: int, above: list[Line]) -> list[Line]:
    """Return the lines in capitals from ``at`` on that continue the title ``above``."""
    found: list[Line] = []
    informative = _gaps_tell(lines)
    for line in lines[at : at + 12]:
        title = [*above, *found]
        joins = bool(_JOINING.search(title[-1].folded.strip(' "“”')))
        parted = line.gap and informative and not joins and (found or not is_only_genre(title[-1]))
        if line.page is not title[-1].page or parted or _ends_capitals(line, title, joins=joins):
            break
        found.append(line)
    return found


def _ends_capitals(line: Line, title: list[Line], *, joins: bool) -> bool:
    if not line.capital and not (joins or line.folded in {"giua", "va", "and", "between"}):
        return True
    length = sum(len(part.text) for part in title)
    lists_parties = any("giua" in part.folded or "between" in part.folded for part in title)
    issuer = is_issuer(line) and not joins and not lists_parties
    return _stops(line) or issuer or length + len(line.text) > LONGEST_TITLE


def _small_continuation(lines: Sequence[Line], at: int) -> list[Line]:
    """Return the lines in small letters that carry on a title in capitals: "tại Hàn Quốc"."""
    found: list[Line] = []
    for line in lines[at : at + 2]:
        carries_on = line.text[0].islower() or line.text[0] == "("
        if not carries_on or line.page is not lines[at - 1].page or len(line.text) > 150:
            break
        if _STOP.search(line.folded) and not line.folded.startswith(
            ("tu ngay", "(tu ngay", "ngay")
        ):
            break
        found.append(line)
    if found and _SENTENCE.search(found[-1].text):
        return []
    rest = lines[at + len(found) : at + len(found) + 1]
    return found + [line for line in rest if _is_open(found) and ")" in line.text]


def _stops(line: Line) -> bool:
    folded = line.folded
    return bool(_STOP.search(folded) or _COVER_DATE.search(folded)) or (
        place_date(line) is not None
    )


def _gaps_tell(lines: Sequence[Line]) -> bool:
    """Whether empty lines part blocks here, rather than every line from the next."""
    return sum(line.gap for line in lines) * 2 < len(lines)


def _paper_title(document: Document, head: Letterhead) -> FoundTitle | None:
    lines = [line for line in head.body if line.page is document.opening[0].page]
    above = next((at for at, line in enumerate(lines) if _ABSTRACT.search(line.folded)), 0)
    if not above or not any(_KEYWORDS.search(line.folded) for line in lines[above:]):
        return None
    blocks = _capital_blocks(lines[:above])
    return title_of(blocks[-1], []) if blocks else None


def _capital_blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the runs of lines in capitals that are long enough for a title."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        usable = line.capital and not _stops(line) and not is_mark(line) and not is_issuer(line)
        if usable:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if len(" ".join(line.text for line in block).split()) >= 4]


def _first_capitals(_document: Document, head: Letterhead) -> FoundTitle | None:
    for at, line in enumerate(head.body[:15]):
        long_enough = len(line.text) >= 8 and len(line.text.split()) >= 2
        if line.capital and long_enough and not (_stops(line) or is_mark(line) or is_issuer(line)):
            lines = [line, *_capitals(head.body, at + 1, [line])]
            return title_of(lines, _small_continuation(head.body, at + len(lines)))
    return None


def _letter_subject(document: Document, _head: Letterhead) -> FoundTitle | None:
    for line in document.first_page if document.opening else ():
        match = _SUBJECT.search(line.folded)
        if match:
            text = line.text[match.end() :]
            return FoundTitle(text[:1].upper() + text[1:], span=span_of([line]))
    return None


def _embedded_title(document: Document) -> FoundTitle | None:
    text = joined(document.properties.get("title", ""))
    folded = fold_evenly(text)
    stem = fold_evenly(document.name.rpartition(".")[0])
    if len(text) < 6 or _JUNK_PROPERTY.search(folded) or folded in (stem, stem.replace("_", " ")):
        return None
    return FoundTitle(text, Origin.READ) if readable_share(text) >= 0.8 else None


def _first_line(_document: Document, head: Letterhead) -> FoundTitle | None:
    lines = head.body
    for line, after in pairwise(lines[:7]):
        words = len(line.text.split())
        ends = not re.search(r"[.,;:?!…]$", line.text) and (after.gap or after.text[0].isupper())
        if words >= 4 and len(line.text) <= 250 and line.text[0].isupper() and ends:
            return None if _stops(line) else title_of([line], [])
        if len(line.text) > 60:
            return None
    return None


def _from_file_name(document: Document) -> str:
    stem, _, _ = document.name.rpartition(".")
    text = joined((stem or document.name).replace("_", " "))
    if " " not in text and text.count("-") >= 2:
        text = text.replace("-", " ")
    return text or document.sha256

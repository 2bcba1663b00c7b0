"""The pages or the name of a file into whether it bears a stamp of state secrecy.

The degrees are those of the Law on Protection of State Secrets (TUYỆT MẬT, TỐI MẬT, MẬT), the
stamps those of Circular 24/2020/TT-BCA: the degree alone, in capitals, in a frame. Typed forms are
known too: "Độ mật: …", spaced letters, the signs of a drawn frame, TCVN3 and VNI. What counts is
a line or a cell that holds nothing else; the words within a sentence say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.legible import judge
from indexer.language.encodings import TCVN3, VNI, is_unicode_vietnamese
from indexer.language.fold import fold
from indexer.records.boxes import WordBoxes
from indexer.records.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.records.files import Page, ReadFile

_COME_TO = frozenset({Reading.READ, Reading.READ_PARTLY, Reading.NO_TEXT})
FIRST_PAGES = 3
"""Of a file, and of each attachment of a letter: where a stamp stands."""
SCANNED_PAGES = 2
"""Of which nothing is kept before their letters were recognised."""
_BEGINNING = 15
"""Lines of the first page within which a stamp typed as "Mật" stands."""
_TOP = 3
"""Lines of a page within which "TÀI LIỆU MẬT" is a stamp and not the end of a title."""
_LONGEST = 120
"""Characters of a line that may be a stamp, or hold one beside the letterhead."""

_DEGREES = frozenset({"mật", "tốimật", "tuyệtmật"})
_BARE = frozenset({"toimat", "tuyetmat"})
_DOCUMENTS = frozenset(
    noun + degree for noun in ("tàiliệu", "vănbản", "hồsơ", "côngvăn") for degree in _DEGREES
)
_CELL = re.compile(r"[|\t¦│┃║]+|\s{4,}")
_FRAME = re.compile(r"^\s*[\[({<|*=+#_~│┃║╔╚┌└-]+\s*(.*?)\s*[\])}>|*=+#_~│┃║╗╝┐┘-]+\s*$")
_ITEM = re.compile(
    r"^\s*(?:[-–—•+*o·]\s|[a-zđ][.)]\s)|[\d\"“”;:,…?!]|[^\W\d_]{2}\.\s*$", re.IGNORECASE
)
"""An item of a list, a definition, a quotation, the end of a sentence."""
_LABEL = re.compile(
    r"(?<!\w)(?:mức\s+)?độ\s*mật\s*[:–-]\s*[\[({]?\s*(?:(?:tuyệt|tối)\s*)?mật(?!\w)(?P<rest>.*)"
)
_BESIDE = re.compile(
    r"^(?:TUYỆT MẬT|TỐI MẬT|MẬT) (?:CỘNG H|ĐỘC LẬP|Độc lập|Số\s*:)"
    r"|(?:^Số\s*:.{0,40}/\S*|VIỆT NAM|Hạnh phúc|HẠNH PHÚC) (?:TUYỆT MẬT|TỐI MẬT|MẬT)$"
)
"""A stamp beside the letterhead, where a reader joined the two columns into one line."""
_BEFORE = frozenset(
    ("bí", "bảo", "giải", "độ", "cơ", "họp", "nội", "thân", "trang", "đường", "túi", "rỉ", "kín")
) | {"ong", "lấy", "phấn"}
"""Last words of a line of which "MẬT" on the next one is the rest."""
_AFTER = frozenset(("mã", "khẩu", "ong", "độ", "thiết", "phục", "tông"))
"""First words of a line that go with "MẬT" on the one before."""

_VOWEL = "aăâạậặAĂÂẠẬẶËëÄä"
_HINT = re.compile(rf"[mM][\W\d_]*[{_VOWEL}][{_VOWEL}ïÏ]?[\W\d_]*[tT]")
"""What each stamp that is no guess holds, in whatever encoding: most lines need no second look."""

_PART = re.compile(r"[-–—_()\[\]{}.,;+#]+|\s{2,}")
_IN_NAME = re.compile(
    r"(?<!\w)(?:(?:tài liệu|văn bản|công văn|hồ sơ|báo cáo) mật$|(?:tối|tuyệt) mật(?!\w)|"
    r"độ mật[ :=]+(?:tối |tuyệt )?mật(?!\w))"
)


class _Line(NamedTuple):
    """A line of a page with the two beside it."""

    text: str
    before: str
    after: str
    number: int
    """From 0."""


def is_stamped(pages: Sequence[Page]) -> bool:
    """Whether a stamp stands on the first pages, or where headers of flowing text come last.

    Those of each attachment of a letter are looked at as those of the letter.
    """
    return any(_is_part_stamped(list(part)) for _, part in groupby(pages, attrgetter("part")))


def _is_part_stamped(pages: Sequence[Page]) -> bool:
    some = list(pages[:FIRST_PAGES])
    if len(pages) > FIRST_PAGES and pages[-1].width == 0:
        some.append(pages[-1])
    return any(_stamps(page, first=page is pages[0]) for page in some)


def has_pages(read: ReadFile) -> bool:
    """Whether the first pages were come to, be it as pictures: of other files nothing is known."""
    return read.reading in _COME_TO or read.gaps is not None


def scanned_pages(pages: Sequence[Page]) -> frozenset[int]:
    """Return the pages, by index, of which nothing is kept before their letters were recognised.

    Scans or not: the first ones of the file, and of each attachment of a letter.
    """
    parts = (part for _, part in groupby(pages, attrgetter("part")))
    return frozenset(page.index for part in parts for page in islice(part, SCANNED_PAGES))


def open_pages(read: ReadFile) -> frozenset[int]:
    """Return the first pages on which only text recognition could see a stamp."""
    gaps = frozenset(read.gaps.pages) if read.gaps is not None else frozenset()
    first = gaps & scanned_pages(read.pages)
    return frozenset(
        page.index
        for page in read.pages
        if page.index in first and (not page.text.strip() or judge(page.text).unreadable)
    )


def without_text(read: ReadFile) -> ReadFile:
    """Return ``read`` with empty pages: all that may be kept before the first ones were seen.

    Labels go, too, since they may name attachments.
    """
    pages = tuple(
        replace(page, label=str(page.index), text="", boxes=WordBoxes(), headings=(), running=())
        for page in read.pages
    )
    return replace(read, pages=pages, properties={})


def is_stamped_name(name: str) -> bool:
    """Whether the name of a file says that it is secret, as in ``MẬT_Báo cáo.docx``."""
    for reading in _readings(name.rpartition(".")[0] or name):
        parts = [part.strip() for part in _PART.split(reading)]
        if any(_squeeze(part) in _DEGREES for part in parts):
            return True
        if any(fold(part.lower()).replace(" ", "") in _BARE for part in parts):
            return True
        joined = " ".join(" ".join(parts).lower().split())
        if _IN_NAME.search(joined) and "giải mật" not in joined:
            return True
    return False


def _stamps(page: Page, *, first: bool) -> bool:
    guessed = page.confidence is not None
    return any(_is_stamp(line, first=first, guessed=guessed) for line in _lines(page.text))


def _lines(text: str) -> Iterator[_Line]:
    lines = [line for line in unicodedata.normalize("NFC", text).splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if len(line) <= _LONGEST:
            before = lines[number - 1] if number else ""
            after = lines[number + 1] if number + 1 < len(lines) else ""
            yield _Line(line, before, after, number)


def _is_stamp(line: _Line, *, first: bool, guessed: bool) -> bool:
    if not guessed and not _HINT.search(line.text):
        return False
    return any(
        _is_beside_text(reading) or _is_alone(reading, line, first=first, guessed=guessed)
        for reading in _readings(line.text)
    )


def _is_beside_text(reading: str) -> bool:
    """Whether a line holds a degree with its label, or next to words of the letterhead."""
    label = _LABEL.search(reading.lower())
    if label and "mật" not in label["rest"]:
        return True
    return _BESIDE.search(" ".join(reading.split())) is not None


def _is_alone(reading: str, line: _Line, *, first: bool, guessed: bool) -> bool:
    """Whether the line, or a cell of it, holds a degree and nothing else."""
    cells = [cell for cell in _CELL.split(reading) if cell.strip()]
    if any(_is_degree(cell, line, shouted=reading != line.text) for cell in (reading, *cells)):
        return True
    if guessed and any(map(_is_guess, cells)):
        return True
    return len(cells) == 1 and _is_title(cells[0], line, first=first)


def _is_degree(cell: str, line: _Line, *, shouted: bool) -> bool:
    """Whether a cell of ``line`` holds a degree in capitals or brackets.

    In old encodings capitals may be a matter of the font: all such words are ``shouted``.
    """
    frame = _FRAME.match(cell)
    inner = frame[1] if frame else cell
    words = _squeeze(inner)
    upper = _is_upper(inner)
    if _ITEM.search(inner):
        return False
    if words in _DEGREES:
        bracketed = frame is not None and cell.strip()[0] in "[({"
        return (upper or shouted or bracketed) and not _is_part_of_text(words, line)
    if words in _DOCUMENTS:
        return upper and (frame is not None or line.number < _TOP)
    return upper and words in _BARE


def _is_title(cell: str, line: _Line, *, first: bool) -> bool:
    """Whether the line is a degree typed as a title, such as "Tối mật"."""
    words = _squeeze(cell)
    if words not in _DEGREES or _ITEM.search(cell) or _is_part_of_text(words, line):
        return False
    if not cell.strip()[0].isupper():
        return False
    return words != "mật" or (first and line.number < _BEGINNING)


def _is_part_of_text(words: str, line: _Line) -> bool:
    """Whether the lines beside it make another word of it, such as BẢO MẬT."""
    if words != "mật":
        return False
    before, after = _words(line.before), _words(line.after)
    return bool((before and before[-1] in _BEFORE) or (after and after[0] in _AFTER))


def _is_guess(cell: str) -> bool:
    """Whether recognised letters are a degree but for their marks: red ink is hard to read."""
    letters = _letters(cell)
    return letters.isupper() and fold(letters.lower()) in (_BARE | {"mat"}) and letters != "MẮT"


def _readings(text: str) -> Iterator[str]:
    """Yield ``text``, and what it says if it was typed before Unicode."""
    normal = unicodedata.normalize("NFC", text)
    yield normal
    if not normal.isascii() and not is_unicode_vietnamese(normal):
        for encoding in (TCVN3, VNI):
            repaired = encoding.repair(normal)
            if repaired != normal:
                yield repaired


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _squeeze(text: str) -> str:
    """Return the letters alone, in lower case: spaced letters are words again."""
    return _letters(text).lower()


def _is_upper(text: str) -> bool:
    return _letters(text).isupper()


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line.lower())

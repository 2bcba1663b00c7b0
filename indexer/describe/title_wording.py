"""The lines of a title into its wording: a genre joined to its subject, a translation apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.describe.document import Span, joined, span_of
from indexer.describe.genres import is_only_genre, names_genre
from indexer.describe.languages import language_of
from indexer.records.works import Origin

if TYPE_CHECKING:
    from indexer.describe.document import Line

LONGEST_TITLE = 400
"""In characters."""
_ACCENTED = re.compile("[À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_LAW = re.compile(r"^\W*(?:bo )?luat|^\W*phap lenh|^\W*(?:quyet|nghi) dinh")
# First words that name no one and take a small letter after "Báo cáo".
_SMALL_AFTER_GENRE = frozenset(
    re.findall(
        r"\S+",
        "kết về tình tổng sơ giữa chuyến công hoạt hội đánh đề thực việc khảo nghiên hợp phương "
        "tham họp dự ký cử "
        "thăm làm đoàn khóa chương tiến nội quy hướng kiểm sửa ban phê của of on between and for",
    )
)


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title and where it was read; nowhere if it is the embedded one or the file's name."""

    text: str
    origin: Origin = Origin.SUGGESTED
    span: Span | None = None
    translation: FoundTitle | None = None
    """The same title in a second language, when it stands right below."""


def title_of(genre: list[Line], subject: list[Line]) -> FoundTitle:
    """Return the title of the lines of a genre and of its subject, split by language."""
    lines = [*genre, *subject]
    cut = _language_changes(lines)
    if cut is None:
        return _one_title(genre, subject)
    first, second = lines[:cut], lines[cut:]
    title = _one_title(first[: len(genre)], first[len(genre) :])
    return replace(title, translation=_one_title(second, []))


def _language_changes(lines: list[Line]) -> int | None:
    """Return from which of ``lines`` on the title goes on in another language.

    A Vietnamese one without accents; another one with a genre in Vietnamese.
    """
    accented = [bool(_ACCENTED.search(line.text)) for line in lines]
    for cut in range(1, len(lines)):
        plain = " ".join(line.text for line in lines[cut:])
        if all(accented[:cut]) and not any(accented[cut:]) and len(plain.split()) >= 3:
            return cut if language_of(plain) not in {"", "vi"} else None
        above = " ".join(line.text for line in lines[:cut])
        if accented[cut] and names_genre(lines[cut]) and not any(accented[:cut]):
            return cut if language_of(above) not in {"", "vi"} else None
    return None


def _one_title(genre: list[Line], subject: list[Line]) -> FoundTitle:
    first = joined(" ".join(line.text for line in genre))
    rest = joined(" ".join(line.text for line in subject))
    link = " "
    if rest and not subject[0].capital:
        if is_only_genre(genre[-1]):
            first = first[:1] + first[1:].lower()
            if rest.split()[0].lower() in _SMALL_AFTER_GENRE:
                rest = rest[:1].lower() + rest[1:]
            elif not _LAW.search(genre[-1].folded):
                link = ": " if rest[0].isupper() else " "
        elif rest[0].isupper():
            link = ": "
    text = f"{first}{link if rest else ''}{rest}".strip(" *†.:;-–_|\t")
    return FoundTitle(text[:LONGEST_TITLE], span=span_of([*genre, *subject]))

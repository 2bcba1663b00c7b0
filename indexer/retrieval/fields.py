"""The words after ``field:`` into codes of a facet, names in Vietnamese and English.

Everything is compared folded. Years are codes themselves; kinds, languages and formats have fixed
names; countries, partners and units are found among the names of the authority records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from indexer.language.fold import fold
from indexer.records.works import Kind

AUTHOR = "author"

FIELD_NAMES: Mapping[str, str] = {
    "tac gia": AUTHOR,
    "author": AUTHOR,
    "nuoc": "country",
    "quoc gia": "country",
    "country": "country",
    "doi tac": "partner",
    "partner": "partner",
    "nam": "year",
    "year": "year",
    "loai": "kind",
    "kind": "kind",
    "type": "kind",
    "don vi": "unit",
    "unit": "unit",
    "ngon ngu": "language",
    "language": "language",
    "dinh dang": "format",
    "format": "format",
}
"""Folded names of fields: the author, or a facet."""

KIND_NAMES: Mapping[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    "doan ra": Kind.DELEGATION_OUT,
    "bao cao doan ra": Kind.DELEGATION_OUT,
    "outgoing delegation": Kind.DELEGATION_OUT,
    "doan vao": Kind.DELEGATION_IN,
    "bao cao doan vao": Kind.DELEGATION_IN,
    "incoming delegation": Kind.DELEGATION_IN,
    "ky yeu": Kind.PROCEEDINGS,
    "ky yeu hoi thao": Kind.PROCEEDINGS,
    "conference proceedings": Kind.PROCEEDINGS,
    "bai": Kind.PAPER,
    "bai viet": Kind.PAPER,
    "tham luan": Kind.PAPER,
    "bai trong ky yeu": Kind.PAPER,
    "conference paper": Kind.PAPER,
    "du an": Kind.PROJECT,
    "san pham du an": Kind.PROJECT,
    "project": Kind.PROJECT,
    "project output": Kind.PROJECT,
    "ban ghi nho": Kind.MEMORANDUM,
    "bien ban ghi nho": Kind.MEMORANDUM,
    "mou": Kind.MEMORANDUM,
    "memorandum of understanding": Kind.MEMORANDUM,
    "tong ket": Kind.SUMMARY,
    "tong ket nam": Kind.SUMMARY,
    "bao cao tong ket": Kind.SUMMARY,
    "annual summary": Kind.SUMMARY,
    "khac": Kind.OTHER,
    "tai lieu khac": Kind.OTHER,
    "other document": Kind.OTHER,
}

_FORMATS = (
    *("pdf", "doc", "docx", "odt", "rtf", "epub", "html", "md", "txt"),
    *("xls", "xlsx", "xlsb", "ods", "ppt", "pptx", "odp", "eml", "msg", "png", "jpeg", "tiff"),
)
FORMAT_NAMES: Mapping[str, frozenset[str]] = {
    **{kind: frozenset({kind}) for kind in _FORMATS},
    "word": frozenset({"doc", "docx"}),
    "excel": frozenset({"xls", "xlsx", "xlsb"}),
    "powerpoint": frozenset({"ppt", "pptx"}),
    "opendocument": frozenset({"odt", "ods", "odp"}),
}
"""Folded names of the kinds of files, as :func:`indexer.extract.kind.kind_of` tells them."""

MOST_WORDS = 10
"""So many words after a field are looked at for its value."""

_BY_LETTERS = {name.replace(" ", ""): field for name, field in FIELD_NAMES.items()}

_AUTHOR_WORDS = 4
"""A Vietnamese name typed without capitals has at most so many syllables."""

_FIRST_YEAR, _LAST_YEAR = 1800, 2199
"""What a range may span; an open end reaches so far."""

_YEAR = re.compile(r"(?:1[89]|2[01])\d\d")
_RANGE = re.compile(r"(\d{4})?(?:\.\.+|…|[-–—])(\d{4})?")
_EDGES = re.compile(r"^[^\w.…–—-]+|(?<=\w)\.$|[^\w.…–—-]+$")


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The value of a field, and how many of the words given it takes."""

    text: str
    codes: tuple[str, ...]
    """Sorted; none for an author."""
    words: int


def field_of(name: str) -> str:
    """Return the author or the facet that a name of :data:`FIELD_NAMES` stands for.

    Its words may be written together, as in "donvi".
    """
    return _BY_LETTERS["".join(name.split())]


Lookup = Callable[[str, str], frozenset[str]]
"""A facet and a folded name into the codes it stands for."""


def no_names(_facet: str, _name: str) -> frozenset[str]:
    """Know no names."""
    return frozenset()


def read_value(
    field: str, words: Sequence[str], lookup: Lookup, *, whole: bool
) -> FieldValue | None:
    """Return the value at the beginning of ``words``, the longest there is; None if there is none.

    ``whole`` takes all the words or none, as between quotes.
    """
    words = words[:MOST_WORDS]
    if field == AUTHOR:
        return _read_author(words, whole=whole)
    for size in range(len(words), 0, -1):
        text = _EDGES.sub("", " ".join(words[:size]))
        codes = _codes(field, text, lookup)
        if codes:
            return FieldValue(text, tuple(sorted(codes)), size)
        if whole:
            break
    return None


def _read_author(words: Sequence[str], *, whole: bool) -> FieldValue | None:
    if not words:
        return None
    size = len(words)
    if not whole and words[0][0].isupper():
        size = next((at for at, word in enumerate(words) if not word[0].isupper()), size)
    elif not whole:
        size = min(size, _AUTHOR_WORDS)
    text = " ".join(words[:size])
    return FieldValue(text, (), size) if any(map(str.isalnum, text)) else None


def _codes(facet: str, text: str, lookup: Lookup) -> frozenset[str]:
    name = " ".join(fold(text).split())
    if facet == "year":
        return _years(name)
    if facet == "kind":
        return frozenset({KIND_NAMES[name].value} if name in KIND_NAMES else ())
    if facet == "format":
        return FORMAT_NAMES.get(name.removeprefix("."), frozenset())
    if facet == "language":
        return _languages().get(name.removeprefix("tieng "), frozenset())
    return lookup(facet, name)


def _years(text: str) -> frozenset[str]:
    if _YEAR.fullmatch(text):
        return frozenset({text})
    found = _RANGE.fullmatch(text)
    if not found or not any(found.groups()):
        return frozenset()
    ends = sorted((int(found[1] or _FIRST_YEAR), int(found[2] or _LAST_YEAR)))
    return frozenset(map(str, range(max(ends[0], _FIRST_YEAR), min(ends[1], _LAST_YEAR) + 1)))


@cache
def _languages() -> Mapping[str, frozenset[str]]:
    """Return the codes of languages by their folded names, "tieng" taken off; data of CLDR."""
    found: dict[str, frozenset[str]] = {}
    for locale in (Locale("vi"), Locale("en")):
        for code, name in locale.languages.items():
            if len(code) == 2:
                found[code] = frozenset({code})
                found[fold(name).removeprefix("tieng ")] = frozenset({code})
    return found

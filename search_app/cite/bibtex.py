r"""An item into an entry of BibTeX, in UTF-8 as biber and modern BibTeX read it.

Fields as in https://www.bibtex.org/Format/; what TeX would take for a command is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from search_app.cite.item import ItemType

if TYPE_CHECKING:
    from indexer.records.persons import Person
    from search_app.cite.item import Item

_ENTRIES = {
    ItemType.PAPER: "inproceedings",
    ItemType.VOLUME: "proceedings",
    ItemType.REPORT: "techreport",
}
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces, also behind a backslash.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_PARTS = re.compile(r",|\band\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write_bibtex(item: Item) -> str:
    """Return one entry, its last line ended."""
    kind = _ENTRIES.get(item.type, "misc")
    lines = [f"  {name} = {value}," for name, value in _fields(item, kind) if value]
    return "\n".join([f"@{kind}{{{_key(item)},", *lines, "}", ""])


def _fields(item: Item, kind: str) -> list[tuple[str, str]]:
    issuer = {"techreport": "institution", "misc": "howpublished"}.get(kind, "publisher")
    authors = " and ".join(_person(person) for person in item.authors)
    if not authors and kind in {"techreport", "misc"}:
        authors = f"{{{_escape(item.issuer)}}}" if item.issuer else ""
    exact = re.fullmatch(r"\d{4}-(\d{2}).*", item.issued)
    pages = item.pages.joined("--") if item.pages else ""
    return [
        ("author", _braced(authors)),
        # A second pair of braces keeps the capitals of names.
        ("title", _braced(f"{{{_escape(item.title)}}}") if item.title else ""),
        ("booktitle", _braced(_escape(item.container))),
        ("year", _braced(item.year.replace("–", "--"))),
        ("month", _MONTHS[int(exact[1]) - 1] if exact and "/" not in item.issued else ""),
        ("pages", _braced(_escape(pages))),
        (issuer, _braced(_escape(item.issuer))),
        ("address", _braced(_escape(item.place))),
        ("number", _braced(_escape(item.number))),
        ("keywords", _braced(_escape(", ".join(item.keywords)))),
        ("abstract", _braced(_escape(item.abstract))),
        ("language", _braced(item.language)),
        # Written as it is: the command of addresses reads them without escapes.
        ("url", _braced(item.url)),
    ]


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def _escape(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)


def _person(person: Person) -> str:
    if not person.given:
        return f"{{{_escape(person.family)}}}"
    return f"{_part(person.family)}, {_part(person.given)}"


def _part(name: str) -> str:
    """Return a part of a name, kept together where the list of names would be parted."""
    text = _escape(name)
    return f"{{{text}}}" if _PARTS.search(text) else text


def _key(item: Item) -> str:
    """Return a key that stays: first author, year and the id of the work."""
    name = _plain(item.authors[0].family) if item.authors else ""
    return f"{name}{item.year[:4]}{item.id.lower()}"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z]", "", letters)

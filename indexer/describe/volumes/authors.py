"""Lines into whether they name the authors of a paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.describe.people import DEGREES, NAME, people_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.describe.document import Line

_RANKED = re.compile(rf"^\W*(?:{DEGREES}[\s,.]*)+(?P<name>{NAME})", re.IGNORECASE)
_BARE = re.compile(rf"^(?:by\s+)?{NAME}(?:\W*[\d*†]*\W*(?:,|;|and|&|và)\s+{NAME})*[\d*†, ]*$")
_BELONGS = re.compile(
    r"@|\b(?:universit|institute|academy|school|college|department|faculty|hoc vien|dai hoc|"
    r"truong|vien|khoa|vu hop tac|trung tam|bo mon|center|centre)"
)
_LONGEST = 200


def authors_in(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """Return the names in the line at ``at`` if it is a line of authors.

    It is nothing but names with degrees, begins with a degree, or holds capitalised names alone
    while one of the two lines below names where they work.
    """
    text = lines[at].text
    if len(text) > _LONGEST or text.endswith("."):
        return ()
    names = people_in(text)
    if names:
        return names
    ranked = _RANKED.match(text)
    if ranked and _is_name(ranked["name"]):
        return people_in(ranked.group()) or (_tidy(ranked["name"]),)
    below = lines[at + 1 : at + 3]
    belong = any(_BELONGS.search(line.folded) for line in below)
    if belong and not text.isupper() and _BARE.match(text):
        return tuple(_tidy(one) for one in re.findall(NAME, text))
    return ()


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 6 and all(word[:1].isupper() for word in words)


def _tidy(name: str) -> str:
    plain = " ".join(name.split())
    return plain.title() if plain.isupper() else plain

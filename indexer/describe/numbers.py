"""The letterhead into the number of the document: "Số: 27-BC/HTQT"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.describe.document import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.describe.document import Line

# Digits, then the abbreviations of genre and issuer, as Decree 30/2020/NĐ-CP has them and as the
# Party's Instruction 36-HD/VPTW has them: 27/BC-HTQT, 27-BC/HTQT, 01/2011/TT-BNV, 56/2010/QH12.
_NUMBER = re.compile(
    r"(?:\bSố|\bSỐ|\bsố|\bNo\.?)\s*[:.]?\s*"
    r"(?P<number>\d{1,5}[a-z]?\s*(?:[-–/]\s*\d{4}\s*)?[-–/]\s*[A-ZĐƯƠÂÊÔ][A-ZĐƯƠÂÊÔa-z&]*\d*"
    r"(?:\s?[-–/.]\s?[A-ZĐƯƠÂÊÔ&]+\d*)*)"
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """The number of a document, without blanks, and where it stands."""

    text: str
    span: Span


def find_number(lines: Sequence[Line]) -> FoundNumber | None:
    """Return the number in the letterhead ``lines``; a blank left for it is none."""
    for line in lines:
        match = _NUMBER.match(line.text) or _NUMBER.search(line.text)
        if match:
            start = line.start
            span = Span(line.page, start + match.start(), start + match.end())
            return FoundNumber(re.sub(r"\s", "", match["number"]).replace("–", "-"), span)
    return None

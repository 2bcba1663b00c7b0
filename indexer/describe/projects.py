"""The report of a project into who paid for it and the years it ran."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.describe.delegations import Fact
from indexer.describe.document import Span, joined
from indexer.describe.folding import fold_evenly

if TYPE_CHECKING:
    from indexer.describe.document import Document

_PAGES = 3
_NAMED = r"(?:the\s+)?(?P<funder>[^\W\d_a-zà-ỹ][^.;,\n(:]{2,120}(?:\n[^.;,\n(:]{2,80})?)"
_LABELLED = r"(?P<funder>[^\W\d_a-zà-ỹ][^.;,\n(:]{2,120})"
_FUNDERS = tuple(
    re.compile(form)
    for form in (
        rf"(?:[Nn]hà|[Cc]ơ\s+quan|[Đđ]ơn\s+vị)\s+tài\s+trợ\s*:\s*{_LABELLED}",
        rf"\b(?:[Dd]onors?|[Ff]unding\s+(?:agency|source)|[Ff]under)\s*:\s*{_LABELLED}",
        rf"\b(?:funded|financed|sponsored)\s+by\s+{_NAMED}",
        rf"\bfinancial\s+(?:support|assistance)\s+(?:from|of)\s+{_NAMED}",
        rf"\bdo\s+{_NAMED}\s+tài\s+trợ",
        rf"\b(?:tài\s+trợ|hỗ\s+trợ\s+tài\s+chính)\s+(?:của|từ|bởi)\s+{_NAMED}",
    )
)
_END = re.compile(
    r"\s+(?:and\s+(?:was\s+)?implemented|tài\s+trợ|và\s+do|thông\s+qua|through|trong)\b.*$",
    re.DOTALL,
)
_YEAR = r"(?:19[89]\d|20\d\d)"
_YEARS = re.compile(
    rf"\b(?:thoi gian(?: thuc hien)?|giai doan(?: thuc hien)?|(?:project |implementation )?period|"
    rf"duration)\W{{0,3}}(?:tu )?(?:nam )?(?P<first>{_YEAR})\s*(?:[-–—]|den|to)\s*(?:nam )?"
    rf"(?P<last>{_YEAR})\b"
)


def find_funders(document: Document) -> tuple[Fact, ...]:
    """Return who paid for the project, as named there."""
    for form in _FUNDERS:
        for page in document.pages[:_PAGES]:
            match = form.search(page.text)
            if match:
                text = _END.sub("", match["funder"]).rstrip()
                start = match.start("funder")
                return (Fact(joined(text), Span(page, start, start + len(text))),)
    return ()


def find_years(document: Document) -> Fact | None:
    """Return the years the project ran, as EDTF, where a label says so."""
    for page in document.pages[:_PAGES]:
        match = _YEARS.search(fold_evenly(page.text))
        if match and match["first"] < match["last"]:
            span = Span(page, match.start("first"), match.end("last"))
            return Fact(f"{match['first']}/{match['last']}", span)
    return None

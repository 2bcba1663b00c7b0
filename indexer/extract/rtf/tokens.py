"""The bytes of an RTF file into its control words, signs, groups and stretches of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extract.budget import Budget

_TOKEN = re.compile(
    rb"""
    \\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,9})?[ ]?
    | \\'(?P<code>[0-9a-fA-F]{2})
    | \\(?P<sign>[^a-zA-Z'])
    | (?P<open>\{)
    | (?P<close>\})
    | (?P<text>[^\\{}\r\n]+)
    | (?P<nothing>[\r\n]+ | \\)
    """,
    re.VERBOSE | re.DOTALL,
)
_STRIDE = 1 << 14
"""Tokens between two looks at the clock."""


def tokens(data: bytes, budget: Budget) -> Iterator[re.Match[bytes]]:
    r"""Yield the tokens of a file as matches, each of which has one of the named groups.

    Binary data behind ``\bin`` are passed over. Raises :class:`indexer.extract.budget.OutOfTime`.
    """
    at = 0
    count = 0
    while (match := _TOKEN.match(data, at)) is not None:
        at = match.end()
        if match["word"] == b"bin":
            at += max(0, int(match["number"] or 0))
        count += 1
        if count % _STRIDE == 0:
            budget.check()
        yield match

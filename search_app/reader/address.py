"""A query string into where in a work a reader is and with which question, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from search_app.errors import ParameterWrong
from search_app.params import Arguments, SearchState, parse_number, parse_search

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from indexer.records.works import Work

KEY_LENGTH = 12
"""Hexadecimal digits of a file's hash that tell it from the others of its work."""
LAST = -1
"""The last hit of a page."""
ZOOMS = (1, 2, 3)
"""Times the width that a page has room for."""
PARAMETERS = ("file", "hit", "zoom")
"""What the address of a page says besides the question."""

_KEY = re.compile(rf"[0-9a-f]{{{KEY_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class ReadingState:
    """What the address of a page says besides work and page."""

    question: SearchState = field(default_factory=SearchState)
    """Of a search no more than its words and what is added to them."""
    file: str = ""
    """The beginning of a file's hash; empty for the work's first file."""
    hit: int = 0
    """The number of a mark on the page, :data:`LAST`, or 0 for none."""
    zoom: int = 1

    def arguments(self) -> Arguments:
        """Return the query string's arguments; what is as usual is left out."""
        arguments: Arguments = {}
        if self.file:
            arguments["file"] = self.file
        if self.question.query:
            arguments |= self.question.arguments()
        if self.hit:
            arguments["hit"] = "last" if self.hit == LAST else self.hit
        if self.zoom > 1:
            arguments["zoom"] = self.zoom
        return arguments


def asked(question: SearchState) -> SearchState:
    """Return of a search what goes along into a work: neither facets nor order nor page."""
    return replace(question, selected={}, sort="", page=1)


def file_key(work: Work, sha256: str) -> str:
    """Return what names a file of a work in addresses: nothing for the first one."""
    return "" if work.files and work.files[0].sha256 == sha256 else sha256[:KEY_LENGTH]


def parse_reading(arguments: MultiDict[str, str]) -> ReadingState:
    """Return the state that a query string describes. Raises :class:`ParameterWrong`."""
    file = parse_file(arguments)
    hit = arguments.get("hit", "")
    zoom = parse_number(arguments.get("zoom", "1"), "zoom", max(ZOOMS))
    number = LAST if hit == "last" else parse_number(hit, "hit") if hit else 0
    return ReadingState(asked(parse_search(arguments)), file, number, zoom)


def parse_file(arguments: MultiDict[str, str]) -> str:
    """Return what names a file of a work, nothing for its first. Raises :class:`ParameterWrong`."""
    file = arguments.get("file", "")
    if file and not _KEY.fullmatch(file):
        raise ParameterWrong(name="file")
    return file

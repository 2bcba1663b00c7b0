"""What a page points at into its address, under any prefix and in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from search_app.disposition import clean_name

if TYPE_CHECKING:
    from indexer.records.files import File
    from search_app.params import SearchState

LANGUAGE_PAGES = frozenset({"home", "search", "work", "file", "api_complete"})
"""The routes whose addresses carry the language when it is not the usual one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    text: str
    url: str


def search_url(state: SearchState) -> str:
    """Return the address of a page of results: it says the whole state."""
    values: dict[str, Any] = {**state.arguments()}
    return url_for("search", **values)


def work_url(work: str) -> str:
    """Return the address of a work."""
    return url_for("work", work=work)


def permanent_url(work: str) -> str:
    """Return the address of a work to write down: with the host, in no language."""
    return url_for("work", work=work, lang=None, _external=True)


def place_url(work: str, sha256: str) -> str:
    """Return the address of the file within its work's page where a place can be looked up."""
    return url_for("work", work=work, _anchor=f"file-{sha256[:12]}")


def file_url(file: File) -> str:
    """Return the address of an original, its last part the file's own name."""
    return url_for("file", sha256=file.sha256, name=clean_name(file.name))

"""What a page points at into its address, under any prefix and in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from flask import g, url_for

from search_app.disposition import clean_name
from search_app.reader.address import KEY_LENGTH, ReadingState, asked, file_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.records.files import File
    from indexer.records.works import Work
    from search_app.params import SearchState

LANGUAGE_PAGES = frozenset(
    {
        "home",
        "search",
        "values",
        "work",
        "page",
        "pages",
        "cite",
        "reading_list",
        "guide",
        "embed",
        "feed",
        "file",
        "api_complete",
    }
)
"""The routes whose addresses carry the language when it is not the usual one."""


_quoted = lru_cache(8192)(partial(quote_plus, safe="!$'()*,/:;?@"))
"""As Werkzeug does in ``url_for``; the same question and names stand in all links of a page."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    text: str
    url: str


_A_WORK = "0A0WORK0A"
_A_PAGE = 987654321


def search_url(state: SearchState, *, external: bool = False) -> str:
    """Return the address of a page of results: it says the whole state."""
    if external:
        arguments: dict[str, Any] = {**state.arguments()}
        return url_for("search", _external=True, **arguments)
    return _with_query(_path("search"), state.arguments())


def _path(route: str, **samples: Any) -> str:  # noqa: ANN401 - as ``url_for`` takes them
    """Return the address of a route for some samples, in whose place others are put then.

    A page of results has a hundred and fifty addresses of four routes, so ``url_for`` is asked once
    a request for each.
    """
    paths: dict[str, str] = g.setdefault("paths", {})
    if route not in paths:
        paths[route] = url_for(route, **samples)
    return paths[route]


def _with_query(path: str, arguments: Mapping[str, object]) -> str:
    """Return a path, which may say the language, with more arguments, written as Flask does."""
    path, _, language = path.partition("?")
    query = "&".join(
        f"{name}={_quoted(str(value))}"
        for name, values in arguments.items()
        for value in (values if isinstance(values, list) else (values,))
        if value is not None
    )
    asked_for = "&".join(part for part in (query, language) if part)
    return f"{path}?{asked_for}" if asked_for else path


def feed_url(state: SearchState) -> str:
    """Return the address of the feed of what a search finds."""
    values: dict[str, Any] = {**state.arguments()}
    return url_for("feed", **values)


def found_url(state: SearchState, form: str) -> str:
    """Return the address of the works that a search finds, as a file."""
    values: dict[str, Any] = {**replace(state, page=1).arguments()}
    return url_for("found_file", form=form, **values)


def values_url(state: SearchState, facet: str) -> str:
    """Return the address of all values of a facet among what a search finds."""
    values: dict[str, Any] = {**replace(state, page=1).arguments()}
    return url_for("values", facet=facet, **values)


def work_url(work: str, query: str = "") -> str:
    """Return the address of a work, with the question whose pages it is to show."""
    path = _path("work", work=_A_WORK).replace(_A_WORK, _quoted(work))
    return _with_query(path, {"q": query or None})


def permanent_url(work: str) -> str:
    """Return the address of a work to write down: with the host, in no language."""
    return url_for("work", work=work, lang=None, _external=True)


def page_url(work: str, page: int, state: ReadingState, anchor: str | None = None) -> str:
    """Return the address of a page of a work."""
    path = _path("page", work=_A_WORK, number=_A_PAGE)
    path = path.replace(_A_WORK, _quoted(work)).replace(str(_A_PAGE), str(page))
    address = _with_query(path, state.arguments())
    return f"{address}#{_quoted(anchor)}" if anchor else address


def cite_url(work: str, page: int = 0, file: str = "") -> str:
    """Return the address of the ways to cite a work, or one page of a file of it."""
    return url_for("cite", work=work, page=page or None, file=file or None)


def pages_url(work: str, state: ReadingState, page: int = 1) -> str:
    """Return the address of all pages of a work, or of those that answer its question."""
    values: dict[str, Any] = {**state.arguments(), "page": page if page > 1 else None}
    return url_for("pages", work=work, **values)


def place_url(work: Work, sha256: str, page: int, question: SearchState) -> str:
    """Return where a page of a file is read: in its work, else in the volume the work is from."""
    parts = [part for part in work.files if part.sha256 == sha256]
    if any(part.holds(page) for part in parts):
        return page_url(work.id, page, ReadingState(asked(question), file_key(work, sha256)))
    if work.parent:
        return page_url(work.parent, page, ReadingState(asked(question), sha256[:KEY_LENGTH]))
    return url_for("work", work=work.id, _anchor=f"file-{sha256[:12]}")


def picture_url(sha256: str, page: int, width: int) -> str:
    """Return the address of the picture of a page; it is the same in every language."""
    return url_for("picture", sha256=sha256, page=page, width=width)


def file_url(file: File, *, external: bool = False) -> str:
    """Return the address of an original, its last part the file's own name."""
    name = clean_name(file.name)
    return url_for("file", sha256=file.sha256, name=name, _external=external)

"""What a request can get wrong, and every error into a page or, under ``/api``, into JSON.

The JSON is RFC 9457's ``application/problem+json``.
"""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from indexer.errors import Failure
from indexer.errors.works import WorkIdWrong
from indexer.logs import event
from search_app.context import current_wording
from search_app.translate import msgid

if TYPE_CHECKING:
    from flask import Flask


class Trouble(Exception):  # noqa: N818 - each member of the family names itself
    """What went wrong, with the status and the words of its page, keys of the catalogues."""

    status: ClassVar[HTTPStatus]
    title: ClassVar[str]
    detail: ClassVar[str]
    retry_after: int = 0
    """Seconds after which it may be otherwise; 0 where they are not known."""


class ParameterWrong(Trouble):
    """A parameter of the address cannot be what it should be."""

    status = HTTPStatus.BAD_REQUEST
    title = msgid("This address cannot be understood")
    detail = msgid(
        "A part of the address (%(name)s) has a value that is not possible, or is too long. "
        "Search again with the box above."
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NothingHere(Trouble):
    """No such work, file or page for this reader; it is not said whether it exists for others."""

    status = HTTPStatus.NOT_FOUND
    title = msgid("Nothing found at this address")
    detail = msgid(
        "The document may have been withdrawn, or the address was mistyped. "
        "Search for it with the box above."
    )


class MethodWrong(Trouble):
    """Anything but GET and HEAD."""

    status = HTTPStatus.METHOD_NOT_ALLOWED
    title = msgid("This can only be read")
    detail = msgid("The site answers only GET and HEAD requests.")


class RequestWrong(Trouble):
    """A request that the web framework refuses."""

    status = HTTPStatus.BAD_REQUEST
    title = msgid("This request cannot be understood")
    detail = msgid("Search again with the box above.")


class OriginalGone(Trouble):
    """The catalogue names a file whose original cannot be read just now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = msgid("The file cannot be read at the moment")
    detail = msgid("Its record is here but the original is not. Please tell the library.")


class PictureLater(Trouble):
    """Too many pictures are being drawn at this moment."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = msgid("The picture is not ready yet")
    detail = msgid("Many pages are being drawn at this moment. Please try again in a moment.")
    retry_after = 2


class TooMuch(Trouble):
    """An address has asked for more than its share of the site's time."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    title = msgid("Too much was asked at once")
    detail = msgid(
        "From your network more was asked in a short time than the site can answer. "
        "Please try again in %(seconds)s seconds. Programs that read many works find them faster "
        "in the sitemap and in the data (API), one after the other."
    )

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.retry_after = ceil(wait)


class LibraryClosed(Trouble):
    """There is no index that could serve."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = msgid("The library is being prepared")
    detail = msgid(
        "There is no index to search in yet. It opens by itself as soon as the nightly batch, "
        "or the command kyyeu build, has made one."
    )
    retry_after = 60


class Broken(Trouble):
    """A fault of the program."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    title = msgid("Something went wrong here")
    detail = msgid("The fault is ours and has been noted. Please try again in a moment.")


def register_errors(app: Flask) -> None:
    """Make the app answer every error with a page or JSON in the reader's language."""
    app.register_error_handler(Trouble, _answer)
    app.register_error_handler(WorkIdWrong, lambda _: _answer(NothingHere()))
    app.register_error_handler(Failure, _answer_failure)
    app.register_error_handler(HTTPException, _answer_http)


def _answer(error: Trouble) -> Response:
    wording = current_wording()
    values = {"name": getattr(error, "name", ""), "seconds": error.retry_after}
    title, detail = wording.gettext(error.title), wording.gettext(error.detail) % values
    if request.path.startswith("/api/"):
        response = _problem(title, detail, error.status)
    else:
        response = make_response(_page(error, title, detail), error.status)
    if error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _page(error: Trouble, title: str, detail: str) -> str:
    """Return the page of an error; its box holds the question, if that is not what is wrong."""
    asked = "" if getattr(error, "name", "") == "q" else request.args.get("q", "")
    return render_template(
        "error.html",
        title=title,
        detail=detail,
        status=int(error.status),
        query=asked,
        again=error.retry_after > 0 or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def _problem(title: str, detail: str, status: HTTPStatus) -> Response:
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    body = json.dumps(said, ensure_ascii=False)
    return Response(body, status, mimetype="application/problem+json")


def _answer_failure(failure: Failure) -> Response:
    """Answer a failure of the index: its message names paths, and is not told."""
    event(logging.ERROR, "library-closed", failure=type(failure).__name__)
    return _answer(LibraryClosed())


def _answer_http(error: HTTPException) -> Response:
    if error.code == HTTPStatus.NOT_FOUND:
        return _answer(NothingHere())
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        response = _answer(MethodWrong())
        response.headers["Allow"] = "GET, HEAD"
        return response
    if error.code is not None and error.code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _answer(RequestWrong())
    return _answer(Broken())

"""A file's hash into the original, to save under its own name."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import request, send_file

from indexer.logs import event
from search_app.disposition import attachment
from search_app.errors import NothingHere, OriginalGone
from search_app.security import DOWNLOAD_POLICY

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Response

    from indexer.records.files import File
    from search_app.context import Visit

_SHA256 = re.compile(r"[0-9a-f]{64}")
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OPEN_XML}.wordprocessingml.document",
    "pptx": f"{_OPEN_XML}.presentationml.presentation",
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    "odt": f"{_OPEN_DOCUMENT}.text",
    "odp": f"{_OPEN_DOCUMENT}.presentation",
    "ods": f"{_OPEN_DOCUMENT}.spreadsheet",
    "doc": "application/msword",
    "ppt": "application/vnd.ms-powerpoint",
    "xls": "application/vnd.ms-excel",
    "rtf": "application/rtf",
    "epub": "application/epub+zip",
    "eml": "message/rfc822",
    "mht": "multipart/related",
    "txt": "text/plain",
    "html": "text/html",
    "md": "text/markdown",
}
"""Media types by kind, as IANA registers them."""


def file(visit: Visit, sha256: str, name: str) -> Response:  # noqa: ARG001 - the name is for people
    """Send an original, if all that is in it may be read; ``name`` in the address is decoration."""
    if not _SHA256.fullmatch(sha256):
        raise NothingHere
    found = visit.library().records.file(sha256, visit.reader.tiers, visit.reader.day)
    if found is None:
        raise NothingHere
    return _send(visit, found)


def _send(visit: Visit, file: File) -> Response:
    path = visit.site.holdings.originals.path(file.sha256).absolute()
    content_type = _TYPES.get(file.kind, "application/octet-stream")
    try:
        response = send_file(path, content_type, etag=file.sha256)
    except OSError as error:
        reason = type(error).__name__
        event(logging.ERROR, "original-unreadable", file=file.sha256[:16], reason=reason)
        raise OriginalGone from error
    _hand_over(response, path)
    # Werkzeug would add a charset that nobody has read from the file.
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = attachment(file.name)
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _hand_over(response: Response, path: Path) -> None:
    """Let the server send a part of a file, as it does whole files, at its reader's pace.

    Werkzeug would read it here, and the thread would wait for whoever takes it slowly.
    """
    wrap = request.environ.get("wsgi.file_wrapper")
    if response.status_code == HTTPStatus.PARTIAL_CONTENT and wrap is not None:
        response.response.close()  # type: ignore[union-attr]  # an open file
        file = path.open("rb")
        file.seek(response.content_range.start or 0)
        # It stops where Content-Length says (PEP 3333).
        response.response = wrap(file)

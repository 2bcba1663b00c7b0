"""A page of a file and a width into its picture."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from flask import Response, request

from search_app.errors import NothingHere, OriginalGone, PictureLater
from search_app.params import parse_number
from search_app.reader.drawers import Busy
from search_app.reader.pictures import DRAWN_KINDS, VERSION, WIDTHS

if TYPE_CHECKING:
    from indexer.records.files import File
    from search_app.context import Visit

_LOG = logging.getLogger(__name__)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def picture(visit: Visit, sha256: str, page: str, width: str) -> Response:
    """Send the picture of a page, if all that stands on it may be seen."""
    number, columns = parse_number(page, "page"), parse_number(width, "width")
    if not _SHA256.fullmatch(sha256) or columns not in WIDTHS:
        raise NothingHere
    found = visit.library().records.readable(sha256, visit.reader.tiers, visit.reader.day)
    if found is None or number > found.file.pages or not found.shows(number):
        raise NothingHere
    if found.file.kind not in DRAWN_KINDS:
        raise NothingHere
    response = Response(content_type="image/webp")
    response.set_etag(f"{sha256[:32]}-{number}-{columns}-{VERSION}")
    # A browser that has it already costs no look at the disk.
    if not request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        response.data = _draw(visit, found.file, number, columns)
    return response


def _draw(visit: Visit, file: File, number: int, width: int) -> bytes:
    holdings = visit.site.holdings
    path = holdings.originals.path(file.sha256)
    try:
        drawn = holdings.pictures.picture(file, path, number, width)
    except Busy:
        raise PictureLater from None
    except OSError as error:
        _LOG.error("The original %s cannot be read: %s", file.sha256, error)
        raise OriginalGone from error
    if drawn is None:
        raise NothingHere
    return drawn

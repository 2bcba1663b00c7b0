"""The state of the site into what a monitor reads: 200 when it can answer, else 503."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, make_response

from indexer.errors import Failure

if TYPE_CHECKING:
    from flask import Response

    from search_app.context import Visit

_LOG = logging.getLogger(__name__)


def health(visit: Visit) -> Response:
    """Say whether there is an index to search, and which generation of it."""
    try:
        generation = visit.library().generation
    except Failure as failure:
        _LOG.warning("%s", failure)
        body = jsonify(status="closed", reason=type(failure).__name__, generation=None)
        return make_response(body, HTTPStatus.SERVICE_UNAVAILABLE)
    return jsonify(status="open", generation=generation)

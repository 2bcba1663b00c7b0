"""Every request into a line of the log and the counts of the metrics: no words, no address."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from flask import g, request

from indexer.logs import event

if TYPE_CHECKING:
    from flask import Flask, Response

    from search_app.metrics import Metrics

_QUIET = frozenset({"health", "metrics", "asset"})
"""Routes that are asked all the time and are only counted."""


def observe_requests(app: Flask, metrics: Metrics) -> None:
    """Count and log what the app answers."""

    def begin() -> None:
        g.begun = time.perf_counter()

    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("begun", time.perf_counter())
        route = request.endpoint or "unknown"
        metrics.count(route, response.status_code, seconds)
        if route not in _QUIET:
            event(
                logging.INFO,
                "request",
                route=route,
                method=request.method,
                status=response.status_code,
                seconds=round(seconds, 4),
            )
        return response

    app.before_request(begin)
    app.after_request(end)

"""Requests into those that are answered and those that wait, by what their address has cost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import g, request

from search_app.budgets import Asker
from search_app.errors import TooMuch

if TYPE_CHECKING:
    from collections.abc import Collection

    from flask import Flask, Response

    from search_app.budgets import Budgets

_LONGEST = 200
"""Characters of what a browser says of itself that are kept."""


def limit_requests(app: Flask, budgets: Budgets, free: Collection[str]) -> None:
    """Refuse what comes from an address that has used up its budget, before any work is done.

    The routes named ``free`` cost next to nothing and are always answered. Time that a request
    waits, for a lock or a picture, is no work.
    """

    def admit() -> None:
        g.worked = time.thread_time()
        wait = 0.0 if request.endpoint in free else budgets.wait(_asker())
        if wait:
            raise TooMuch(wait)

    def charge(response: Response) -> Response:
        if "worked" in g:
            budgets.charge(_asker(), time.thread_time() - g.worked)
        return response

    app.before_request(admit)
    app.after_request(charge)


def _asker() -> Asker:
    said = (request.headers.get(name, "") for name in ("User-Agent", "Accept-Language"))
    return Asker(request.remote_addr or "", "\n".join(said)[:_LONGEST])

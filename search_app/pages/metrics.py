"""The numbers of the site into a page for the monitors that the settings name, and nobody else."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from flask import make_response, request

from search_app.errors import NothingHere
from search_app.metrics import CONTENT_TYPE
from search_app.proxy import was_forwarded

if TYPE_CHECKING:
    from flask import Response

    from search_app.context import Visit


def metrics(visit: Visit) -> Response:
    """Give the metrics; whoever is not named finds nothing here, as at any wrong address."""
    if not _may_see(visit):
        raise NothingHere
    response = make_response(visit.site.metrics.text())
    response.headers["Content-Type"] = CONTENT_TYPE
    return response


def _may_see(visit: Visit) -> bool:
    # Behind a proxy that nobody declared every reader seems to be the proxy.
    if was_forwarded(request.environ):
        return False
    try:
        asker = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    return any(asker in network for network in visit.site.settings.metrics_networks)

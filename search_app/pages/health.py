"""How the site stands into what a monitor reads: 200 when all is well, 503 when it is not.

Codes and times alone: a count of files, or of failures, would speak of tiers that the asker may
not see.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import jsonify, make_response

from search_app.standing import Status, standing_of, utc_now

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

    from indexer.records.runs import LastRun
    from search_app.context import Visit
    from search_app.standing import Standing


def health(visit: Visit) -> Response:
    """Say which generation serves, since when, and how the last night ended."""
    now = utc_now()
    standing = standing_of(visit.site, now)
    good = standing.status is Status.OPEN
    status = HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE
    return make_response(jsonify(_describe(standing, now)), status)


def _describe(standing: Standing, now: datetime) -> dict[str, Any]:
    serving = standing.serving
    return {
        "status": standing.status,
        "reason": standing.reason,
        "alarms": list(standing.alarms),
        "generation": serving.number if serving else None,
        "built": _moment(serving.built if serving else None),
        "age_hours": _hours(now, serving.built) if serving else None,
        "night": _describe_night(standing.night) if standing.night else None,
    }


def _describe_night(night: LastRun) -> dict[str, Any]:
    return {
        "outcome": night.outcome,
        "started": _moment(night.started),
        "ended": _moment(night.ended),
        "last_good": _moment(night.good),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _hours(now: datetime, then: datetime) -> float:
    return round((now - then).total_seconds() / 3600, 2)

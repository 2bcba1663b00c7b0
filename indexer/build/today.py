"""The clock of this machine into the day that embargoes are counted by."""

from __future__ import annotations

from datetime import UTC, date, datetime


def local_today() -> date:
    """Return the day of the calendar on this machine's wall."""
    return datetime.now(UTC).astimezone().date()

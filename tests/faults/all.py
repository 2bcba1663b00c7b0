"""All faults that are tried."""

from __future__ import annotations

from tests.faults import (
    backups,
    catalogue_writers,
    flips,
    full_disks,
    killing,
    power,
    swaps,
    troubled_sources,
)

FAULTS = (
    catalogue_writers.FAULT,
    backups.FAULT,
    full_disks.FAULT,
    troubled_sources.FAULT,
    killing.FAULT,
    power.FAULT,
    flips.FAULT,
    swaps.FAULT,
)

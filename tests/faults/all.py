"""All faults that are tried."""

from __future__ import annotations

from tests.faults import (
    backups,
    catalogue_writers,
    clocks,
    crowds,
    flips,
    full_disks,
    hostile,
    killing,
    order,
    power,
    shares,
    swaps,
    troubled_sources,
)

FAULTS = (
    catalogue_writers.FAULT,
    backups.FAULT,
    full_disks.FAULT,
    troubled_sources.FAULT,
    hostile.FAULT,
    shares.FAULT,
    clocks.FAULT,
    crowds.FAULT,
    order.FAULT,
    killing.FAULT,
    power.FAULT,
    flips.FAULT,
    swaps.FAULT,
)

"""What the site shows: the published records, frozen into one file beside each generation."""

from __future__ import annotations

from indexer.catalogue.snapshot.reading import Snapshot
from indexer.catalogue.snapshot.writing import SNAPSHOT_NAME, write_snapshot

__all__ = ["SNAPSHOT_NAME", "Snapshot", "write_snapshot"]

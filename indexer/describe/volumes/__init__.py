"""A volume of proceedings or the issue of a journal into its papers."""

from __future__ import annotations

from indexer.describe.volumes.found import PageRun, Way
from indexer.describe.volumes.volume import Paper, Told, Volume, describe_volume

__all__ = ["PageRun", "Paper", "Told", "Volume", "Way", "describe_volume"]

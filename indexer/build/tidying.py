"""An index that many batches have added to into one that is searched as fast as a new one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from indexer.engine.flat_engine import FlatEngine

if TYPE_CHECKING:
    from indexer.settings import Settings

_NICENESS = 10


def tidy(settings: Settings) -> None:
    """Join the segments of the index where there are too many, with a low priority.

    For the end of a command, after its answer: nothing is left running behind, nobody has to
    remember it, and whoever cannot wait may stop it at any moment. The process stays nice.
    """
    engine = FlatEngine(settings.index, settings.keep_generations)
    if engine.crowded():
        os.nice(_NICENESS)
        engine.merge()

"""The last night into ``last_run.json`` of the index, where the site may read it, and back.

The site reads no catalogue. The file is there whole or not at all, and says nothing of documents.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from cattrs import BaseValidationError

from indexer.catalogue.atomic import make_directory, write_atomically
from indexer.records.runs import LastRun
from indexer.records.serial import from_plain, to_plain

if TYPE_CHECKING:
    from pathlib import Path

LAST_RUN_NAME = "last_run.json"


def write_last_run(index: Path, run: LastRun) -> None:
    """Store how the last night stands; of the former one stays when a night last ended well.

    Raises :class:`DiskFull`, :class:`DirectoryUnreadable`.
    """
    former = read_last_run(index)
    ended_well = run.ended if run.outcome.is_good else None
    run = replace(run, good=ended_well or (former.good if former else None))
    text = json.dumps(to_plain(run), indent=1) + "\n"
    make_directory(index)
    write_atomically(index / LAST_RUN_NAME, lambda file: file.write(text.encode()))


def read_last_run(index: Path) -> LastRun | None:
    """Return how the last night stands; None when there was none, or nobody can tell."""
    try:
        plain = json.loads((index / LAST_RUN_NAME).read_text(encoding="utf-8"))
        return from_plain(plain, LastRun)
    except (OSError, ValueError, BaseValidationError):
        return None
